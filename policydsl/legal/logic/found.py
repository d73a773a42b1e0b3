"""A clock of somebody who cannot be found, begun by a sign that the person was."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.semantics import core
from policydsl.vocabulary.model import Vocabulary


def findings(policy: core.Policy) -> Iterator[Diagnostic]:
    """Yield a finding for each rule that turns to others while the person is there.

    Asked of the clocks of a person that a sign of that person ends, and that begin
    with what became of attempts: what nobody did, such as no answer, and beside it what
    somebody did, as the vocabulary says of the outcome. A clock that begins with such
    signs alone is about what they did, and not about where they are.
    """
    for rule in policy.rules:
        clock = _clock_of(rule, policy)
        if clock is None or not _is_to_others(rule, clock, policy.vocabulary):
            continue
        signs = _signs(clock, policy.vocabulary)
        if not signs:
            continue
        declared = policy.vocabulary.clocks[clock.name].node
        spell, language = policy.lexicon.spelling, policy.document.language
        yield codes.FOUND_IS_LOST.at(
            rule.node.trigger.span,
            Text("`{rule}` may be due though the person can be found", rule=rule.name),
            label=Text(
                "`{clock}` also begins with {signs}, which somebody did",
                clock=spell(clock.name, language),
                signs=listed(quoted(spell(one, language)) for one in signs),
            ),
            related=(Label(declared.name.span, "the clock is declared here"),),
            help="let the clock begin only with attempts that reached nobody",
        )


def _clock_of(rule: core.Rule, policy: core.Policy) -> core.Clock | None:
    match rule.trigger:
        case (
            core.After(clock=str(name))
            | core.AfterEach(clock=str(name))
            | core.Every(clock=str(name))
        ):
            return policy.clocks[name]
        case _:
            return None


def _is_to_others(rule: core.Rule, clock: core.Clock, vocabulary: Vocabulary) -> bool:
    if clock.owner is None or rule.act is None or rule.act.audience is None:
        return False
    audience, owner = rule.act.audience, clock.owner
    line, own_line = vocabulary.above(audience), vocabulary.above(owner)
    # Of one kind, and neither a kind of the other: an authority is no other person.
    is_one_of_them = owner in line or audience in own_line
    return not is_one_of_them and not set(line).isdisjoint(own_line)


def _signs(clock: core.Clock, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the outcomes among those that begin a clock which somebody did."""
    if not isinstance(clock.start, tuple):
        return ()
    begins = [one for one in clock.start if isinstance(one, core.ActEvent)]
    by_somebody = [one for one in begins if _is_done(one.outcome, vocabulary)]
    is_mixed = 0 < len(by_somebody) < len(begins) == len(clock.start)
    if not is_mixed or not any(_is_a_sign(one, vocabulary) for one in clock.until):
        return ()
    return tuple(dict.fromkeys(one.outcome for one in by_somebody))


def _is_a_sign(event: core.Event, vocabulary: Vocabulary) -> bool:
    match event:
        case core.WorldEvent(name, by):
            return by is not None or _is_done(name, vocabulary)
        case core.ActEvent(_, outcome, by):
            return by is not None or _is_done(outcome, vocabulary)
        case _:
            return False


def _is_done(event: str, vocabulary: Vocabulary) -> bool:
    """Whether the vocabulary says of an event that a party does it."""
    kind = vocabulary.events.get(event)
    return kind is not None and kind.by_party
