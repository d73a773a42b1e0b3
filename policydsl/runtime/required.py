"""What a compiled policy requires of itself."""

from dataclasses import dataclass

from policydsl.runtime.durations import Duration
from policydsl.runtime.forms import Events, Pattern


@dataclass(frozen=True, slots=True)
class RequireBefore:
    """An act of ``earlier`` must have been done, so long before one of ``later``."""

    clause: str
    words: str
    earlier: Pattern
    later: Pattern
    at_least: Duration | None = None


@dataclass(frozen=True, slots=True)
class RequireWithin:
    """After each event an act of the pattern is to be done by the last day."""

    clause: str
    words: str
    pattern: Pattern
    duration: Duration
    events: Events
