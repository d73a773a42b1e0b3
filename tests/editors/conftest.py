"""The extension with the packages of npm beside it."""

import shutil
from pathlib import Path

import pytest

from programs import run

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"


@pytest.fixture(scope="session")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the extension; what npm installs is kept if it is there."""
    if shutil.which("npm") is None:
        pytest.skip("needs Node.js: there is no `npm`")
    folder = tmp_path_factory.mktemp("extension") / "vscode"
    skipped = shutil.ignore_patterns("node_modules", "dist", "*.vsix")
    shutil.copytree(EXTENSION, folder, ignore=skipped)
    installed = EXTENSION / "node_modules"
    if installed.is_dir():
        (folder / "node_modules").symlink_to(installed)
    else:
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)
    return folder
