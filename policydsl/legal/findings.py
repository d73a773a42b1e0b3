"""What is said about a verdict: what may happen, why, which article, and a way out."""

from collections.abc import Iterator, Mapping, Sequence

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Code, Diagnostic, Edit, Fix, Label
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.legal.judging import Judged
from policydsl.legal.repair import Repair
from policydsl.legal.verdict import Ground, Judgement, Seed, Verdict
from policydsl.legal.witness.replay import Witness
from policydsl.legal.witness.told import Told
from policydsl.semantics import core
from policydsl.syntax import ast

_CODES: Mapping[Verdict, Code] = {
    Verdict.BREACHES_LAW: codes.BREACHES_LAW,
    Verdict.BREACHES_STANDARD: codes.BREACHES_STANDARD,
    Verdict.PRESUMED_BREACH: codes.PRESUMED_BREACH,
    Verdict.UNDETERMINED: codes.UNDETERMINED,
    Verdict.NOT_PROVED: codes.NOT_PROVED,
}
_MINUTES_OF_AN_HOUR = 60


def findings(judged: Judged, repairs: Sequence[Repair]) -> Iterator[Diagnostic]:
    """Yield a finding for each verdict that is not lawful, in order of the rules."""
    mended = {
        (repair.rule, article): repair
        for repair in repairs
        for article in repair.articles
    }
    for judgement in judged.judgements:
        code = _CODES.get(judgement.verdict)
        if code is None:
            continue
        witness = judged.witness(judgement)
        repair = mended.get((judgement.rule.name, judgement.bound.name))
        told = None if witness is None else Told(witness, judged.checked.policy)
        yield code.at(
            judgement.place,
            _message(judgement),
            label=_label(judgement, witness),
            related=(_article(judgement),),
            help=_help(judgement, told),
            fixes=() if repair is None else (_fix(repair),),
        )


def _message(judgement: Judgement) -> str:
    rule, article = judgement.rule.name, judgement.bound.name
    match judgement.verdict:
        case Verdict.UNDETERMINED:
            return Text(
                "whether `{rule}` keeps {article} is open", rule=rule, article=article
            )
        case Verdict.NOT_PROVED:
            return Text(
                "`{rule}` is not proved to keep {article}", rule=rule, article=article
            )
        case Verdict.PRESUMED_BREACH:
            return Text(
                "`{rule}` can do what {article} presumes to be a breach",
                rule=rule,
                article=article,
            )
        case _:
            return Text("`{rule}` can break {article}", rule=rule, article=article)


def _article(judgement: Judgement) -> Label:
    """Return the article in its law, with the reason that it gives."""
    node = judgement.bound.article.node
    seed = judgement.seeds[0] if judgement.seeds else None
    place = seed.norm.node.span if seed is not None else node.span
    reason = node.because.text if node.because is not None else node.title
    text = reason.text if isinstance(reason, ast.Text) else reason
    return Label(place, text or "")


# --- why --------------------------------------------------------------------------


def _label(judgement: Judgement, witness: Witness | None) -> str:
    if judgement.ground is Ground.OPEN_TEXT:
        return Text(
            "the law says no more than {words}",
            words=listed(quoted(one) for one in judgement.open_words),
        )
    if judgement.ground is Ground.NOT_STATED:
        return "it binds some of those who lend or act, and the policy names none"
    if judgement.ground is Ground.TIME:
        return "the time for proving was used up"
    seed = _seed(judgement, witness)
    return "" if seed is None else _why(seed)


def _seed(judgement: Judgement, witness: Witness | None) -> Seed | None:
    if witness is not None:
        for seed in judgement.seeds:
            if seed.norm is witness.norm:
                return seed
    return judgement.seeds[0] if judgement.seeds else None


def _why(seed: Seed) -> str:
    match seed.norm:
        case core.Forbid() as norm:
            return _why_forbidden(seed, norm)
        case core.Limit() as norm:
            return _why_beyond(seed, norm)
        case core.RequireBefore() as norm:
            earlier = " ".join(norm.node.earlier.span.text.split())
            return Text("nothing makes sure that `{act}` comes first", act=earlier)
        case core.RequireWithin():
            return "it may come too late"


def _why_forbidden(seed: Seed, norm: core.Forbid) -> str:
    open_roles = [
        one for one in _ROLES if seed.moment.choices.get(one) and _is_asked(norm, one)
    ]
    if open_roles:
        return Text(
            "no {role} is stated, so any is possible", role=_ROLES[open_roles[0]]
        )
    for guard in norm.guards:
        if guard.wanted:
            return Text("nothing holds it back if `{words}`", words=guard.words)
        return Text("nothing asks for `{words}`", words=guard.words)
    return "the article allows it in no case"


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


def _why_beyond(seed: Seed, norm: core.Limit) -> str:
    for bound in norm.bounds:
        match bound.limit:
            case core.Times(number):
                return Text(
                    "nothing counts what others did: it may be one more than {number}",
                    number=number,
                )
            case core.Between():
                minute = seed.moment.numbers.get("minute of the day", 0)
                hour, rest = divmod(minute, _MINUTES_OF_AN_HOUR)
                return Text(
                    "it may still be due at {time}", time=f"{hour:02}:{rest:02}"
                )
            case _:
                return Text("nothing keeps it to `{words}`", words=bound.words)
    return ""


# --- what to do -------------------------------------------------------------------


def _help(judgement: Judgement, told: Told | None) -> str | None:
    if told is not None:
        story = listed(
            Text("{at} {words}", at=f"{line.at:%Y-%m-%d %H:%M}", words=line.words)
            for line in told.timeline()
        )
        return Text("it can happen like this: {story}", story=story)
    match judgement.ground:
        case Ground.OPEN_TEXT:
            return Text(
                "write an article of your own that settles {article}, in a law of the "
                "house, and name it under `under`",
                article=judgement.bound.name,
            )
        case Ground.NOT_STATED:
            return "state the lender, the product and the actor in the header"
        case Ground.TIME:
            return "split the rule, or give it more time"
        case Ground.NO_WITNESS:
            return "say in the rule, or in a limit of the policy, what the article asks"
        case _:
            return None


def _fix(repair: Repair) -> Fix:
    return Fix(
        Text("write {clauses}", clauses=listed(quoted(one) for one in repair.clauses)),
        tuple(Edit(one.span, one.words) for one in repair.changes),
    )
