"""Codes, their pages and their cases match one to one."""

import re
from collections import Counter
from pathlib import Path

import pytest

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Code

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "diagnostics"
CASES = ROOT / "tests" / "cases"
HEADINGS = ("What it means", "Example", "How to fix it", "Why")
# About files that cannot be kept in a repository (`unit/test_cli.py` has their tests),
# and one that is only found where an option asks for it (`law/test_logic.py`).
WITHOUT_CASES = {"PD0901", "PD0903", "PD0408", "PD0425"}
each_code = pytest.mark.parametrize("code", codes.ALL, ids=lambda code: code.number)


def name_of(code: Code) -> str:
    """Return the name that a page and a folder of cases have."""
    return f"{code.number}-{code.slug}"


def test_no_number_and_no_slug_is_given_out_twice() -> None:
    for values in ([c.number for c in codes.ALL], [c.slug for c in codes.ALL]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_no_number_comes_back() -> None:
    assert not codes.RETIRED & {code.number for code in codes.ALL}


def test_codes_are_in_the_order_of_their_numbers() -> None:
    numbers = [code.number for code in codes.ALL]
    assert numbers == sorted(numbers)


@each_code
def test_a_code_is_well_formed(code: Code) -> None:
    assert re.fullmatch(r"PD\d{4}", code.number)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.slug)
    assert code.summary.endswith(".")


@each_code
def test_a_code_has_a_page_with_the_usual_headings(code: Code) -> None:
    page = (PAGES / f"{name_of(code)}.rst").read_text(encoding="utf-8")
    found = [line for line in page.splitlines() if line in HEADINGS]
    assert found == list(HEADINGS)
    assert page.startswith(f"{code.number}")


@each_code
def test_a_code_has_a_case_that_reports_it_and_a_near_miss(code: Code) -> None:
    if code.number in WITHOUT_CASES:
        return
    reported = [
        f"[{code.number}]" in path.read_text(encoding="utf-8")
        for path in (CASES / name_of(code)).rglob("*.expected")
    ]
    assert any(reported), "no case reports it"
    assert not all(reported), "no near miss"


def test_every_page_and_folder_has_a_code() -> None:
    known = {name_of(code) for code in codes.ALL}
    pages = {path.stem for path in PAGES.glob("PD*.rst")}
    folders = {path.name for path in CASES.glob("PD*")}
    assert pages | folders <= known
