"""What is said about a verdict: what may happen, why, which article, and a way out."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Code, Diagnostic, Label
from policydsl.diagnostics.text import Text, all_of, either, listed, quoted
from policydsl.legal import changes
from policydsl.legal.fixes import fix, no_fix
from policydsl.legal.judging import Judged
from policydsl.legal.repair import Mended, Repair
from policydsl.legal.verdict import Ground, Judgement, Seed, Verdict
from policydsl.legal.witness.replay import Witness
from policydsl.legal.witness.told import Told
from policydsl.runtime.zones import local_minutes
from policydsl.semantics import core, quoting
from policydsl.semantics.quoting import said, text_of
from policydsl.semantics.scope import Bound, scope_terms
from policydsl.syntax import ast
from policydsl.syntax.called import called
from policydsl.syntax.words import load_language

_CODES: Mapping[Verdict, Code] = {
    Verdict.BREACHES_LAW: codes.BREACHES_LAW,
    Verdict.BREACHES_STANDARD: codes.BREACHES_STANDARD,
    Verdict.PRESUMED_BREACH: codes.PRESUMED_BREACH,
    Verdict.UNDETERMINED: codes.UNDETERMINED,
    Verdict.NOT_PROVED: codes.NOT_PROVED,
}
_MINUTES_OF_AN_HOUR = 60


@frozen
class _Case:
    """A verdict that has to be said: why, a case that was played, and a way out."""

    judgement: Judgement
    code: Code
    reason: str
    witness: Witness | None
    told: Told | None
    repair: Repair | None
    is_unfinished: bool

    @property
    def cause(self) -> object:
        """What verdicts on one rule have in common that come from one mistake."""
        if self.repair is not None and len(self.repair.articles) > 1:
            return self.repair.clauses
        return self.reason


def findings(judged: Judged, mended: Mended) -> Iterator[Diagnostic]:
    """Yield what is said of the verdicts that are not lawful, in order of the rules.

    Articles that a rule breaks for one reason are in one finding.
    """
    repairs = {
        (repair.rule, article): repair
        for repair in mended.repairs
        for article in repair.articles
    }
    alike: dict[object, list[_Case]] = {}
    for judgement in judged.judgements:
        code = _CODES.get(judgement.verdict)
        if code is None:
            continue
        witness = judged.witness(judgement)
        case = _Case(
            judgement,
            code,
            _reason(judgement, witness, judged.checked.policy),
            witness,
            None if witness is None else Told(witness, judged.checked.policy),
            repairs.get((judgement.rule.name, judgement.bound.name)),
            (judgement.rule.name, judgement.bound.name) in mended.unfinished,
        )
        alike.setdefault((judgement.rule.name, code, case.cause), []).append(case)
    for cases in alike.values():
        yield _finding(cases, judged.checked.policy)
    yield from changes.findings(judged)


def _finding(cases: Sequence[_Case], policy: core.Policy) -> Diagnostic:
    first, language = cases[0], policy.document.language
    fixes = {one.repair.clauses: one.repair for one in cases if one.repair is not None}
    return first.code.at(
        first.judgement.place,
        _message([one.judgement for one in cases]),
        label=_label(cases),
        related=tuple(_article(one.judgement, language) for one in cases),
        help=_help(cases, policy),
        fixes=tuple(fix(one) for one in fixes.values()),
    )


def _message(judgements: Sequence[Judgement]) -> str:
    rule = judgements[0].rule.name
    articles = all_of(one.bound.name for one in judgements)
    match judgements[0].verdict:
        case Verdict.UNDETERMINED:
            return Text(
                "whether `{rule}` keeps {article} is open", rule=rule, article=articles
            )
        case Verdict.NOT_PROVED:
            return Text(
                "`{rule}` is not proved to keep {article}", rule=rule, article=articles
            )
        case Verdict.PRESUMED_BREACH:
            return Text(
                "`{rule}` can do what {article} presumes to be a breach",
                rule=rule,
                article=articles,
            )
        case _:
            return Text("`{rule}` can break {article}", rule=rule, article=articles)


def _article(judgement: Judgement, language: str) -> Label:
    """Return the article in its law, with its title and its force."""
    bound = judgement.bound
    seed = judgement.seeds[0] if judgement.seeds else None
    place = seed.norm.node.span if seed is not None else bound.article.node.span
    title = text_of(bound.law, bound.article.node.title, language)
    name = Text("{article}, {force}", article=bound.name, force=force(bound, language))
    if title is None:
        return Label(place, name)
    return Label(place, Text("{article}: {words}", article=name, words=title))


def force(bound: Bound, language: str) -> str:
    """Return how strong an article is, in the words of a language."""
    header = bound.law.document.header
    assert isinstance(header, ast.LawHeader)
    name = bound.article.node.force or header.force
    return "" if name is None else load_language(language).forces[name.text]


def _label(cases: Sequence[_Case]) -> str:
    """Say why, of all of them; what is left open in one breath."""
    seeds = [_seed(one.judgement, one.witness) for one in cases]
    roles = dict.fromkeys(one for seed in seeds if seed for one in _open_roles(seed))
    if len(roles) > 1 and all(seed and _open_roles(seed) for seed in seeds):
        return _not_stated(list(roles))
    reasons = list(dict.fromkeys(one.reason for one in cases if one.reason))
    found = reasons[0] if reasons else ""
    for reason in reasons[1:]:
        found = Text("{reasons}; {reason}", reasons=found, reason=reason)
    return found


# --- why --------------------------------------------------------------------------


def _reason(judgement: Judgement, witness: Witness | None, policy: core.Policy) -> str:
    bound, language = judgement.bound, policy.document.language
    if judgement.ground is Ground.OPEN_TEXT:
        return open_text(judgement, language)
    if judgement.ground is Ground.NOT_STATED:
        return Text(
            "it binds {scope}, and the policy states no {sort}",
            scope=listed(
                quoted(said(bound.law, one, language))
                for one in scope_terms(bound.law, bound.article)
            ),
            sort=either(called(one) for one in bound.not_stated),
        )
    if judgement.ground is Ground.TIME:
        return Text("the time for proving was used up")
    seed = _seed(judgement, witness)
    if seed is None:
        return ""
    minute = seed.moment.numbers.get("minute of the day", 0)
    if witness is not None:
        minute = local_minutes(witness.at, policy.zone)
    return _Why(bound.law, language).of(seed, minute)


def open_text(judgement: Judgement, language: str) -> Text:
    """Return what the law leaves open, in the words that it gives for a language."""
    words = listed(quoted(one) for one in open_words(judgement, language))
    return Text("the law says no more than {words}", words=words)


def open_words(judgement: Judgement, language: str) -> tuple[str, ...]:
    """Return the words that a law leaves open, as it gives them for a language."""
    law, article = judgement.bound.law, judgement.bound.article
    return tuple(
        quoting.open_words(law, article, one, language) for one in judgement.open_words
    )


def _seed(judgement: Judgement, witness: Witness | None) -> Seed | None:
    if witness is not None:
        for seed in judgement.seeds:
            if seed.norm is witness.norm:
                return seed
    return judgement.seeds[0] if judgement.seeds else None


@frozen
class _Why:
    """Says why a norm of a law can be broken, in the language of the reader."""

    law: core.Law
    language: str

    def of(self, seed: Seed, minute: int) -> str:
        """Return why, of an act that is due at a minute of the day."""
        match seed.norm:
            case core.Forbid() as norm:
                return self._forbidden(seed, norm)
            case core.Limit() as norm:
                return self._beyond(norm, minute, seed.act)
            case core.RequireBefore() as norm:
                earlier = self._said(norm.node.earlier)
                return Text("nothing makes sure that `{act}` comes first", act=earlier)
            case core.RequireWithin():
                return Text("it may come too late")

    def _forbidden(self, seed: Seed, norm: core.Forbid) -> str:
        roles = _open_roles(seed)
        if roles:
            return _not_stated(roles[:1])
        for guard in norm.guards:
            words = self._said(guard.node)
            if guard.wanted:
                return Text("nothing holds it back if `{words}`", words=words)
            return Text("nothing asks for `{words}`", words=words)
        if norm.pattern.count is not None:
            words = self._said(norm.node)
            return Text("the article forbids `{words}`", words=words)
        return Text("the article allows it in no case")

    def _beyond(self, norm: core.Limit, minute: int, act: core.Act) -> str:
        for bound in norm.bounds:
            match bound.limit:
                case core.Times(number):
                    return Text(
                        "nothing counts what others did: it may be one more than "
                        "{number}",
                        number=number,
                    )
                case core.Between(throughout=throughout):
                    hour, rest = divmod(minute, _MINUTES_OF_AN_HOUR)
                    time = f"{hour:02}:{rest:02}"
                    if throughout and act.length is not None:
                        return Text("begun at {time}, it may last too long", time=time)
                    return Text("it may still be due at {time}", time=time)
                case _:
                    words = self._said(bound.node)
                    return Text("nothing keeps it to `{words}`", words=words)
        return ""

    def _said(self, node: ast.Node) -> str:
        return said(self.law, node, self.language)


def _open_roles(seed: Seed) -> list[str]:
    """Return the roles that the act leaves open and the norm looks at."""
    norm = seed.norm
    if not isinstance(norm, core.Forbid):
        return []
    return [
        one for one in _ROLES if seed.moment.choices.get(one) and _is_asked(norm, one)
    ]


def _not_stated(roles: Sequence[str]) -> Text:
    said = either(_ROLES[one] for one in roles)
    return Text("no {role} is stated, so any is possible", role=said)


_ROLES: Mapping[str, Text] = {
    "disclosing": Text("level of disclosure"),
    "purpose": Text("purpose"),
    "actor": Text("actor"),
    "channel 0": Text("channel"),
    "matter": Text("matter"),
}


# What a pattern says of each of these.
_FIELDS: Mapping[str, str] = {
    "disclosing": "disclosing",
    "purpose": "purposes",
    "actor": "actors",
    "channel 0": "channels",
    "matter": "matters",
}


def _is_asked(norm: core.Forbid, role: str) -> bool:
    """Whether the norm looks at a role that the act leaves open."""
    said = (guard.condition for guard in norm.guards)
    patterns = [one.pattern for one in said if isinstance(one, core.Says)]
    return any(
        getattr(one, _FIELDS[role]) is not None for one in (norm.pattern, *patterns)
    )


# --- what to do -------------------------------------------------------------------


def _help(cases: Sequence[_Case], policy: core.Policy) -> str | None:
    judgement, language = cases[0].judgement, policy.document.language
    lines = [*_whence(cases, language), *_story(cases), *_advice(judgement, language)]
    without = [one for one in cases if one.repair is None]
    if without and judgement.verdict.is_breach:
        laws = [one.judgement.bound.law for one in without]
        is_late = any(one.is_unfinished for one in without)
        lines.append(no_fix(policy, laws, is_unfinished=is_late))
    if not lines:
        return None
    found = lines[0]
    for line in lines[1:]:
        found = Text("{lines}\n{line}", lines=found, line=line)
    return found


def _whence(cases: Sequence[_Case], language: str) -> Iterator[str]:
    """Say the reason of each article, and where each was read."""
    read: dict[str, None] = {}
    for case in cases:
        bound = case.judgement.bound
        node, header = bound.article.node, bound.law.document.header
        assert isinstance(header, ast.LawHeader)
        because = text_of(bound.law, node.because, language)
        if because is not None:
            words = quoted(because)
            yield Text("{article}: {words}", article=bound.name, words=words)
            yield from _in_words(case.judgement, language)
        place = text_of(bound.law, node.source or header.source, language)
        if place is not None:
            read[place] = None
    for source in read:
        yield Text("source: {source}", source=source)


def _in_words(judgement: Judgement, language: str) -> Iterator[str]:
    """Say the norm in the language of the reader, if its text is in another one."""
    law = judgement.bound.law
    if law.document.language == language or not judgement.seeds:
        return
    yield Text(
        "  that is: `{words}`", words=said(law, judgement.seeds[0].norm.node, language)
    )


def _story(cases: Sequence[_Case]) -> Iterator[str]:
    """Tell the first case that was played."""
    told = next((one.told for one in cases if one.told is not None), None)
    if told is None:
        return
    yield Text("it can happen like this:")
    for line in told.timeline():
        yield Text("  {at} {words}", at=f"{line.at:%Y-%m-%d %H:%M}", words=line.words)


def _advice(judgement: Judgement, language: str) -> Iterator[str]:
    match judgement.ground:
        case Ground.OPEN_TEXT:
            yield Text(
                "write an article of your own that settles {article}, in a law of the "
                "house, and name it under `under`",
                article=judgement.bound.name,
            )
        case Ground.NOT_STATED:
            yield Text("state it in the header, after `as`")
        case Ground.TIME:
            yield Text("split the rule, or give it more time with `--proof-seconds`")
        case Ground.NO_WITNESS:
            for norm in {one.norm.clause: one.norm for one in judgement.seeds}.values():
                words = said(judgement.bound.law, norm.node, language)
                yield Text(
                    "it is proved if the policy has `{words}` as a limit of its own, "
                    "or the rule asks for as much",
                    words=words,
                )
