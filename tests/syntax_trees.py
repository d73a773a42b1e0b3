"""Random trees over a small vocabulary, for properties of reading and writing."""

from datetime import date

from hypothesis import strategies as st

from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort
from policydsl.syntax.lexicon import Lexicon
from policydsl.syntax.parser import parse

WORDS = """vocabulary words "Words of the properties"

party borrower in zh "借款人"
party third party in zh "第三人"
channel app in zh "站内信"
channel official account in zh "公众号"
purpose relay in zh "转告"
matter credit report in zh "征信报送"
measure limit frozen in zh "额度冻结"
permission consent in zh "同意"
permission written consent is consent in zh "书面同意"
item instalment in zh "分期"
unit visitor in zh "名外访员"
lender bank in zh "银行"
product credit card in zh "信用卡"
actor in house in zh "自营"
disclosure nothing < caller in zh "不透露", "只说明来电人"
act contact: party, by channel, for purpose, disclosure in zh "联系"
act call is contact in zh "拨打"
act send letter is contact: to party in zh "寄信"
event no answer in zh "无人接听"
event paid in full in zh "全部还清"
event refused by party in zh "拒绝联系"
fact due date is date in zh "应还日"
fact risk is one of low, very high in zh "风险", "低", "很高"
fact agreed hours of borrower is hours of the day in zh "约定时段"
clock overdue from due date until paid in full in zh "逾期"
clock in arrears of borrower from no answer in zh "欠付"
calendar year end until 2026-12-31 free saturday in zh "岁末"
"""
BASE, _ = parse(Source("words", WORDS), Lexicon())
RULES = ("first_letter", "second", "r3")
SPAN = Span(Source("made up", ""), 0, 0)
LEXICON = Lexicon.from_documents([BASE])


def made(
    node: type, *fields: st.SearchStrategy, **named: st.SearchStrategy
) -> st.SearchStrategy:
    """Return a strategy of a class of node from strategies of its fields."""
    return st.builds(node, *fields, span=st.just(SPAN), **named)


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    """Return a strategy that may leave something out."""
    return st.none() | strategy


def some(
    strategy: st.SearchStrategy, least: int = 1, most: int = 3
) -> st.SearchStrategy:
    """Return a strategy of tuples."""
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


def term(sort: Sort) -> st.SearchStrategy[ast.Term]:
    """Return a strategy of the terms of a sort."""
    known = [e.text for e in LEXICON.entries.values() if e.sort is sort]
    if sort is Sort.RULE:
        known = list(RULES)
    if sort is Sort.PARTY:
        known.append("recipient")
    return st.sampled_from([ast.Term(text, sort, span=SPAN) for text in known])


names = st.sampled_from(["a", "b_2", "cn.gbt_45251", "Asia/Shanghai", "5.3(a)"]).map(
    lambda text: ast.Name(text, span=SPAN)
)
texts = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], exclude_characters='"“”'),
    max_size=20,
).map(lambda text: ast.Text(text, span=SPAN))
dates = made(ast.Date, st.dates(date(2000, 1, 1), date(2099, 12, 31)))
times_of_day = made(ast.Time, st.integers(0, 1439))
moments = made(ast.Moment, dates, maybe(times_of_day))
numbers = st.integers(0, 400)
versions = st.integers(1, 400)
roundings = maybe(st.sampled_from(ast.Rounding))
durations = made(ast.Duration, numbers, st.sampled_from(ast.Unit), roundings)
money = made(ast.Money, st.sampled_from(["5000", "1.00"]), st.just("CNY"))
quantities = made(ast.Quantity, numbers, term(Sort.UNIT))

events = st.one_of(
    made(ast.Happens, term(Sort.EVENT), maybe(term(Sort.PARTY))),
    made(
        ast.ActBecame,
        term(Sort.ACT),
        term(Sort.EVENT) | st.sampled_from(ast.Outcome),
        maybe(term(Sort.PARTY)),
    ),
    made(ast.RuleBecame, term(Sort.RULE), st.sampled_from(ast.Outcome)),
    made(
        ast.ClockBecame,
        term(Sort.CLOCK),
        st.sampled_from([ast.Outcome.BEGUN, ast.Outcome.ENDED]),
    ),
    made(
        ast.PermissionBecame,
        term(Sort.PERMISSION),
        maybe(term(Sort.PARTY)),
        st.sampled_from([ast.Outcome.GRANTED, ast.Outcome.WITHDRAWN]),
    ),
)
starts = events | term(Sort.FACT)
named_clocks = made(ast.NamedClock, term(Sort.CLOCK), maybe(term(Sort.PARTY)))
clocks = named_clocks | made(ast.Since, starts)
comparisons = st.sampled_from(ast.Comparison)
owners = maybe(term(Sort.PARTY) | term(Sort.ITEM))
facts = made(ast.FactOf, term(Sort.FACT), owners)
truths = made(ast.BuiltIn, st.sampled_from(ast.Truth))
values = st.one_of(term(Sort.VALUE), truths, money, quantities, dates)
disclosing = made(ast.Disclosing, term(Sort.LEVEL), maybe(comparisons))
one_channel = made(ast.Channels, st.tuples(term(Sort.CHANNEL)))
channels = one_channel | made(
    ast.Channels, some(term(Sort.CHANNEL), 2), st.sampled_from(ast.Joined)
)
roles = made(
    ast.Roles,
    maybe(channels),
    maybe(term(Sort.PURPOSE)),
    maybe(term(Sort.MATTER)),
    maybe(term(Sort.ACTOR)),
    maybe(disclosing),
    maybe(quantities),
    some(term(Sort.FACT), 0, 2),
)
this_roles = made(
    ast.Roles,
    maybe(one_channel),
    term(Sort.PURPOSE),
    maybe(term(Sort.MATTER)),
    maybe(term(Sort.ACTOR)),
    maybe(disclosing),
)
receivers = st.one_of(*map(term, (Sort.PARTY, Sort.ACTOR, Sort.LENDER)))
simple_conditions = st.one_of(
    made(ast.ClockRuns, named_clocks),
    made(ast.ClockCompares, comparisons, durations, clocks),
    made(ast.FactHolds, facts),
    made(ast.FactCompares, facts, comparisons, money | quantities),
    made(ast.FactIs, facts, values, st.booleans()),
    made(ast.ItemsRun, comparisons, numbers, term(Sort.ITEM), term(Sort.CLOCK)),
    made(
        ast.TotalCompares,
        term(Sort.FACT),
        maybe(term(Sort.CLOCK)),
        comparisons,
        money | quantities,
    ),
    made(
        ast.PermissionHeld,
        term(Sort.PERMISSION),
        maybe(term(Sort.PARTY)),
        maybe(receivers),
        maybe(term(Sort.PURPOSE)),
    ),
    made(
        ast.Happened,
        events,
        maybe(numbers),
        maybe(numbers),
        maybe(term(Sort.CLOCK)),
        maybe(durations),
    ),
    made(ast.RuleHolds, term(Sort.RULE)),
    made(ast.ThisAct, this_roles),
    made(ast.LawWords, texts),
)


def _joined(inner: st.SearchStrategy) -> st.SearchStrategy:
    def members(other: type) -> st.SearchStrategy:
        return some(inner.filter(lambda one: not isinstance(one, other)), 2)

    return st.one_of(
        made(ast.Not, inner),
        made(ast.AllOf, members(ast.AllOf)),
        made(ast.AnyOf, members(ast.AnyOf)),
    )


conditions = st.recursive(simple_conditions, _joined, max_leaves=5)
permissions = made(
    ast.WithPermission,
    term(Sort.PERMISSION),
    maybe(term(Sort.PARTY)),
    maybe(receivers),
    maybe(durations),
)
audienceless = made(ast.Act, term(Sort.ACT), st.none(), roles, some(permissions, 0, 2))
acts = audienceless | made(
    ast.Act,
    term(Sort.ACT),
    term(Sort.PARTY),
    roles,
    some(permissions, 0, 2),
    st.booleans(),
)
days = st.recursive(
    st.one_of(
        made(ast.Weekdays, st.integers(0, 6), st.integers(0, 6)),
        made(ast.Dates, dates, dates),
        made(ast.KindOfDay, st.sampled_from(ast.DayKind)),
        made(ast.CalendarDays, term(Sort.CALENDAR)),
    ),
    lambda inner: made(ast.DayBefore, inner),
    max_leaves=2,
)
month_days = made(ast.MonthDay, st.integers(1, 12), st.integers(1, 28))
named_days = st.one_of(
    made(ast.YearlyDays, month_days, month_days),
    made(ast.Weekdays, st.integers(0, 6), st.integers(0, 6)),
    made(ast.Dates, dates, dates),
)
sets_of_days = made(ast.OnDays, some(days), some(days, 0))
counting_spans = st.one_of(
    made(ast.Per, st.sampled_from(ast.Period)),
    made(ast.PerWeek, st.integers(0, 6)),
    made(ast.InSpan, durations),
    made(ast.During, term(Sort.CLOCK)),
)
bounds = st.one_of(
    made(ast.Between, times_of_day, times_of_day),
    sets_of_days,
    made(ast.Outside, facts | made(ast.CalendarDays, term(Sort.CALENDAR))),
    made(
        ast.Times,
        numbers,
        counting_spans,
        some(term(Sort.EVENT), 0),
        some(term(Sort.PARTY) | term(Sort.ITEM), 0),
    ),
)


@st.composite
def points(draw: st.DrawFn) -> tuple[ast.Duration, ...]:
    """Return points of one unit."""
    unit, rounding = draw(st.sampled_from(ast.Unit)), draw(roundings)
    amounts = draw(st.lists(numbers, min_size=1, max_size=3))
    return tuple(ast.Duration(n, unit, rounding, span=SPAN) for n in amounts)


rolls = made(ast.Rolled, st.sampled_from(ast.Rolling), sets_of_days)
triggers = st.one_of(
    made(ast.After, durations, clocks, maybe(rolls)),
    made(ast.AfterEach, points(), clocks),
    made(ast.Every, durations | sets_of_days, durations, clocks, maybe(durations)),
    made(ast.When, some(events)),
    made(ast.While, conditions),
    made(ast.Before, durations, facts, maybe(term(Sort.ITEM)), maybe(rolls)),
)
if_or_unless = made(ast.If, conditions) | made(ast.Unless, conditions)
LAW = ast.Term("cn.pipl", Sort.LAW, span=SPAN)
many_clauses = if_or_unless | made(ast.Only, some(bounds, 1, 2))
single_clauses = st.tuples(
    maybe(made(ast.Within, durations)),
    maybe(made(ast.Late, maybe(durations))),
    maybe(made(ast.Otherwise, acts)),
    maybe(made(ast.Because, texts)),
    maybe(made(ast.Cites, st.just(LAW), names)),
    maybe(made(ast.AlsoForRunningCases)),
    maybe(made(ast.AgainAfterRegret)),
    maybe(made(ast.Formerly, names)),
).map(lambda found: tuple(one for one in found if one is not None))
clauses = st.tuples(some(many_clauses, 0, 2), single_clauses).map(
    lambda pair: pair[0] + pair[1]
)
groups = st.tuples(
    made(ast.Stages, st.just(ast.Name("account", span=SPAN)), some(term(Sort.RULE))),
    made(ast.Ladder, st.just(ast.Name("steps", span=SPAN)), some(term(Sort.RULE))),
)
targets = acts | made(ast.RuleNames, some(term(Sort.RULE)))
norms = st.one_of(
    made(ast.Forbid, targets, some(if_or_unless, 0, 2)),
    made(ast.Limit, targets, some(bounds, 1, 2), some(if_or_unless, 0, 2)),
    made(ast.RequireBefore, acts, maybe(durations), acts),
    made(ast.RequireWithin, acts, durations, events),
)
actions = acts | made(ast.Hold, some(term(Sort.MEASURE)))


def rules(name: str) -> st.SearchStrategy[ast.Rule]:
    """Return a strategy of rules of a name."""
    named = ast.Name(name, span=SPAN)
    return made(ast.Rule, st.just(named), maybe(texts), triggers, actions, clauses)
