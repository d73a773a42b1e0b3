"""Codes by what people write for them: a number, a slug, or how numbers begin."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Code, Diagnostic, Severity
from policydsl.diagnostics.suggest import closest

# All numbers begin so.
EVERY = "PD"
# How an article came out for a rule. Whoever knows better says so in the document,
# where the rule stands; no setting of a project passes over the law.
VERDICTS = (
    codes.BREACHES_LAW,
    codes.BREACHES_STANDARD,
    codes.PRESUMED_BREACH,
    codes.UNDETERMINED,
    codes.NOT_PROVED,
)


def codes_of(selector: str) -> tuple[Code, ...]:
    """Return the codes that are meant; none, if nothing is called so."""
    return tuple(one for one in codes.ALL if _strength(selector, one))


def nearest(selector: str) -> str | None:
    """Return a number or a slug that is written nearly like this."""
    names = [one.slug for one in codes.ALL] + [one.number for one in codes.ALL]
    return closest(selector, names)


def can_be_left_out(code: Code) -> bool:
    """Whether settings may leave it out: it is neither an error nor a verdict."""
    return code.severity is not Severity.ERROR and code not in VERDICTS


def can_be_ignored(code: Code) -> bool:
    """Whether a comment with a reason may: errors keep a policy from being used."""
    return can_be_left_out(code) or code in VERDICTS


def _strength(selector: str, code: Code) -> int:
    """Return how exactly a code is meant: more letters win over fewer."""
    if selector == code.slug:
        return len(code.number)
    starts = selector.startswith(EVERY) and code.number.startswith(selector)
    return len(selector) if starts else 0


@frozen
class Selection:
    """Which findings are wanted.

    What is written more exactly wins; between equals, what is ignored. ``extra`` are
    codes that are only reported where they are selected by more than ``PD``.
    """

    select: tuple[str, ...] = (EVERY,)
    ignore: tuple[str, ...] = ()
    extra: frozenset[Code] = frozenset()

    def wants(self, code: Code) -> bool:
        """Whether findings of a code are reported."""
        if not can_be_left_out(code):
            return True
        wanted = _strongest(self.select, code)
        if code in self.extra and wanted <= len(EVERY):
            return False
        return wanted > _strongest(self.ignore, code)


def _strongest(selectors: Iterable[str], code: Code) -> int:
    return max((_strength(one, code) for one in selectors), default=0)


def with_severity(found: Diagnostic, severities: Mapping[str, Severity]) -> Diagnostic:
    """Return a finding with the severity that settings give to its code."""
    best = max(severities, key=lambda one: _strength(one, found.code), default="")
    if not best or not _strength(best, found.code):
        return found
    if not can_be_left_out(found.code):
        return found
    return evolve(found, code=evolve(found.code, severity=severities[best]))
