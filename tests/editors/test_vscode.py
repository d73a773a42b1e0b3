"""The extension for VS Code: what it says of the language, and its package."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from policydsl import __version__
from policydsl.syntax import words
from programs import run

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors" / "vscode"


def read(name: str) -> Any:
    return json.loads((EXTENSION / name).read_text(encoding="utf-8"))


def test_it_is_about_the_documents_of_the_language() -> None:
    manifest = read("package.json")
    (language,) = manifest["contributes"]["languages"]
    kinds = words.shared().documents.values()
    assert language["extensions"] == [f".{kind}" for kind in kinds]
    assert manifest["version"] == __version__
    for kind in kinds:
        source = (EXTENSION / "src" / "extension.js").read_text(encoding="utf-8")
        assert f"*.{kind}" in source


def test_marks_are_those_of_the_language() -> None:
    settings = read("language-configuration.json")
    pairs = {one["open"]: one["close"] for one in settings["autoClosingPairs"]}
    assert words.shared().quotation.items() <= pairs.items()
    word = re.compile(settings["wordPattern"])
    assert word.findall('rule call_borrower "x": 逾期、cn.pipl 5.3-calls') == [
        *("rule", "call_borrower", "x", "逾期", "cn.pipl", "5.3-calls")
    ]


def test_its_licence_is_that_of_the_project() -> None:
    licences = [folder / "LICENSE" for folder in (ROOT, EXTENSION)]
    assert len({path.read_text(encoding="utf-8") for path in licences}) == 1


def test_the_lock_names_no_host() -> None:
    assert '"resolved"' not in (EXTENSION / "package-lock.json").read_text("utf-8")


@pytest.fixture(scope="module")
def package(extension: Path) -> Path:
    path = extension / "policydsl.vsix"
    run("npm", "run", "package", "--", "-o", str(path), folder=extension)
    return path


def test_it_is_packaged_with_what_it_needs_and_nothing_else(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml",
            "extension.vsixmanifest",
            "extension/LICENSE.txt",
            "extension/dist/extension.js",
            "extension/language-configuration.json",
            "extension/package.json",
            "extension/readme.md",
            "extension/syntaxes/policydsl.tmLanguage.json",
        ]
        here = str(ROOT).encode()
        assert [n for n in archive.namelist() if here in archive.read(n)] == []


@pytest.mark.usefixtures("package")
def test_it_starts_the_program_of_the_settings(extension: Path) -> None:
    found = json.loads(run("node", "tests/activate.cjs", folder=extension))
    assert found["deactivate"] == "function"
    assert {"policydsl.path", "policydsl.restart"} <= set(found["asked"])
