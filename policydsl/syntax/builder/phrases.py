"""Numbers, events, clocks, acts and bounds."""

from collections.abc import Callable
from typing import TypeVar

from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.ast import Comparison, DayKind, Joined, Outcome, Period, Sort
from policydsl.syntax.builder import literals
from policydsl.syntax.parts import Part

N = TypeVar("N", bound=ast.Node)

EVENTS = (
    ast.Happens,
    ast.ActBecame,
    ast.RuleBecame,
    ast.ClockBecame,
    ast.PermissionBecame,
)
CLOCKS = (ast.NamedClock, ast.Since)
CONDITIONS = (
    ast.ClockRuns,
    ast.ClockCompares,
    ast.FactHolds,
    ast.FactCompares,
    ast.FactIs,
    ast.ItemsRun,
    ast.TotalCompares,
    ast.PermissionHeld,
    ast.Happened,
    ast.RuleHolds,
    ast.ThisAct,
    ast.LawWords,
    ast.Not,
    ast.AllOf,
    ast.AnyOf,
)
DAYS = (
    ast.Weekdays,
    ast.Dates,
    ast.KindOfDay,
    ast.CalendarDays,
    ast.DayBefore,
    ast.YearlyDays,
)
BOUNDS = (ast.Between, ast.OnDays, ast.Outside, ast.Times)
_OUTCOMES = tuple(outcome.value.upper() for outcome in Outcome)
_PERIODS = {"PER_DAY": Period.DAY, "PER_MONTH": Period.MONTH, "PER_CASE": Period.CASE}


def event(part: Part) -> ast.EventPhrase:
    """Return the first event."""
    return events(part)[0]


def events(part: Part) -> tuple[ast.EventPhrase, ...]:
    """Return all events."""
    return tuple(c for c in part.children if isinstance(c, EVENTS))


def clock(part: Part) -> ast.ClockPhrase:
    """Return the clock."""
    return next(c for c in part.children if isinstance(c, CLOCKS))


def conditions(part: Part) -> tuple[ast.Condition, ...]:
    """Return all conditions."""
    return tuple(c for c in part.children if isinstance(c, CONDITIONS))


def condition(part: Part) -> ast.Condition:
    """Return the first condition."""
    return conditions(part)[0]


def days(part: Part | None) -> tuple[ast.Days, ...]:
    """Return all sets of days."""
    if part is None:
        return ()
    return tuple(c for c in part.children if isinstance(c, DAYS))


def bounds(part: Part) -> tuple[ast.Bound, ...]:
    """Return all bounds."""
    return tuple(c for c in part.children if isinstance(c, BOUNDS))


def outcome(part: Part) -> Outcome | None:
    """Return the built-in outcome that is a part, or a part of one."""
    inner = part.part("outcome") or part
    token = inner.token(*_OUTCOMES)
    return Outcome(token.kind.lower()) if token else None


def comparison(part: Part) -> Comparison | None:
    """Return how something is compared, if it is."""
    inner = part.part("comparison")
    return Comparison(inner.children[0].kind.lower()) if inner else None  # type: ignore[union-attr]


def start(part: Part) -> "ast.EventPhrase | ast.Term":
    """Return what a clock counts from: an event, or a fact that is a date."""
    fact = part.term(Sort.FACT)
    return event(part) if fact is None else fact


def term_of(part: Part, label: str, *sorts: Sort) -> ast.Term | None:
    """Return the term in a part of a part."""
    inner = part.part(label)
    return inner.term(*sorts) if inner else None


def value(part: Part) -> "ast.Term | ast.BuiltIn | ast.Money | ast.Quantity | ast.Date":
    """Return the value that a fact is compared with."""
    kinds = (ast.BuiltIn, ast.Money, ast.Quantity)
    plain = next((c for c in part.children if isinstance(c, kinds)), None)
    found = plain or literals.date(part) or part.term(Sort.VALUE)
    assert found is not None
    return found


def _duration(part: Part) -> ast.Node:
    (amount,) = literals.numbers(part)
    rounding = literals.rounding(part)
    return ast.Duration(amount, literals.unit(part), rounding, span=part.span)


def _money(part: Part) -> ast.Node:
    amount, currency = part.token("NUMBER", "DECIMAL"), part.token("CURRENCY")
    assert amount
    assert currency
    return ast.Money(amount.text, currency.text, span=part.span)


def _quantity(part: Part) -> ast.Node:
    (amount,) = literals.numbers(part)
    return ast.Quantity(amount, part.the_term(Sort.UNIT), span=part.span)


def _moment(part: Part) -> ast.Node:
    (date,) = literals.dates(part)
    return ast.Moment(date, literals.time(part), span=part.span)


def _truth(part: Part) -> ast.Node:
    token = part.token("YES", "NO", "UNKNOWN")
    assert token is not None
    return ast.BuiltIn(ast.Truth(token.kind.lower()), span=part.span)


def _passed_on(kinds: tuple[type[N], ...]) -> Callable[[Part], ast.Node]:
    def first(part: Part) -> ast.Node:
        return next(c for c in part.children if isinstance(c, kinds))

    return first


def _happens(part: Part) -> ast.Node:
    by = term_of(part, "by_party")
    return ast.Happens(part.the_term(Sort.EVENT), by, span=part.span)


def _act_became(part: Part) -> ast.Node:
    became = part.term(Sort.EVENT) or outcome(part)
    assert became is not None
    act, by = part.the_term(Sort.ACT), term_of(part, "by_party")
    return ast.ActBecame(act, became, by, span=part.span)


def _rule_became(part: Part) -> ast.Node:
    became = outcome(part)
    assert became is not None
    return ast.RuleBecame(part.the_term(Sort.RULE), became, span=part.span)


def _clock_became(part: Part) -> ast.Node:
    became = outcome(part)
    assert became is not None
    return ast.ClockBecame(part.the_term(Sort.CLOCK), became, span=part.span)


def _permission_became(part: Part) -> ast.Node:
    permission, of = whose_permission(part)
    became = outcome(part)
    assert became is not None
    return ast.PermissionBecame(permission, of, became, span=part.span)


def whose_permission(part: Part) -> tuple[ast.Term, ast.Term | None]:
    """Return a permission, and whose it is if that is said."""
    inner = part.part("permission_of")
    assert inner is not None
    return inner.the_term(Sort.PERMISSION), inner.term(Sort.PARTY)


def _named_clock(part: Part) -> ast.Node:
    clock, of = part.the_term(Sort.CLOCK), part.term(Sort.PARTY)
    return ast.NamedClock(clock, of, span=part.span)


def _since(part: Part) -> ast.Node:
    return ast.Since(start(part), span=part.span)


def _fact_of(part: Part) -> ast.Node:
    of = part.term(Sort.PARTY, Sort.ITEM)
    return ast.FactOf(part.the_term(Sort.FACT), of, span=part.span)


def _effective(part: Part) -> tuple[ast.Term, ...]:
    inner = part.part("effective")
    return inner.terms(Sort.FACT) if inner else ()


def roles(part: Part) -> ast.Roles:
    """Return what an act says beside its verb and audience."""
    count, length, ending = map(part.part, ("count", "length", "ending"))
    return ast.Roles(
        channels=part.first(ast.Channels),
        purpose=term_of(part, "purpose"),
        matter=term_of(part, "matter"),
        actor=term_of(part, "actor"),
        effective=_effective(part),
        disclosing=part.first(ast.Disclosing),
        count=_how_many(count) if count else None,
        item=term_of(part, "at_item"),
        length=length.the(ast.Duration) if length else None,
        ending=literals.time(ending) if ending else None,
        span=part.span,
    )


def _how_many(part: Part) -> ast.HowMany:
    quantity, compared = part.the(ast.Quantity), part.part("comparison")
    first = compared or quantity
    # Without the word before it, which stays whatever the number is.
    span = Span(part.span.source, first.span.start, quantity.span.end)
    return ast.HowMany(quantity, comparison(part), span=span)


def _channels(part: Part) -> ast.Node:
    joined = Joined.OR if part.has("OR") else Joined.AND
    return ast.Channels(part.terms(Sort.CHANNEL), joined, span=part.span)


def _disclosing(part: Part) -> ast.Node:
    level = part.the_term(Sort.LEVEL)
    return ast.Disclosing(level, comparison(part), span=part.span)


def _with_permission(part: Part) -> ast.Node:
    permission, of = whose_permission(part)
    valid = part.part("valid")
    return ast.WithPermission(
        permission,
        of,
        term_of(part, "given_to"),
        valid.first(ast.Duration) if valid else None,
        span=part.span,
    )


def _act(part: Part) -> ast.Node:
    audience = part.part("audience")
    return ast.Act(
        part.the_term(Sort.ACT),
        audience.term(Sort.PARTY) if audience else None,
        roles(part),
        part.all(ast.WithPermission),
        bool(audience and audience.has("EACH")),
        span=part.span,
    )


def _between(part: Part) -> ast.Node:
    start_time = literals.time(part.part("start_time"))
    end_time = literals.time(part.part("end_time"))
    assert start_time
    assert end_time
    throughout = part.has("THROUGHOUT")
    return ast.Between(start_time, end_time, throughout, span=part.span)


def on_days(part: Part) -> ast.Node:
    """Return sets of days and those taken away."""
    return ast.OnDays(days(part), days(part.part("excluded")), span=part.span)


def _weekdays(part: Part) -> ast.Node:
    found = literals.weekdays(part)
    return ast.Weekdays(found[0], found[-1], span=part.span)


def _dates(part: Part) -> ast.Node:
    found = literals.dates(part)
    return ast.Dates(found[0], found[-1], span=part.span)


def _kind_of_day(part: Part) -> ast.Node:
    if part.has("BUSINESS_DAY", "BUSINESS_DAYS"):
        kind = DayKind.BUSINESS_DAYS
    elif part.has("FREE_DAYS"):
        kind = DayKind.FREE_DAYS
    else:
        kind = DayKind.LAST_DAY_OF_MONTH
    return ast.KindOfDay(kind, span=part.span)


def _calendar_days(part: Part) -> ast.Node:
    return ast.CalendarDays(part.the_term(Sort.CALENDAR), span=part.span)


def _day_before(part: Part) -> ast.Node:
    return ast.DayBefore(days(part)[0], span=part.span)


def _outside(part: Part) -> ast.Node:
    what = part.first(ast.FactOf) or part.first(ast.CalendarDays)
    assert what is not None
    return ast.Outside(what, span=part.span)


def _times(part: Part) -> ast.Node:
    counting, keys = part.part("counting"), part.part("keys")
    return ast.Times(
        literals.numbers(part)[0],
        _counting_span(part),
        counting.terms() if counting else (),
        keys.terms() if keys else (),
        span=part.span,
    )


def _counting_span(part: Part) -> ast.CountingSpan:
    rolling, during = part.part("in_duration"), part.part("during_clock")
    if rolling is not None:
        return ast.InSpan(rolling.the(ast.Duration), span=rolling.span)
    if during is not None:
        return ast.During(during.the_term(Sort.CLOCK), span=during.span)
    return part.first(ast.Per) or part.the(ast.PerWeek)


def _per(part: Part) -> ast.Node:
    token = part.token(*_PERIODS)
    assert token is not None
    return ast.Per(_PERIODS[token.kind], span=part.span)


def _per_week(part: Part) -> ast.Node:
    return ast.PerWeek(literals.weekdays(part)[0], span=part.span)


NODES: dict[str, Callable[[Part], ast.Node]] = {
    "duration": _duration,
    "money": _money,
    "quantity": _quantity,
    "moment": _moment,
    "truth": _truth,
    "event_phrase": _passed_on(EVENTS),
    "happens": _happens,
    "act_became": _act_became,
    "rule_became": _rule_became,
    "clock_became": _clock_became,
    "permission_became": _permission_became,
    "named_clock": _named_clock,
    "since": _since,
    "fact_of": _fact_of,
    "channels": _channels,
    "this_channel": _channels,
    "disclosing": _disclosing,
    "with_permission": _with_permission,
    "act": _act,
    "addressed_act": _act,
    "between": _between,
    "on_days": on_days,
    "grid_days": on_days,
    "weekdays": _weekdays,
    "dates": _dates,
    "kind_of_day": _kind_of_day,
    "calendar_days": _calendar_days,
    "day_before": _day_before,
    "outside": _outside,
    "times": _times,
    "per": _per,
    "per_week": _per_week,
}
