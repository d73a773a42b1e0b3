"""What a proof takes for granted, and what it does not show, in plain words."""

from collections.abc import Iterator

import attrs

from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.legal.verdict import Judgement, Verdict
from policydsl.proving import Proof
from policydsl.runtime.calendars import Calendar
from policydsl.semantics import core
from policydsl.semantics.core.parts import parts_of
from policydsl.syntax import ast
from policydsl.syntax.ast import Sort

_MINUTES_OF_AN_HOUR = 60
_FORMS = "policydsl.semantics.core"


def assumptions(proof: Proof) -> Iterator[Text]:
    """Yield what has to be so for the verdicts to count."""
    policy = proof.judged.checked.policy
    yield from _days(proof)
    yield Text(
        "The text of each law is what the law document says that is listed here."
    )
    yield Text(
        "What the policy says is due is done while it is due, in the way it says; what "
        "it leaves open may be anything."
    )
    yield Text(
        "Each event is recorded when it happens: an act is judged by what was known "
        "when it was done."
    )
    yield Text(
        "Hours and days are the recipient's: the zones of whoever an act reaches are "
        "those of the party that the policy names."
    )
    if policy.version > 1 and not policy.earlier:
        yield Text(
            "What versions before did in the name of a rule is what the rule does in "
            "this version, wherever another rule waits for it."
        )
    for words, rules in sorted(_relied_on(proof.judged.judgements).items()):
        yield Text(
            "Everybody keeps `{limit}`, also who acts by hand; relied on for: {rules}.",
            limit=words,
            rules=listed(quoted(rule) for rule in rules),
        )
    yield from _ends(proof.judged.judgements, policy)
    yield from _scope(policy)
    yield from _calendars(policy)


def not_shown(proof: Proof) -> Iterator[Text]:
    """Yield what a reader must not take from the verdicts."""
    yield Text("Nothing is said of laws that the policy does not name.")
    yield Text("Nothing is said of what people do beside the policy.")
    if proof.judged.checked.obligations:
        yield Text("That the duties listed here are done is left to people.")
    left = [one for one in proof.judged.judgements if _is_left_open(one)]
    if left:
        yield Text(
            "Where the verdict is undetermined, a person has to say what the open "
            "words mean, or what the policy does not state."
        )
    if proof.changes:
        yield Text("Articles that are not in force yet may still be changed.")


def _is_left_open(one: Judgement) -> bool:
    return one.verdict is Verdict.UNDETERMINED


def _days(proof: Proof) -> Iterator[Text]:
    period = proof.judged.checked.period
    if period.last is None:
        yield Text(
            "The policy and the laws are asked about from {first} on, each article on "
            "the days on which it is in force.",
            first=period.first,
        )
    else:
        yield Text(
            "The policy and the laws are asked about from {first} until {last}, each "
            "article on the days on which it is in force.",
            first=period.first,
            last=period.last,
        )


def _relied_on(judgements: tuple[Judgement, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one in judgements:
        for words in one.relies_on:
            found.setdefault(" ".join(words.split()), {})[one.rule.name] = None
    return {words: tuple(rules) for words, rules in found.items()}


def _ends(judgements: tuple[Judgement, ...], policy: core.Policy) -> Iterator[Text]:
    """Yield by when acts have to be over that do not say how long they last."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for one in judgements:
        act = one.rule.act
        if act is None or act.length is not None:
            continue
        if not policy.vocabulary.verbs[act.verb].takes_time:
            continue
        for norm in one.bound.article.norms if one.is_lawful else ():
            for bound in norm.bounds if isinstance(norm, core.Limit) else ():
                if isinstance(bound.limit, core.Between) and bound.limit.throughout:
                    hour, rest = divmod(bound.limit.end, _MINUTES_OF_AN_HOUR)
                    end = f"{hour:02}:{rest:02}"
                    found.setdefault((one.bound.name, end), {})[one.rule.name] = None
    for (article, end), rules in found.items():
        yield Text(
            "What these rules begin is over by {time}, as `{article}` asks, though "
            "they do not say how long it lasts: {rules}.",
            time=end,
            article=article,
            rules=listed(quoted(rule) for rule in rules),
        )


def _scope(policy: core.Policy) -> Iterator[Text]:
    """Yield what the header says of who acts, for whom and on what."""
    header = policy.document.header
    assert isinstance(header, ast.PolicyHeader)
    terms = header.scope.terms if header.scope is not None else ()
    if terms:
        said = listed(quoted(term.text) for term in terms)
        yield Text("The policy is used only where this is so: {said}.", said=said)
    if not any(term.sort is Sort.ACTOR for term in terms):
        yield Text("Whoever acts may be anybody, where a rule does not say who.")


def _calendars(policy: core.Policy) -> Iterator[Text]:
    found: dict[str, Calendar] = {}
    _gather(policy.versions, found, set())
    for name in sorted(found):
        yield Text(
            "The calendar `{name}` is known until {last}; nothing is decided by it "
            "after that day.",
            name=name,
            last=found[name].last,
        )


def _gather(form: object, found: dict[str, Calendar], seen: set[int]) -> None:
    """Gather the calendars that a form of the core uses."""
    if isinstance(form, Calendar):
        found[form.name] = form
    elif isinstance(form, tuple | frozenset):
        for part in form:
            _gather(part, found, seen)
    elif isinstance(form, dict):
        for part in form.values():
            _gather(part, found, seen)
    elif attrs.has(type(form)) and type(form).__module__.startswith(_FORMS):
        if id(form) in seen:
            return
        seen.add(id(form))
        for part in parts_of(form):
            _gather(part, found, seen)
