"""Random stages and ladders, and what is said of measures."""

from collections.abc import Sequence
from random import Random


def groups(r: Random, rules: Sequence[str], holds: Sequence[str]) -> list[str]:
    """Return stages and ladders of rules, in the order in which they stand.

    A measure refers only to measures above it, and the worse stages come first.
    """
    found: list[str] = []
    if len(holds) > 1 and r.random() < 0.7:
        number = r.randint(2, len(holds))
        some = [holds[at] for at in sorted(r.sample(range(len(holds)), number))]
        found.append(f"stages status: {', '.join(some)}")
    if len(rules) > 1 and r.random() < 0.3:
        some = r.sample(list(rules), r.randint(2, len(rules)))
        found.append(f"ladder rungs: {', '.join(some)}")
    return found


def names_of(groups: Sequence[str]) -> list[str]:
    """Return the names of groups."""
    return [text.split()[1].removesuffix(":") for text in groups]


def change_of(r: Random, holds: Sequence[str]) -> str:
    """Return an event: a measure came to be held, or ceased to be."""
    return f"{r.choice(holds)} {r.choice(('begun', 'begun', 'ended'))}"
