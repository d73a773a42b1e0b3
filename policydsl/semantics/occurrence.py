"""One planned act of a rule, and the ways in which it can be done."""

from datetime import datetime

from attrs import evolve, frozen

from policydsl.semantics import core
from policydsl.semantics.together import OTHERWISE
from policydsl.semantics.view import Context
from policydsl.syntax.ast import Joined


@frozen
class Occurrence:
    """One planned act. ``cancelled_at``: its episode ended, or the case closed.

    ``next_due``: when the next of the same row comes. ``lapses_at``: from then on it
    is too late. ``deadline``: from then on a duty was missed. ``moot_at``: the measure
    whose begin or end it answers has ended, or begun again. ``item``: the item that
    it is about. ``person``: whom it is addressed to.
    """

    id: str
    rule: core.Rule
    act: core.Act
    key: str
    index: str
    due_from: datetime
    lapses_at: datetime | None
    cancelled_at: datetime | None
    next_due: datetime | None = None
    deadline: datetime | None = None
    moot_at: datetime | None = None
    item: str | None = None
    person: str | None = None

    @property
    def is_repeated(self) -> bool:
        """Whether a missed one is made up for by the next."""
        return self.rule.is_repeated and not self.is_instead

    @property
    def is_instead(self) -> bool:
        """Whether it is done instead of another act that failed or lapsed."""
        return self.index.endswith(OTHERWISE)

    @property
    def ways(self) -> "tuple[Occurrence, ...]":
        """The ways to do it, in order: one for each channel, if one is enough."""
        if self.act.joined is Joined.AND or len(self.act.channels) < 2:
            return (self,)
        return tuple(self._through((channel,)) for channel in self.act.channels)

    def by(self, channels: tuple[str, ...]) -> "Occurrence":
        """Return it as it was done, if it was done in one of its ways."""
        same = (way for way in self.ways if way.act.channels == channels)
        return next(same, self)

    def _through(self, channels: tuple[str, ...]) -> "Occurrence":
        return evolve(self, act=evolve(self.act, channels=channels))

    @property
    def context(self) -> Context:
        """The act that conditions are asked about."""
        trigger = self.rule.trigger
        clock = None
        if isinstance(trigger, core.After | core.AfterEach | core.Every):
            clock = trigger.clock
        name = self.rule.name
        about = self.item, self.person
        return Context(self.act, name, clock, self.key, self.id, *about)
