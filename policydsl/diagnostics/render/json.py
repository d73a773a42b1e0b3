"""Findings as JSON, for other programs; the shape is stable."""

import json
from collections.abc import Mapping, Sequence

from policydsl.diagnostics.model import Diagnostic, Fix, Label, Severity
from policydsl.source import Span

# Goes up when a key goes away or changes its meaning; new keys do not count.
FORMAT_VERSION = 1


def render(
    diagnostics: Sequence[Diagnostic], more: Mapping[str, object] | None = None
) -> str:
    """Return one JSON object with all findings, in their order, and their number.

    ``more`` are further keys of the object.

    Offsets, lines and columns count code points; lines and columns start at 1,
    offsets at 0; an end is not inside.
    """
    found = {
        "version": FORMAT_VERSION,
        "diagnostics": [_finding(one) for one in diagnostics],
        "summary": {
            f"{severity.value}s": sum(
                one.code.severity is severity for one in diagnostics
            )
            for severity in Severity
        },
        **(more or {}),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _finding(diagnostic: Diagnostic) -> dict[str, object]:
    code = diagnostic.code
    return {
        "code": code.number,
        "slug": code.slug,
        "severity": code.severity.value,
        "message": diagnostic.message,
        **_label(diagnostic.primary),
        "related": [_label(one) for one in diagnostic.related],
        "help": diagnostic.help,
        "fixes": [_fix(one) for one in diagnostic.fixes],
    }


def _label(label: Label) -> dict[str, object]:
    return {"label": label.text, "place": _place(label.span)}


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "title": fix.title,
        "is_safe": fix.is_safe,
        "edits": [
            {"place": _place(edit.span), "replacement": edit.replacement}
            for edit in fix.edits
        ],
    }


def _place(span: Span) -> dict[str, object]:
    line, column = span.source.line_column(span.start)
    end_line, end_column = span.source.line_column(span.end)
    return {
        "path": span.source.path,
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }
