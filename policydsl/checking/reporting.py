"""What was found -> what is reported: as settings, comments and the baseline want it.

Everything that shows findings goes through here, so that an editor, the command line
and the documentation say the same of a document.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve, frozen

from policydsl.checking.comments import Ignores, ignores_in, unused
from policydsl.checking.linting import linted
from policydsl.diagnostics import codes
from policydsl.diagnostics.catalogue import translated
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.selecting import VERDICTS, Selection, with_severity
from policydsl.documents.paths import absolute
from policydsl.documents.patterns import matches
from policydsl.documents.projects import Projects
from policydsl.documents.settings import Settings
from policydsl.driver import Run
from policydsl.lint.engine import optional
from policydsl.lint.rules import RULES
from policydsl.loaded import Loaded, in_order
from policydsl.source import Source

# What only a proof finds: no document is proved while somebody types.
PROVED = ("PD04",)
# What only several versions of a policy together have; one may be checked alone.
_OF_VERSIONS = (codes.VERSION_GAP.number, codes.NAME_DISAPPEARS.number)
_EXTRA = frozenset(optional(RULES))


@frozen
class Asked:
    """What a call wants: it goes before the settings.

    ``select`` takes the place of what the settings select and ignore.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()


@frozen
class Reported:
    """Findings in order, and those that a comment ignores."""

    findings: tuple[Diagnostic, ...]
    ignored: tuple[Diagnostic, ...] = ()


def check(run: Run, path: Path, shown: str | None = None) -> Loaded:
    """Load a document, with all that is to be reported of it; nothing is proved.

    This is what an editor shows while somebody types.
    """
    loaded = linted(run.load(path, shown))
    reported = report([loaded], projects=run.projects)
    return evolve(loaded, diagnostics=reported.findings)


def report(
    documents: Sequence[Loaded],
    more: Iterable[Diagnostic] = (),
    *,
    projects: Projects,
    asked: Asked | None = None,
    unasked: tuple[str, ...] = PROVED,
) -> Reported:
    """Return what is reported of documents.

    ``more`` is what was found beside the documents' own, by proving them. A comment
    that ignores nothing is a finding, unless its code begins like one of ``unasked``:
    nobody looked for it.
    """
    wanted = asked or Asked()
    languages = {one.source: one.language for one in documents}
    found = in_order((*(d for one in documents for d in one.diagnostics), *more))
    comments = {one.source: ignores_in(one.source) for one in documents}
    for one in found:
        source = one.primary.span.source
        comments.setdefault(source, ignores_in(source))
    kept, ignored = _without_ignored(found, comments)
    for document in documents:
        own = comments[document.source]
        language = languages[document.source]
        told = [*own.diagnostics]
        if not document.has_errors:
            told += _unused(own, found, unasked)
        kept += [translated(one, language) for one in told]
    chosen = [
        with_severity(one, dict(_settings(one.primary.span.source, projects).severity))
        for one in kept
        if _wants(one, projects, wanted)
    ]
    return Reported(in_order(chosen), tuple(ignored))


def _without_ignored(
    found: Iterable[Diagnostic], comments: dict[Source, Ignores]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    kept: list[Diagnostic] = []
    ignored: list[Diagnostic] = []
    for one in found:
        ignores = comments[one.primary.span.source].ignores
        is_ignored = any(ignore.covers(one) for ignore in ignores)
        (ignored if is_ignored else kept).append(one)
    return kept, ignored


def _unused(
    own: Ignores,
    found: Iterable[Diagnostic],
    unasked: tuple[str, ...],
) -> list[Diagnostic]:
    return [
        unused(one)
        for one in own.ignores
        if not one.code.number.startswith((*unasked, *_OF_VERSIONS))
        and not any(one.covers(each) for each in found)
    ]


def _wants(found: Diagnostic, projects: Projects, asked: Asked) -> bool:
    source = found.primary.span.source
    settings = _settings(source, projects)
    if not _selection(settings, asked).wants(found.code):
        return False
    place = absolute(Path(source.path))
    here = tuple(
        selector
        for pattern, selectors in settings.per_file_ignores
        if matches(pattern, place, settings.folder)
        for selector in selectors
    )
    return not here or Selection(ignore=here).wants(found.code)


def _selection(settings: Settings, asked: Asked) -> Selection:
    if asked.select:
        select = (*asked.select, *asked.extend_select)
        return Selection(select, asked.ignore, _EXTRA)
    return Selection(
        (*settings.select, *settings.extend_select, *asked.extend_select),
        (*settings.ignore, *asked.ignore),
        _EXTRA,
    )


def _settings(source: Source, projects: Projects) -> Settings:
    return projects.of(absolute(Path(source.path)).parent)[0]


def verdicts(ignored: Iterable[Diagnostic]) -> int:
    """Return how many of the findings that are ignored are about the law."""
    numbers = {one.number for one in VERDICTS}
    return sum(one.code.number in numbers for one in ignored)
