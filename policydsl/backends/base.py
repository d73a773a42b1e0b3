"""What a back end is: a policy, ready to be run, written as text for somebody."""

from collections.abc import Callable, Mapping

from attrs import field, frozen

from policydsl.semantics import core


@frozen
class Options:
    """What the caller may choose; a back end reads what concerns it.

    ``format`` is one of the back end's formats, empty for its first. ``language``
    is the key of a table of words. ``of``: which part is wanted. ``width`` is in
    columns of a terminal.
    """

    format: str = ""
    language: str = "en"
    of: str = "all"
    width: int = 100


@frozen
class Backend:
    """One target of a build.

    ``formats`` maps the name of each format to the suffix of its files; the first
    is the default.
    """

    name: str
    formats: Mapping[str, str]
    emit: Callable[[core.Policy, Options], str] = field(repr=False)
