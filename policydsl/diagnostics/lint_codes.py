"""The codes of lint rules, in the order of their numbers; see ``codes``.

What the ranges of numbers are about is in ``docs/contributing/add-a-lint-rule.rst``.
"""

from policydsl.diagnostics.kinds import warning
from policydsl.diagnostics.model import Code

TITLE_REPEATS_NAME = warning(
    "PD0610", "title-repeats-name", "A title says nothing that the name does not say."
)
HOURS_OVER_MIDNIGHT = warning(
    "PD0630", "hours-over-midnight", "An act may be done only in hours of the night."
)
ENDLESS_REPEAT = warning(
    "PD0660", "endless-repeat", "Nothing ever ends a rule that is repeated."
)
TEXT_SAYS_NOTHING = warning(
    "PD0690", "text-says-nothing", "A reason or a title has no word."
)

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Code))
