"""Cases as JSON: nothing is lost, and what does not fit is named."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydsl.backends.json_schema import emit, names_of
from policydsl.driver import load
from policydsl.runtime.calendars import FIRST_YEAR, LAST_YEAR
from policydsl.runtime.case import (
    ActDone,
    AnyEntry,
    Case,
    Count,
    FactChange,
    Happening,
    Hours,
    Money,
    OutcomeKnown,
    Party,
    PermissionChange,
    SetOfDays,
)
from policydsl.runtime.errors import CaseError
from policydsl.runtime.json import case_from_json, case_to_json, decision_to_json
from policydsl.runtime.names import Names
from policydsl.semantics import core
from policydsl.semantics.evaluate import decide

EXAMPLES = Path(__file__).parents[2] / "examples"
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def policy() -> core.Policy:
    """Return the policy whose words the cases use."""
    found = load(EXAMPLES / "lost_borrower" / "lost_borrower.policy").policy
    assert found is not None
    return found


POLICY = policy()
NAMES: Names = names_of(POLICY.vocabulary)
SCHEMA: dict[str, Any] = json.loads(emit(POLICY))

ENTRIES: tuple[AnyEntry, ...] = (
    FactChange(id="f1", at=AT, recorded=AT, fact="due date", value=date(2026, 3, 1)),
    FactChange(id="f2", at=AT, recorded=AT, fact="balance", value=Money(1, "CNY")),
    FactChange(id="f3", at=AT, recorded=AT, fact="partner listed", value=False),
    FactChange(id="f4", at=AT, recorded=AT, fact="partner listed", value=None),
    FactChange(
        id="f5",
        at=AT,
        recorded=AT,
        fact="agreed hours",
        of="borrower",
        value=Hours(1320, 1440),
    ),
    Happening(id="e1", at=AT, recorded=AT, name="replied", by="borrower"),
    PermissionChange(
        id="p1",
        at=AT,
        recorded=AT + timedelta(days=1),
        permission="written consent",
        of="borrower",
        granted=False,
        given_to="agency",
        purposes=("relay",),
        channels=("phone", "app"),
    ),
    ActDone(id="a1", at=AT, recorded=AT, verb="call", audience="borrower"),
    OutcomeKnown(id="o1", at=AT, recorded=AT, act="a1", outcome="no answer"),
    FactChange(
        id="f6",
        at=AT,
        recorded=AT,
        fact="home zone",
        of="borrower",
        value="America/New_York",
    ),
)
CASE = Case("c1", ENTRIES, {"borrower": Party(("Asia/Taipei",))}, "Asia/Shanghai")

WORDS = st.text(min_size=1).filter(lambda text: text.isprintable())
# Offsets of whole minutes, as ISO 8601 knows them.
OFFSETS = st.integers(-23 * 60, 23 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
INSTANTS = st.datetimes(
    datetime(FIRST_YEAR, 1, 1), datetime(LAST_YEAR, 12, 31), timezones=OFFSETS
)
SPANS = st.tuples(DAYS, DAYS).map(lambda ends: (min(ends), max(ends)))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    DAYS,
    WORDS,
    st.builds(Money, st.integers(), WORDS),
    st.builds(Count, st.integers(), WORDS),
    st.builds(Hours, st.integers(0, 1440), st.integers(0, 1440)),
    st.builds(
        SetOfDays,
        st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
        st.lists(SPANS, max_size=3).map(tuple),
    ),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case of any words; each entry has an id of its own."""
    shared = {"at": INSTANTS, "recorded": INSTANTS, "of_person": st.booleans()}
    maybe = st.none() | WORDS
    kinds = [
        lambda key: st.builds(
            FactChange, id=st.just(key), fact=WORDS, value=VALUES, of=maybe, **shared
        ),
        lambda key: st.builds(
            Happening, id=st.just(key), name=WORDS, by=maybe, **shared
        ),
        lambda key: st.builds(
            ActDone, id=st.just(key), verb=WORDS, audience=maybe, rule=maybe, **shared
        ),
        lambda key: st.builds(
            PermissionChange,
            id=st.just(key),
            permission=WORDS,
            of=WORDS,
            granted=st.booleans(),
            purposes=st.lists(WORDS, max_size=2).map(tuple),
            **shared,
        ),
    ]
    chosen = draw(st.lists(st.sampled_from(kinds), max_size=4))
    history = tuple(draw(kind(f"{at}")) for at, kind in enumerate(chosen))
    return Case(draw(WORDS), history)


@given(cases())
@settings(max_examples=200)
def test_a_case_is_read_back_as_it_was_written(case: Case) -> None:
    assert case_from_json(case_to_json(case)) == case


def test_a_case_with_every_kind_of_entry_is_read_back_and_fits_the_schema() -> None:
    text = case_to_json(CASE)
    assert case_from_json(text, NAMES) == CASE
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(text), SCHEMA)


def test_the_example_fits_the_schema_of_its_policy() -> None:
    found = load(EXAMPLES / "founding" / "missed_payments.policy").policy
    assert found is not None
    text = (EXAMPLES / "founding" / "day_11.json").read_text(encoding="utf-8")
    jsonschema.validate(json.loads(text), json.loads(emit(found)))
    case = case_from_json(text, names_of(found.vocabulary))
    assert case_to_json(case) == text


def changed(path: str, value: object) -> str:
    """Return the case as JSON, with one field changed or, for `...`, left out."""
    table: Any = json.loads(case_to_json(CASE))
    *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    place = table
    for key in way:
        place = place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return json.dumps(table)


BROKEN = [
    ("history.5.at", "2026-03-01T09:00", "history[5].at: needs a time zone"),
    ("history.5.at", "2026-02-31T09:00Z", "history[5].at: is no date and time"),
    ("history.5.at", "9999-12-31T23:00Z", "is not in the years 1900 to 2999"),
    ("history.5.at", 5, "history[5].at: needs a text, got 5"),
    ("history.5.at", ..., "history[5].at: is missing"),
    ("history.5.name", "replyed", "unknown event `replyed`, did you mean `replied`?"),
    ("history.5.by", "emergancy", "did you mean `emergency`?"),
    ("history.5.kind", "happening", "history[5].kind: needs one of `event`"),
    ("history.5.colour", "red", "history[5].colour: unknown key"),
    ("history.0.fact", "due dat", "did you mean `due date`?"),
    ("history.0.value", True, "history[0].value: `due date` is a date"),
    ("history.0.value", {"date": "2026-02-31"}, "history[0].value.date: is no date"),
    ("history.0.value", {"date": "0001-01-01"}, "is not in the years 1900 to 2999"),
    ("history.0.of", "borrower", "history[0].of: `due date` belongs to the case"),
    ("history.1.value", {"number": 1, "unit": "visitor"}, "`balance` is money"),
    ("history.1.value", {"minor_units": 1.5, "currency": "CNY"}, "a whole number"),
    ("history.4.of", ..., "history[4].of"),
    ("history.4.value", {"from": "25:00", "until": "09:00"}, "is no time of day"),
    ("history.6.granted", "yes", "history[6].granted: needs true or false"),
    ("history.6.granted", None, "history[6].granted: needs true or false"),
    ("history.6.purposes", "relay", "history[6].purposes: is no list"),
    ("history.6.permission", "assent", "history[6].permission: unknown permission"),
    ("history.7.verb", "phone", "history[7].verb: unknown act"),
    ("history.8.outcome", "no anser", "did you mean `no answer`?"),
    ("history", {}, "history: is no list"),
    ("id", "", "id: needs a text, got an empty text"),
    ("zone", "Asia/Shanghay", "zone: is no time zone"),
    ("zone", "localtime", "zone: is no time zone"),
    ("parties", {"borower": {}}, "unknown party `borower`"),
]


@pytest.mark.parametrize(
    ("path", "value", "message"), BROKEN, ids=[f"{p}={v}" for p, v, _ in BROKEN]
)
def test_what_does_not_fit_is_named(path: str, value: object, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        case_from_json(changed(path, value), NAMES)
    assert message in str(caught.value)


# A schema knows the offsets and the words, and not the calendar, the zones or people.
BEYOND_SCHEMA = (
    "emergancy",
    "2026-02-31",
    "Asia/Shanghay",
    "localtime",
    "9999-",
    "0001-",
)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(path, value, id=f"{path}={value}")
        for path, value, _ in BROKEN
        if not any(word in str(value) for word in BEYOND_SCHEMA)
    ],
)
def test_what_does_not_fit_breaks_the_schema(path: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(changed(path, value)), SCHEMA)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "line 1: is no JSON", id="empty"),
        pytest.param("[]", "case: is no object", id="a list"),
        pytest.param('{"id": "a", "id": "b"}', "id: is there twice", id="a key twice"),
        pytest.param('{"id": NaN}', "`NaN` is no number", id="not a number"),
        pytest.param("[" * 100_000, "nested too deeply", id="deep"),
        pytest.param(f'{{"id": {"9" * 5000}}}', "a number of more than", id="digits"),
        pytest.param("{}", "id: is missing", id="without an id"),
    ],
)
def test_what_is_no_case_is_refused(text: str, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        case_from_json(text)
    assert message in str(caught.value)


def test_one_id_cannot_say_two_things() -> None:
    other = Happening(id="e1", at=AT, recorded=AT, name="paid in full")
    text = case_to_json(Case("c1", (*ENTRIES, other)))
    with pytest.raises(CaseError, match=r"history\[10\]\.id: `e1` is the id of"):
        case_from_json(text)


def test_the_same_entry_twice_and_entries_out_of_order_are_fine() -> None:
    case = Case("c1", (*reversed(ENTRIES), *ENTRIES))
    assert case_from_json(case_to_json(case), NAMES) == case
    at = AT + timedelta(days=30)
    assert decide(POLICY, case, at).acts == decide(POLICY, CASE, at).acts


def test_an_outcome_belongs_to_an_act() -> None:
    lost = OutcomeKnown(id="o2", at=AT, recorded=AT, act="a9", outcome="no answer")
    with pytest.raises(CaseError, match=r"history\[0\]\.act: no act has the id `a9`"):
        case_from_json(case_to_json(Case("c1", (lost,))))


def test_a_decision_is_written_with_all_its_acts() -> None:
    decision = decide(POLICY, CASE, AT + timedelta(days=100))
    table = json.loads(decision_to_json(decision))
    assert table["at"] == decision.at.isoformat()
    assert [act["id"] for act in table["acts"]] == [act.id for act in decision.acts]
    assert [act["state"] for act in table["acts"]] == [
        act.state.value for act in decision.acts
    ]


# --- items --------------------------------------------------------------------


TIME_BENCH = load(EXAMPLES / "time_bench" / "time_bench.policy").policy
ITEM_ENTRY = {
    "kind": "fact",
    "id": "1",
    "at": "2026-03-01T00:00:00+08:00",
    "fact": "open amount",
    "item": "March",
    "value": {"minor_units": 10000, "currency": "CNY"},
}


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"item": None}, "history[0].item", "is missing"),
        ({"of": "borrower"}, "history[0].of", "belongs to an item"),
        ({"fact": "contract date", "value": None}, "history[0].item", "not of an item"),
        ({"item": ""}, "history[0].item", "needs a text"),
        ({"item": 3}, "history[0].item", "needs a text"),
    ],
)
def test_an_item_is_named_where_it_is_needed_and_only_there(
    changes: dict[str, Any], path: str, message: str
) -> None:
    assert TIME_BENCH is not None
    names = names_of(TIME_BENCH.vocabulary)
    schema = json.loads(emit(TIME_BENCH))
    fitting = {"id": "case", "history": [ITEM_ENTRY]}
    case = case_from_json(json.dumps(fitting), names)
    assert case_from_json(case_to_json(case), names) == case
    jsonschema.validate(fitting, schema)
    wrong = {"id": "case", "history": [{**ITEM_ENTRY, **changes}]}
    with pytest.raises(CaseError) as error:
        case_from_json(json.dumps(wrong), names)
    assert error.value.path == path
    assert message in str(error.value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def test_a_zone_that_does_not_exist_is_named() -> None:
    text = case_to_json(CASE).replace("America/New_York", "America/New York")
    with pytest.raises(CaseError, match="unknown time zone `America/New York`"):
        case_from_json(text, NAMES)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ('{"weekdays": [0]}', "is no day of the week"),
        ('{"weekdays": [8]}', "is no day of the week"),
        ('{"dates": ["2026-03-05/2026-03-01"]}', "ends before it begins"),
        ('{"dates": ["2026-03-05/x"]}', "is no date"),
    ],
)
def test_days_that_do_not_exist_are_named(days: str, says: str) -> None:
    entry = f'{{"kind": "fact", "id": "a", "at": "{AT.isoformat()}", "fact": "rest"'
    text = f'{{"id": "c", "history": [{entry}, "value": {days}}}]}}'
    with pytest.raises(CaseError, match=says):
        case_from_json(text)
