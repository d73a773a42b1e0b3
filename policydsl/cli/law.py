"""How the laws came out, at the end of ``policydsl check``: no more than was shown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from policydsl.cli.output import counted
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.render.cells import columns
from policydsl.diagnostics.text import Text, all_of, listed, quoted
from policydsl.semantics.quoting import said, text_of

if TYPE_CHECKING:
    from policydsl.legal.verdict import Judgement
    from policydsl.proving import Proof
    from policydsl.semantics.scope import Period

NOT_PROVED = Text("Law: not proved.")
NO_LAW = Text("Law: no law is named, so nothing is proved.")
# Each verdict by its value in the code: of one, and of several.
_COUNTED = {
    "lawful": (Text("{number} proved lawful"), Text("{number:,} proved lawful")),
    "breaches law": (Text("{number} breach"), Text("{number:,} breaches")),
    "breaches standard": (
        Text("{number} breach of a standard"),
        Text("{number:,} breaches of a standard"),
    ),
    "presumed breach": (
        Text("{number} presumed breach"),
        Text("{number:,} presumed breaches"),
    ),
    "undetermined": (Text("{number} undetermined"), Text("{number:,} undetermined")),
    "not proved": (Text("{number} not proved"), Text("{number:,} not proved")),
}
_RULES = (Text("{number} rule"), Text("{number:,} rules"))
_ARTICLES = (Text("{number} article"), Text("{number:,} articles"))
_LAWS = (Text("{number} law"), Text("{number:,} laws"))


def report(proofs: "Sequence[Proof]") -> Text:
    """Return what is said of the laws: a paragraph for each policy."""
    under = [proof for proof in proofs if proof.laws]
    if not under:
        return NO_LAW if proofs else NOT_PROVED
    found = _of_policy(under[0])
    for proof in under[1:]:
        found = Text("{before}\n{after}", before=found, after=_of_policy(proof))
    free = len(proofs) - len(under)
    if free:
        found = Text(
            "{before}\n{after}",
            before=found,
            after=Text("{number} under no law: nothing is proved of it.", number=free),
        )
    return found


def _of_policy(proof: "Proof") -> Text:
    checked, judgements = proof.judged.checked, proof.judged.judgements
    concerned = [one for one in judgements if one.concerns]
    counts = Counter(one.verdict.value for one in concerned)
    said = [counted(*_COUNTED[one], counts[one]) for one in _COUNTED if counts[one]]
    lines = Text(
        "Law, `{policy}` {period}: {rules} under {articles} of {laws}: {verdicts}.",
        policy=checked.policy.name,
        period=days(checked.period),
        rules=counted(
            *_RULES, sum(one.act is not None for one in checked.policy.rules)
        ),
        articles=counted(*_ARTICLES, len({one.bound.name for one in concerned})),
        laws=counted(*_LAWS, len(proof.laws)),
        verdicts=listed(said) or Text("no article concerns an act"),
    )
    for line in _further(proof):
        lines = Text("{lines}\n  {line}", lines=lines, line=line)
    return lines


def _further(proof: "Proof") -> Iterator[Text]:
    """Yield what a reader must know beside the verdicts."""
    policy = proof.judged.checked.policy
    for left in proof.judged.checked.obligations:
        yield Text(
            "duty left to others: `{words}` ({article})",
            words=said(left.bound.law, left.norm.node, policy.document.language),
            article=left.bound.name,
        )
    concerned = {o.bound.name for o in proof.judged.judgements if o.concerns}
    for (day, begins), changes in groupby(
        (one for one in proof.changes if one.name in concerned),
        key=lambda one: (one.day, one.begins),
    ):
        articles = all_of(one.name for one in changes)
        if begins:
            yield Text("{article} begins on {day}", article=articles, day=day)
        else:
            yield Text(
                "{article} is not in force from {day} on", article=articles, day=day
            )


def days(period: "Period") -> Text:
    """Return which days were asked about."""
    if period.last is None:
        return Text("from {first} on", first=period.first)
    if period.last == period.first:
        return Text("on {day}", day=period.first)
    return Text("from {first} until {last}", first=period.first, last=period.last)


# --- every verdict ----------------------------------------------------------------

_VERDICTS: Mapping[str, Text] = {
    "lawful": Text("lawful"),
    "breaches law": Text("breaches law"),
    "breaches standard": Text("breaches standard"),
    "presumed breach": Text("presumed breach"),
    "undetermined": Text("undetermined"),
    "not proved": Text("not proved"),
}
_WHY: Mapping[str, Text] = {
    "no moment": Text("at no moment the rule acts and the article is broken"),
    "witness": Text("a case was played in which it is broken"),
    "no witness": Text("neither a proof nor a case that breaks it was found"),
    "time": Text("the time for proving was used up"),
    "not stated": Text("the policy does not state all that its scope asks for"),
}
_HEADING = (
    Text("rule"),
    Text("article"),
    Text("verdict"),
    Text("why"),
    Text("title"),
)


def table(proofs: "Sequence[Proof]", language: str) -> str:
    """Return a line for each rule and article that concerns it: the verdict, and why.

    How many do not concern each other is said at the end.
    """
    rows = [
        tuple(in_language(cell, language) for cell in cells)
        for cells in (_HEADING, *_rows(proofs, language))
    ]
    wide = [max(columns(row[place]) for row in rows) for place in range(len(_HEADING))]
    lines = [
        "  ".join(
            cell + " " * (width - columns(cell))
            for cell, width in zip(row, wide, strict=True)
        ).rstrip()
        for row in rows
    ]
    others = [o for proof in proofs for o in proof.judged.judgements if not o.concerns]
    if others:
        more = Text("{number:,} more: out of scope", number=len(others))
        lines.append(in_language(more, language))
    return "\n".join(lines)


def _rows(proofs: "Sequence[Proof]", language: str) -> "Iterator[tuple[str, ...]]":
    for proof in proofs:
        for one in proof.judged.judgements:
            if not one.concerns:
                continue
            title = text_of(one.bound.law, one.bound.article.node.title, language)
            yield (
                one.rule.name,
                one.bound.name,
                _VERDICTS[one.verdict.value],
                _why(one, language),
                title or "",
            )


def _why(one: "Judgement", language: str) -> Text:
    # Loaded already where there is a judgement.
    from policydsl.legal.findings import open_text

    match one.ground.value:
        case "open text":
            return open_text(one, language)
        case "settled":
            return Text(
                "{articles} says what the open words mean",
                articles=listed(one.settled_by),
            )
        case ground if one.relies_on:
            return Text(
                "{why}; if everybody keeps {limits}",
                why=_WHY[ground],
                limits=listed(quoted(words) for words in one.relies_on),
            )
        case ground:
            return _WHY[ground]


def as_data(proofs: "Sequence[Proof]") -> object:
    """Return every verdict, for other programs; without a proof that there is none."""
    if not proofs:
        return "not proved"
    return [_data(proof) for proof in proofs]


def _data(proof: "Proof") -> dict[str, object]:
    checked = proof.judged.checked
    last = checked.period.last
    return {
        "policy": checked.policy.name,
        "from": checked.period.first.isoformat(),
        "until": None if last is None else last.isoformat(),
        "laws": list(proof.laws),
        "verdicts": [_verdict(proof, one) for one in proof.judged.judgements],
        "obligations": [
            {
                "article": one.bound.name,
                "duty": said(one.bound.law, one.norm.node, _language(proof)),
            }
            for one in checked.obligations
        ],
        "changes": [
            {"article": one.name, "day": one.day.isoformat(), "begins": one.begins}
            for one in proof.changes
        ],
    }


def _verdict(proof: "Proof", one: "Judgement") -> dict[str, object]:
    # Loaded already where there is a proof.
    from policydsl.legal.findings import open_words

    law, article, language = one.bound.law, one.bound.article.node, _language(proof)
    return {
        "rule": one.rule.name,
        "article": one.bound.name,
        "title": text_of(law, article.title, language),
        "because": text_of(law, article.because, language),
        "verdict": one.verdict.value,
        "ground": one.ground.value,
        "open_words": list(open_words(one, language)),
        "settled_by": list(one.settled_by),
        "relies_on": list(one.relies_on),
        "case": [
            {"at": line.at.isoformat(), "words": line.words}
            for line in proof.timeline(one)
        ],
    }


def _language(proof: "Proof") -> str:
    return proof.judged.checked.policy.document.language
