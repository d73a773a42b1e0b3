"""Blocks of the docs that do not tell the truth are warnings."""

import re
import subprocess
import sys

import pytest

HEADER = """
   policy page "A page"
       version 1
       in force from 2026-01-01
       uses collections
       zone Asia/Shanghai

"""
RULE = """   rule first
       after 1 day overdue: remind borrower by app
"""
STORY = """
   scenario one
       tests page
       from 2026-03-01 until 2026-03-05
       given due date is 2026-03-01
       expect first done on 2026-03-02
"""
LATER = STORY.replace("03-02", "03-03")
WRONG = RULE.replace("app", "ap")
SOUND = f".. policy::\n   :name: page\n{HEADER}{RULE}\n"


SOUND_PAGES = {
    "a_sound_policy": SOUND,
    "a_rule_alone": f".. policy::\n   :fragment:\n\n{RULE}",
    "a_story_that_passes": f"{SOUND}.. scenario::\n   :with: page\n{STORY}",
    "an_announced_mistake": f".. policy::\n   :reports: PD0103\n{HEADER}{WRONG}",
}
UNSOUND_PAGES = {
    "a_mistake_that_is_not_announced": (
        f".. policy::\n{HEADER}{WRONG}",
        "reports PD0103, and not nothing",
    ),
    "an_announced_mistake_that_is_none": (
        f".. policy::\n   :reports: PD0103\n{HEADER}{RULE}",
        "reports nothing, and not PD0103",
    ),
    "a_story_that_fails": (
        f"{SOUND}.. scenario::\n   :with: page\n{LATER}",
        "a scenario fails",
    ),
    "a_story_that_should_fail": (
        f"{SOUND}.. scenario::\n   :with: page\n   :fails:\n{STORY}",
        "a scenario passes",
    ),
    "a_block_that_is_not_there": (
        f".. scenario::\n   :with: nothing\n   :reports: PD0904\n{STORY}",
        "there is no block `nothing` above on this page",
    ),
    "a_file_that_is_not_there": (
        ".. document-file:: nowhere.policy\n",
        "there is no file `nowhere.policy`",
    ),
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build all pages at once and return what the build complains about."""
    folder = tmp_path_factory.mktemp("docs")
    source = folder / "source"
    (source / "fragments").mkdir(parents=True)
    header = " ".join(HEADER.split())
    (source / "fragments" / "example.policy").write_text(header + "\n", "utf-8")
    settings = 'extensions = ["policydsl.sphinxext"]\n'
    (source / "conf.py").write_text(settings, "utf-8")
    pages = {**SOUND_PAGES, **{name: text for name, (text, _) in UNSOUND_PAGES.items()}}
    contents = "\n".join(f"   {name}" for name in pages)
    pages["index"] = f".. toctree::\n\n{contents}\n"
    for name, text in pages.items():
        title = f"{name}\n{'=' * len(name)}\n\n"
        (source / f"{name}.rst").write_text(title + text, "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-b", "text", "-q"),
            *(str(source), str(folder / "built")),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


@pytest.mark.parametrize("name", SOUND_PAGES)
def test_what_is_true_is_built_in_silence(name: str, complaints: str) -> None:
    assert f"{name}.rst" not in complaints


@pytest.mark.parametrize("name", UNSOUND_PAGES)
def test_what_is_not_true_is_a_warning(name: str, complaints: str) -> None:
    _, wanted = UNSOUND_PAGES[name]
    assert re.search(rf"{name}\.rst:\d+: WARNING: .*{re.escape(wanted)}", complaints)
