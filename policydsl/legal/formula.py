"""Formulas about one moment of a case: what the prover asks a solver.

A variable is a name: of a truth, of a whole number, or of a choice between names.
Nothing here knows of a solver.
"""

from collections.abc import Iterable
from enum import Enum

from attrs import frozen


class Relation(Enum):
    """How a number is compared with another."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "=="


@frozen
class Truth:
    """A variable that is true or false."""

    name: str


@frozen
class Compare:
    """A variable that is a whole number, against a number."""

    name: str
    relation: Relation
    value: int


@frozen
class NotMore:
    """One number is at most another one, plus ``slack``."""

    lower: str
    upper: str
    slack: int = 0


@frozen
class Chosen:
    """A variable that is one of several names is one of these."""

    name: str
    values: frozenset[str]


@frozen
class Not:
    """It is not so."""

    part: "Formula"


@frozen
class All:
    """All of them; of none: true."""

    parts: tuple["Formula", ...]


@frozen
class Any:
    """At least one; of none: false."""

    parts: tuple["Formula", ...]


Formula = Truth | Compare | NotMore | Chosen | Not | All | Any

TRUE = All(())
FALSE = Any(())


def both(*parts: Formula) -> Formula:
    """Return that all parts are so, without what adds nothing."""
    return all_of(parts)


def either(*parts: Formula) -> Formula:
    """Return that one of the parts is so, without what adds nothing."""
    return any_of(parts)


def all_of(parts: Iterable[Formula]) -> Formula:
    """Return that all parts are so, without what adds nothing."""
    kept: dict[Formula, None] = {}
    for part in parts:
        if part == FALSE:
            return FALSE
        for one in part.parts if isinstance(part, All) else (part,):
            kept[one] = None
    if any(isinstance(one, Not) and one.part in kept for one in kept):
        return FALSE
    return next(iter(kept)) if len(kept) == 1 else All(tuple(kept))


def any_of(parts: Iterable[Formula]) -> Formula:
    """Return that one of the parts is so, without what adds nothing."""
    kept: dict[Formula, None] = {}
    for part in parts:
        if part == TRUE:
            return TRUE
        for one in part.parts if isinstance(part, Any) else (part,):
            kept[one] = None
    if any(isinstance(one, Not) and one.part in kept for one in kept):
        return TRUE
    return next(iter(kept)) if len(kept) == 1 else Any(tuple(kept))


def no(part: Formula) -> Formula:
    """Return that it is not so."""
    match part:
        case Not(inner):
            return inner
        case All(()):
            return FALSE
        case Any(()):
            return TRUE
        case _:
            return Not(part)


def implies(one: Formula, other: Formula) -> Formula:
    """Return that one is so only if the other is."""
    return either(no(one), other)
