"""The named documents of a page, and what becomes of one when it is loaded."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen
from sphinx.environment import BuildEnvironment

from policydsl import scenario
from policydsl.checking.reporting import check
from policydsl.diagnostics.render import terminal
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run

_KEY = "policydsl_blocks"


@frozen
class Block:
    """One document of a page; ``name`` is that of its file, such as ``a.policy``."""

    name: str
    text: str


def named(env: BuildEnvironment) -> dict[str, Block]:
    """Return the blocks of the page that is being read, by the names of the page."""
    if _KEY not in env.current_document:
        env.current_document[_KEY] = {}
    blocks: dict[str, Block] = env.current_document[_KEY]
    return blocks


def load(block: Block, beside: Iterable[Block], folder: Path) -> Loaded:
    """Load a block as if it stood in a folder with no others than ``beside``."""
    texts: dict[Path, str | bytes] = {
        folder / one.name: one.text for one in (*beside, block)
    }
    return check(Run(Workspace(texts)), folder / block.name, block.name)


def load_file(path: Path) -> Loaded:
    """Load a document of the repository."""
    return check(Run(Workspace()), path)


def codes(loaded: Loaded) -> set[str]:
    """Return the codes of what was found."""
    return {one.code.number for one in loaded.diagnostics}


def rendered(loaded: Loaded) -> str:
    """Return what the checker says, as it is printed."""
    return terminal.render(loaded.diagnostics).strip("\n")


def played(loaded: Loaded) -> Iterator[tuple[bool, str]]:
    """Yield whether each story of a document passed, and what is printed of it."""
    for story in loaded.scenarios:
        outcome = scenario.run(story, loaded.policies[story.policy.text])
        yield outcome.passed, scenario.render(outcome).strip("\n")
