"""Random documents of each kind, for properties of reading and writing."""

from attrs import evolve
from hypothesis import strategies as st

import syntax_trees as trees
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from syntax_trees import SPAN, made, maybe, some, term

_NOUNS = tuple(sort for sort in ast.NOUNS if sort is not Sort.UNIT)
_FORCES = ("statute", "departmental_rule", "self_regulation")
_scopes = made(
    ast.Scope, some(st.one_of(*map(term, (Sort.LENDER, Sort.PRODUCT, Sort.ACTOR))))
)
_lists = some(trees.names, 0, 2)


def _document(
    header: st.SearchStrategy,
    sentences: st.SearchStrategy,
) -> st.SearchStrategy[ast.Document]:
    return made(ast.Document, st.just("en"), header, sentences)


_languages = st.sampled_from(("zh_hans", "zh_hant")).map(
    lambda key: ast.Name(key, span=SPAN)
)
# Some can be read as names in Chinese, others cannot.
_names_elsewhere = (
    st.sampled_from(("新词", "另一新词", "甲", "B 类", "通过", "甲的乙", "new", "指甲"))
    .map(lambda text: ast.Text(text, span=SPAN))
    .flatmap(lambda text: st.one_of(st.just(text), trees.texts))
)


def _fresh(number: int) -> ast.Name:
    return ast.Name(f"new word {number}", span=SPAN)


@st.composite
def _declaration(draw: st.DrawFn, number: int) -> ast.Declaration | ast.Freeze:
    name = st.just(_fresh(number))
    in_chinese = made(ast.InLanguage, _languages, some(_names_elsewhere))
    translations = some(in_chinese, 0, 2)
    sort = draw(st.sampled_from(_NOUNS))
    types = st.one_of(
        *(made(kind) for kind in (ast.YesOrNo, ast.DateType, ast.MoneyType)),
        *(made(kind) for kind in (ast.HoursOfDay, ast.SetOfDays, ast.ZoneType)),
        made(ast.NumberOf, term(Sort.UNIT)),
        made(ast.OneOf, st.just((_fresh(number + 100), _fresh(number + 200)))),
    )
    levels = st.just((name_of_level(number), name_of_level(number + 100)))
    role = st.one_of(
        made(ast.RoleOfAct, st.just(Sort.PARTY)),
        made(
            ast.RoleOfAct, st.just(Sort.PARTY), maybe(term(Sort.PARTY)), st.just(True)
        ),
        made(ast.RoleOfAct, st.just(Sort.CHANNEL), maybe(term(Sort.CHANNEL))),
        made(ast.RoleOfAct, st.just(Sort.PURPOSE), maybe(term(Sort.PURPOSE))),
        made(ast.RoleOfAct, st.just(Sort.MATTER)),
        made(ast.RoleOfAct, st.just(Sort.ACTOR)),
        made(ast.RoleOfAct, st.just(Sort.LEVEL)),
        made(ast.RoleOfAct, st.just(Sort.FACT)),
        made(ast.RoleOfAct, st.just(Sort.UNIT), term(Sort.UNIT)),
    )
    flag = st.booleans()
    the_earliest = made(ast.TheEarliest, term(Sort.CLOCK))
    by = maybe(term(Sort.PARTY))
    noun = made(
        ast.NounDeclaration, st.just(sort), name, maybe(term(sort)), flag, flag,
        translations,
    )  # fmt: skip
    act = made(
        ast.ActDeclaration, name, maybe(term(Sort.ACT)), some(role, 0),
        some(term(Sort.EVENT), 0), flag, flag, flag, translations,
    )  # fmt: skip
    event = st.one_of(
        made(ast.EventDeclaration, name, means=some(trees.events, 0)),
        made(
            ast.EventDeclaration, name, trees.owners, st.just(True), by,
            translations=translations,
        ),
    )  # fmt: skip
    clock = made(
        ast.ClockDeclaration, name, trees.owners, maybe(trees.starts | the_earliest),
        maybe(trees.conditions), some(trees.events, 0), maybe(trees.conditions),
        translations,
    )  # fmt: skip
    month_day = made(ast.MonthDay, st.integers(1, 12), st.integers(1, 31))
    yearly = made(ast.YearlyDays, month_day, month_day)
    calendar = made(
        ast.CalendarDeclaration, name, trees.dates, some(trees.days),
        some(trees.days, 0), translations,
    ) | made(
        ast.CalendarDeclaration, name, st.none(), st.just(()), st.just(()),
        translations, some(yearly),
    )  # fmt: skip
    named_days = made(
        ast.CalendarDeclaration, name, st.none(), translations=translations,
        means=some(trees.named_days),
    )  # fmt: skip
    fact = made(ast.FactDeclaration, name, trees.owners, types, translations)
    disclosure = made(ast.DisclosureDeclaration, levels, translations)
    freeze = made(ast.Freeze, some(term(Sort.CLOCK)), trees.conditions, flag)
    kinds = (noun, act, event, clock, calendar, named_days, fact, disclosure, freeze)
    declaration: ast.Declaration | ast.Freeze = draw(st.one_of(*kinds))
    return declaration


def name_of_level(number: int) -> ast.Name:
    """Return the name of a level that no other has."""
    return ast.Name(f"level {number}", span=SPAN)


_vocabulary = _document(
    made(
        ast.VocabularyHeader,
        trees.names,
        maybe(trees.texts),
        maybe(trees.versions),
        _lists,
    ),
    st.integers(0, 4).flatmap(lambda n: st.tuples(*map(_declaration, range(n)))),
)
_policy_header = made(
    ast.PolicyHeader,
    trees.names,
    maybe(trees.texts),
    maybe(trees.versions),
    trees.dates,
    maybe(trees.dates),
    _lists,
    _lists,
    maybe(_scopes),
    _lists,
    some(trees.facts, 0, 2),
    trees.names,
    maybe(trees.times_of_day),
    maybe(term(Sort.CALENDAR)),
    some(trees.events, 0, 2),
)
_policy = _document(
    _policy_header,
    st.tuples(
        *map(trees.rules, trees.RULES), trees.groups, some(trees.norms, 0, 3)
    ).map(lambda found: (*found[:-2], *found[-2], *found[-1])),
)
_in_other = made(ast.InLanguage, _languages, trees.texts.map(lambda text: (text,)))
_several = some(_in_other, 0, 2).filter(
    lambda found: len({one.language.text for one in found}) == len(found)
)
_said = trees.texts.flatmap(
    lambda text: _several.map(lambda found: evolve(text, others=found))
)
_forces = maybe(st.sampled_from(_FORCES).map(lambda key: ast.Name(key, span=SPAN)))
_settles = made(ast.Settles, trees.names, trees.names)
_articles = made(
    ast.Article,
    trees.names,
    maybe(_said),
    some(trees.norms, 0, 2),
    _forces,
    trees.dates,
    maybe(trees.dates),
    maybe(_scopes),
    maybe(_said),
    maybe(_said),
    st.booleans(),
    maybe(_settles),
)
_law = _document(
    made(
        ast.LawHeader,
        trees.names,
        maybe(_said),
        maybe(trees.names),
        _forces,
        trees.dates,
        maybe(trees.dates),
        maybe(_scopes),
        maybe(_said),
        _lists,
    ),
    some(_articles, 0, 2),
)
_moments = maybe(trees.moments)
_hours = made(ast.Between, trees.times_of_day, trees.times_of_day)
_bare_facts = made(ast.FactOf, term(Sort.FACT))
_happens = made(ast.Happens, term(Sort.EVENT), maybe(term(Sort.PARTY)))
_items = made(ast.OfItem, term(Sort.ITEM), trees.texts)
_givens = st.one_of(
    made(ast.GivenFact, trees.facts, trees.values | _hours, _moments, _moments),
    made(
        ast.GivenFact,
        trees.facts,
        trees.values | _hours,
        _moments,
        _moments,
        st.none(),
        st.booleans(),
    ),
    made(ast.GivenFact, _bare_facts, trees.values | _hours, _moments, _moments, _items),
    made(ast.GivenEvent, trees.events, some(trees.moments), st.just(False), _moments),
    made(ast.GivenEvent, trees.events, st.just(()), st.just(True), _moments),
    made(
        ast.GivenEvent, _happens, some(trees.moments), st.just(False), _moments, _items
    ),
    made(ast.GivenEvent, _happens, st.just(()), st.just(True), _moments, _items),
    made(
        ast.GivenAct,
        trees.acts.filter(lambda act: act.audience is not None),
        some(trees.moments),
        _moments,
        st.booleans(),
    ),
    made(ast.GivenOutage, trees.moments, trees.moments),
)
_expectations = st.one_of(
    made(
        ast.Expect,
        term(Sort.RULE),
        some(trees.dates, 0, 2),
        st.sampled_from(ast.Outcome),
        some(trees.moments, 1, 12),
        maybe(trees.conditions),
    ),
    made(ast.ExpectNever, term(Sort.RULE)),
    made(ast.ExpectNothingElse),
)
_scenario = _document(
    st.none(),
    some(
        made(
            ast.Scenario,
            trees.names,
            maybe(trees.texts),
            trees.names,
            trees.dates,
            trees.dates,
            some(_givens, 0, 3),
            some(_expectations, 0, 3),
        ),
        1,
        2,
    ),
)
documents = st.one_of(_vocabulary, _policy, _law, _scenario)
