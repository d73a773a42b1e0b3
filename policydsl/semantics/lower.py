"""A document and its vocabulary -> a policy or a law of the core."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.runtime.calendars import Calendar
from policydsl.semantics import core
from policydsl.semantics.lowering.clock_kinds import check_clocks, lower_clocks
from policydsl.semantics.lowering.events import events
from policydsl.semantics.lowering.freezing import check_ends, check_silence
from policydsl.semantics.lowering.groups import Grouped, grouped
from policydsl.semantics.lowering.header import (
    business_days,
    law_frame,
    missing_uses,
    policy_frame,
)
from policydsl.semantics.lowering.notices import with_notices
from policydsl.semantics.lowering.rule_circles import report_circles
from policydsl.semantics.lowering.rules import rule
from policydsl.semantics.lowering.setting import Position, Setting
from policydsl.semantics.norms import NORMS
from policydsl.syntax import ast
from policydsl.syntax.lexicon import Lexicon
from policydsl.vocabulary.model import Vocabulary

# Where the header is damaged, the rules are judged as if it named a calendar.
_ANY_CALENDAR = Calendar("", date.max, frozenset())
# `closes at` stands outside of every act.
_NO_ACT = Position()


def lower_policy(
    document: ast.Document,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    laws: Mapping[str, core.Law],
) -> tuple[core.Policy | None, tuple[Diagnostic, ...]]:
    """Return a policy that can be run, and all that is wrong with the document.

    The policy is ``None`` if there is an error, or if a sentence could not be read
    whole. ``laws`` are those that were found, by name; articles are looked up there.
    """
    setting = Setting(document, vocabulary, lexicon, Findings(document.damaged))
    header = document.header
    wordless = missing_uses(document, vocabulary, lexicon)
    if not isinstance(header, ast.PolicyHeader) or wordless:
        return None, wordless
    setting = evolve(
        setting,
        calendar=_calendar(header, setting),
        rules=_rules_by_name(document, setting),
        groups=_groups_by_name(document),
    )
    policy = _policy(header, laws, setting)
    return policy, _findings(setting)


def lower_law(
    document: ast.Document, vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[core.Law | None, tuple[Diagnostic, ...]]:
    """Return the articles of a law, and all that is wrong with the document.

    The law is ``None`` if there is an error. Norms that stand outside of an article
    belong to nothing that could be cited, and are reported.
    """
    setting = Setting(
        document, vocabulary, lexicon, Findings(document.damaged), is_law=True
    )
    header = document.header
    wordless = missing_uses(document, vocabulary, lexicon)
    if not isinstance(header, ast.LawHeader) or wordless:
        return None, wordless
    law_frame(header, setting)
    articles = tuple(_articles(header.name.text, setting))
    clocks = lower_clocks(setting)
    if setting.findings.has_errors or document.damaged:
        return None, _findings(setting)
    law = core.Law(
        name=header.name.text,
        title=None if header.title is None else header.title.text,
        articles=articles,
        clocks=clocks,
        zone=None,
        lexicon=lexicon,
        document=document,
    )
    return law, _findings(setting)


def check_vocabulary(
    document: ast.Document, vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the meaning of the events and clocks of a vocabulary.

    What is wrong with its words is found when it is loaded. Business days are
    counted by the calendar of whichever policy uses it.
    """
    setting = Setting(
        document, vocabulary, lexicon, Findings(document.damaged), is_law=True
    )
    for sentence in _sound(setting):
        if isinstance(sentence, ast.EventDeclaration):
            setting.attempt(events, sentence.means, setting, _NO_ACT)
    check_clocks(setting)
    check_ends(setting)
    return _findings(setting)


def _calendar(header: ast.PolicyHeader, setting: Setting) -> Calendar | None:
    if setting.findings.is_damaged(header.span):
        return _ANY_CALENDAR
    return setting.attempt(lambda: business_days(header.business_days, setting))


def _policy(
    header: ast.PolicyHeader, laws: Mapping[str, core.Law], setting: Setting
) -> core.Policy | None:
    frame = policy_frame(header, setting)
    closes_at = setting.attempt(lambda: events(header.closes_at, setting, _NO_ACT))
    made = grouped(_rules(laws, setting), setting)
    rules = made.rules
    norms = _policy_norms(setting)
    clocks = lower_clocks(setting)
    check_clocks(setting)
    check_ends(setting)
    check_silence(clocks, setting)
    forbids = tuple(norm for norm in norms if isinstance(norm, core.Forbid))
    requires = tuple(norm for norm in norms if isinstance(norm, core.RequireBefore))
    rules = with_notices(rules, requires)
    report_circles(
        {one.name: one for one in rules},
        clocks,
        setting.findings,
        forbids=forbids,
        requires=requires,
        closes_at=closes_at or (),
    )
    if setting.findings.has_errors or setting.document.damaged:
        return None
    assert frame is not None
    assert closes_at is not None
    until = header.in_force_until
    return core.Policy(
        name=header.name.text,
        title=None if header.title is None else header.title.text,
        version=frame.version,
        in_force_from=frame.in_force_from,
        in_force_until=None if until is None else until.date,
        zones=frame.zones,
        acts_from=0 if header.acts_from is None else header.acts_from.minutes,
        calendar=setting.calendar,
        closes_at=closes_at,
        rules=rules,
        forbids=forbids,
        limits=_limits(norms, made),
        clocks=clocks,
        vocabulary=setting.vocabulary,
        lexicon=setting.lexicon,
        document=setting.document,
        stages=made.stages,
        ladders=made.ladders,
        requires=requires,
        duties=tuple(norm for norm in norms if isinstance(norm, core.RequireWithin)),
    )


def _limits(norms: Iterable[core.Norm], made: Grouped) -> tuple[core.Limit, ...]:
    own = tuple(norm for norm in norms if isinstance(norm, core.Limit))
    return own + made.limits


def _findings(setting: Setting) -> tuple[Diagnostic, ...]:
    return setting.findings.in_order([setting.document.span.source])


def _rules_by_name(document: ast.Document, setting: Setting) -> Mapping[str, ast.Rule]:
    """Return the rules, damaged ones too: their names may be used."""
    rules: dict[str, ast.Rule] = {}
    named: dict[str, ast.Rule | ast.Group] = {}
    for sentence in document.sentences:
        if isinstance(sentence, ast.Rule | ast.Group):
            first = named.setdefault(sentence.name.text, sentence)
            if first is not sentence:
                _report_twice(sentence, first, setting)
            elif isinstance(sentence, ast.Rule):
                rules[sentence.name.text] = sentence
    return rules


def _groups_by_name(document: ast.Document) -> Mapping[str, ast.Group]:
    """Return stages and ladders; the first sentence that has a name keeps it."""
    named: dict[str, ast.Rule | ast.Group] = {}
    for sentence in document.sentences:
        if isinstance(sentence, ast.Rule | ast.Group):
            named.setdefault(sentence.name.text, sentence)
    return {name: one for name, one in named.items() if not isinstance(one, ast.Rule)}


def _report_twice(
    node: ast.Rule | ast.Group, first: ast.Rule | ast.Group, setting: Setting
) -> None:
    are_rules = isinstance(node, ast.Rule) and isinstance(first, ast.Rule)
    name = node.name.text
    if are_rules:
        message = Text("two rules are called `{name}`", name=name)
    else:
        message = Text("two rules or groups of rules are called `{name}`", name=name)
    setting.findings.report(
        codes.RULE_TWICE.at(
            node.name.span,
            message,
            label="the same name again",
            related=(Label(first.name.span, "first used here"),),
            help="give this one a name of its own",
        )
    )


def _sound(setting: Setting) -> Iterable[ast.Sentence]:
    """Yield the sentences that could be read whole."""
    for sentence in setting.document.sentences:
        if not setting.findings.is_damaged(sentence.span):
            yield sentence


def _rules(laws: Mapping[str, core.Law], setting: Setting) -> tuple[core.Rule, ...]:
    lowered = [
        rule(sentence, laws, setting)
        for sentence in _sound(setting)
        if isinstance(sentence, ast.Rule)
        and setting.rules.get(sentence.name.text) is sentence
    ]
    return tuple(one for one in lowered if one is not None)


def _policy_norms(setting: Setting) -> tuple[core.Norm, ...]:
    """Return the norms of a policy, counted by their place among its norms."""
    found: list[core.Norm] = []
    nodes = [s for s in setting.document.sentences if isinstance(s, ast.Norm)]
    for at, node in enumerate(nodes):
        if setting.findings.is_damaged(node.span):
            continue
        norm = _norm(node, f"/norm/{at}", setting)
        if norm is not None:
            found.append(norm)
    return tuple(found)


def _articles(law: str, setting: Setting) -> Iterable[core.Article]:
    first: dict[str, ast.Article] = {}
    for sentence in _sound(setting):
        if not isinstance(sentence, ast.Article):
            continue
        number = sentence.number.text
        earlier = first.setdefault(number, sentence)
        if earlier is not sentence:
            setting.findings.report(
                codes.ARTICLE_TWICE.at(
                    sentence.number.span,
                    Text("two articles have the number `{number}`", number=number),
                    label="the same number again",
                    related=(Label(earlier.number.span, "first used here"),),
                    help="give this one a number of its own",
                )
            )
        yield core.Article(
            law=law,
            number=number,
            title=None if sentence.title is None else sentence.title.text,
            norms=_norms(sentence.norms, f"{number}/norm", setting),
            node=sentence,
            days=_days(sentence, setting),
        )


def _days(article: ast.Article, setting: Setting) -> tuple[date, date | None]:
    """Return when an article is in force: as it says itself, or as its law does.

    Where neither does, which is reported, it is from the first day that there is.
    """
    header = setting.document.header
    assert isinstance(header, ast.LawHeader)
    says = article if article.in_force_from is not None else header
    first, last = says.in_force_from, says.in_force_until
    return (
        date.min if first is None else first.date,
        None if last is None else last.date,
    )


def _norms(
    nodes: Sequence[ast.Norm], prefix: str, setting: Setting
) -> tuple[core.Norm, ...]:
    found = [_norm(node, f"{prefix}/{at}", setting) for at, node in enumerate(nodes)]
    return tuple(norm for norm in found if norm is not None)


def _norm(node: ast.Norm, clause: str, setting: Setting) -> core.Norm | None:
    return setting.attempt(lambda: NORMS[type(node)](node, clause, setting))
