"""Documents in colour, wherever Pygments is used: ``pygmentize``, Sphinx, MkDocs."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
)

from policydsl.syntax import words
from policydsl.syntax.colouring import Colour, coloured

# As Pygments has it: a tuple of names that grows from the left.
_Type = Any
_TYPES: dict[Colour, _Type] = {
    Colour.SENTENCE: Keyword.Declaration,
    Colour.CLAUSE: Keyword,
    Colour.CONDITION: Operator.Word,
    Colour.JOINING: Keyword.Reserved,
    Colour.CONSTANT: Keyword.Constant,
    Colour.UNIT: Keyword.Type,
    Colour.OUTCOME: Keyword.Constant,
    Colour.TYPE: Keyword.Type,
    Colour.NUMBER: Number,
    Colour.DATE: Literal.Date,
    Colour.TEXT: String,
    Colour.NAME: Name.Class,
    Colour.TERM: Name.Variable,
    Colour.MARK: Punctuation,
    Colour.COMMENT: Comment.Single,
    Colour.UNKNOWN: Name,
}


class PolicyLexer(Lexer):
    """Policies, laws, vocabularies and scenarios, in every language.

    Terms have a colour of their own where the same text introduces them.
    """

    name = "policydsl"
    aliases: ClassVar[list[str]] = ["policydsl"]
    filenames: ClassVar[list[str]] = [
        f"*.{kind}" for kind in words.shared().documents.values()
    ]

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _Type, str]]:
        """Yield the place, the type and the text of each piece, blanks among them."""
        at = 0
        for piece in coloured(text):
            if at < piece.start:
                yield at, Whitespace, text[at : piece.start]
            yield piece.start, _TYPES[piece.colour], text[piece.start : piece.end]
            at = piece.end
        if at < len(text):
            yield at, Whitespace, text[at:]
