"""The header of a policy, and what every header must have."""

from datetime import date
from functools import partial
from typing import TypeVar

from attrs import evolve, frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.diagnostics.text import Text
from policydsl.runtime.calendars import Calendar
from policydsl.runtime.zones import MINUTES_OF_A_DAY
from policydsl.semantics import core
from policydsl.semantics.lowering.parties import undeclared
from policydsl.semantics.lowering.setting import Setting
from policydsl.semantics.lowering.zones import SAMPLE_ZONE, check_zone, zone_fact
from policydsl.source import Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import phrase
from policydsl.syntax.lexicon import Lexicon
from policydsl.vocabulary.model import Vocabulary

# What is offered where a part is missing. The author must look at it: the title of
# the fix says so, and no fix of this kind is safe.
_SAMPLE_DATE = date(2026, 1, 1)
_SAMPLE_VOCABULARY = "collections"

AnyHeader = TypeVar("AnyHeader", ast.PolicyHeader, ast.LawHeader)


@frozen
class PolicyFrame:
    """The parts of a header that a policy cannot do without."""

    version: int
    in_force_from: date
    zones: core.Zones


def policy_frame(node: ast.PolicyHeader, setting: Setting) -> PolicyFrame | None:
    """Return the parts that must be there; each that is not is reported."""
    span = node.span
    if node.version is None:
        sample = evolve(_bare(node), version=1)
        _missing(node, Text("its version"), sample, setting)
    if node.in_force_from is None:
        first = ast.Date(_SAMPLE_DATE, span=span)
        sample = evolve(_bare(node), in_force_from=first)
        _missing(node, Text("from which day it is in force"), sample, setting)
    _check_period(node, setting)
    if node.acts_from is not None and node.acts_from.minutes >= MINUTES_OF_A_DAY:
        setting.findings.report(
            codes.SENSELESS_NUMBER.at(
                node.acts_from.span,
                "nothing could be done on the day itself",
                label="the end of a day is no beginning",
            )
        )
    if node.zone is None:
        sample = evolve(_bare(node), zone=ast.Name(SAMPLE_ZONE, span=span))
        what = Text("in which time zone its days begin")
        _missing(node, what, sample, setting)
    else:
        check_zone(node.zone, setting)
    follows = setting.attempt_all(
        partial(zone_fact, fact, setting) for fact in node.follows
    )
    if node.version is None or node.in_force_from is None or node.zone is None:
        return None
    facts = setting.vocabulary.zone_facts
    zones = core.Zones(node.zone.text, tuple(follows), facts)
    return PolicyFrame(node.version, node.in_force_from.date, zones)


def law_frame(node: ast.LawHeader, setting: Setting) -> None:
    """Report the parts that a law must have and does not."""
    if node.in_force_from is None:
        first = ast.Date(_SAMPLE_DATE, span=node.span)
        sample = evolve(_bare(node), in_force_from=first)
        _missing(node, Text("from which day it is in force"), sample, setting)
    if node.force is None:
        _missing(node, Text("with which force it binds"), None, setting)
    _check_period(node, setting)


def business_days(term: ast.Term | None, setting: Setting) -> Calendar | None:
    """Return the calendar of the business days, if the header names one."""
    if term is None:
        return None
    calendar = setting.vocabulary.calendars.get(term.text)
    if calendar is None:
        raise undeclared(term, setting.vocabulary.calendars, setting)
    return calendar


def missing_uses(
    document: ast.Document, vocabulary: Vocabulary, lexicon: Lexicon
) -> tuple[Diagnostic, ...]:
    """Return the one report that a policy or a law takes its words from nowhere.

    It stands for all that would follow: each word of the document is unknown.
    """
    header = document.header
    if not isinstance(header, ast.PolicyHeader | ast.LawHeader) or header.uses:
        return ()
    has_words = bool(vocabulary.verbs or vocabulary.nouns or vocabulary.events)
    others = [place for place in document.damaged if place.start > header.span.start]
    if has_words or not (document.sentences or others):
        return ()
    name = ast.Name(_SAMPLE_VOCABULARY, span=header.span)
    sample: ast.PolicyHeader | ast.LawHeader
    if isinstance(header, ast.PolicyHeader):
        sample = evolve(_bare(header), uses=(name,))
    else:
        sample = evolve(_bare(header), uses=(name,))
    fixes = _insert(header, sample, Text("name the vocabulary"), document.language, lexicon)
    found = codes.MISSING_USES.at(
        header.name.span,
        Text(
            "`{name}` uses no vocabulary, so none of its words is known",
            name=header.name.text,
        ),
        label="from which vocabulary are the words?",
        help="name the vocabulary in the header",
        fixes=fixes,
    )
    return (found,)


def _check_period(node: ast.PolicyHeader | ast.LawHeader, setting: Setting) -> None:
    first, last = node.in_force_from, node.in_force_until
    if first is not None and last is not None and last.date < first.date:
        setting.findings.report(
            codes.ENDS_BEFORE_IT_BEGINS.at(
                last.span,
                Text(
                    "`{name}` ends on {last}, before it begins",
                    name=node.name.text,
                    last=last.date,
                ),
                label=Text("before {first}", first=first.date),
                help="exchange the two dates",
            )
        )


def _bare(node: AnyHeader) -> AnyHeader:
    return type(node)(node.name, None, span=node.span)


def _missing(
    node: ast.PolicyHeader | ast.LawHeader,
    what: Text,
    sample: ast.PolicyHeader | ast.LawHeader | None,
    setting: Setting,
) -> None:
    title = Text("say {what}; put in your own", what=what)
    fixes = _insert(node, sample, title, setting.document.language, setting.lexicon)
    line = fixes[0].edits[0].replacement.strip() if fixes else ""
    setting.findings.report(
        codes.MISSING_HEADER_PART.at(
            node.name.span,
            Text("`{name}` does not say {what}", name=node.name.text, what=what),
            label="missing in this header",
            help=Text("write for example `{line}`", line=line)
            if line
            else "say it in the header",
            fixes=fixes,
        )
    )


def _insert(
    node: ast.Node,
    sample: ast.PolicyHeader | ast.LawHeader | None,
    title: str,
    language: str,
    lexicon: Lexicon,
) -> tuple[Fix, ...]:
    """Return the fix that adds the one part that ``sample`` has.

    A header is written with one part on each line, so the part is the last line.
    """
    if sample is None:
        return ()
    text = phrase(sample, lexicon, language)
    lines = text.strip().splitlines()
    if len(lines) < 2:
        return ()
    end = Span(node.span.source, node.span.end, node.span.end)
    return (Fix(title, (Edit(end, f"\n    {lines[-1].strip()}"),)),)
