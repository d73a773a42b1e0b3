"""The options of ``policydsl check``, in groups, and what they come to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from policydsl.checking.checked import Wanted
from policydsl.checking.reporting import Asked
from policydsl.diagnostics.model import Severity
from policydsl.diagnostics.selecting import can_be_left_out, codes_of, nearest

Decorate = Callable[[Callable[..., Any]], Callable[..., Any]]
_FILE = click.Path(dir_okay=False, path_type=Path)


@frozen
class Options:
    """What a call asks for, beside the findings that it wants; see the help."""

    output_format: str
    stdin_filename: Path
    config: Path | None
    isolated: bool
    respect_gitignore: bool | None
    force_exclude: bool | None
    fix: bool
    unsafe_fixes: bool
    fix_only: bool
    diff: bool
    add_ignore: str | None
    baseline: Path | None
    write_baseline: bool
    statistics: bool
    exit_zero: bool
    show_files: bool
    show_settings: bool
    watch: bool
    write_scenarios: Path | None
    verdicts: bool

    @property
    def is_fixing(self) -> bool:
        """Whether documents are changed, or it is shown how they would be."""
        return self.fix or self.fix_only or self.diff


class _Codes(click.ParamType[tuple[str, ...]]):
    """Codes with commas between them: numbers, slugs, or how numbers begin."""

    name = "codes"

    def __init__(self, is_left_out: bool = False) -> None:
        self._is_left_out = is_left_out

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the codes."""
        found = tuple(one.strip() for one in value.split(",") if one.strip())
        for one in found:
            if not codes_of(one):
                guess = nearest(one)
                more = f"; did you mean `{guess}`?" if guess else ""
                self.fail(f"there is no code `{one}`{more}", param, ctx)
            if self._is_left_out and not any(map(can_be_left_out, codes_of(one))):
                self.fail(f"`{one}` cannot be left out", param, ctx)
        return found


class _Severity(click.Choice[str]):
    """The name of a severity, which is returned."""

    def __init__(self) -> None:
        super().__init__([one.value for one in Severity])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Return the severity."""
        return Severity(super().convert(value, param, ctx))


def _codes(flag: str, help: str, is_left_out: bool = False) -> Decorate:
    return click.option(
        flag, type=_Codes(is_left_out), multiple=True, metavar="CODES", help=help
    )


def _flag(name: str, help: str) -> Decorate:
    return click.option(name, is_flag=True, help=help)


_OUTPUT = (
    click.option(
        "--output-format",
        type=click.Choice(["full", "concise", "json"]),
        default="full",
        show_default=True,
        help="Findings with their lines, one line each, or JSON.",
    ),
    _flag("--statistics", "Count the findings of each code, and do not show them."),
    _flag("--verdicts", "Say of each rule and article how it came out."),
    click.option(
        "--fail-level",
        type=_Severity(),
        help="What is at least as bad is exit status 1; error, if nothing is said.",
    ),
    _flag("--exit-zero", "Exit with 0 whatever is found."),
)
_FINDINGS = (
    _codes("--select", "Report these codes, whatever the settings say."),
    _codes("--ignore", "Do not report these codes.", True),
    _codes("--extend-select", "Report these codes as well."),
    click.option(
        "--baseline",
        type=_FILE,
        metavar="FILE",
        help="Do not report what is written in this file as old.",
    ),
    _flag("--write-baseline", "Write what is found to the baseline, as old."),
    click.option(
        "--add-ignore",
        metavar="REASON",
        help="Write a comment above each sentence with a warning, with this reason.",
    ),
)
_FIXES = (
    _flag("--fix", "Fix what can be fixed without changing what is done and when."),
    _flag("--unsafe-fixes", "Fix also what changes whom a policy contacts, or when."),
    _flag("--fix-only", "Fix, and do not report what is left."),
    _flag("--diff", "Show what fixes would change, and write nothing."),
)
_FILES = (
    click.option(
        "--stdin-filename",
        type=click.Path(path_type=Path),
        default=Path("stdin.policy"),
        help="Where the document would be that is read from standard input.",
    ),
    click.option(
        "--config",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Read these settings, and no others.",
    ),
    _flag("--isolated", "Read no settings."),
    click.option(
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        help="Leave out what git ignores; this is so if nothing is said.",
    ),
    click.option(
        "--force-exclude/--no-force-exclude",
        default=None,
        help="Leave out what is excluded even where PATH names it.",
    ),
    _flag("--show-files", "List the documents that would be checked."),
    _flag("--show-settings", "Show the settings that hold for the first PATH."),
    _flag("--watch", "Check again whenever a document changes."),
)
_LAW = (
    click.option(
        "--proof/--no-proof",
        default=None,
        help="Prove that the policies keep the laws that they name; proved by default.",
    ),
    click.option(
        "--proof-seconds",
        type=click.FloatRange(min=0, min_open=True),
        help="What is neither proved nor refuted after so long is not proved; 10.",
    ),
    click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Ask about the law of this day only; else of all days of the policy.",
    ),
    click.option(
        "--longest-gap",
        type=click.IntRange(min=1),
        metavar="DAYS",
        help="Warn where nothing is due for more days of a clock than these.",
    ),
    click.option(
        "--superfluous",
        is_flag=True,
        help="Say which clauses can go without an article of the laws failing.",
    ),
    click.option(
        "--write-scenarios",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Write each case in which a law is broken as a scenario.",
    ),
)


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command all options of a check."""
    for one in reversed((*_OUTPUT, *_FINDINGS, *_FIXES, *_FILES, *_LAW)):
        function = one(function)
    return function


def read(given: dict[str, Any]) -> tuple[Options, Wanted]:
    """Return what the options come to.

    Raises:
        click.UsageError: If two of them do not go together.
    """
    rest = dict(given)
    asked = Asked(
        *(
            tuple(code for codes in rest.pop(name) for code in codes)
            for name in ("select", "ignore", "extend_select")
        )
    )
    as_of = rest.pop("as_of")
    names = ("proof", "proof_seconds", "longest_gap", "superfluous", "fail_level")
    wanted = Wanted(
        asked=asked,
        as_of=None if as_of is None else as_of.date(),
        **{name: rest.pop(name) for name in names},
    )
    found = Options(**rest)
    _refuse(found)
    return found, wanted


def _refuse(options: Options) -> None:
    pairs = (
        (options.config is not None and options.isolated, "--config", "--isolated"),
        (options.diff and options.watch, "--diff", "--watch"),
        (options.diff and options.fix_only, "--diff", "--fix-only"),
        (options.is_fixing and options.write_baseline, "fixes", "--write-baseline"),
        (options.is_fixing and bool(options.add_ignore), "fixes", "--add-ignore"),
    )
    for both, one, other in pairs:
        if both:
            raise click.UsageError(f"{one} and {other} do not go together")
    if options.unsafe_fixes and not options.is_fixing:
        raise click.UsageError("--unsafe-fixes needs --fix, --fix-only or --diff")
    reason = options.add_ignore
    if reason is not None and (
        not any(char.isalnum() for char in reason) or len(reason.splitlines()) > 1
    ):
        raise click.UsageError("--add-ignore needs a reason, on one line")
