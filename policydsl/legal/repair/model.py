"""What is offered to be written."""

from attrs import frozen

from policydsl.source import Span


@frozen
class Change:
    """Words in place of others; an empty span is where they are put in."""

    span: Span
    words: str


@frozen
class Repair:
    """What makes a rule lawful under articles that it broke.

    ``clauses``: the words that are new, for people; ``articles`` by their names.
    """

    rule: str
    articles: tuple[str, ...]
    clauses: tuple[str, ...]
    changes: tuple[Change, ...]


@frozen
class Mended:
    """What was found. ``unfinished``: the rules and articles for which time was short.

    Without a repair and not unfinished are those for which there are no words.
    """

    repairs: tuple[Repair, ...]
    unfinished: frozenset[tuple[str, str]]
