"""What is wrong with a sentence before its grammar is looked at."""

from calendar import monthrange
from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.diagnostics.text import Text, either
from policydsl.source import Source, Span
from policydsl.syntax import ast, words
from policydsl.syntax.ast import Sort
from policydsl.syntax.builder import literals
from policydsl.syntax.called import a_document, one_called
from policydsl.syntax.lexer import Introduced, Known, Token

DEEPEST = 50
LARGEST = 100_000
_MOST_NEGATIONS = 10
_MOST_DIGITS_OF_MONEY = 15
_LAST_MINUTE = 24 * 60
_MONTHS = 12
# Nothing that is counted from days of these years leaves the years of a calendar.
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_HEADERS = ("VOCABULARY_WORD", "POLICY_WORD", "LAW_WORD")
# Which sentences stand in which kind of document, by their first words; what is
# in none of these may stand anywhere.
_ONLY_IN = {
    "ARTICLE": ("law",),
    "SCENARIO_WORD": ("scenario",),
    "RULE_WORD": ("policy",),
    "STAGES": ("policy",),
    "LADDER": ("policy",),
    "AFTER": ("policy",),
    "AFTER_EACH": ("policy",),
    "EVERY": ("policy",),
    "WHEN": ("policy",),
    "WHILE": ("policy",),
    "FORBID": ("policy",),
    "LIMIT": ("policy",),
    "REQUIRE": ("policy",),
    "FREEZE": ("vocabulary", "policy"),
    **{
        kind: ("vocabulary", "policy")
        for kind in words.shared().sorts
        if kind not in ("RULE_WORD", "STAGES", "LADDER", "ONE_OF")
    },
}


def literal(source: Source, tokens: list[Token], at: int) -> Diagnostic | None:
    """Return what is wrong with a date, a time or a number."""
    token = tokens[at]
    span = Span(source, token.start, token.end)
    match token.kind:
        case "DATE":
            return _date(span, token.text)
        case "TIME" if not _is_time(token.text, tokens[at - 1].kind if at else ""):
            return codes.NO_SUCH_DATE.at(
                span,
                Text("there is no time `{word}`", word=span.text),
                label="not a time of day",
                help="times run from `00:00` to `23:59`; `24:00` is an end only",
            )
        case "NUMBER" | "DECIMAL":
            before = tokens[at - 1].kind if at else ""
            if before == "VERSION" and not int(float(token.text)):
                return _no_version(span)
            is_money = at + 1 < len(tokens) and tokens[at + 1].kind == "CURRENCY"
            return _number(span, token, is_money)
    return None


def _date(span: Span, text: str) -> Diagnostic | None:
    year, month, day = (int(part) for part in text.split("-"))
    try:
        literals.day_of(text)
    except ValueError:
        help_text = Text("write the year, the month and the day: `2026-03-01`")
        if year and 1 <= month <= _MONTHS and day:
            last = monthrange(year, month)[1]
            help_text = Text(
                "the last day of that month is `{day}`",
                day=f"{year:04}-{month:02}-{last}",
            )
        return codes.NO_SUCH_DATE.at(
            span,
            Text("there is no day `{word}`", word=span.text),
            label="not in the calendar",
            help=help_text,
        )
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return codes.NO_SUCH_DATE.at(
        span,
        Text("the day `{word}` is too far away to count from it", word=span.text),
        label="too far away",
        help=Text(
            "name a day from the year {first} to the year {last}",
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        ),
    )


def _no_version(span: Span) -> Diagnostic:
    return codes.SENSELESS_NUMBER.at(
        span, "versions are counted from 1", label="not a version", help="write `1`"
    )


def _number(span: Span, token: Token, is_money: bool) -> Diagnostic | None:
    if is_money:
        is_small = len(token.text) <= _MOST_DIGITS_OF_MONEY
        most = Text("an amount has at most {most} digits", most=_MOST_DIGITS_OF_MONEY)
    else:
        is_decimal = token.kind == "DECIMAL"
        is_short = len(token.text) <= len(str(LARGEST))
        is_small = is_decimal or (is_short and int(token.text) <= LARGEST)
        most = Text("the largest number is {most}", most=LARGEST)
    if is_small:
        return None
    return codes.NUMBER_TOO_LARGE.at(
        Span(span.source, span.start, min(span.end, span.start + 40)),
        "the number is too large",
        label="too large",
        help=most,
    )


def own_language(span: Span, language: words.Language) -> Diagnostic:
    """Report words that are given in the language of their document."""
    return codes.SAID_TWICE.at(
        span,
        Text("the document is in {language} itself", language=language.title),
        label="the words before this are in that language",
        help="leave it out, or name another language",
    )


def stand_in(token: Token) -> Token:
    """Return a word of the same kind that can be read."""
    text = {"DATE": "2000-01-01", "TIME": "00:00"}.get(token.kind, "1")
    return token._replace(text=text)


def depth(source: Source, tokens: list[Token]) -> Diagnostic | None:
    """Report brackets that are nested too deep, or too many negations in a row."""
    open_brackets = negations = 0
    for token in tokens:
        negations = negations + 1 if token.kind == "NOT" else 0
        if token.kind == "LPAR":
            open_brackets += 1
        elif token.kind == "RPAR":
            open_brackets -= 1
        if open_brackets > DEEPEST:
            return codes.TOO_DEEP.at(
                Span(source, token.start, token.end),
                Text("brackets are nested more than {most} deep", most=DEEPEST),
                label="too deep",
                help="give a part of the condition a name, as a clock of its own",
            )
        if negations > _MOST_NEGATIONS:
            span = Span(source, token.start, token.end)
            return codes.TOO_DEEP.at(
                span,
                Text(
                    "`{word}` stands more than {most} times in a row",
                    word=span.text,
                    most=_MOST_NEGATIONS,
                ),
                label="one too many",
                help=Text(
                    "two of them undo each other; write one `{word}`, or none",
                    word=span.text,
                ),
            )
    return None


def misplaced(
    source: Source, tokens: list[Token], kind: str | None, is_first: bool
) -> Diagnostic | None:
    """Report a sentence that stands in the wrong kind of document."""
    first = tokens[0]
    span = Span(source, first.start, first.end)
    if first.kind in _HEADERS and not is_first:
        return codes.SECOND_HEADER.at(
            span,
            Text("`{word}` begins another document", word=span.text),
            label="a document has one header, its first sentence",
            help="move it to a file of its own",
        )
    wanted = _ONLY_IN.get(first.kind)
    if kind is None or wanted is None or kind in wanted:
        return None
    if kind == "law" and "policy" in wanted and first.kind not in words.shared().sorts:
        help_text = Text("in a law, norms stand in an article")
    else:
        help_text = Text("move it to {document}", document=a_document(wanted[0]))
    return codes.WRONG_DOCUMENT.at(
        span,
        Text(
            "a sentence with `{word}` cannot stand in {document}",
            word=span.text,
            document=a_document(kind),
        ),
        label=Text("belongs in {documents}", documents=either(map(a_document, wanted))),
        help=help_text,
    )


def misplaced_rule(rule: ast.Rule, kind: str) -> Diagnostic:
    """Say that a rule stands in another kind of document than a policy."""
    words_of_trigger = " ".join(rule.trigger.span.text.split())
    return codes.WRONG_DOCUMENT.at(
        rule.trigger.span,
        Text(
            "a sentence with `{word}` cannot stand in {document}",
            word=words_of_trigger,
            document=a_document(kind),
        ),
        label="belongs in a policy",
        help="in a law, norms stand in an article"
        if kind == "law"
        else "move it to a policy",
    )


def no_header(first: Span, language: str, suffix: str) -> Diagnostic:
    """Report a document that begins with a sentence of another kind than a header.

    ``suffix`` is that of its file, such as ``.policy``, or something else.
    """
    spelled = words.load_language(language).spelling
    headers = {
        f".{document}": Text("`{word} NAME`", word=spelled(kind))
        for kind, document in words.shared().documents.items()
        if kind in _HEADERS
    }
    wanted = headers.get(suffix) or either(headers.values())
    return codes.NO_HEADER.at(
        first,
        Text("the document begins with `{first}`, and has no header", first=first.text),
        label="the header is missing before this",
        help=Text("begin the document with {wanted}", wanted=wanted),
    )


def sentence_as_name(
    source: Source, name: Introduced, language: words.Language
) -> Iterator[Diagnostic]:
    """Report ``lender must offer plan``, where the name would be all that follows."""
    if language.names.ends_at_space or name.sort is Sort.RULE:
        return
    first = name.text.split(maxsplit=1)[0]
    for kind in language.refused:
        if first in language.keywords[kind]:
            yield codes.NOTHING_PERMITS.at(
                Span(source, name.start, name.start + len(first)),
                Text("`{first}` is no word of the language", first=first),
                label="this sentence would introduce a name",
                help=Text(
                    "begin with `{forbid}`, `{limit}` or `{require}`",
                    forbid=language.spelling("FORBID"),
                    limit=language.spelling("LIMIT"),
                    require=language.spelling("REQUIRE"),
                ),
            )


def introduced(
    source: Source, name: Introduced, taken: Known | None
) -> Iterator[Diagnostic]:
    """Report a name that is a keyword, or a rule's name that is a term."""
    if taken is None:
        return
    span = Span(source, name.start, name.end)
    line_start = source.text.rfind("\n", 0, name.start) + 1
    if taken.sort is None and not source.text[line_start : name.start].strip():
        yield codes.NAME_IS_KEYWORD.at(
            span,
            Text("the name is missing before `{word}`", word=span.text),
            label="a word of the language, not a name",
            help="write a name at the end of the line above",
        )
    elif taken.sort is None:
        yield codes.NAME_IS_KEYWORD.at(
            span,
            Text("`{word}` is a word of the language", word=span.text),
            label="cannot be a name",
            help="choose another name",
        )
    elif name.sort is Sort.RULE and taken.sort is not Sort.RULE:
        line = source.text[name.start :].partition("\n")[0].rstrip()
        if line != span.text and line.replace(" ", "").isalnum():
            yield several_words(Span(source, name.start, name.start + len(line)))
            return
        other = f"{span.text}_rule"
        yield codes.NAME_IS_TAKEN.at(
            span,
            Text(
                "`{word}` is {sort} already",
                word=span.text,
                sort=one_called(taken.sort),
            ),
            label="one word stands for one thing",
            help=Text("call the rule something else, such as `{other}`", other=other),
            fixes=(Fix(Text("call it `{other}`", other=other), (Edit(span, other),)),),
        )


def capitals(span: Span, spelled: str) -> Diagnostic:
    """Report a word of the language that is written in capitals."""
    return codes.UNKNOWN_WORD.at(
        span,
        Text("unknown word `{word}`", word=span.text),
        label="words of the language have small letters",
        help=Text("did you mean `{word}`?", word=spelled),
        fixes=(Fix(Text("write `{better}`", better=spelled), (Edit(span, spelled),)),),
    )


def several_words(span: Span) -> Diagnostic:
    """Report the name of a rule that is more than one word."""
    name = "_".join(span.text.split())
    return codes.UNEXPECTED_WORD.at(
        span,
        "the name of a rule is one word",
        label="several words",
        help=Text(
            "write `{name}`, or the words in quotation marks after the name", name=name
        ),
        fixes=(Fix(Text("write `{better}`", better=name), (Edit(span, name),)),),
    )


def _is_time(text: str, before: str) -> bool:
    minutes = literals.minutes_of(text)
    is_minute = int(text.split(":")[1]) < 60
    # The end of a day ends hours; it begins nothing.
    is_end = minutes == _LAST_MINUTE and before in ("AND", "UP_TO")
    return is_minute and (minutes < _LAST_MINUTE or is_end)
