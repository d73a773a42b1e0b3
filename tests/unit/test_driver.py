"""Finding documents, loading them once, and compiling a policy."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import policydsl
from policydsl.documents.workspace import Workspace
from policydsl.driver import Loaded, Run, check_text

POLICY = """policy reminders
    version 1
    in force from 2026-03-01
    uses {uses}
    zone Asia/Shanghai
{more}
rule first_reminder
    after 1 day overdue: remind {whom} by app
"""
WORDS = """vocabulary words
    version 1
    uses collections

party neighbour is third party
"""
LAW = """law {name} "{name}"
    of CN
    force guidance
    in force from 2026-01-01
    source "example"
    uses collections

article 1 "{title}"
    forbid contact borrower if disputed
"""


def policy(uses: str = "collections", whom: str = "borrower", more: str = "") -> str:
    """Return a policy of one rule."""
    return POLICY.format(uses=uses, whom=whom, more=more)


def numbers(loaded: Loaded) -> list[str]:
    """Return the codes of what was found."""
    return [one.code.number for one in loaded.diagnostics]


def test_words_beside_a_document_are_found() -> None:
    text = policy(uses="words", whom="neighbour")
    assert numbers(check_text(text, "a.policy", {"any_name.vocabulary": WORDS})) == []
    assert numbers(check_text(text, "a.policy")) == ["PD0904"]


def test_words_in_the_folders_of_the_settings_are_found(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "words.vocabulary").write_text(WORDS, encoding="utf-8")
    path = tmp_path / "policies" / "a.policy"
    path.write_text(policy(uses="words", whom="neighbour"), encoding="utf-8")
    settings = tmp_path / "pyproject.toml"
    settings.write_text("[tool.policydsl]\ndocuments = []\n", encoding="utf-8")
    assert numbers(policydsl.load(path)) == ["PD0904"]
    settings.write_text('[tool.policydsl]\ndocuments = ["shared"]\n', encoding="utf-8")
    assert numbers(policydsl.load(path)) == []


def test_a_jurisdiction_stands_for_all_its_laws_and_the_nearest_one_is_taken() -> None:
    own = LAW.format(name="cn.pipl", title="ours")
    more = "    under cn\n"
    loaded = check_text(policy(more=more), "a.policy", {"own.law": own})
    assert numbers(loaded) == []
    cites = policy(more=more) + "        cites cn.pipl 2\n"
    (found,) = check_text(cites, "a.policy", {"own.law": own}).diagnostics
    assert "cn.pipl" in found.message


def test_a_mistake_in_words_is_not_repeated_where_they_are_used() -> None:
    words = WORDS.replace("third party", "third part")
    text = policy(uses="words", whom="neighbour")
    loaded = check_text(text, "a.policy", {"words.vocabulary": words})
    assert len(loaded.diagnostics) == 2
    assert numbers(loaded)[-1] == "PD0909"


def test_a_document_is_loaded_once(tmp_path: Path) -> None:
    run = Run(Workspace({tmp_path / "a.policy": policy()}))
    assert run.load(tmp_path / "a.policy") is run.load(
        tmp_path / "x" / ".." / "a.policy"
    )


def test_findings_are_in_the_order_of_the_document() -> None:
    text = policy().replace("Asia/Shanghai", "Asia/Nowhere").replace("remind", "remnd")
    lines = [
        one.primary.span.source.line_column(one.primary.span.start)[0]
        for one in check_text(text, "a.policy").diagnostics
    ]
    assert len(lines) >= 2
    assert lines == sorted(lines)


def test_a_policy_is_compiled() -> None:
    decide = check_text(policy(), "a.policy").compile()
    decision = decide(policydsl.Case("1"), datetime(2026, 3, 2, tzinfo=UTC))
    assert decision.acts == ()


def test_a_policy_with_errors_is_not_compiled() -> None:
    loaded = check_text(policy(whom="neighbour"), "a.policy")
    with pytest.raises(policydsl.PolicyError, match="neighbour"):
        loaded.compile()


def test_a_vocabulary_is_not_compiled() -> None:
    with pytest.raises(policydsl.PolicyError, match="is not a policy"):
        check_text(WORDS, "words.vocabulary").compile()


def test_the_package_starts_without_the_compiler() -> None:
    code = (
        "import sys, policydsl, policydsl.runtime.case;"
        "print({'lark', 'attr', 'click', 'rich'} & set(sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert found.stdout == "set()\n"


@pytest.mark.parametrize("name", policydsl.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(policydsl, name) is not None


def test_an_unknown_name_of_the_package_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(policydsl, "nothing")  # noqa: B009
