"""Policies of the examples with one change each, which have to be found wanting.

``tests/variants/NAME.toml`` names an example, says what is changed in it, and which
finding has to say so; ``NAME.law`` beside it is a law of the house for this change.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.render import terminal
from policydsl.driver import check_text, in_order
from policydsl.proving import prove

ROOT = Path(__file__).parents[1]
VARIANTS = sorted((ROOT / "tests" / "variants").glob("*.toml"))
ROWS = 22


def findings(place: Path, text: str, law: Path | None) -> tuple[Diagnostic, ...]:
    """Return what is found in an example, changed or as it is."""
    house = {} if law is None else {str(place.parent / "house.law"): law.read_text()}
    loaded = check_text(text, str(place), house)
    if loaded.has_errors or loaded.policy is None:
        return loaded.diagnostics
    return in_order((*loaded.diagnostics, *prove(loaded, seconds=60).diagnostics))


@cache
def as_it_is(place: Path) -> tuple[Diagnostic, ...]:
    """Return what is found in an example without a change."""
    return findings(place, place.read_text(encoding="utf-8"), None)


def missing(found: tuple[Diagnostic, ...], wanted: dict[str, Any]) -> bool:
    """Whether no finding of one of these codes has all these words."""
    return not any(
        one.code.number in wanted["codes"]
        and all(words in terminal.render([one]) for words in wanted["says"])
        for one in found
    )


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_a_variant_is_found_wanting(path: Path) -> None:
    variant = tomllib.loads(path.read_text(encoding="utf-8"))
    place = ROOT / "examples" / variant["of"] / f"{variant['of']}.policy"
    text = place.read_text(encoding="utf-8")
    before = as_it_is(place)
    for edit in variant.get("edits", ()):
        assert text.count(edit["old"]) == 1, edit["old"]
        text = text.replace(edit["old"], edit["new"])
    law = path.with_suffix(".law")
    found = findings(place, text, law if law.exists() else None)
    shown = terminal.render(found)
    assert [one for one in variant["finds"] if missing(found, one)] == [], shown
    for edit in variant.get("stated", ()):
        assert text.count(edit["old"]) == 1, edit["old"]
        text = text.replace(edit["old"], edit["new"])
    if "stated" in variant:
        again = findings(place, text, law if law.exists() else None)
        assert not any(one.is_error for one in again), terminal.render(again)
        assert all(missing(again, one) for one in variant["finds"])
    # The example itself has no such finding, unless it is meant as it is written.
    is_new = all(missing(before, one) for one in variant["finds"])
    assert is_new == bool(variant.get("edits"))


def test_every_row_of_the_table_has_its_variant() -> None:
    assert len(VARIANTS) == ROWS
