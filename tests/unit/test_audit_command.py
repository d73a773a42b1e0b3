"""``policydsl audit``: logs as people have them, and what is said of them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from policydsl import cli
from policydsl.audit import lines
from policydsl.audit.records import Record
from policydsl.audit.sorting import Sorted

LAW = Path(__file__).parents[2] / "tests/logs/us.reg_f.law"
HEAD = "id,when,zone,case,person,party,act,outcome,actor,disclosing"
CALL = "America/New_York,d1,P1,consumer,call,no answer,debt collector,nothing"
Capture = pytest.CaptureFixture[str]
Found = dict[str, Any]


def call(number: int, when: str, rest: str = CALL) -> str:
    return f"{number},{when},{rest}"


def audit(folder: Path, log: str | bytes, *words: str, name: str = "log.csv") -> int:
    """Audit a log and return the exit status."""
    path = folder / name
    path.write_bytes(log if isinstance(log, bytes) else log.encode())
    return cli.main(["audit", str(LAW), "--log", str(path), *words])


def found(
    folder: Path, capsys: Capture, log: str | bytes, *words: str, name: str = "log.csv"
) -> Found:
    """Audit a log and return what was found, as data."""
    audit(folder, log, "--format", "json", *words, name=name)
    data: Found = json.loads(capsys.readouterr().out)
    return data


def acts(data: Found) -> list[object]:
    """Return the ids of the acts that break anything."""
    return [
        one["act"]["id"] for one in data["breaches"] if isinstance(one["act"], dict)
    ]


def rejects(folder: Path, name: str = "log.csv") -> list[tuple[str, str]]:
    """Return the lines that were rejected, and why."""
    text = (folder / f"{name}.rejects.csv").read_text("utf-8-sig")
    return [(row[0], row[1]) for row in csv.reader(io.StringIO(text))][1:]


EARLY = call(1, "2026-03-02T07:59")
KEPT = call(2, "2026-03-03T08:00")


def test_a_breach_is_listed_with_article_person_and_time(
    tmp_path: Path, capsys: Capture
) -> None:
    assert audit(tmp_path, f"{HEAD}\n{EARLY}\n{KEPT}\n") == 1
    said = capsys.readouterr().out
    assert "2026-03-02 07:59 EST  d1, P1  us.reg_f 1006.6(b)(1)  (line 2)" in said
    assert "2 rows, 0 rejected, 0 repeated: 1 breach." in said
    assert not (tmp_path / "log.csv.rejects.csv").exists()


def test_a_log_that_breaches_nothing_ends_well(tmp_path: Path) -> None:
    assert audit(tmp_path, f"{HEAD}\n{KEPT}\n") == 0


def test_the_acts_that_are_too_many_are_named(tmp_path: Path, capsys: Capture) -> None:
    calls = [call(day, f"2026-03-0{day}T10:00") for day in range(1, 9)]
    data = found(tmp_path, capsys, "\n".join((HEAD, *calls)))
    assert data["breaches"] == []
    calls.append(call(9, "2026-03-08T11:00"))
    calls.append(call(10, "2026-03-08T12:00"))
    data = found(tmp_path, capsys, "\n".join((HEAD, *reversed(calls))))
    assert acts(data) == ["9", "10"]
    first = data["breaches"][0]
    assert first["article"] == "us.reg_f 1006.14(b)(2)(i)(A)"
    assert first["is_presumed"] is True
    counted = first["counted"]
    assert isinstance(counted, list)
    assert [one["id"] for one in counted] == ["2", "3", "4", "5", "6", "7", "8", "9"]
    # The log is the wrong way round: the first line is the last call.
    assert counted[-1]["line"] == 3


def test_calls_rest_after_a_conversation(tmp_path: Path, capsys: Capture) -> None:
    talk = call(1, "2026-03-01T10:00").replace("no answer", "answered")
    soon, late = call(2, "2026-03-07T20:00"), call(3, "2026-03-08T08:00")
    data = found(tmp_path, capsys, "\n".join((HEAD, soon, late, talk)))
    assert acts(data) == ["2"]


def test_the_same_id_counts_once(tmp_path: Path, capsys: Capture) -> None:
    data = found(tmp_path, capsys, "\n".join((HEAD, EARLY, EARLY)))
    assert acts(data) == ["1"]
    assert data["repeated"] == 1


def test_hours_are_those_of_the_place_where_somebody_is(
    tmp_path: Path, capsys: Capture
) -> None:
    moved = CALL.replace("New_York", "Los_Angeles")
    rows = (
        call(1, "2026-03-02T08:30-05:00"),
        call(2, "2026-03-03T08:30-05:00", moved),
        call(3, "2026-03-04T08:30-05:00"),
    )
    assert acts(found(tmp_path, capsys, "\n".join((HEAD, *rows)))) == ["2"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_log_of_any_machine_is_read(
    tmp_path: Path, capsys: Capture, end: str, mark: bytes, delimiter: str
) -> None:
    text = end.join((HEAD, EARLY, "", KEPT)).replace(",", delimiter)
    data = found(tmp_path, capsys, mark + text.encode())
    assert acts(data) == ["1"]
    assert data["rejected"] == 0


def test_columns_may_have_other_names(tmp_path: Path, capsys: Capture) -> None:
    log = "called_at,debtor,did\n2026-03-02T07:59,P1,call\n"
    words = ("--columns", "when=called_at, person=debtor", "--columns", "act=did")
    given = ("--set", "party=consumer,zone=America/New_York")
    data = found(tmp_path, capsys, log, *words, *given)
    assert acts(data) == ["line 2"]
    assert data["breaches"][0]["case"] == "P1"


def test_json_lines_are_read(tmp_path: Path, capsys: Capture) -> None:
    row = dict(zip(HEAD.split(","), EARLY.split(","), strict=True))
    rows = [
        json.dumps({**row, "id": 1, "channel": ["phone", "letter"]}),
        json.dumps({**row, "id": 2, "outcome": None}),
        "[]",
        "{",
        '{"a": ' * 5000,
        json.dumps({**row, "id": {}}),
        json.dumps({**row, "when": 5}),
    ]
    data = found(tmp_path, capsys, "\n".join(rows), name="log.jsonl")
    assert acts(data) == ["1", "2"]
    assert [line for line, _ in rejects(tmp_path, "log.jsonl")] == list("34567")


def test_consents_events_and_facts_are_rows(tmp_path: Path, capsys: Capture) -> None:
    head = f"{HEAD},permission,granted,given_to,event,fact,value,about"
    third = CALL.replace("P1,consumer", "Bob,third party")
    zone = "America/New_York,d1,P1,consumer"
    hours = '"{""from"": ""09:00"", ""until"": ""10:00""}"'
    rows = (
        call(1, "2026-03-02T10:00", third) + ",,,,,,,",
        f"2,2026-03-03T10:00,{zone},,,,,consent,true,debt collector,,,,",
        call(3, "2026-03-04T10:00", third) + ",,,,,,,",
        f"4,2026-03-05T10:00,{zone},,,,,consent,FALSE,,,,,",
        call(5, "2026-03-06T10:00", third) + ",,,,,,,",
        f"6,2026-03-06T10:00,{zone},,,,,,,,account placed,,,",
        f"7,2026-03-06T10:00,{zone},,,,,,,,,inconvenient hours,{hours},",
        f"8,2026-03-06T10:00,{zone},,answered,,,,,,,,,5",
        f"9,2026-03-06T10:00,{zone},,,,,consent,perhaps,,,,,",
        f"10,2026-03-06T10:00,{zone},,,,,,,,account placed,,,5",
        f"11,2026-03-06T10:00,{zone},,,,,,,,,inconvenient hours,noon,",
        f"12,2026-03-06T10:00,{zone},,,,,,,,,,,",
    )
    data = found(tmp_path, capsys, "\n".join((head, *rows)))
    assert acts(data) == ["1", "5"]
    assert dict(rejects(tmp_path)) == {
        "10": "needs `true` or `false` in the column `granted`",
        "11": "is several things at once: event, about",
        "12": '`inconvenient hours` is hours, like {"from": "09:00", "until": "21:00"}',
        "13": "says neither which act nor which event or fact it is",
    }


BAD = {
    call(1, "2026-03-02T07:59").replace("America/New_York", ""): "has no time zone",
    call(1, "2026-03-02T07:59Z").replace("America/New_York", ""): "has no time zone",
    call(1, "2026-03-02T07:59").replace("New_York", "Nowhere"): "unknown time zone",
    call(1, "2026-03-08T02:30"): "was on no clock in America/New_York",
    call(1, "2026-03-02"): "is a date without a time of day",
    call(1, "yesterday"): "is no date and time in ISO 8601",
    call(1, "0001-01-01T00:00"): "is too far away",
    call(1, ""): "says no time",
    EARLY.replace("d1,P1,consumer", ",,"): "says of no case and of no person",
    EARLY.replace("consumer", ""): "says in `party` which party `P1` is",
    EARLY.replace("consumer", "consumr"): "unknown party `consumr`",
    EARLY.replace("call", "cal"): "unknown act `cal`, did you mean `call`?",
    EARLY.replace("no answer", "no reply"): "unknown outcome `no reply`",
    EARLY.replace("nothing", "all"): "unknown level `all`",
    EARLY + ",": "has 11 cells, and the first line has 10",
    EARLY[:20]: "has 3 cells, and the first line has 10",
    EARLY.replace("P1", '"P1'): "has a quotation mark that is not closed",
}


@pytest.mark.parametrize("row", BAD, ids=list(BAD.values()))
def test_a_bad_row_is_rejected_and_the_rest_is_judged(
    tmp_path: Path, capsys: Capture, row: str
) -> None:
    data = found(tmp_path, capsys, "\n".join((HEAD, row, EARLY, KEPT)))
    assert acts(data) == ["1"]
    [(line, reason)] = rejects(tmp_path)
    assert line == "2"
    assert BAD[row] in reason


def test_bytes_that_are_no_text_cost_their_line(
    tmp_path: Path, capsys: Capture
) -> None:
    log = f"{HEAD}\n".encode() + b"\xff\xfe\x00,1,2\n" + EARLY.encode()
    assert acts(found(tmp_path, capsys, log)) == ["1"]
    assert rejects(tmp_path) == [("2", "is not written in UTF-8")]


def test_a_line_without_end_is_refused_and_not_held(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 1000)
    log = f"{HEAD}\n{'x' * 50_000}\n{EARLY}\n{'y' * 50_000}"
    assert acts(found(tmp_path, capsys, log)) == ["1"]
    reasons = [("2", "is longer than 1,000 bytes"), ("4", "is longer than 1,000 bytes")]
    assert rejects(tmp_path) == reasons


def test_a_huge_cell_is_refused(tmp_path: Path, capsys: Capture) -> None:
    huge = EARLY.replace("P1", f'"{"x" * 200_000}"')
    assert acts(found(tmp_path, capsys, f"{HEAD}\n{huge}\n{EARLY}")) == ["1"]
    [(_, reason)] = rejects(tmp_path)
    assert reason.startswith("cannot be cut into cells")


def test_a_cell_may_have_several_lines(tmp_path: Path, capsys: Capture) -> None:
    rows = (f'{EARLY},"a\nb ""c"""', f"{KEPT},")
    data = found(tmp_path, capsys, "\n".join((f"{HEAD},note", *rows)))
    assert acts(data) == ["1"]
    assert data["rejected"] == 0


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("", "the log is empty"),
        (f"{HEAD},when\n", "the column `when` is there twice"),
        (HEAD.replace("when", "wen"), "there is no column `when`, did you mean `wen`?"),
        ("when,act\n", "there is no column `case`, and no column `person`"),
        ("when,case\n", "no column says what happened"),
        ("\x00\x01", "there is no column `when`"),
    ],
)
def test_a_log_of_other_columns_is_refused(
    tmp_path: Path, capsys: Capture, log: str, said: str
) -> None:
    assert audit(tmp_path, log) == 2
    assert said in capsys.readouterr().err


def test_what_is_not_text_at_all_is_refused(tmp_path: Path, capsys: Capture) -> None:
    assert audit(tmp_path, HEAD.encode("utf-16")) == 2
    assert "is not written in UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--columns", "when"), "is not like `when=called_at`"),
        (("--columns", "wen=at"), "did you mean `when`"),
        (("--columns", "when=at"), "there is no column `at`"),
        (("--set", "part=consumer"), "did you mean `party`"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    tmp_path: Path, capsys: Capture, words: tuple[str, ...], said: str
) -> None:
    assert audit(tmp_path, f"{HEAD}\n", *words) == 2
    assert said in capsys.readouterr().err


def test_parquet_needs_a_library(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert audit(tmp_path, b"PAR1", name="log.parquet") == 2
    assert "policydsl[parquet]" in capsys.readouterr().err


def test_parquet_is_read(tmp_path: Path, capsys: Capture) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    names = HEAD.split(",")
    table = {
        name: [early, kept]
        for name, early, kept in zip(
            names, EARLY.split(","), KEPT.split(","), strict=True
        )
    }
    parquet.write_table(pyarrow.table(table), tmp_path / "log.parquet")
    log = (tmp_path / "log.parquet").read_bytes()
    assert acts(found(tmp_path, capsys, log, name="log.parquet")) == ["1"]


def test_no_cell_of_the_table_is_a_formula(tmp_path: Path, capsys: Capture) -> None:
    evil = EARLY.replace("P1", "=HYPERLINK(1)").replace("d1", "@d")
    wrong = "+2,,,,,,,,,"
    output = tmp_path / "found.csv"
    words = ("--format", "csv", "-o", str(output))
    assert audit(tmp_path, f"{HEAD}\n{evil}\n{wrong}", *words) == 1
    assert capsys.readouterr().out == ""
    [head, row] = csv.reader(io.StringIO(output.read_text("utf-8-sig")))
    cells = dict(zip(head, row, strict=True))
    assert cells["case"] == "'@d"
    assert cells["person"] == "'=HYPERLINK(1)"
    refused = (tmp_path / "log.csv.rejects.csv").read_text("utf-8-sig")
    assert refused.splitlines()[1].endswith('"\'+2,,,,,,,,,"')


def test_a_name_does_not_move_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    evil = EARLY.replace("P1", "P\x1b[2J")
    audit(tmp_path, f"{HEAD}\n{evil}")
    assert "\x1b" not in capsys.readouterr().out


def test_what_cannot_be_finished_is_not_there(tmp_path: Path) -> None:
    output = tmp_path / "found.json"
    words = ("--format", "json", "-o", str(output))
    assert audit(tmp_path, "when,case\n", *words) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["log.csv"]


def test_the_log_is_never_written_over(tmp_path: Path, capsys: Capture) -> None:
    assert audit(tmp_path, f"{HEAD}\n", "-o", str(tmp_path / "log.csv")) == 2
    assert "written over" in capsys.readouterr().err


def test_what_is_no_law_is_refused(tmp_path: Path, capsys: Capture) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"{HEAD}\n")
    words = str(LAW.with_name("us_collection.vocabulary"))
    assert cli.main(["audit", words, "--log", str(log)]) == 2
    assert "is not a law" in capsys.readouterr().err
    assert cli.main(["audit", "cn.pip", "--log", str(log)]) == 2
    assert "did you mean `cn.pipl`" in capsys.readouterr().err


def test_records_come_back_in_order_from_the_disk() -> None:
    records = [
        Record(f"c{n * 7 % 5}", n * 13 % 11, n, str(n), None, None, None, 0)
        for n in range(1000)
    ]
    few = Sorted(chunk=7)
    for one in records:
        few.add(one)
    assert list(few) == sorted(records)
    few.close()


def test_hours_for_the_whole_act_ask_when_it_was_over(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = "\n".join(
        f"{number},2026-06-01T21:58,{ended},Asia/Shanghai,borrower,call"
        for number, ended in enumerate(
            ("2026-06-01T22:01", "2026-06-01T22:00", "", "2026-06-01T21:57", "late")
        )
    )
    log = tmp_path / "log.csv"
    log.write_text(f"id,when,ended,zone,person,act\n{rows}\n")
    cli.main(["audit", "cn.gbt_45251", "--log", str(log), "--format", "json"])
    data: Found = json.loads(capsys.readouterr().out)
    hours = [one for one in data["breaches"] if "hours" in one["article"]]
    assert [one["act"]["id"] for one in hours] == ["0"]
    assert rejects(tmp_path) == [
        ("5", "says in `ended` that the act was over before it began"),
        ("6", "`late` is no date and time in ISO 8601"),
    ]


# --- what is not judged, and why -------------------------------------------------

FDCPA = "id,when,zone,case,person,party,act,channel,matter"
NOTICE = "1,{},America/New_York,d1,Ann,borrower,notify,letter,deposit"
DEPOSIT = "2,2026-03-11T10:10,America/New_York,d1,Ann,borrower,{},,"
WEEKS = """\
vocabulary weeks "Plain weeks"
    version 1

calendar plain from 2026-01-01 until {}
    free saturday, sunday
"""


def under_fdcpa(folder: Path, capsys: Capture, noticed: str, *words: str) -> Found:
    """Audit a payment that is deposited after a notice, under a law of the library."""
    path = folder / "log.csv"
    rows = (FDCPA, NOTICE.format(noticed), DEPOSIT.format("deposit postdated payment"))
    path.write_text("\n".join(rows))
    cli.main(["audit", "us.fdcpa", "--log", str(path), "--format", "json", *words])
    data: Found = json.loads(capsys.readouterr().out)
    return data


def article(data: Found, number: str) -> Found:
    """Return what was found of an article."""
    every = data["articles"]
    return next(one for one in every if one["article"] == f"us.fdcpa {number}")


def test_business_days_are_not_judged_without_a_calendar(
    tmp_path: Path, capsys: Capture
) -> None:
    data = under_fdcpa(tmp_path, capsys, "2026-03-09T10:10")
    one = article(data, "1692f(2)")
    assert (one["breaches"], one["unknown"]) == (0, 1)
    (why,) = one["unknown_because"]
    assert why["reason"] == "business days are counted, and no calendar was given"


# From Sunday on the third business day is Wednesday, from Monday on it is Thursday.
@pytest.mark.parametrize(("noticed", "number"), [("2026-03-08", 0), ("2026-03-09", 1)])
def test_business_days_are_counted_by_a_calendar(
    tmp_path: Path, capsys: Capture, noticed: str, number: int
) -> None:
    calendar = tmp_path / "weeks.vocabulary"
    calendar.write_text(WEEKS.format("2026-12-31"))
    data = under_fdcpa(
        tmp_path, capsys, f"{noticed}T10:10", "--calendar", str(calendar)
    )
    one = article(data, "1692f(2)")
    assert (one["breaches"], one["unknown_because"]) == (number, [])


def test_a_calendar_that_ends_too_soon_is_named(
    tmp_path: Path, capsys: Capture
) -> None:
    calendar = tmp_path / "weeks.vocabulary"
    calendar.write_text(WEEKS.format("2026-03-09"))
    data = under_fdcpa(
        tmp_path, capsys, "2026-03-09T10:10", "--calendar", str(calendar)
    )
    (why,) = article(data, "1692f(2)")["unknown_because"]
    assert why["reason"] == "calendar `plain` ends on 2026-03-09"


def test_a_calendar_of_the_library_has_a_name(tmp_path: Path, capsys: Capture) -> None:
    words = ("--calendar", "cn work 2026")
    data = under_fdcpa(tmp_path, capsys, "2026-03-09T10:10", *words)
    assert article(data, "1692f(2)")["breaches"] == 1


@pytest.mark.parametrize(
    ("lender", "reason"),
    [
        ("bank", "it binds lender consumer finance company alone"),
        ("consumer finance company", None),
    ],
)
def test_an_article_for_other_lenders_is_left_out(
    tmp_path: Path, capsys: Capture, lender: str, reason: str | None
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"{HEAD}\n")
    words = ("--lender", lender, "--product", "credit card", "--format", "json")
    assert cli.main(["audit", "cn.consumer_finance", "--log", str(path), *words]) == 0
    data = json.loads(capsys.readouterr().out)
    reasons = {one["left_out"] for one in data["articles"]}
    assert reason in reasons
    assert data["not_asked"] == []


def test_what_is_bound_is_judged(tmp_path: Path, capsys: Capture) -> None:
    log, words = f"{HEAD}\n{EARLY}\n", ("--product", "consumer debt")
    data = found(tmp_path, capsys, log, *words)
    assert acts(data) == ["1"]
    assert {one["left_out"] for one in data["articles"]} == {None}
    assert data["not_asked"] == []


def test_what_nobody_stated_is_said(tmp_path: Path, capsys: Capture) -> None:
    assert audit(tmp_path, f"{HEAD}\n{EARLY}\n") == 1
    said = capsys.readouterr().out
    assert "whether the product is bound; `--lender` and `--product` say" in said


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--product", "consumer debts"), "did you mean `consumer debt`?"),
        (("--lender", "nobody"), "there is no lender `nobody`"),
        (("--calendar", "cn work 2062"), "did you mean `cn work 2026`?"),
        (("--calendar", str(LAW)), "is to have one calendar; it has none"),
    ],
)
def test_what_is_stated_has_to_be_known(
    tmp_path: Path, capsys: Capture, words: tuple[str, str], reason: str
) -> None:
    assert audit(tmp_path, f"{HEAD}\n{EARLY}\n", *words) == 2
    assert reason in capsys.readouterr().err
