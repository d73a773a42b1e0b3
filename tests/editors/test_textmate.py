"""The TextMate grammar, read by the engine that VS Code uses."""

import json
import subprocess
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from policydsl.integrations import textmate
from policydsl.syntax import words
from policydsl.syntax.colouring import Colour, Piece, coloured

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors" / "vscode"
DOCUMENTS = sorted(
    path
    for folder in ("examples", "policydsl/library", "tests/documents")
    for kind in words.shared().documents.values()
    for path in (ROOT / folder).rglob(f"*.{kind}")
)
BY_SCOPE = {textmate.scope(colour): colour for colour in textmate.SCOPES}


class Shown(NamedTuple):
    """What the engine found: ``[start, end)`` in code points."""

    start: int
    end: int
    colour: Colour


def shown(texts: list[str], extension: Path) -> list[list[Shown]]:
    """Return what the engine finds in texts."""
    done = subprocess.run(
        ["node", "tests/tokens.mjs"],
        cwd=extension,
        input=json.dumps(texts),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return [list(placed(text, one)) for text, one in zip(texts, found, strict=True)]


def placed(text: str, found: list[tuple[int, int, int, str]]) -> Iterator[Shown]:
    """Turn lines and UTF-16 units into places in a text."""
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for number, start, end, scope in found:
        units = [0, *accumulate(2 if ord(c) > 0xFFFF else 1 for c in lines[number])]
        if scope in BY_SCOPE and start < min(end, units[-1]):
            first, last = units.index(start), units.index(min(end, units[-1]))
            at = starts[number]
            yield Shown(at + first, at + last, BY_SCOPE[scope])


def test_the_grammar_is_that_of_the_tables() -> None:
    kept = EXTENSION / "syntaxes" / "policydsl.tmLanguage.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == textmate.grammar(), (
        "run `python editors/generate.py`"
    )


def in_one_line(text: str, piece: Piece) -> bool:
    """Whether a piece is not broken over two lines, which no engine would see."""
    return "\n" not in text[piece.start : piece.end]


def test_what_the_compiler_sees_is_what_the_engine_shows(extension: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    wrong: list[str] = []
    for path, text, found in zip(
        DOCUMENTS, texts, shown(texts, extension), strict=True
    ):
        by_start = {one.start: one for one in found}
        for piece in coloured(text):
            if piece.colour in (Colour.UNKNOWN, Colour.TERM):
                continue
            seen = by_start.get(piece.start)
            if in_one_line(text, piece) and seen != Shown(*piece[:3]):
                wrong.append(
                    f"{path.name}: {text[piece.start : piece.end]!r} is "
                    f"{piece.colour.value}, and is shown as "
                    f"{seen and (text[seen.start : seen.end], seen.colour.value)}"
                )
    assert wrong == []


def test_nothing_else_is_shown(extension: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    wrong: list[str] = []
    for path, text, found in zip(
        DOCUMENTS, texts, shown(texts, extension), strict=True
    ):
        pieces = list(coloured(text))
        starts = {piece.start for piece in pieces}
        # No engine knows the terms: a keyword in one is shown as a keyword.
        terms = [p for p in pieces if p.colour in (Colour.TERM, Colour.UNKNOWN)]
        within = {at for piece in terms for at in range(piece.start, piece.end)}
        wrong += [
            f"{path.name}: {text[one.start : one.end]!r} is {one.colour.value}"
            for one in found
            if one.start not in starts | within
        ]
    assert wrong == []


def test_what_is_half_typed_ends_at_the_next_sentence(extension: Path) -> None:
    texts = [
        'policy a "open\n    uses b,\nrule c\n    after 1 day x: y\n',
        "# 𠀀\n规则 甲 “乙”\n    逾期满１４天：通过电话拨打\n",
        "policy",
    ]
    found = [
        [(one.colour.value, text[one.start : one.end]) for one in each]
        for text, each in zip(texts, shown(texts, extension), strict=True)
    ]
    assert found[0][-6:] == [
        ("sentence", "rule"),
        ("name", "c"),
        ("clause", "after"),
        ("number", "1"),
        ("unit", "day"),
        ("mark", ":"),
    ]
    assert found[1] == [
        ("comment", "# 𠀀"),
        ("sentence", "规则"),
        ("name", "甲"),
        ("text", "“乙”"),
        ("clause", "满"),
        ("number", "１４"),
        ("unit", "天"),
        ("mark", "："),
        ("joining", "通过"),
    ]
