"""One scenario, played and compared."""

from functools import partial

from attrs import frozen

from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision
from policydsl.scenario.compare import Compared, compare
from policydsl.scenario.play import Decide, Played, play
from policydsl.scenario.story import people_of, story_of
from policydsl.scenario.versions import named_now
from policydsl.semantics import core
from policydsl.syntax import ast


@frozen
class Outcome:
    """What became of a scenario. ``pairs`` holds what was expected and happened."""

    scenario: ast.Scenario
    played: Played
    pairs: tuple[Compared, ...]

    @property
    def passed(self) -> bool:
        """Whether everything happened that was expected, and nothing else."""
        is_played = self.played.stopped is None
        return is_played and not any(pair.is_wrong for pair in self.pairs)

    @property
    def case(self) -> Case:
        """The case at the end of the story."""
        return self.played.case

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Each decision, in order, after what was due had been done."""
        return self.played.decisions


def run(
    scenario: ast.Scenario, policy: core.Policy, decide: Decide | None = None
) -> Outcome:
    """Play a scenario against its policy.

    ``decide`` answers for the policy; by default the reference interpreter does.
    The scenario is one about which ``check`` reports nothing.
    """
    if decide is None:
        # Loaded late: a compiled policy is played without the interpreter.
        from policydsl.semantics.evaluate import decide as interpret

        decide = partial(interpret, policy)
    played = play(
        story_of(scenario, policy),
        named_now(policy, decide),
        Case(id=scenario.name.text, parties=people_of(scenario)),
        policy.zone,
        (scenario.first.date, scenario.last.date),
    )
    return Outcome(scenario, played, compare(scenario, policy, played))
