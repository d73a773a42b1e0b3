"""The docs build without a warning, and the paths that they name exist.

The build checks every block of the language and makes every output, so a page that
does not tell the truth is a warning, and the build fails.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.rst"))
DIRECTIVE = re.compile(
    r"^( *)\.\. (policy|vocabulary|law|scenario|output)::", re.MULTILINE
)
# Sentences that stand outside of a checked block: as code, or after two colons.
UNCHECKED = re.compile(
    r"^\.\. (?:code-block|code|highlight|parsed-literal):: *(\w*)", re.MULTILINE
)
# Pages about files show what stands on a disk, which no block can be.
PLAIN = {"text", "console", "json", "python", "pycon", "rst", "toml", "yaml", "html"}
NAMED = re.compile(r"(?<!`)``([\w.-]+(?:/[\w.*-]*)+)``(?!`)")


def test_docs_build_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", "-n"),
            *("-d", str(tmp_path / "doctrees"), str(DOCS), str(tmp_path / "html")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "html" / "index.html").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    missing = [path for path in named if is_path(path) and not exists(path)]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_block_of_the_language_is_a_checked_one(page: Path) -> None:
    languages = UNCHECKED.findall(page.read_text(encoding="utf-8"))
    assert [language for language in languages if language not in PLAIN] == []


@pytest.mark.parametrize(
    "kind", ["vocabulary", "law", "policy", "triggers", "scenario"], ids=str
)
def test_the_reference_shows_examples_of_each_kind(kind: str) -> None:
    names = {"triggers": ["after", "after-each", "every", "when", "while"]}
    for name in names.get(kind, [kind]):
        text = (DOCS / "language" / f"{name}.rst").read_text(encoding="utf-8")
        assert len(DIRECTIVE.findall(text)) >= 2, name


def is_path(text: str) -> bool:
    """Whether a text is meant as a path of the repository, and no placeholder."""
    return not re.search(r"[A-Z]{2}|^[A-Z]|nnnn", text)


def exists(path: str) -> bool:
    """Whether a path exists, or a pattern has a match, in the repository."""
    return any(ROOT.glob(path.rstrip("/"))) if path else False
