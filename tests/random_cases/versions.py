"""Random versions of a policy: each is the one before, with a few things changed."""

import re
from datetime import date, timedelta
from random import Random

FIRST, LAST = date(2026, 3, 3), date(2026, 3, 20)
_IN_FORCE = re.compile(r"in force from (\S+?)(?: until (\S+))?$", re.MULTILINE)
_RULE = re.compile(r"^rule (\w+)$", re.MULTILINE)
_NUMBER = re.compile(r"(?<=[ ,])\d{1,2}(?= days?\b| hours?\b| times?\b|,)")


def versions_of(r: Random, text: str) -> list[str]:
    """Return the texts of two or three versions, the given one first."""
    found = [text]
    for _ in range(r.choice((1, 1, 1, 2))):
        after = _next(r, found[-1], len(found) + 1)
        if after is None:
            break
        found[-1], later = after
        found.append(later)
    return found


def _next(r: Random, text: str, number: int) -> tuple[str, str] | None:
    """Return a version that is followed, and the one that follows it."""
    known = _IN_FORCE.search(text)
    assert known is not None
    begin = max(date.fromisoformat(known[1]) + timedelta(days=1), FIRST)
    if begin >= LAST:
        return None
    first = begin + timedelta(days=r.randint(0, (LAST - begin).days))
    last = first - timedelta(days=r.choice((1, 1, 1, 3)))
    is_open = r.random() < 0.6 or last < date.fromisoformat(known[1])
    until = "" if is_open else f" until {last}"
    before = _IN_FORCE.sub(f"in force from {known[1]}{until}", text)
    later = re.sub(r"version \d+", f"version {number}", text)
    later = _IN_FORCE.sub(f"in force from {first}", later)
    return before, _changed(r, later, number)


def _changed(r: Random, text: str, number: int) -> str:
    header, *parts = text.rstrip("\n").split("\n\n")
    kept = [_other_number(r, one) for one in parts if r.random() < 0.88]
    text = "\n\n".join([header, *kept]) + "\n"
    for name in _RULE.findall(text):
        if r.random() < 0.3:
            text = _renamed(r, text, name, f"{name}_{number}")
        elif f"formerly {name.rsplit('_', 1)[0]}\n" in text and r.random() < 0.5:
            text = text.replace(f"\n        formerly {name.rsplit('_', 1)[0]}\n", "\n")
    return text


def _other_number(r: Random, sentence: str) -> str:
    if r.random() < 0.7:
        return sentence
    places = list(_NUMBER.finditer(sentence))
    if not places:
        return sentence
    one = r.choice(places)
    number = str(max(int(one[0]) + r.choice((-2, -1, 1, 2)), 2))
    return sentence[: one.start()] + number + sentence[one.end() :]


def _renamed(r: Random, text: str, name: str, other: str) -> str:
    """Give a rule another name, mostly with a word of the one that it had."""
    text = re.sub(rf"\b{name}\b", other, text)
    if r.random() < 0.2:
        return text
    begin = text.index(f"rule {other}\n")
    end = text.find("\n\n", begin)
    sentence = text[begin:end] if end >= 0 else text[begin:].rstrip("\n")
    bare = re.sub(r"\n +formerly \w+", "", sentence)
    changed = f"{bare}\n        formerly {name}"
    return text.replace(sentence, changed)
