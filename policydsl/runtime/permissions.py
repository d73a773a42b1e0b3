"""Whether a permission is in hand, and covers the act as it stands."""

from policydsl.runtime.case import PermissionChange
from policydsl.runtime.episodes import Episode
from policydsl.runtime.forms import RECIPIENT, InHand
from policydsl.runtime.sight import Question
from policydsl.runtime.values import has_passed


def in_hand(q: Question, wanted: InHand) -> bool:
    """Return whether one of the permissions is in hand for the act.

    What was withdrawn at the same instant or later is gone.
    """
    of = q.recipient if wanted.of == RECIPIENT else q.sight.person(wanted.of)
    changes = q.sight.permissions(of)
    lost = wanted.permissions | wanted.withdrawn_by
    withdrawn = [e.at for e in changes if not e.granted and e.permission in lost]
    last = withdrawn[-1] if withdrawn else None
    return any(
        e.granted
        and e.permission in wanted.permissions
        and (last is None or last < e.at)
        and _covers(q, e, wanted)
        and _is_valid(q, e, wanted)
        and not (wanted.is_for_one_act and _is_used_up(q, e, wanted))
        for e in changes
    )


def _covers(q: Question, e: PermissionChange, wanted: InHand) -> bool:
    """What the act leaves open may be anything, so only a wide grant covers it."""
    taker = q.sight.kind(e.given_to)
    if wanted.given_to is not None and taker not in wanted.given_to:
        return False
    if wanted.purpose is not None and e.purposes and wanted.purpose not in e.purposes:
        return False
    act = q.act
    if act is None:
        return True
    if e.purposes and act.purpose not in e.purposes:
        return False
    return not e.channels or (
        bool(act.channels) and set(act.channels).issubset(e.channels)
    )


def _is_valid(q: Question, e: PermissionChange, wanted: InHand) -> bool:
    if wanted.valid is None:
        return True
    given = Episode(e.id, q.sight.day_of(e.at), e.at, None)
    return not has_passed(q.sight, given, wanted.valid)


def _is_used_up(q: Question, e: PermissionChange, wanted: InHand) -> bool:
    """A permission for one act is used up by the first other act that needs it."""
    if e.occurrence is not None and e.occurrence != q.occurrence:
        return True
    rules = q.sight.program.rules
    for act in reversed(q.sight.acts()):
        if act.at < e.at:
            return False
        rule = rules.get(act.rule) if act.rule is not None else None
        if rule is None or rule.act is None or act.occurrence == q.occurrence:
            continue
        for need in rule.act.requirements:
            of = need.permission.of
            whose = act.audience if of == RECIPIENT else q.sight.person(of)
            is_same = not need.permission.permissions.isdisjoint(wanted.permissions)
            if is_same and whose in (e.of, None):
                return True
    return False
