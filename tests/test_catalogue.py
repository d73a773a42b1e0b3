"""Everything that is said of a document can be said in every language.

A template is what ``Text`` is made of, or what stands where a finding says
something; each has its translation, with the same gaps, in every catalogue.
"""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydsl.diagnostics.catalogue import catalogue, languages
from policydsl.runtime.decision import Cause, State
from policydsl.syntax import words
from policydsl.syntax.ast import Outcome
from policydsl.syntax.called import every_name

PACKAGE = Path(__file__).parents[1] / "policydsl"
# What is said of something that has a name in the code, and not by its words.
NAMED = {
    *every_name(tuple(words.shared().documents.values())),
    *(one.value for kind in (State, Cause, Outcome) for one in kind),
}
# Gaps for a word that stands elsewhere in another language, or is not needed.
LEFT_OUT = {"`{by} {both}` uses both; `{by} {either}` the first that works": {"by"}}
SAID_BY_KEYWORD = {"label", "help", "title", "message", "text"}


def sayings(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what a module says to people: message, label, help, title."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(ast.Attribute(ast.Name("codes")), "at"):
                places = node.args[1:2]
            case ast.Attribute(ast.Name("code"), "at"):
                places = node.args[1:2]
            case ast.Name("Label"):
                places = node.args[1:2]
            case ast.Name("Fix"):
                places = node.args[:1]
            case _:
                continue
        yield from places
        yield from (k.value for k in node.keywords if k.arg in SAID_BY_KEYWORD)


def branches(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what an expression can come to."""
    match node:
        case ast.IfExp(_, body, orelse):
            yield from branches(body)
            yield from branches(orelse)
        case ast.BoolOp(_, values):
            for value in values:
                yield from branches(value)
        case _:
            yield node


def templates(tree: ast.AST) -> set[str]:
    """Return the templates of a module."""
    texts = [
        node.args[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Text"
        and node.args
    ]
    return {
        branch.value
        for place in (*sayings(tree), *texts)
        for branch in branches(place)
        if isinstance(branch, ast.Constant) and isinstance(branch.value, str)
    } - {""}


def gaps(template: str) -> set[str]:
    """Return the named gaps of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in MODULES
}
USED = {template for tree in TREES.values() for template in templates(tree)} | NAMED


@pytest.mark.parametrize("language", languages())
def test_every_template_has_a_translation(language: str) -> None:
    missing = {
        template: module
        for module, tree in TREES.items()
        for template in templates(tree)
        if template not in catalogue(language)
    }
    assert missing == {}
    assert catalogue(language).keys() >= NAMED


@pytest.mark.parametrize("language", languages())
def test_no_translation_is_left_over(language: str) -> None:
    assert set(catalogue(language)) - USED == set()


@pytest.mark.parametrize("language", languages())
def test_translations_have_the_gaps_of_their_templates(language: str) -> None:
    wrong = {
        template
        for template, said in catalogue(language).items()
        if gaps(said) != gaps(template) - LEFT_OUT.get(template, set())
    }
    assert wrong == set()


def test_every_language_but_that_of_the_code_has_a_catalogue() -> None:
    assert set(languages()) == set(words.language_keys()) - {"en"}


@pytest.mark.parametrize("module", TREES)
def test_nothing_is_said_in_words_that_nobody_could_translate(module: str) -> None:
    joined = [
        ast.unparse(branch)
        for place in sayings(TREES[module])
        for branch in branches(place)
        if isinstance(branch, ast.JoinedStr | ast.BinOp)
    ]
    assert joined == []
