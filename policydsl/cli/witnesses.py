"""The cases in which policies break laws, written as scenarios that can be played."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydsl.cli.output import write
from policydsl.documents.finding import SCENARIO

if TYPE_CHECKING:
    from policydsl.proving import Proof

# What a file or a scenario cannot be called everywhere.
_UNSAFE = re.compile(r"\W+")
# File systems allow some more, for the folder and what editors add.
_LONGEST = 100


def write_scenarios(proofs: "Sequence[Proof]", folder: Path) -> int:
    """Write a scenario for each breach into a folder; return how many there are.

    Each file is written whole or not at all.

    Raises:
        click.ClickException: If the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "it cannot be made").lower()
        raise click.ClickException(f"`{folder}` cannot be made: {reason}") from error
    taken: set[str] = set()
    for proof in proofs:
        for name, text in _scenarios(proof, taken):
            write(text, folder / f"{name}{SCENARIO}")
    return len(taken)


def _scenarios(proof: "Proof", taken: set[str]) -> Iterator[tuple[str, str]]:
    for judgement in proof.judged.judgements:
        rule, article = judgement.rule.name, judgement.bound.name
        name = _free(f"{rule}_{article}", taken)
        text = proof.scenario(judgement, name)
        if text is not None:
            taken.add(name)
            yield name, text


def _free(wanted: str, taken: set[str]) -> str:
    """Return a name that is safe, and that no other file has."""
    safe = _UNSAFE.sub("_", wanted).strip("_").lower()[:_LONGEST]
    name, number = safe, 1
    while name in taken:
        number += 1
        name = f"{safe}_{number}"
    return name
