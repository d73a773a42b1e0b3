"""The record of a proof: what was shown of which documents, and nothing more.

The same documents give the same record, to the byte: nothing reads a clock, and no
path of a machine is in it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from attrs import frozen

from policydsl.certify.assumptions import assumptions, not_shown
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.text import Text, listed
from policydsl.legal.findings import open_text, open_words
from policydsl.legal.reasons import reasons
from policydsl.legal.solver import VERSION as SOLVER
from policydsl.legal.solver import Solver
from policydsl.legal.verdict import Ground, Judgement, Obligation, Verdict
from policydsl.proving import Proof
from policydsl.semantics.quoting import said, text_of
from policydsl.syntax import ast

SCHEMA = "policydsl certificate 1"
# What a person who signs has to answer, but no program can.
_ALLOWED = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE, Verdict.UNDETERMINED)
_WHY: Mapping[Ground, Text] = {
    Ground.NO_MOMENT: Text("at no moment the rule acts and the article is broken"),
    Ground.NO_ACT: Text("no act of the rule is what the article is about"),
    Ground.WHO_ACTS: Text("it binds others than those who act"),
    Ground.NOT_STATED: Text("the policy does not state all that its scope asks for"),
}


@frozen
class Paper:
    """A document that the proof rests on. ``data``: its bytes, as they were read."""

    kind: str
    name: str
    title: str | None
    version: int | None
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of the document."""
        return sha256(self.data).hexdigest()


def refusals(proof: Proof) -> Iterator[Text]:
    """Yield why there can be no certificate; nothing if there can be one."""
    if not proof.laws:
        yield Text("the policy is under no law, so there is nothing to certify")
    counts = Counter(one.verdict for one in proof.judged.judgements)
    broken = sum(number for verdict, number in counts.items() if verdict.is_breach)
    if broken:
        yield Text("breaches of articles: {number}", number=broken)
    if counts[Verdict.NOT_PROVED]:
        yield Text(
            "neither proved nor refuted: {number}", number=counts[Verdict.NOT_PROVED]
        )


def record(
    proof: Proof,
    papers: Sequence[Paper],
    *,
    version: str,
    language: str,
    signed_on: date | None = None,
) -> dict[str, object]:
    """Return all that a certificate says; sentences are in a language.

    Raises:
        ValueError: If there can be no certificate.
    """
    if any(True for _ in refusals(proof)):
        raise ValueError("there can be no certificate")
    checked, policy = proof.judged.checked, proof.judged.checked.policy
    judgements = [one for one in proof.judged.judgements if one.verdict in _ALLOWED]
    last = checked.period.last
    solver = Solver()
    told = [_verdict(proof, one, language, solver) for one in judgements]
    return {
        "record": SCHEMA,
        "language": language,
        "policy": {
            "name": policy.name,
            "title": policy.title,
            "version": _version(proof),
        },
        "days": {
            "first": checked.period.first.isoformat(),
            "last": None if last is None else last.isoformat(),
        },
        "documents": [_paper(one) for one in papers],
        "made with": {"policydsl": version, "z3": SOLVER},
        "laws": list(proof.laws),
        "counts": _counts(judgements),
        "verdicts": told,
        "assumptions": [in_language(one, language) for one in assumptions(proof)],
        "obligations": [_duty(one, language) for one in checked.obligations],
        "changes": [
            {"article": one.name, "day": one.day.isoformat(), "begins": one.begins}
            for one in proof.changes
        ],
        "not shown": [in_language(one, language) for one in not_shown(proof)],
        "signed on": None if signed_on is None else signed_on.isoformat(),
    }


def _duty(one: Obligation, language: str) -> dict[str, object]:
    words = said(one.bound.law, one.norm.node, language)
    return {"article": one.bound.name, "duty": words}


def as_json(record: Mapping[str, object]) -> str:
    """Return a record as text for programs."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _version(proof: Proof) -> int | None:
    header = proof.judged.checked.policy.document.header
    assert isinstance(header, ast.PolicyHeader)
    return header.version


def _paper(one: Paper) -> dict[str, object]:
    return {
        "kind": one.kind,
        "name": one.name,
        "title": one.title,
        "version": one.version,
        "sha256": one.sha256,
    }


def _counts(judgements: Sequence[Judgement]) -> dict[str, int]:
    counts = Counter(one.verdict for one in judgements)
    return {verdict.value: counts[verdict] for verdict in _ALLOWED}


def _verdict(
    proof: Proof, one: Judgement, language: str, solver: Solver
) -> dict[str, object]:
    last = one.bound.period.last
    return {
        "rule": one.rule.name,
        "article": one.bound.name,
        "title": text_of(one.bound.law, one.bound.article.node.title, language),
        "binds as": one.bound.level.value,
        "first day": one.bound.period.first.isoformat(),
        "last day": None if last is None else last.isoformat(),
        "verdict": one.verdict.value,
        "why": in_language(_why(one, language), language),
        "clauses": list(reasons(proof.judged.checked.policy, one, solver)),
        "relies on": list(one.relies_on),
        "open words": list(open_words(one, language)),
        "settled by": list(one.settled_by),
    }


def _why(one: Judgement, language: str) -> Text:
    match one.ground:
        case Ground.OPEN_TEXT:
            return open_text(one, language)
        case Ground.SETTLED:
            articles = listed(one.settled_by)
            return Text("{articles} says what the open words mean", articles=articles)
        case ground:
            return _WHY[ground]
