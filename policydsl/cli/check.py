"""``policydsl check``: what is wrong with documents, and how it is mended."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import Any

import click
from attrs import evolve, frozen

from policydsl.checking import adding, baseline, fixing
from policydsl.checking.checked import (
    Checked,
    Wanted,
    check_all,
    fails,
    has_bad_settings,
)
from policydsl.cli import check_output, shown_settings, watching, witnesses
from policydsl.cli.check_options import Options, options, read
from policydsl.cli.diffs import unified
from policydsl.cli.inputs import expanded
from policydsl.cli.output import counted, rewrite, write
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.text import Text
from policydsl.documents.discovery import Discovery
from policydsl.documents.projects import Projects
from policydsl.documents.workspace import Workspace
from policydsl.driver import Run

STDIN = Path("-")
_MARK = "\ufeff"
_FIXED = (Text("{number} finding fixed."), Text("{number:,} findings fixed."))
_ADDED = (
    Text("{number} document has new comments."),
    Text("{number:,} documents have new comments."),
)


@click.command("check")
@click.argument(
    "paths",
    nargs=-1,
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
    metavar="[PATH]...",
)
@options
def command(paths: tuple[Path, ...], **given: Any) -> int:
    """Check documents and say what is wrong with them.

    PATH is a document, or a folder with documents; without one, it is this folder.
    With -, a document is read from standard input; its fixes go to standard output.

    The exit status is 1 if something is found that is as bad as --fail-level, and 2 if
    the call or the settings are wrong.
    """
    asked, wanted = read(given)
    texts: dict[Path, str | bytes] = {}
    if STDIN in paths:
        texts[asked.stdin_filename] = sys.stdin.buffer.read()
    named = tuple(asked.stdin_filename if path == STDIN else path for path in paths)
    call = _Call(named or (Path(),), asked, wanted, texts)
    if asked.show_settings:
        first = call.paths[0]
        folder = first if first.is_dir() else first.parent
        for line in shown_settings.lines(call.projects().of(folder)[0]):
            click.echo(line)
        return 0
    if asked.show_files:
        for path in call.places(call.projects()):
            click.echo(path.as_posix())
        return 0
    if asked.watch:
        for _ in watching.changes(call.watched):
            click.clear()
            _once(call)
    return _once(call)


@frozen
class _Call:
    """What was asked for. Files and settings are read anew each time."""

    paths: tuple[Path, ...]
    options: Options
    wanted: Wanted
    texts: Mapping[Path, str | bytes]

    def projects(self) -> Projects:
        return Projects(self.options.config, self.options.isolated)

    def discovery(self, projects: Projects) -> Discovery:
        return Discovery(
            projects,
            respect_gitignore=self.options.respect_gitignore,
            force_exclude=self.options.force_exclude,
        )

    def places(self, projects: Projects) -> list[Path]:
        return expanded(self.paths, discovery=self.discovery(projects))

    def run(self, texts: Mapping[Path, str]) -> Run:
        return Run(Workspace({**self.texts, **texts}, self.projects()))

    def check(self, texts: Mapping[Path, str], proves: bool = True) -> Checked:
        run = self.run(texts)
        wanted = self.wanted if proves else evolve(self.wanted, proof=False)
        places = self.places(run.projects)
        return check_all(run, [(path, str(path)) for path in places], wanted)

    def watched(self) -> Iterator[Path]:
        """Yield what the outcome hangs on: documents here and beside, and settings."""
        projects = self.projects()
        for path in self.paths:
            folder = path if path.is_dir() else path.parent
            settings, _ = projects.of(folder)
            yield from self.discovery(projects).documents((folder, *settings.folders))
            if settings.path is not None:
                yield settings.path


def _once(call: _Call) -> int:
    """Fix what is to be fixed, check, print, and return the exit status."""
    asked = call.options
    if asked.is_fixing:
        fixed = _fixed(call)
        if asked.diff:
            return _show_diff(call, fixed)
        _write_fixed(call, fixed)
        if asked.fix_only:
            return 0
        texts: Mapping[Path, str] = fixed.texts
    else:
        texts = {}
    checked = call.check(texts)
    if asked.add_ignore is not None:
        found = adding.with_ignores(
            checked.findings, _sources(checked), asked.add_ignore
        )
        _write_texts(call, found)
        click.echo(counted(*_ADDED, len(found)), err=True)
        checked = call.check({**texts, **found})
    split = _split(call, checked)
    if asked.write_scenarios is not None:
        witnesses.write_scenarios(checked.proofs, asked.write_scenarios)
    is_text_printed = bool(call.texts) and (asked.is_fixing or bool(asked.add_ignore))
    with redirect_stdout(sys.stderr) if is_text_printed else nullcontext():
        _print(call, checked, split)
    return _status(call, split.new)


def _status(call: _Call, findings: Sequence[Diagnostic]) -> int:
    if has_bad_settings(findings):
        return 2
    level = call.wanted.fail_level
    failed = fails(findings, call.projects(), level) and not call.options.exit_zero
    return int(failed)


def _print(call: _Call, checked: Checked, split: baseline.Split) -> None:
    asked = call.options
    if asked.output_format == "json":
        check_output.as_json(checked, split)
    elif asked.output_format == "full":
        check_output.in_full(checked, split, asked.statistics, asked.verdicts)
    elif asked.statistics:
        check_output.statistics(split.new)
    else:
        check_output.concisely(split.new)


# --- the baseline -------------------------------------------------------------------


def _split(call: _Call, checked: Checked) -> baseline.Split:
    """Take old findings out, or write down what is old from now on."""
    path = call.options.baseline or call.projects().of(Path())[0].baseline
    if path is None:
        if call.options.write_baseline:
            raise click.UsageError("--write-baseline needs --baseline, or a setting")
        return baseline.Split(checked.findings)
    if call.options.write_baseline:
        write(baseline.written(checked.findings, path.parent), path)
    elif not path.exists() and call.options.baseline is None:
        return baseline.Split(checked.findings)
    try:
        old = baseline.read(path)
    except baseline.BadBaseline as error:
        raise click.UsageError(str(error)) from error
    return baseline.split(checked.findings, old, path.parent)


# --- fixes --------------------------------------------------------------------------


def _fixed(call: _Call) -> fixing.Fixed:
    """Return what becomes of the documents when all is fixed that can be."""
    unsafe = call.options.unsafe_fixes

    def check(texts: Mapping[Path, str]) -> fixing.State:
        # Nothing safe comes from a proof.
        checked = call.check(texts, proves=unsafe)
        return fixing.State(_sources(checked), checked.findings)

    return fixing.fix(check, unsafe=unsafe)


def _sources(checked: Checked) -> dict[Path, Any]:
    return {Path(one.path): one.source for one in checked.loaded}


def _show_diff(call: _Call, fixed: fixing.Fixed) -> int:
    for path, text in fixed.texts.items():
        click.echo(unified(_before(call, path), text, path.as_posix()), nl=False)
    _say_left(fixed.left)
    return int(bool(fixed.texts) and not call.options.exit_zero)


def _write_fixed(call: _Call, fixed: fixing.Fixed) -> None:
    _write_texts(call, fixed.texts)
    for path, data in call.texts.items():
        if path not in fixed.texts:
            # Whoever reads the output gets the document, fixed or not.
            click.echo(data, nl=False)
    if fixed.number:
        click.echo(counted(*_FIXED, fixed.number), err=True)
    _say_left(fixed.left)


def _write_texts(call: _Call, texts: Mapping[Path, str]) -> None:
    for path, text in texts.items():
        if path in call.texts:
            click.echo(text, nl=False)
            continue
        with path.open("rb") as file:
            mark = _MARK if file.read(3) == _MARK.encode() else ""
        rewrite(path, mark + text)


def _say_left(left: Iterable[Path]) -> None:
    for path in left:
        click.echo(
            f"`{path}` is left as it is: its fixes would have made errors", err=True
        )


def _before(call: _Call, path: Path) -> str:
    data = call.texts.get(path)
    if data is None:
        data = path.read_bytes()
    return data if isinstance(data, str) else data.decode("utf-8-sig")
