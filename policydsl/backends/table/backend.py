"""A policy as tables that people read, in their language, without the source."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from policydsl.backends.base import Backend, Options
from policydsl.backends.table import csv, html, markdown, text
from policydsl.backends.table.report import TABLES, report
from policydsl.backends.table.setting import Setting
from policydsl.backends.wording import words
from policydsl.semantics import core
from policydsl.syntax.formatter import phrase

# Each format and the suffix of its files.
FORMATS: Mapping[str, str] = {
    "terminal": ".txt",
    "markdown": ".md",
    "html": ".html",
    "csv": ".csv",
}
# What may be asked for: all tables in one document, or one of them.
ALL = "all"
PARTS = (ALL, *TABLES)


def emit(
    policy: core.Policy,
    *,
    format: str,
    language: str,
    of: str = ALL,
    width: int = 100,
    start: date | None = None,
) -> str:
    """Return the tables of a policy as one document.

    Args:
        policy: The policy.
        format: One of ``FORMATS``.
        language: The key of a table of words: ``en``, ``zh_hans``, ``zh_hant``.
        of: One of ``PARTS``.
        width: In columns of a terminal; other formats do not wrap.
        start: The day on which the clocks of the examples begin; without it, the
            first day on which the policy is in force.

    Raises:
        ValueError: If the format, the language or the part is none of these.
    """
    if format not in FORMATS:
        raise ValueError(f"format {format!r} is none of {', '.join(FORMATS)}")
    if of not in PARTS:
        raise ValueError(f"{of!r} is none of {', '.join(PARTS)}")
    setting = Setting(
        policy,
        partial(phrase, lexicon=policy.lexicon, language=language),
        words(language),
        start or policy.in_force_from,
    )
    told = report(setting, tuple(TABLES) if of == ALL else (of,))
    match format:
        case "markdown":
            return markdown.render(told)
        case "html":
            return html.render(told)
        case "csv":
            return csv.render(told)
        case _:
            return text.render(told, width)


def _emit(policy: core.Policy, options: Options) -> str:
    return emit(
        policy,
        format=options.format or next(iter(FORMATS)),
        language=options.language,
        of=options.of,
        width=options.width,
    )


BACKEND = Backend("table", FORMATS, _emit)
