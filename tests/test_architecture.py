"""Who may import whom, and how long a module may be.

The table is that of ``docs/contributing/architecture.rst``; text flows down it, and
imports only ever point up.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "policydsl"
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
# Two characters: a range of characters in a pattern is not a word.
CHINESE_WORD = re.compile(r"[一-鿿]{2}")

MEANING = {"source", "diagnostics", "syntax", "vocabulary", "semantics", "runtime"}
ABOVE_DRIVER = {*MEANING, "documents", "backends", "scenario", "simulate"}
MAY_IMPORT: dict[str, set[str]] = {
    "source": set(),
    "runtime": set(),
    "diagnostics": {"source"},
    "syntax": {"source", "diagnostics"},
    "vocabulary": {"source", "diagnostics", "syntax", "runtime"},
    "semantics": {"source", "diagnostics", "syntax", "vocabulary", "runtime"},
    "documents": {"source", "diagnostics", "syntax"},
    "backends": MEANING,
    "scenario": MEANING,
    "simulate": {*MEANING, "backends", "scenario"},
    "legal": MEANING,
    "audit": MEANING,
    "lint": MEANING,
    "loaded": {*MEANING, "backends"},
    "proving": {*MEANING, "legal", "loaded"},
    "driver": {*ABOVE_DRIVER, "loaded"},
    "checking": {*ABOVE_DRIVER, "driver", "lint", "loaded", "proving"},
    "certify": {*MEANING, "legal", "proving"},
    "cli": {
        *(*ABOVE_DRIVER, "checking", "driver", "lint"),
        *("legal", "proving", "audit", "certify", "lsp"),
    },
    "integrations": {"source", "syntax"},
    "sphinxext": {*ABOVE_DRIVER, "checking", "driver", "integrations"},
    "lsp": {*ABOVE_DRIVER, "driver", "loaded", "checking"},
    "__main__": {"cli"},
    "__init__": {"driver", "runtime"},
}
# Third parties, and the only units that may import them.
THIRD_PARTIES = {
    "lark": {"syntax"},
    "attrs": set(MAY_IMPORT) - {"runtime"},
    "click": {"cli"},
    "rich": {"diagnostics"},
    "z3": {"legal"},
    "pathspec": {"documents"},
    "packaging": {"documents"},
    "pyarrow": {"audit"},
    "docutils": {"sphinxext"},
    "sphinx": {"sphinxext"},
    "pygments": {"integrations"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
}


def unit_of(module: str) -> str:
    """Return the unit of ``policydsl.syntax.parser``: ``syntax``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                if module == "policydsl":
                    yield from (f"policydsl.{name.name}" for name in names)
                else:
                    yield module
            case ast.ImportFrom():
                yield "."


def forbidden(path: Path) -> list[str]:
    """Return the imports of a module that the table does not allow."""
    unit = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    wrong = []
    for module in imports(path):
        top = module.split(".")[0]
        if top == "policydsl":
            other = unit_of(module)
            is_name = other not in MAY_IMPORT and module.count(".") == 1
            allowed = is_name or other == unit or other in MAY_IMPORT[unit]
        else:
            allowed = top in sys.stdlib_module_names or unit in THIRD_PARTIES.get(
                top, set()
            )
        if not allowed:
            wrong.append(module)
    return wrong


MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_only_point_up(path: Path) -> None:
    assert forbidden(path) == []


def test_a_forbidden_import_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    (tmp_path / "runtime").mkdir()
    module = tmp_path / "runtime" / "clocks.py"
    module.write_text("import attrs\ndef f():\n    from policydsl.syntax import ast\n")
    assert forbidden(module) == ["attrs", "policydsl.syntax"]


def test_every_unit_is_in_the_table() -> None:
    units = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}
    assert units <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_word_of_chinese_is_in_python(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_docstring = id(node) in docstrings
            assert is_docstring or not CHINESE_WORD.search(node.value)
