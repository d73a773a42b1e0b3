"""Ignore comments: ``# policydsl: ignore[PD0610] reason``.

It is about the sentence in which it stands, or the next one, if it stands between two:
so it means the same however the lines of the sentence are broken. With ``file-ignore``
it is about the whole document.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from attrs import frozen

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Code, Diagnostic, Edit, Fix
from policydsl.diagnostics.selecting import can_be_ignored, codes_of, nearest
from policydsl.diagnostics.text import Text
from policydsl.source import Source, Span
from policydsl.syntax.cutting import Comment, Cut, cut

# Chinese marks are as good as others.
_OURS = re.compile(r"[#＃]\s*policydsl\s*[:：]")
_COMMENT = re.compile(
    r"[#＃]\s*policydsl\s*[:：]\s*(?P<kind>ignore|file-ignore)\s*"
    r"[\[［](?P<codes>[^\]］]*)[\]］]\s*(?P<reason>.*)"
)
_CODE = re.compile(r"[^\s,，、]+")


@frozen
class Ignore:
    """One code of a comment. ``place``: what it is about; ``whole`` is the comment.

    ``span`` are the words of the code, ``others`` how many codes stand beside it.
    """

    code: Code
    span: Span
    place: Span
    whole: Comment
    others: int

    def covers(self, found: Diagnostic) -> bool:
        """Whether a finding is of this code, and in this place."""
        span = found.primary.span
        if found.code.number != self.code.number or span.source != self.place.source:
            return False
        return any(
            self.place.start <= at <= self.place.end
            for at in (span.start, max(span.start, span.end - 1))
        )


@frozen
class Ignores:
    """The comments of a document, and what is wrong with them."""

    ignores: tuple[Ignore, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def ignores_in(source: Source) -> Ignores:
    """Return the ignore comments of a document."""
    if "policydsl" not in source.text:
        return Ignores()
    whole = cut(source)
    found: list[Ignore] = []
    wrong: list[Diagnostic] = []
    for comment in whole.comments:
        if not _OURS.match(comment.text):
            continue
        for one in _read(comment, source, whole):
            (found if isinstance(one, Ignore) else wrong).append(one)  # type: ignore[arg-type]
    return Ignores(tuple(found), tuple(wrong))


def _read(
    comment: Comment, source: Source, whole: Cut
) -> Iterator[Ignore | Diagnostic]:
    span = Span(source, comment.start, comment.end)
    match = _COMMENT.match(comment.text)
    if match is None:
        yield codes.BAD_IGNORE.at(
            span,
            "this comment cannot be understood",
            label="neither `ignore` nor `file-ignore`",
            help="write `# policydsl: ignore[PD0610] reason`",
        )
        return
    if not any(char.isalnum() for char in match["reason"]):
        yield codes.IGNORE_WITHOUT_REASON.at(
            span,
            "this comment does not say why, and ignores nothing",
            label="the reason is missing",
            help="say after the bracket why it is right as it is",
        )
        return
    named = list(_CODE.finditer(comment.text, match.start("codes"), match.end("codes")))
    if not named:
        yield codes.BAD_IGNORE.at(
            span,
            "this comment names no code",
            help="write `# policydsl: ignore[PD0610] reason`",
        )
    place = (
        Span(source, 0, len(source.text))
        if match["kind"] == "file-ignore"
        else _place(comment, source, whole)
    )
    for one in named:
        at = Span(source, comment.start + one.start(), comment.start + one.end())
        meant = codes_of(one.group())
        exact = [code for code in meant if one.group() in (code.number, code.slug)]
        if not exact:
            yield _unknown(at)
        elif not can_be_ignored(exact[0]):
            yield codes.BAD_IGNORE.at(
                at,
                Text("`{code}` cannot be ignored", code=at.text),
                label="keeps the document from being used",
                help="an error has to be mended",
            )
        else:
            yield Ignore(exact[0], at, place, comment, len(named) - 1)


def _unknown(at: Span) -> Diagnostic:
    guess = nearest(at.text)
    return codes.BAD_IGNORE.at(
        at,
        Text("there is no code `{code}`", code=at.text),
        help=Text("did you mean `{word}`?", word=guess)
        if guess
        else "name each code in full, such as `PD0610`",
    )


def _place(comment: Comment, source: Source, whole: Cut) -> Span:
    """Return the sentence that a comment is about."""
    ends = [sentence[-1].end for sentence in whole.sentences]
    at = bisect_left(ends, comment.start)
    if not comment.is_own_line:
        line = source.line_span(source.line_column(comment.start)[0])
        # What ends on the line of the comment is what it was written beside.
        if at and (at == len(ends) or whole.sentences[at][0].start > line.end):
            at -= 1
    if at == len(ends):
        return Span(source, comment.start, comment.end)
    return Span(source, whole.sentences[at][0].start, ends[at])


def unused(ignore: Ignore) -> Diagnostic:
    """Return the finding that a comment ignores nothing."""
    return codes.UNUSED_IGNORE.at(
        ignore.span,
        Text("`{code}` is ignored here, and is not found", code=ignore.span.text),
        label="not needed",
        help="leave it out; else it would hide what comes later",
        fixes=(_left_out(ignore),),
    )


def _left_out(ignore: Ignore) -> Fix:
    source = ignore.span.source
    if ignore.others:
        start, end = ignore.span.start, ignore.span.end
        text = source.text
        after = re.compile(r"\s*[,，、]\s*").match(text, end)
        if after:
            end = after.end()
        else:
            start = len(text[:start].rstrip().rstrip(",，、"))
        edit = Edit(Span(source, start, end), "")
        return Fix("leave the code out", (edit,), is_safe=True)
    comment = ignore.whole
    line = source.line_span(source.line_column(comment.start)[0])
    if comment.is_own_line:
        span = Span(source, line.start, min(line.end + 1, len(source.text)))
    else:
        before = source.text[line.start : comment.start]
        span = Span(source, line.start + len(before.rstrip()), comment.end)
    return Fix("leave the comment out", (Edit(span, ""),), is_safe=True)
