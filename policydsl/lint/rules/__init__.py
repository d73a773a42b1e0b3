"""The lint rules, one module for each, in the order of their codes."""

from policydsl.lint.engine import LintRule
from policydsl.lint.rules import (
    endless_repeat,
    hours_over_midnight,
    text_says_nothing,
    title_repeats_name,
)

RULES: tuple[LintRule, ...] = (
    title_repeats_name.RULE,
    hours_over_midnight.RULE,
    endless_repeat.RULE,
    text_says_nothing.RULE,
)
