"""How a finding looks in a terminal."""

import io
import json as stdlib_json

import pytest

from policydsl.diagnostics.model import Code, Edit, Fix, Label, Severity
from policydsl.diagnostics.render import colour, json, terminal
from policydsl.diagnostics.render.cells import columns, visible
from policydsl.source import Source, Span

ERROR = Code("PD0001", "some-error", Severity.ERROR, "Something is wrong.")
WARNING = Code("PD0002", "some-warning", Severity.WARNING, "Something is odd.")


def place(source: Source, words: str) -> Span:
    """Return the place where words first stand in a document."""
    start = source.text.index(words)
    return Span(source, start, start + len(words))


def lines(*text: str) -> str:
    """Return lines as one text."""
    return "\n".join(text) + "\n\n"


def test_the_exact_words_are_underlined() -> None:
    source = Source("a.policy", "rule a\n    after 1 day overdue: remnd borrower\n")
    found = ERROR.at(
        place(source, "remnd"),
        "unknown act `remnd`",
        label="not in `collections`",
        help="did you mean `remind`?",
        fixes=(Fix("write `remind`", (Edit(place(source, "remnd"), "remind"),)),),
    )
    assert terminal.render([found]) == lines(
        "error[PD0001] some-error: unknown act `remnd`",
        "  --> a.policy:2:26",
        "   |",
        " 2 |     after 1 day overdue: remnd borrower",
        "   |                          ^^^^^ not in `collections`",
        "   |",
        "   = help: did you mean `remind`?",
        "   = fix: write `remind`",
        " 2 |     after 1 day overdue: remind borrower",
        "   |                          ++++++",
    )


def test_a_chinese_character_is_two_columns_wide() -> None:
    source = Source("a.policy", "    逾期满1天：提省借款人\n")
    found = ERROR.at(place(source, "提省"), "“提省”", label="没有")
    assert terminal.render([found]) == lines(
        "error[PD0001] some-error: “提省”",
        "  --> a.policy:1:11",
        "   |",
        " 1 |     逾期满1天：提省借款人",
        "   |                ^^^^ 没有",
    )


def test_a_tab_is_expanded_and_the_words_stay_underlined() -> None:
    source = Source("a.policy", "\tcall  borrower\n")
    found = ERROR.at(place(source, "borrower"), "here")
    assert terminal.render([found]) == lines(
        "error[PD0001] some-error: here",
        "  --> a.policy:1:8",
        "   |",
        " 1 |     call  borrower",
        "   |           ^^^^^^^^",
    )


def test_related_places_are_shown_with_the_lines_between_them() -> None:
    source = Source("a.policy", "rule a\n\n\n\nrule b\n\nrule a\n")
    second = Span(source, source.text.rindex("a"), source.text.rindex("a") + 1)
    other = Source("b.law", "article 1\n")
    found = WARNING.at(
        second,
        "two rules are called `a`",
        label="again",
        related=(
            Label(place(source, "a"), "first"),
            Label(place(source, "b"), "not this one"),
            Label(place(other, "article"), "the article"),
        ),
    )
    assert terminal.render([found]) == lines(
        "warning[PD0002] some-warning: two rules are called `a`",
        "  --> a.policy:7:6",
        "   |",
        " 1 | rule a",
        "   |      - first",
        "...",
        " 5 | rule b",
        "   |      - not this one",
        " 6 |",
        " 7 | rule a",
        "   |      ^ again",
        "  ::: b.law:1:1",
        "   |",
        " 1 | article 1",
        "   | ------- the article",
    )


def test_a_long_line_is_cut_around_the_words() -> None:
    source = Source("a.policy", "x" * 5_000_000 + " here " + "y" * 5_000_000)
    shown = terminal.render([ERROR.at(place(source, "here"), "long")])
    excerpt, signs = shown.splitlines()[3:5]
    assert excerpt.startswith(" 1 | …xxx")
    assert excerpt.endswith("yyy…")
    assert excerpt[signs.index("^") : signs.rindex("^") + 1] == "here"
    assert len(excerpt) < 120


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\u202eevil", id="bidi override"),
        pytest.param("a\u200bb", id="zero width"),
        pytest.param("a\x1b[31mb", id="escape of a terminal"),
        pytest.param("e\u0301", id="combining accent"),
        pytest.param("a\x00b", id="nul"),
        pytest.param("a\udc80b", id="surrogate"),
    ],
)
def test_an_unseen_character_is_shown_as_its_code_point(text: str) -> None:
    source = Source(f"{text}.policy", f"rule {text}\n")
    found = ERROR.at(
        Span(source, 5, 5 + len(text)),
        text,
        label=text,
        help=text,
        fixes=(Fix(text, (Edit(Span(source, 0, 4), text),)),),
    )
    shown = terminal.render([found]) + terminal.concise(found)
    hidden = next(char for char in text if visible(char) != char)
    assert hidden not in shown
    assert shown.count(f"<U+{ord(hidden):04X}>") == 10


def test_a_fix_that_breaks_a_line_shows_both_lines() -> None:
    source = Source("a.policy", "call borrower and send letter\n")
    edit = Edit(place(source, " and send letter"), "\nsend letter")
    shown = terminal.render(
        [ERROR.at(edit.span, "two", fixes=(Fix("split", (edit,)),))]
    )
    assert shown.splitlines()[-4:] == [
        " 1 | call borrower",
        " 2 | send letter",
        "   | +++++++++++",
        "",
    ]


def test_a_place_without_text_shows_its_path_only() -> None:
    source = Source("gone.policy", "")
    found = ERROR.at(Span(source, 0, 0), "cannot be opened", help="check the name")
    assert terminal.render([found]) == lines(
        "error[PD0001] some-error: cannot be opened",
        "  --> gone.policy",
        "   |",
        "   = help: check the name",
    )


def test_a_finding_over_many_lines_shows_the_first_and_the_last() -> None:
    source = Source("a.policy", "\n".join(f"line {n}" for n in range(1, 12)))
    found = ERROR.at(Span(source, 0, len(source.text)), "all", label="all of it")
    shown = terminal.render([found])
    assert "line 3" in shown
    assert "line 4" not in shown
    assert shown.endswith(" 11 | line 11\n    | ^^^^^^^ all of it\n\n")


def test_colours_change_no_character() -> None:
    source = Source("a.policy", "rule [bold]a[/bold]\n")
    found = [ERROR.at(place(source, "[bold]"), "[red]not markup[/red]")]
    file = io.StringIO()
    colour.write(found, file)
    assert file.getvalue() == terminal.render(found)


def test_json_has_every_part_of_a_finding() -> None:
    source = Source("a.policy", "rule a\nrule 二\n")
    span = place(source, "二")
    found = ERROR.at(
        span, "m", label="l", help="h", fixes=(Fix("f", (Edit(span, "b"),)),)
    )
    table = stdlib_json.loads(json.render([found]))
    assert table["summary"] == {"errors": 1, "warnings": 0, "notes": 0}
    (one,) = table["diagnostics"]
    assert (one["code"], one["slug"], one["severity"]) == (
        "PD0001",
        "some-error",
        "error",
    )
    assert one["place"] == {
        "path": "a.policy",
        "start": 12,
        "end": 13,
        "line": 2,
        "column": 6,
        "end_line": 2,
        "end_column": 7,
    }
    assert one["fixes"][0]["edits"] == [{"place": one["place"], "replacement": "b"}]


def test_the_summary_counts() -> None:
    span = Span(Source("a", "b"), 0, 1)
    found = [ERROR.at(span, "a"), ERROR.at(span, "b"), WARNING.at(span, "c")]
    assert terminal.summary(found) == "2 errors, 1 warning"
    assert terminal.summary([]) == "no findings"


def test_columns() -> None:
    assert columns("ab") == 2
    assert columns("逾a") == 3
