"""What a rule does to each of several: which acts belong together, and are all done."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from policydsl.runtime.case import ActDone
from policydsl.runtime.program import Rule
from policydsl.runtime.sight import Sight, id_for_all, main_id

# What has become of a rule only when it has become of the acts to all.
OF_ALL = frozenset({"done", "delivered"})
_T = TypeVar("_T")


def group_of(rule: Rule, act: ActDone) -> str | None:
    """Return what acts of a rule have in common that it does to each of several.

    To one only, an act is a group of its own. Nobody knows of which group an act is
    that was done by hand and names no occurrence.
    """
    if rule.act is None or rule.act.each is None:
        return act.id
    return None if act.occurrence is None else id_for_all(main_id(act.occurrence))


def when_all(
    sight: Sight, rule: Rule, found: Iterable[tuple[ActDone, _T]]
) -> Iterator[_T]:
    """Yield what completes a group: then it has become of the acts to all."""
    each = None if rule.act is None else rule.act.each
    people = frozenset() if each is None else frozenset(sight.people(each))
    reached: dict[str, set[str]] = {}
    for act, one in found:
        group = group_of(rule, act)
        if group is None or act.audience is None or act.audience not in people:
            continue
        those = reached.setdefault(group, set())
        if act.audience not in those:
            those.add(act.audience)
            if len(those) == len(people):
                yield one
