"""A scenario document, played against a policy with a frozen clock."""

from policydsl.scenario.check import check, check_names
from policydsl.scenario.compare import Compared, Wanted
from policydsl.scenario.play import Decide, Played, Record, play
from policydsl.scenario.report import render
from policydsl.scenario.run import Outcome, run

__all__ = [
    "Compared",
    "Decide",
    "Outcome",
    "Played",
    "Record",
    "Wanted",
    "check",
    "check_names",
    "play",
    "render",
    "run",
]
