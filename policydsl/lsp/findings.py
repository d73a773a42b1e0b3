"""Findings as an editor shows them."""

from lsprotocol import types

from policydsl.diagnostics.model import Diagnostic, Fix, Severity
from policydsl.loaded import Loaded
from policydsl.lsp.session import Session

SOURCE = "policydsl"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


def own(loaded: Loaded) -> list[Diagnostic]:
    """Return the findings in a document itself, and not in those that it uses."""
    return [
        one for one in loaded.diagnostics if one.primary.span.source is loaded.source
    ]


def as_shown(session: Session, found: Diagnostic) -> types.Diagnostic:
    """Return a finding with its places in units of the editor."""
    said = [found.message]
    if found.primary.text:
        said.append(found.primary.text)
    if found.help:
        said.append(found.help)
    return types.Diagnostic(
        range=session.range(found.primary.span),
        message="\n".join(said),
        severity=_SEVERITIES[found.code.severity],
        code=found.code.number,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(
                session.location(one.span), one.text or found.code.slug
            )
            for one in found.related
        ],
    )


def as_edit(session: Session, fix: Fix) -> types.WorkspaceEdit:
    """Return the edits of a fix, by document."""
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in fix.edits:
        shown = types.TextEdit(session.range(edit.span), edit.replacement)
        changes.setdefault(session.uri(edit.span.source), []).append(shown)
    return types.WorkspaceEdit(changes=changes)
