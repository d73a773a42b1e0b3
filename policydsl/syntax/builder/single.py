"""Parts that may be said once: a sentence that says one twice is reported."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.builder import phrases
from policydsl.syntax.parts import Child, Part

_ROLES = frozenset(
    {
        "Channels",
        "purpose",
        "matter",
        "actor",
        "effective",
        "Disclosing",
        "count",
        "length",
        "ending",
    }
)
_VALIDITY = frozenset({"version", "in_force", "Scope", "force", "Settles", "Because"})
_CLAUSES = frozenset({"Within", "Late", "Otherwise", "Because", "Formerly"})
_SAID_IN_LANGUAGES = frozenset(
    {"law_header", "article", "because", "law_source", "law_words"}
)
_SINGLE = {
    "act": _ROLES,
    "addressed_act": _ROLES,
    "this_act": _ROLES,
    "vocabulary_header": frozenset({"version"}),
    "policy_header": _VALIDITY
    | {"zone", "acts_from", "business_days", "closes_at", "declares", "under"},
    "law_header": _VALIDITY | {"jurisdiction", "law_source"},
    "article": _VALIDITY | {"law_source"},
    "noun": frozenset({"parent"}),
    "act_declaration": frozenset({"parent", "roles_of_act", "outcomes"}),
    "clock": frozenset({"clock_start", "clock_while", "clock_until", "evidence"}),
    "calendar": frozenset({"free", "working"}),
    "happened": frozenset(
        {"so_many_times", "on_so_many_days", "during_clock", "in_duration"}
    ),
    "rule": _CLAUSES,
}


# The names of rules of which `repeated` may report something.
WATCHED = frozenset({*_SINGLE, *_SAID_IN_LANGUAGES, "every"})


def repeated(part: Part) -> list[Diagnostic]:
    """Report what a sentence says twice, and two clocks of one grid."""
    single = _SINGLE.get(part.label)
    if part.label in _SAID_IN_LANGUAGES:
        return [*_languages_twice(part), *_said_twice(part, single or frozenset())]
    if single is None:
        return _two_clocks(part) if part.label == "every" else []
    return _said_twice(part, single)


def _said_twice(part: Part, single: frozenset[str]) -> list[Diagnostic]:
    seen: dict[str, Span] = {}
    found: list[Diagnostic] = []
    for child in part.children:
        kind = _kind(child)
        if kind in single:
            span = _span(child)
            if kind in seen:
                found.append(_again(span, seen[kind]))
            seen.setdefault(kind, span)
    return found


def _again(span: Span, first: Span) -> Diagnostic:
    return codes.SAID_TWICE.at(
        span,
        Text("`{word}` says what was said already", word=_short(span)),
        label="said again",
        related=(Label(first, "said first"),),
        help="leave one of them out",
    )


def _languages_twice(part: Part) -> list[Diagnostic]:
    """Report words that are given twice in one language."""
    seen: dict[str, Span] = {}
    found: list[Diagnostic] = []
    for other in part.all(ast.InLanguage):
        key = other.language.text
        if key in seen:
            found.append(_again(other.span, seen[key]))
        seen.setdefault(key, other.span)
    return found


def _two_clocks(part: Part) -> list[Diagnostic]:
    first, last = part.part("grid_start"), part.part("grid_end")
    if first is None or last is None:
        return []
    clock, other = phrases.clock(first), phrases.clock(last)
    if clock == other:
        return []
    return [
        codes.TWO_CLOCKS.at(
            other.span,
            "both ends are counted on one clock",
            label="another clock",
            related=(Label(clock.span, "the grid is fixed to this one"),),
            help=Text("write `{clock}` at both ends", clock=_short(clock.span)),
        )
    ]


def _kind(child: Child) -> str:
    if isinstance(child, Part):
        return child.label
    return type(child).__name__ if isinstance(child, ast.Node) else ""


def _span(child: Child) -> Span:
    assert isinstance(child, (Part, ast.Node))
    return child.span


def _short(span: Span) -> str:
    return " ".join(span.text.split())
