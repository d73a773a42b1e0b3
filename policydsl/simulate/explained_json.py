"""An explanation as JSON, with the fields under their own names."""

import json
from datetime import datetime

from policydsl.runtime.case import AnyEntry, Case
from policydsl.runtime.decision import Decision, PlannedAct
from policydsl.runtime.json import case_to_json, decision_to_json
from policydsl.simulate.explanation import Change, Explanation, Link


def explanation_to_json(found: Explanation) -> str:
    """Return an explanation as JSON; entries and acts as in cases and decisions."""
    table = {
        "rule": found.rule,
        "at": found.at.isoformat(),
        "state": found.reasons.state,
        "acts": [
            {
                "act": _act(one.act) if one.act is not None else None,
                "state": one.state,
                "chain": [_link(link) for link in one.chain],
            }
            for one in found.acts
        ],
        "earliest": _instant(found.earliest),
        "days_ahead": found.days_ahead,
        "about": found.about.isoformat(),
        "changes": [_change(one) for one in found.changes],
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def _instant(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None


def _link(link: Link) -> dict[str, object]:
    place = link.place
    return {
        "cause": link.cause,
        "clause": link.clause,
        "words": link.words,
        "document": place.document if place is not None else None,
        "line": place.line if place is not None else None,
        "column": place.column if place is not None else None,
        "since": _instant(link.since),
        "until": _instant(link.until),
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "effect": change.effect,
        "entry": _entry(change.entry),
        "due_at": _instant(change.due_at),
    }


def _entry(entry: AnyEntry) -> object:
    """Return an entry as it stands in the history of a case."""
    return json.loads(case_to_json(Case("", (entry,))))["history"][0]


def _act(act: PlannedAct) -> object:
    """Return an act as it stands in a decision."""
    decision = Decision(act.due_from, (act,), (), (), None)
    return json.loads(decision_to_json(decision))["acts"][0]
