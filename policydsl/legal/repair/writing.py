"""What is to be written for one rule, and how that looks in the text of the policy."""

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from policydsl.legal.repair.model import Change
from policydsl.semantics import core
from policydsl.source import Source, Span
from policydsl.syntax import ast
from policydsl.syntax.formatter import format_document, phrase

# A clause of a rule: when it acts.
Clause = ast.If | ast.Unless | ast.Only
# Where a clause of a rule stands.
_INDENTED = "\n        "
_COMMENT = "#"


@frozen
class Notice:
    """A rule that does first what has to be done first, and the norm that asks it."""

    rule: ast.Rule
    norm: ast.RequireBefore


# Norms that a policy asks of all its rules.
Norm = ast.Forbid | ast.Limit | ast.RequireBefore
# One thing that is written: an act by whether it is done instead, or something new.
Part = bool | Clause | Norm | Notice


@frozen
class Writing:
    """What is to be written for one rule. ``acts``: what its acts become.

    An act is named by whether it is the one that is done instead of the other.
    """

    policy: core.Policy
    rule: core.Rule
    acts: Mapping[bool, ast.Act]
    clauses: tuple[Clause, ...] = ()
    norms: tuple[Norm, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that is written, each by itself."""
        return (*self.acts, *self.clauses, *self.norms, *self.notices)

    def without(self, part: Part) -> "Writing":
        """Return all the rest."""
        return self.only([one for one in self.parts if one is not part])

    def only(self, parts: list[Part]) -> "Writing":
        """Return nothing but these parts, in the order in which they were found."""
        kept = {id(one) for one in parts}
        return evolve(
            self,
            acts={k: one for k, one in self.acts.items() if id(k) in kept},
            clauses=tuple(one for one in self.clauses if id(one) in kept),
            norms=tuple(one for one in self.norms if id(one) in kept),
            notices=tuple(one for one in self.notices if id(one) in kept),
        )

    def act(self, *, instead: bool) -> ast.Act | None:
        """Return an act as it is to be; ``None`` if the rule has none."""
        if instead in self.acts:
            return self.acts[instead]
        done = self.rule.otherwise if instead else self.rule.act
        return None if done is None else done.node

    def changes(self) -> tuple[Change, ...]:
        """Return what changes in the text of the policy."""
        return tuple(one for part in self.parts for one in self._changes(part))

    def words(self) -> tuple[str, ...]:
        """Return what is new, for people, each in one line."""
        said = (one for part in self.parts for one in self._said(part))
        return tuple(" ".join(one.split()) for one in said)

    # --- one part -------------------------------------------------------------------

    def _changes(self, part: Part) -> Iterator[Change]:
        if isinstance(part, bool):
            yield self._act(part)
        elif isinstance(part, Notice):
            yield self._norm(part.norm)
            place = _start_of(self.rule.node)
            yield Change(place, f"{self._formatted(part.rule)}\n\n")
        elif isinstance(part, Clause):
            place = _end_of_line(_guards_end(self.rule.node))
            yield Change(place, f"{_INDENTED}{self._phrase(part)}")
        else:
            yield self._norm(part)

    def _said(self, part: Part) -> Iterator[str]:
        if isinstance(part, bool):
            yield self._phrase(self.acts[part])
        elif isinstance(part, Notice):
            yield self._phrase(part.norm)
            yield self._phrase(part.rule)
        else:
            yield self._phrase(part)

    def _phrase(self, node: ast.Node) -> str:
        policy = self.policy
        return phrase(node, policy.lexicon, policy.document.language)

    def _norm(self, norm: Norm) -> Change:
        """Return a norm beside the others, or below the header."""
        written = self._formatted(norm)
        last, is_beside = _before_norms(self.policy.document)
        is_short = is_beside and "\n" not in written
        return Change(_end_of_line(last), ("\n" if is_short else "\n\n") + written)

    def _formatted(self, sentence: ast.Sentence) -> str:
        """Return a sentence as the formatter writes it, with the lines it needs."""
        source = Source("", "")
        alone = evolve(
            self.policy.document,
            header=None,
            sentences=(sentence,),
            damaged=(),
            span=Span(source, 0, 0),
        )
        return format_document(alone, self.policy.lexicon).strip()

    def _act(self, is_instead: bool) -> Change:
        """Return an act with the line breaks that it has in its rule."""
        words, node = self._phrase(self.acts[is_instead]), self.rule.node
        old = self.rule.otherwise if is_instead else self.rule.act
        assert old is not None
        place, gap = old.node.span, _between(node.trigger.span, old.node.span)
        comments = _comments_in(place)
        if is_instead or comments or _COMMENT in gap:
            return Change(place, words + comments)
        trigger = self._phrase(node.trigger)
        bare = evolve(node, action=self.acts[is_instead], clauses=())
        _, found, rest = self._formatted(bare).partition(trigger)
        if not found or not " ".join(rest.split()).endswith(words):
            return Change(place, words)
        if rest.startswith(gap):
            return Change(place, rest.removeprefix(gap))
        return Change(Span(place.source, node.trigger.span.end, place.end), rest)


# --- places -----------------------------------------------------------------------


def _between(first: Span, second: Span) -> str:
    return first.source.text[first.end : second.start]


def _comments_in(span: Span) -> str:
    """Return the comments among words that are written anew, on lines below them."""
    lines = span.text.split("\n")
    found = [line[line.index(_COMMENT) :] for line in lines if _COMMENT in line]
    if not found:
        return ""
    return "".join(f"{_INDENTED}{one.rstrip()}" for one in found) + _INDENTED


def _guards_end(rule: ast.Rule) -> Span:
    """Return where the last clause ends that says when a rule acts, or its act."""
    guards = [one.span for one in rule.clauses if isinstance(one, Clause)]
    return max([rule.action.span, *guards], key=lambda span: span.end)


def _end_of_line(span: Span) -> Span:
    """Return the place behind a span, and behind a comment beside it."""
    text = span.source.text
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    rest = text[span.end : end].strip()
    at = end if rest.startswith(_COMMENT) else span.end
    return Span(span.source, at, at)


def _start_of(node: ast.Node) -> Span:
    """Return the place before a sentence, and before the comments above it."""
    text = node.span.source.text
    start = text.rfind("\n", 0, node.span.start) + 1
    while start and text[:start].rsplit("\n", 2)[-2].startswith(_COMMENT):
        start = text.rfind("\n", 0, start - 1) + 1
    return Span(node.span.source, start, start)


def _before_norms(document: ast.Document) -> tuple[Span, bool]:
    """Return after what a new norm is written, and whether that is a norm, too."""
    assert document.header is not None
    last, is_beside = document.header.span, False
    for sentence in document.sentences:
        if isinstance(sentence, ast.Rule | ast.Group):
            break
        last, is_beside = sentence.span, isinstance(sentence, ast.Norm)
    return last, is_beside
