"""``policydsl simulate``: what a policy does with a case, day by day."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import click

from policydsl.cli.inputs import (
    POLICY,
    language_for,
    language_option,
    stop_at_errors,
)
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.documents.finding import LIBRARY
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run
from policydsl.runtime.calendars import is_countable
from policydsl.runtime.case import Case
from policydsl.runtime.zones import instant_of, local_date
from policydsl.scenario.story import Answer
from policydsl.semantics import core

if TYPE_CHECKING:
    from policydsl.simulate.days import Simulation

GIVEN = "$given"
# Of a day, in minutes from midnight.
LAST_MINUTE = 24 * 60 - 1


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Return the day of ``2026-03-01``."""
    if value is None:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"`{value}` is no day; write it like `2026-03-01`"
        ) from None
    if not is_countable(found):
        raise click.BadParameter(f"`{value}` is too far away to count from it")
    return found


@click.command("simulate")
@click.argument("policy", type=POLICY)
@click.option(
    "--case",
    "case_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A case with its history, as JSON.",
)
@click.option(
    "--given",
    multiple=True,
    metavar="TEXT",
    help='As in a scenario: "due date is 2026-03-01". May be repeated.',
)
@click.option("--from", "first", callback=_day, metavar="DAY", help="The first day.")
@click.option("--until", "last", callback=_day, metavar="DAY", help="The last day.")
@click.option("--why", "rule", metavar="RULE", help="Explain one rule on the last day.")
@click.option(
    "--format",
    "written",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How `--why` is written.",
)
@language_option
def command(
    policy: Path,
    case_file: Path | None,
    given: tuple[str, ...],
    first: date | None,
    last: date | None,
    rule: str | None,
    written: str,
    language: str | None,
) -> int:
    """Show day by day what a policy does with a case.

    What is due, put off, or held back and why, and when to look again.
    """
    from policydsl import simulate

    if bool(given) == bool(case_file):
        raise click.UsageError("say what happened: either by `--case` or by `--given`")
    if rule is None and written != "text":
        raise click.UsageError("`--format` is for `--why`")
    run = Run(Workspace())
    is_folder = policy.is_dir()
    loaded = run.load_versions(policy) if is_folder else run.load(policy, str(policy))
    stop_at_errors(loaded)
    if loaded.policy is None:
        raise click.UsageError(f"`{policy}` is not a policy")
    told_in = language_for(loaded.policy, language)
    days = (first, last)
    _check_rule(loaded.policy, rule)
    answers: tuple[Answer, ...] = ()
    if case_file is not None:
        case = _read(case_file, loaded.policy)
    else:
        case, answers = _told(loaded, given, days)
    try:
        found = simulate.simulate(loaded.policy, case, *days, answers=answers)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if rule is None:
        click.echo(simulate.render(found, told_in), nl=False)
        return 0
    click.echo(_explained(found, rule, told_in, written), nl=False)
    return 0


def _explained(
    found: "Simulation", rule: str, language: str, written: str = "text"
) -> str:
    """Return where a rule stands at the end of the last day that was looked at."""
    from policydsl import simulate
    from policydsl.semantics.evaluate import decide

    zone, stopped = found.played.zone, found.played.stopped
    decision = found.decision
    if stopped is None:
        # It may be some days old, if nothing could change since then.
        at = max(decision.at, instant_of(found.last, LAST_MINUTE, zone))
        decision = decide(found.policy, found.case, at)
    version = found.policy.version_on(local_date(decision.at, zone))
    if version.former_names.get(rule, rule) not in {one.name for one in version.rules}:
        raise click.UsageError(f"version {version.version} has no rule `{rule}`")
    explained = simulate.explain(found.policy, found.case, decision.at, rule)
    if written == "json":
        return simulate.explanation_to_json(explained)
    return simulate.render_why(
        explained.reasons,
        version,
        zone,
        language,
        stopped=stopped,
        explained=(explained, found.case),
    )


def _check_rule(policy: core.Policy, rule: str | None) -> None:
    names = list(policy.every_rule)
    if rule is not None and rule not in names:
        guess = did_you_mean(rule, names) or f"its rules are {', '.join(names)}"
        raise click.UsageError(f"the policy has no rule `{rule}`; {guess}")


def _read(path: Path, policy: core.Policy) -> Case:
    """Read a case from a file.

    Raises:
        click.ClickException: If it does not fit; the message names the field.
    """
    from policydsl.backends.json_schema import names_of
    from policydsl.runtime.errors import CaseError
    from policydsl.runtime.json import case_from_json

    try:
        text = path.read_text(encoding="utf-8-sig")
        return case_from_json(text, names_of(policy.vocabulary))
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"`{path}` is not a case: it is not written in UTF-8"
        ) from error
    except (CaseError, OSError) as error:
        raise click.ClickException(f"`{path}` is not a case: {error}") from error


def _told(
    policy: Loaded, given: Sequence[str], days: tuple[date | None, date | None]
) -> tuple[Case, tuple[Answer, ...]]:
    """Read what is given, as a scenario of the policy would be read."""
    from policydsl.scenario.story import story_of

    first, last = days
    if first is None or last is None:
        raise click.UsageError("with `--given`, say `--from` and `--until`, too")
    if policy.policy is None:
        raise click.UsageError(f"`{policy.path}` is not a policy")
    told = Path("--given")
    texts = {told: _scenario(policy.policy, given, first, last)}
    loaded = Run(Workspace(texts)).load_told(told, policy)
    stop_at_errors(loaded)
    story = story_of(loaded.scenarios[0], policy.policy)
    if story.fates or story.outages:
        raise click.UsageError(
            "an outage, or an outcome at a time of day, needs a scenario document"
        )
    return Case(policy.policy.name, story.entries), story.answers


def _scenario(
    policy: core.Policy, given: Sequence[str], first: date, last: date
) -> str:
    """Return a scenario in the language of the policy, or in the first that has one."""
    stories = {one.stem: one for one in sorted((LIBRARY / "stories").iterdir())}
    language = policy.document.language
    template = stories.get(language, next(iter(stories.values())))
    lines = []
    for line in template.read_text(encoding="utf-8").splitlines():
        many = given if GIVEN in line else ("",)
        lines += [
            Template(line).substitute(
                policy=policy.name, first=first, last=last, given=" ".join(one.split())
            )
            for one in many
        ]
    return "\n".join(lines) + "\n"
