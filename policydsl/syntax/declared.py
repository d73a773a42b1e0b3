"""The names that a declaration introduces."""

from attrs import evolve

from policydsl.syntax import ast
from policydsl.syntax.ast import Sort


def names_of(sentence: ast.Declaration) -> tuple[tuple[ast.Name, Sort], ...]:
    """Return the names that a declaration introduces, values and levels included.

    Names in other languages are in this order.
    """
    match sentence:
        case ast.NounDeclaration(sort=sort, name=name):
            return ((name, sort),)
        case ast.DisclosureDeclaration(levels=levels):
            return tuple((level, Sort.LEVEL) for level in levels)
        case ast.ActDeclaration(name=name):
            return ((name, Sort.ACT),)
        case ast.FactDeclaration(name=name, type=kind):
            values = kind.values if isinstance(kind, ast.OneOf) else ()
            return ((name, Sort.FACT), *((value, Sort.VALUE) for value in values))
        case ast.EventDeclaration(name=name):
            return ((name, Sort.EVENT),)
        case ast.ClockDeclaration(name=name):
            return ((name, Sort.CLOCK),)
        case ast.CalendarDeclaration(name=name):
            return ((name, Sort.CALENDAR),)


def renamed(sentence: ast.Declaration, names: tuple[ast.Name, ...]) -> ast.Declaration:
    """Return a declaration with as many other names, in the order of its own."""
    match sentence:
        case ast.DisclosureDeclaration():
            return evolve(sentence, levels=names)
        case ast.FactDeclaration(type=ast.OneOf() as kind):
            return evolve(sentence, name=names[0], type=evolve(kind, values=names[1:]))
        case _:
            return evolve(sentence, name=names[0])
