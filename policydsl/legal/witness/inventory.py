"""What a policy and its laws speak of: whatever may matter in a case, and nothing else.

Facts with the values that make a difference, events, permissions, and the lengths of
time that are asked about.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from policydsl.runtime.case import Count, Hours, Money, SetOfDays, Value
from policydsl.runtime.durations import Duration, Unit
from policydsl.semantics import core
from policydsl.semantics.core.parts import parts_of
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.vocabulary.model import Fact, Vocabulary

# So long is each unit, or a little longer.
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
_HOURS_OF_A_DAY = 24
_MORNING, _AFTERNOON, _EVENING, _NIGHT = 9 * 60, 14 * 60, 20 * 60, 6 * 60
_EVERY_DAY = tuple(range(7))
# What only people read, and what stands for whole documents.
_NOT_READ = (ast.Node, Vocabulary, core.Policy, core.Law)


@frozen
class Inventory:
    """What may happen in a case. ``facts``: the values of each that make a difference.

    ``days``: how long ago something may have been, for it to matter. ``people``: the
    parties of which there may be several. ``items``: the kinds of items.
    """

    vocabulary: Vocabulary
    facts: Mapping[core.FactRef, tuple[Value | None, ...]]
    events: tuple[core.Event, ...]
    permissions: tuple[core.InHand, ...]
    days: tuple[int, ...]
    people: tuple[str, ...]
    items: tuple[str, ...]


def kind_of_item(name: str, vocabulary: Vocabulary) -> str | None:
    """Return the kind of item that a fact or an event belongs to."""
    if name in vocabulary.facts:
        of = vocabulary.facts[name].of
    elif name in vocabulary.events:
        owner = vocabulary.events[name].node.of
        of = None if owner is None else owner.text
    else:
        return None
    noun = vocabulary.nouns.get(of) if of is not None else None
    return of if noun is not None and noun.sort is Sort.ITEM else None


def inventory(policy: core.Policy, laws: Iterable[core.Law]) -> Inventory:
    """Return what a policy and laws speak of."""
    roots: list[object] = [
        *policy.rules,
        *policy.forbids,
        *policy.limits,
        *policy.requires,
        *policy.clocks.values(),
        policy.closes_at,
    ]
    for law in laws:
        roots += [article.norms for article in law.articles]
        roots += law.clocks.values()
    said = [part for root in roots for part in _parts(root)]
    lengths = {_in_days(one) for one in said if isinstance(one, Duration)}
    events = [one for one in said if isinstance(one, core.Event)]
    hands = [one for one in said if isinstance(one, core.InHand)]
    nouns = policy.vocabulary.nouns
    kinds = [n for n, one in nouns.items() if one.sort is Sort.ITEM]
    parties = [n for n, one in nouns.items() if one.sort is Sort.PARTY]
    return Inventory(
        policy.vocabulary,
        _facts(said, policy.vocabulary),
        tuple(dict.fromkeys(events)),
        tuple(dict.fromkeys(hands)),
        tuple(sorted({0, 1, 2} | lengths)),
        tuple(n for n in parties if policy.vocabulary.is_several(n)),
        tuple(kinds),
    )


def _parts(root: object) -> Iterator[object]:
    """Yield a phrase of the core and everything in it."""
    if isinstance(root, _NOT_READ):
        return
    if isinstance(root, tuple | list | frozenset):
        for one in root:
            yield from _parts(one)
    elif isinstance(root, Duration):
        yield root
    else:
        yield root
        for part in parts_of(root):
            yield from _parts(part)


def _in_days(duration: Duration) -> int:
    """Return about how many days it takes."""
    if duration.is_elapsed:
        return 1 + duration.amount // _HOURS_OF_A_DAY
    return duration.amount * _DAYS.get(duration.unit, 2)


def _facts(
    said: Iterable[object], vocabulary: Vocabulary
) -> Mapping[core.FactRef, tuple[Value | None, ...]]:
    """Return each fact that is spoken of, with values on both sides of each border."""
    found: dict[core.FactRef, dict[Value | None, None]] = {}
    for phrase in said:
        match phrase:
            case core.FactEquals(ref, value):
                found.setdefault(ref, {})[value] = None
            case core.FactAt(ref, _, value) | core.TotalAt(ref, _, _, _, value):
                values = found.setdefault(ref, {})
                values.update((one, None) for one in _beside(value))
            case core.FactRef():
                found.setdefault(phrase, {})
            case _:
                pass
    return {
        ref: (*values, *_others(vocabulary.facts[ref.fact], values, vocabulary))
        for ref, values in found.items()
        if ref.fact in vocabulary.facts
    }


def _beside(value: Money | Count) -> Iterator[Value]:
    match value:
        case Money(minor, currency):
            yield from (Money(max(minor + d, 0), currency) for d in (100, 0, -1))
            yield Money(0, currency)
        case Count(number, unit):
            yield from (Count(max(number + d, 0), unit) for d in (1, 0, -1))


def _others(
    fact: Fact, values: Iterable[Value | None], vocabulary: Vocabulary
) -> Iterator[Value | None]:
    for one in (*values_of(fact, vocabulary), None):
        if one not in values:
            yield one


def values_of(fact: Fact, vocabulary: Vocabulary) -> Iterator[Value]:
    """Yield ordinary values of a fact; none of a date or of money."""
    match fact.type:
        case ast.YesOrNo():
            yield from (True, False)
        case ast.OneOf():
            yield from fact.values
        case ast.HoursOfDay():
            yield Hours(_MORNING, _AFTERNOON)
            yield Hours(_EVENING, _NIGHT)
        case ast.SetOfDays():
            yield SetOfDays((5, 6))
            yield SetOfDays(_EVERY_DAY)
        case ast.NumberOf(unit) if unit.text in vocabulary.nouns:
            yield from (Count(number, unit.text) for number in (1, 5))
        case _:
            return
