"""``policydsl test``: scenarios, played against their policies."""

from pathlib import Path

import click

from policydsl.cli.inputs import expanded
from policydsl.cli.output import counted, show
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.render import terminal
from policydsl.diagnostics.text import Text, listed
from policydsl.documents.finding import SCENARIO
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run, in_order

_PASSED = Text("{number} scenario passed"), Text("{number:,} scenarios passed")
_UNREAD = (
    Text("{number} document could not be played"),
    Text("{number:,} documents could not be played"),
)


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
    closing = [counted(*_PASSED, played - failed)]
    if failed:
        closing.append(Text("{number:,} failed", number=failed))
    if unread:
        closing.append(counted(*_UNREAD, unread))
    told = Text("{things}.", things=listed(closing))
    click.echo(in_language(told, terminal.language_of(one.language for one in loaded)))
    return 1 if failed or found else 0


def _play(loaded: Loaded, quiet: bool) -> int:
    """Play the scenarios of a document and return how many failed."""
    from policydsl import scenario

    failed = 0
    for story in loaded.scenarios:
        outcome = scenario.run(story, loaded.policies[story.policy.text])
        failed += not outcome.passed
        if not (quiet and outcome.passed):
            click.echo(scenario.render(outcome, loaded.language), nl=False)
    return failed
