"""Sentences for people, which can be said in every language that has a catalogue.

The words stay in the code, in English, as templates with named gaps; a catalogue
has the translation of each template.
"""

from collections.abc import Iterable, Mapping


class Text(str):
    """A template whose gaps are filled; as a string, it is in English.

    A value that is a text itself is said in the same language. Any other value is
    shown as it is: words of an author are never translated.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> "Text":
        """Return the template with its gaps filled; braces in values mean nothing.

        Raises:
            KeyError: If a gap is not filled.
        """
        text = super().__new__(cls, template.format(**values) if values else template)
        text.template = template
        text.values = values
        return text


def say(text: str, catalogue: Mapping[str, str]) -> str:
    """Return a text in the words of a catalogue, or in English where it has none.

    A plain string is a template without gaps.
    """
    if not isinstance(text, Text):
        return catalogue.get(text, text)
    template = catalogue.get(text.template, text.template)
    if not text.values:
        return template
    values = {
        name: say(value, catalogue) if isinstance(value, Text) else value
        for name, value in text.values.items()
    }
    return template.format(**values)


def quoted(words: str) -> Text:
    """Return words of an author between the marks of a language."""
    return Text("`{words}`", words=words)


def listed(members: Iterable[str]) -> str:
    """Return texts one after the other: ``a, b, c``; empty if there are none."""
    every = list(members)
    if not every:
        return ""
    found = every[0]
    for member in every[1:]:
        found = Text("{members}, {member}", members=found, member=member)
    return found


def either(members: Iterable[str]) -> str:
    """Return texts of which one is meant: ``a, b or c``; there is at least one."""
    *others, last = members
    if not others:
        return last
    return Text("{members} or {member}", members=listed(others), member=last)


def all_of(members: Iterable[str]) -> str:
    """Return texts which are all meant: ``a, b and c``; there is at least one."""
    *others, last = members
    if not others:
        return last
    return Text("{members} and {member}", members=listed(others), member=last)
