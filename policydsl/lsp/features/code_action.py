"""Fixes: one for each way to mend a finding, and all safe ones at once."""

from collections.abc import Iterable

from lsprotocol import types

from policydsl.diagnostics.model import Diagnostic, Edit, Fix
from policydsl.lsp.feature import Feature
from policydsl.lsp.findings import as_edit, as_shown, own
from policydsl.lsp.session import Session

_FIX_ALL = types.CodeActionKind.SourceFixAll
_QUICK_FIX = types.CodeActionKind.QuickFix


async def answer(
    session: Session, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """Return what can be done about the findings that a range touches."""
    loaded = await session.loaded(params.text_document.uri)
    found = own(loaded)
    places = session.places(loaded.source)
    start = places.offset(params.range.start)
    end = places.offset(params.range.end)
    only = params.context.only
    actions: list[types.CodeAction] = []
    if _is_asked(_QUICK_FIX, only):
        for one in found:
            span = one.primary.span
            if span.start <= end and start <= span.end:
                actions += (_action(session, one, fix) for fix in one.fixes)
    if only and _is_asked(_FIX_ALL, only):
        everything = safe_together(found)
        if everything is not None:
            edit = as_edit(session, everything)
            actions.append(types.CodeAction(everything.title, _FIX_ALL, edit=edit))
    return actions


def safe_together(found: Iterable[Diagnostic]) -> Fix | None:
    """Return all safe fixes that do not overlap as one; the first ones win."""
    edits: list[Edit] = []
    for one in found:
        fix = next((fix for fix in one.fixes if fix.is_safe), None)
        if fix is not None and not any(_meet(a, b) for a in fix.edits for b in edits):
            edits += fix.edits
    # One title for all languages: editors show it nowhere.
    return Fix(SAFE_FIXES, tuple(edits), is_safe=True) if edits else None


SAFE_FIXES = "policydsl: --fix"


def _meet(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return a.source is b.source and a.start <= b.end and b.start <= a.end


def _is_asked(kind: types.CodeActionKind, only: Iterable[str] | None) -> bool:
    """Whether a kind of action is asked for: itself, or what it is part of."""
    if only is None:
        return True
    return any(kind == one or kind.startswith(f"{one}.") for one in only)


def _action(session: Session, found: Diagnostic, fix: Fix) -> types.CodeAction:
    return types.CodeAction(
        title=fix.title,
        kind=_QUICK_FIX,
        diagnostics=[as_shown(session, found)],
        is_preferred=fix.is_safe and fix is found.fixes[0],
        edit=as_edit(session, fix),
    )


FEATURE = Feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    answer,
    types.CodeActionOptions(code_action_kinds=[_QUICK_FIX, _FIX_ALL]),
)
