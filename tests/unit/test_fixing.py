"""Fixes: edits that do not meet, until nothing is left, and never more errors."""

from collections.abc import Callable, Mapping
from pathlib import Path

from policydsl.checking import fixing
from policydsl.diagnostics.kinds import error, warning
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.source import Source, Span

SLIP = warning("PD0001", "slip", "A slip.")
FAULT = error("PD0002", "fault", "An error.")
A, B = Path("a.policy"), Path("b.policy")
Rules = Callable[[Source], list[Diagnostic]]


def found(source: Source, old: str, new: str, is_safe: bool = True) -> list[Diagnostic]:
    """Return a finding for each place of some words, with a fix."""
    places = [at for at in range(len(source.text)) if source.text.startswith(old, at)]
    spans = [Span(source, at, at + len(old)) for at in places]
    return [
        SLIP.at(one, "a slip", fixes=(Fix("mend", (Edit(one, new),), is_safe),))
        for one in spans
    ]


def checker(rules: Rules, **texts: str) -> fixing.Check:
    """Return a check of documents in memory by rules of a test."""
    disk = {Path(f"{name}.policy"): text for name, text in texts.items()}

    def check(changed: Mapping[Path, str]) -> fixing.State:
        now = {**disk, **changed}
        sources = {path: Source(str(path), text) for path, text in now.items()}
        every = [one for source in sources.values() for one in rules(source)]
        return fixing.State(sources, tuple(every))

    return check


def test_each_finding_is_fixed() -> None:
    done = fixing.fix(checker(lambda s: found(s, "x", "yy"), a="x.x", b="none"))
    assert (done.texts, done.number, done.left) == ({A: "yy.yy"}, 2, ())


def test_fixes_that_meet_are_made_one_after_the_other() -> None:
    # In `xxx`, each pair meets the next one.
    done = fixing.fix(checker(lambda s: found(s, "xx", "x"), a="xxxx"))
    assert done.texts == {A: "x"}


def test_fixes_that_work_against_each_other_end() -> None:
    def rules(source: Source) -> list[Diagnostic]:
        return [*found(source, "x", "y"), *found(source, "y", "x")]

    done = fixing.fix(checker(rules, a="x"))
    assert done.number == fixing.MOST_ROUNDS


def test_a_fix_that_changes_the_meaning_has_to_be_asked_for() -> None:
    check = checker(lambda s: found(s, "x", "y", is_safe=False), a="x")
    assert fixing.fix(check).texts == {}
    assert fixing.fix(check, unsafe=True).texts == {A: "y"}


def test_a_document_that_would_have_errors_is_left() -> None:
    def rules(source: Source) -> list[Diagnostic]:
        wrong = [FAULT.at(Span(source, 0, 0), "wrong")] if "bad" in source.text else []
        return [*found(source, "x", "y"), *found(source, "good", "bad"), *wrong]

    done = fixing.fix(checker(rules, a="x good", b="x fine"))
    assert (done.texts, done.left) == ({B: "y fine"}, (A,))


def test_edits_in_other_documents_are_not_made() -> None:
    other = Source("elsewhere.vocabulary", "x")
    edit = Edit(Span(other, 0, 1), "y")

    def rules(source: Source) -> list[Diagnostic]:
        fix = Fix("mend", (edit,), is_safe=True)
        return [SLIP.at(Span(source, 0, 1), "a slip", fixes=(fix,))]

    assert fixing.fix(checker(rules, a="x")).texts == {}


def test_line_ends_are_those_of_the_document() -> None:
    source = Source("a.policy", "one\r\ntwo\r\n")
    edit = Edit(Span(source, 5, 5), "new\n")
    assert fixing.applied(source.text, [edit]) == "one\r\nnew\r\ntwo\r\n"
