"""What the checker says about one rule and one article."""

from enum import Enum

from attrs import field, frozen

from policydsl.legal.atoms import Atoms
from policydsl.legal.solver import Moment
from policydsl.semantics import core
from policydsl.semantics.scope import Bound
from policydsl.source import Span


class Verdict(Enum):
    """Exactly one for each rule and each article that is in force."""

    LAWFUL = "lawful"
    BREACHES_LAW = "breaches law"
    BREACHES_STANDARD = "breaches standard"
    PRESUMED_BREACH = "presumed breach"
    UNDETERMINED = "undetermined"
    OUT_OF_SCOPE = "out of scope"
    NOT_PROVED = "not proved"

    @property
    def is_breach(self) -> bool:
        """Whether the article is broken in some case."""
        return self in _BREACHES


_BREACHES = frozenset(
    {Verdict.BREACHES_LAW, Verdict.BREACHES_STANDARD, Verdict.PRESUMED_BREACH}
)


class Ground(Enum):
    """Why the verdict is what it is."""

    NO_MOMENT = "no moment"  # the formulas contradict each other: proved
    NO_ACT = "no act"  # no act of the rule is of the article's pattern
    WHO_ACTS = "who acts"  # the article binds others than those who act
    WITNESS = "witness"  # a case was played into the breach
    NO_WITNESS = "no witness"  # neither proved nor played
    TIME = "time"  # the budget was used up
    OPEN_TEXT = "open text"  # the words of the law are open
    NOT_STATED = "not stated"  # the policy does not say what the scope asks
    SETTLED = "settled"  # a rule of the house says what open words mean


@frozen
class Seed:
    """Where a breach may be: the act, whom it reaches, and a moment that fits.

    ``atoms`` say what the variables of the moment stand for.
    """

    norm: core.Norm
    act: core.Act
    audience: str | None
    is_instead: bool
    moment: Moment
    atoms: Atoms = field(repr=False)


@frozen
class Judgement:
    """The verdict on one rule under one article.

    ``seeds``: moments at which the act may break it, before any was played.
    ``open_words``: what the text leaves open. ``relies_on``: limits that everybody
    has to keep, also who acts by hand. ``settled_by``: the article that says what
    open words mean.
    """

    rule: core.Rule
    bound: Bound
    verdict: Verdict
    ground: Ground
    seeds: tuple[Seed, ...] = field(default=(), repr=False)
    open_words: tuple[str, ...] = ()
    relies_on: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()

    @property
    def is_lawful(self) -> bool:
        """Whether it was proved that the rule keeps the article."""
        return self.verdict is Verdict.LAWFUL

    @property
    def concerns(self) -> bool:
        """Whether the article binds an act of the rule at all."""
        return self.verdict is not Verdict.OUT_OF_SCOPE

    @property
    def place(self) -> Span:
        """Where the act of the rule stands."""
        return self.rule.node.action.span


@frozen
class Obligation:
    """A duty of a law that no rule of the policy does."""

    bound: Bound
    norm: core.RequireWithin
