"""Which documents are in a folder: those that git would list, and settings leave."""

import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from policydsl.documents.discovery import Discovery
from policydsl.documents.projects import Projects

GIT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CEILING_DIRECTORIES": "/",
}
FILES = (
    "a.policy",
    "b.policy",
    "keep.law",
    "build/a.policy",
    "build/keep.policy",
    "drafts/a.policy",
    "drafts/final.policy",
    "drafts/deep/a.policy",
    "drafts/deep/final.policy",
    "lib/build/a.policy",
    "lib/only/a.policy",
    "lib/only/b.vocabulary",
    "lib/x y.policy",
    "lib/[odd].policy",
    "政策/甲.policy",
    "政策/乙.policy",
    "notes.txt",
)
IGNORED = {
    ".gitignore": "b.policy\n/build/\n# a comment\n\n甲.policy\nlib/only/*\n"
    "!lib/only/b.vocabulary\n\\[odd].policy\n",
    "drafts/.gitignore": "*\n!final.policy\n!deep/\n",
    "drafts/deep/.gitignore": "!a.policy\n/final.policy\n",
    "lib/.gitignore": "build\n!x*.policy\n",
}


def tree(folder: Path, files: tuple[str, ...] = FILES) -> None:
    """Make files, each with nothing in it."""
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def found(folder: Path, *paths: str, **options: Any) -> list[str]:
    """Return what is found, seen from the folder."""
    finder = Discovery(Projects(), **options)
    every = finder.documents([folder / path for path in paths or [""]])
    return [path.relative_to(folder).as_posix() for path in every]


def listed_by_git(folder: Path) -> set[str]:
    """Return the documents in a folder that git does not ignore."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True, env=GIT)
    listed = subprocess.run(
        ["git", "ls-files", "-co", "-z", "--exclude-standard"],
        cwd=folder,
        env=GIT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    kinds = (".policy", ".law", ".vocabulary")
    return {name for name in listed.split("\0") if name.endswith(kinds)}


def test_a_folder_has_the_documents_that_git_lists(tmp_path: Path) -> None:
    tree(tmp_path)
    for name, text in IGNORED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    wanted = listed_by_git(tmp_path)
    assert 5 < len(wanted) < len(FILES) - 3
    assert set(found(tmp_path)) == wanted
    every = found(tmp_path, respect_gitignore=False)
    assert every == sorted(name for name in FILES if not name.endswith(".txt"))


PATTERNS = (
    *("a", "b", "build", "/a", "/build/", "build/", "lib/", "*.policy", "a.policy"),
    *("!a.policy", "!build", "!build/", "/lib/*", "!/lib/a.policy", "**/a.policy"),
    *("lib/**", "!lib/**", "**/b", "a/**/b.policy", "[ab].policy", "?.policy", "*"),
    *("!*/", "!*.policy", "#x", "\\!a.policy", "  ", "a.policy  ", "lib/b", "!lib/b/"),
    *("x\\ y/", "x y", "a/b/", "!a/b/", "/*", "!/a", "**", "/**"),
)


@pytest.mark.parametrize("seed", range(20))
def test_random_patterns_mean_what_they_mean_to_git(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    folders = [tmp_path]
    for _ in range(draw.randint(2, 7)):
        place = draw.choice(folders) / draw.choice(["a", "b", "build", "lib", "x y"])
        place.mkdir(exist_ok=True)
        folders.append(place)
    for place in dict.fromkeys(folders):
        for name in draw.sample(["a.policy", "b.policy", "c.law"], draw.randint(0, 3)):
            (place / name).touch()
        if draw.random() < 0.5:
            lines = draw.sample(PATTERNS, draw.randint(1, 5))
            (place / ".gitignore").write_text("\n".join(lines) + "\n")
    assert set(found(tmp_path)) == listed_by_git(tmp_path)


def test_patterns_of_a_folder_above_count_up_to_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    tree(inner, ("a.policy", "b.policy"))
    (tmp_path / ".gitignore").write_text("a.policy\n", encoding="utf-8")
    assert found(inner) == ["b.policy"]
    (tmp_path / "outer" / ".git").mkdir()
    assert found(inner) == ["a.policy", "b.policy"]


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        pytest.param("", ["a.policy", "sub/b.policy"], id="hidden by itself"),
        pytest.param('exclude = ["sub"]', [".h/c.policy", "a.policy"], id="in place"),
        pytest.param('extend-exclude = ["sub/b*"]', ["a.policy"], id="in addition"),
        pytest.param(
            'extend-exclude = ["/b*"]', ["a.policy", "sub/b.policy"], id="top"
        ),
    ],
)
def test_settings_exclude(tmp_path: Path, settings: str, wanted: list[str]) -> None:
    tree(tmp_path, ("a.policy", "sub/b.policy", ".h/c.policy"))
    (tmp_path / "policydsl.toml").write_text(settings, encoding="utf-8")
    assert found(tmp_path) == wanted


def test_a_project_below_a_hidden_folder_is_found(tmp_path: Path) -> None:
    tree(tmp_path / ".hidden", ("a.policy", ".own/b.policy"))
    assert found(tmp_path / ".hidden") == ["a.policy"]


def test_a_file_that_is_named_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tree(tmp_path, ("a.policy", "sub/b.policy", "sub/c.policy"))
    (tmp_path / ".gitignore").write_text("sub/\n", encoding="utf-8")
    assert found(tmp_path, "sub/c.policy", "", "a.policy") == [
        "sub/c.policy",
        "a.policy",
    ]
    assert found(tmp_path, "sub/c.policy", "a.policy", force_exclude=True) == [
        "a.policy"
    ]
