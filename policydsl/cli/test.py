"""``policydsl test``: scenarios, played against their policies."""

from pathlib import Path

import click

from policydsl.cli.inputs import expanded
from policydsl.cli.output import plural, show
from policydsl.documents.finding import SCENARIO
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run, in_order


@click.command("test")
@click.argument(
    "paths",
    nargs=-1,
    type=click.Path(exists=True, path_type=Path),
    metavar="[PATH]...",
)
@click.option("--quiet", "-q", is_flag=True, help="Show only what failed.")
def command(paths: tuple[Path, ...], quiet: bool) -> int:
    """Play the scenarios of policies and compare the outcomes.

    PATH is a scenario document, or a folder; without one, it is this folder.
    """
    run = Run(Workspace())
    places = expanded(paths or (Path(),), SCENARIO)
    loaded = [run.load(path, str(path)) for path in places]
    for path, one in zip(places, loaded, strict=True):
        if one.document is not None and not one.scenarios and not one.has_errors:
            raise click.UsageError(f"there is no scenario in `{path}`")
    found = in_order(one for document in loaded for one in document.diagnostics)
    show(found)
    failed = played = 0
    for one in loaded:
        if not one.has_errors:
            played += len(one.scenarios)
            failed += _play(one, quiet)
    unread = sum(one.has_errors for one in loaded)
    closing = [plural(played - failed, "scenario") + " passed"]
    if failed:
        closing.append(f"{failed:,} failed")
    if unread:
        closing.append(plural(unread, "document") + " could not be played")
    click.echo(", ".join(closing) + ".")
    return 1 if failed or found else 0


def _play(loaded: Loaded, quiet: bool) -> int:
    """Play the scenarios of a document and return how many failed."""
    from policydsl import scenario

    failed = 0
    for story in loaded.scenarios:
        outcome = scenario.run(story, loaded.policies[story.policy.text])
        failed += not outcome.passed
        if not (quiet and outcome.passed):
            click.echo(scenario.render(outcome), nl=False)
    return failed
