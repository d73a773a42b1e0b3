"""Which documents are in a folder: those that git would list, and settings leave."""

import os
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


def test_a_folder_has_the_documents_that_git_lists(tmp_path: Path) -> None:
    tree(tmp_path)
    for name, text in IGNORED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, env=GIT)
    listed = subprocess.run(
        ["git", "ls-files", "-co", "-z", "--exclude-standard"],
        cwd=tmp_path,
        env=GIT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    wanted = {
        name
        for name in listed.split("\0")
        if name.endswith((".policy", ".law", ".vocabulary"))
    }
    assert 5 < len(wanted) < len(FILES) - 3
    assert set(found(tmp_path)) == wanted
    every = found(tmp_path, respect_gitignore=False)
    assert every == sorted(name for name in FILES if not name.endswith(".txt"))


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
