"""The parse table of a language, built by Lark once and kept.

Building takes some tenths of a second, so the table is kept as JSON in the
user's cache folder, named by a hash of the grammar, on which alone it depends. What
cannot be read there is built again; what cannot be written is built each time.
Lark itself is imported only to build.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

from policydsl.syntax import words

_START = "sentence"
# Changed when the shape of the kept file changes.
_SHAPE = "1"


@frozen(eq=False)
class Reduction:
    """How a run of values becomes one: the name of the rule, and how many.

    ``is_spliced``: the values join those of the rule around; ``is_inlined``: a
    single value stands for itself.
    """

    name: str
    size: int
    is_spliced: bool
    is_inlined: bool
    # Whether a single value stays what it is.
    stays: bool = field(init=False)

    @stays.default
    def _find_stays(self) -> bool:
        return self.size == 1 and (self.is_inlined or self.is_spliced)


@frozen(eq=False)
class Table:
    """An LALR table.

    ``actions`` has, by state and kind of word, the state to go to, or ``-1 - n``
    to reduce by rule ``n``. Names of rules are kinds of word here too.
    """

    actions: list[dict[str, int]]
    rules: list[Reduction]
    start: int
    end: int


def load_table(key: str) -> Table:
    """Return the table of a language.

    Raises:
        lark.exceptions.LarkError: If a grammar is not LALR.
    """
    return _load(words.load_language(key).grammar)


@cache
def _load(names: tuple[str, ...]) -> Table:
    """Return the table of grammars that are read one after the other."""
    folder = words.grammar_folder()
    grammar = "\n".join(
        (folder / f"{name}.lark").read_text(encoding="utf-8") for name in names
    )
    text = f"{_SHAPE}\n{grammar}"
    kept = _kept_at(hashlib.sha256(text.encode()).hexdigest())
    known = _read(kept)
    if known is not None:
        return known
    built = _build(grammar)
    _write(kept, built)
    return _decoded(built)


def _kept_at(digest: str) -> Path | None:
    """Return where the table is kept; ``None`` if the user has no home."""
    try:
        root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(root) / "policydsl" / f"grammar-{digest[:32]}.json"
    except RuntimeError:
        return None


def _read(path: Path | None) -> Table | None:
    if path is None:
        return None
    try:
        return _decoded(json.loads(path.read_bytes()))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _write(path: Path | None, built: dict[str, Any]) -> None:
    """Keep a table; another process sees all of it or nothing."""
    if path is None:
        return
    # Imported late: needed once.
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, delete=False, encoding="utf-8"
        ) as file:
            json.dump(built, file, separators=(",", ":"))
        Path(file.name).replace(path)
    except OSError:
        return


def _decoded(built: dict[str, Any]) -> Table:
    actions: list[dict[str, int]] = built["actions"]
    rules = [Reduction(name, size, *flags) for name, size, *flags in built["rules"]]
    start, end = built["start"], built["end"]
    if not (0 <= start < len(actions) and 0 <= end < len(actions)):
        raise ValueError("not a table")
    return Table(actions, rules, start, end)


def _build(grammar: str) -> dict[str, Any]:
    """Let Lark analyse a grammar, and take out the table."""
    # Imported late: most runs find the table kept.
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import Lexer, TerminalDef

    class NoLexer(Lexer):
        def __init__(self, lexer_conf: Any) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
            return iter(())

    lark = Lark(
        grammar, parser="lalr", lexer=NoLexer, start=_START, maybe_placeholders=False
    )
    # What Lark's own generator of stand-alone parsers does.
    data, memo = lark.memo_serialize([TerminalDef, Rule])
    return _table_of(data["parser"]["parser"], memo)


def _table_of(parser: dict[str, Any], memo: dict[int, Any]) -> dict[str, Any]:
    numbers: dict[int, int] = {}
    rules: list[list[Any]] = []
    for number, rule in memo.items():
        if rule["__type__"] == "Rule":
            numbers[number] = len(rules)
            name = rule["origin"]["name"]
            inlined = bool(rule["options"]["expand1"])
            rules.append([name, len(rule["expansion"]), name[0] == "_", inlined])
    order = {state: at for at, state in enumerate(parser["states"])}
    actions: list[dict[str, int]] = [
        {
            parser["tokens"][kind]: (
                order[arg] if is_shift == 0 else -1 - numbers[arg["@"]]
            )
            for kind, (is_shift, arg) in row.items()
        }
        for row in parser["states"].values()
    ]
    start, end = parser["start_states"][_START], parser["end_states"][_START]
    return {
        "actions": actions,
        "rules": rules,
        "start": order[start],
        "end": order[end],
    }
