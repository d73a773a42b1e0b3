"""The glossary: what the clocks, permissions and words of a policy mean."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from policydsl.backends.table.clocks import notes_of_clock
from policydsl.backends.table.model import Cell, Group, Row, Table, Tone, items
from policydsl.backends.table.setting import Setting
from policydsl.backends.table.used_terms import used_outcomes, used_terms
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort

COLUMNS = ("term", "kind", "means", "used")

# The groups in order, and what they hold. What a rule is called needs no entry.
_GROUPS = {
    "clocks": (Sort.CLOCK,),
    "permissions": (Sort.PERMISSION,),
    "acts": (Sort.ACT,),
    "events": (Sort.EVENT,),
    "facts": (Sort.FACT,),
    "others": (
        Sort.PARTY,
        Sort.CHANNEL,
        Sort.PURPOSE,
        Sort.MATTER,
        Sort.LEVEL,
        Sort.MEASURE,
        Sort.ACTOR,
        Sort.UNIT,
        Sort.ITEM,
        Sort.CALENDAR,
    ),
}


def table(setting: Setting) -> Table:
    """Return the glossary; within a group the words are in order of use."""
    used = used_terms(setting.policy)
    groups = []
    for key, sorts in _GROUPS.items():
        rows = tuple(
            row
            for sort in sorts
            for row in _rows(
                setting, sort, {t: names for t, names in used.items() if t.sort is sort}
            )
        )
        if rows:
            groups.append(Group(setting.say(f"glossary.{key}"), (), rows))
    groups += _outcomes(setting)
    columns = setting.columns("glossary", [(key, key) for key in COLUMNS])
    return Table(
        "glossary",
        setting.say("glossary.title"),
        items(setting.say("glossary.note")),
        columns,
        {column.key: column.heading for column in columns},
        tuple(groups),
        setting.say("glossary.empty"),
    )


def _rows(
    setting: Setting, sort: Sort, used: Mapping[ast.Term, tuple[str, ...]]
) -> Iterator[Row]:
    """Yield a row a term; terms that are mere names share the last row."""
    kind = items(setting.say(f"sorts.{sort.value}"))
    bare: list[ast.Term] = []
    for term, rules in used.items():
        means = _meaning(setting, term)
        if not means:
            bare.append(term)
            continue
        yield Row(
            {
                "term": items(setting.phrase(term)),
                "kind": kind,
                "means": means,
                "used": items(*rules, tone=Tone.NAME),
            }
        )
    if bare:
        names = setting.listed([setting.phrase(term) for term in bare])
        rules = tuple(dict.fromkeys(rule for term in bare for rule in used[term]))
        yield Row(
            {
                "term": items(names),
                "kind": kind,
                "means": items(setting.say("means.name_only"), tone=Tone.ASIDE),
                "used": items(*rules, tone=Tone.NAME),
            }
        )


def _outcomes(setting: Setting) -> list[Group]:
    rows = tuple(
        Row(
            {
                "term": items(setting.say(f"outcome_names.{outcome.value}")),
                "kind": (),
                "means": items(setting.say(f"outcomes.{outcome.value}")),
            }
        )
        for outcome in used_outcomes(setting.policy)
    )
    return [Group(setting.say("glossary.built_in"), (), rows)] if rows else []


def _meaning(setting: Setting, term: ast.Term) -> Cell:
    name, words = term.text, setting.policy.vocabulary
    match term.sort:
        case Sort.CLOCK:
            return notes_of_clock(setting, name) if name in words.clocks else ()
        case Sort.PERMISSION:
            return items(*_permission(setting, name), *_kinship(setting, term))
        case Sort.ACT:
            return items(*_act(setting, name), *_kinship(setting, term))
        case Sort.EVENT:
            return items(*_event(setting, name))
        case Sort.FACT:
            return items(*_fact(setting, name))
        case Sort.LEVEL:
            return items(*_level(setting, name))
        case Sort.CALENDAR if name in words.day_sets:
            days = setting.phrases(words.day_sets[name])
            return items(setting.say("means.named_days", days=days))
        case Sort.CALENDAR:
            last = words.calendars[name].last.isoformat()
            return items(setting.say("means.calendar", last=last))
        case _:
            return items(*_kinship(setting, term))


def _kinship(setting: Setting, term: ast.Term) -> list[str]:
    """Say what it is a kind of, and which kinds of it there are."""
    words, texts = setting.policy.vocabulary, []
    parent = words.parents.get(term.text)
    if parent is not None:
        said = setting.spell(parent, term.sort)
        texts.append(setting.say("means.kind_of", parent=said))
    below = sorted(words.below(term.text) - {term.text})
    if below:
        said = setting.names(below, term.sort)
        texts.append(setting.say("means.covers", children=said))
    noun = words.nouns.get(term.text)
    if noun is not None and noun.several:
        texts.append(setting.say("means.several"))
    return texts


def _permission(setting: Setting, name: str) -> list[str]:
    texts = [setting.say("means.in_hand")]
    noun = setting.policy.vocabulary.nouns.get(name)
    if noun is not None and noun.for_one_act:
        texts.append(setting.say("means.one_act"))
    return texts


def _act(setting: Setting, name: str) -> list[str]:
    verb, texts = setting.policy.vocabulary.verbs[name], []
    if verb.coercive:
        texts.append(setting.say("means.coercive"))
    if verb.irreversible:
        texts.append(setting.say("means.irreversible"))
    if verb.outcomes:
        said = setting.names(verb.outcomes, Sort.EVENT)
        texts.append(setting.say("means.outcomes", outcomes=said))
    return texts


def _event(setting: Setting, name: str) -> list[str]:
    event, texts = setting.policy.vocabulary.events[name], []
    if event.means:
        said = setting.phrases(event.means)
        texts.append(setting.say("means.any_of", events=said))
    if event.by is not None:
        said = setting.spell(event.by, Sort.PARTY)
        texts.append(setting.say("means.by", party=said))
    elif event.by_party:
        texts.append(setting.say("means.by_somebody"))
    return texts


def _fact(setting: Setting, name: str) -> list[str]:
    fact = setting.policy.vocabulary.facts[name]
    texts = [_type(setting, fact.type, fact.values)]
    if fact.of is not None:
        said = setting.spell(fact.of, Sort.PARTY)
        texts.append(setting.say("means.whose", party=said))
    return texts


def _type(setting: Setting, kind: ast.FactType, values: tuple[str, ...]) -> str:
    say = setting.say
    match kind:
        case ast.YesOrNo():
            return say("means.truth")
        case ast.DateType():
            return say("means.date")
        case ast.MoneyType():
            return say("means.money")
        case ast.NumberOf(unit):
            return say("means.number", unit=setting.phrase(unit))
        case ast.OneOf():
            return say("means.one_of", values=setting.names(values, Sort.VALUE))
        case ast.HoursOfDay():
            return say("means.hours")
        case ast.SetOfDays():
            return say("means.days")
        case ast.ZoneType():
            return say("means.zone")
        case _:
            assert_never(kind)


def _level(setting: Setting, name: str) -> list[str]:
    levels = setting.policy.vocabulary.levels
    if name not in levels:
        return []
    n = levels.index(name) + 1
    said = " < ".join(setting.spell(level, Sort.LEVEL) for level in levels)
    return [setting.say("means.level", n=n, all=len(levels), levels=said)]
