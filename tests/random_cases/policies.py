"""Random policies, as the text that an author would write."""

from collections.abc import Callable, Sequence
from random import Random

from random_cases.groups import change_of, groups, names_of
from random_cases.items import before_rule, each_rule, of_items, rolled
from random_cases.moves import zone_words
from random_cases.people import each, instead
from random_cases.words import CLOCKS, EVENTS, ZONES, former

Line = str
# What only decisions know of the act of a rule.
_FATES = ("lapsed", "cancelled", "regretted")


def policy_text(r: Random) -> str:
    """Return a policy of one to five rules and up to three norms.

    Rules refer only to rules above them, so that no rule waits for itself. Half of
    the policies are crowded: their acts come often and compete for the same slots.
    """
    rules: list[str] = []
    holds: list[str] = []
    parts = [_header(r)]
    is_crowded = r.random() < 0.5
    # Now and then most of the rules hold measures, so that they can be stages.
    hold_chance = r.choice((0.15, 0.15, 0.6))
    for number in range(r.randint(1, 5)):
        name = f"rule_{number}"
        if r.random() < hold_chance:
            parts.append(_hold(r, name, rules, holds))
            holds.append(name)
        elif r.random() < 0.12:
            parts.append(before_rule(r, name))
            rules.append(name)
        elif r.random() < 0.15:
            parts.append(each_rule(r, name, rules))
            rules.append(name)
        elif is_crowded:
            parts.append(_crowding_rule(r, name, rules, holds))
            rules.append(name)
        else:
            parts.append(_rule(r, name, rules, holds))
            rules.append(name)
        if name in rules and r.random() < 0.2:
            parts[-1] += "\n        again after regret"
        if r.random() < 0.15:
            parts[-1] += f"\n        formerly {former(name)}"
    grouped = groups(r, rules, holds)
    parts += grouped
    more = names_of(grouped)
    parts += [_norm(r, rules, holds, more) for _ in range(r.choice((0, 1, 1, 2, 3)))]
    if is_crowded and rules:
        parts.append(f"limit {', '.join(rules)}: {_times(r)}")
    chance = 0.3
    while r.random() < chance:
        parts.append(_freeze(r, rules, holds))
        chance /= 2
    return "\n\n".join(parts) + "\n"


def _header(r: Random) -> str:
    until = r.choice(("", "", "", " until 2026-03-24"))
    lines = [
        'policy trial_policy "Trial"',
        "    version 1",
        f"    in force from {r.choice(('2026-01-01', '2026-03-10'))}{until}",
        "    uses trial",
        f"    zone {zone_words(r, r.choice(ZONES))}",
    ]
    if r.random() < 0.6:
        lines.append(f"    acts from {r.choice(('09:00', '02:30', '23:00'))}")
    lines.append("    business days of work days")
    if r.random() < 0.4:
        lines.append(f"    closes at {r.choice(('paid in full', 'dispute closed'))}")
    return "\n".join(lines)


def _freeze(r: Random, rules: Sequence[str], holds: Sequence[str]) -> str:
    clocks = r.choice((("overdue",), ("overdue",), ("overdue", "late"), CLOCKS[:4]))
    asked = r.choice(
        ("disputed", "disputed", "troubled", "risky", "risk is high", "listed")
    )
    if r.random() < 0.4:
        asked = _condition(r, rules, holds, 1)
    if r.random() < 0.3:
        clocks, asked = r.choice(
            (
                (("behind", "open"), r.choice(("disputed", "risk is high"))),
                (("kept",), "open amount less than 1.00 CNY"),
                (("kept",), "complained about"),
                (("kept",), "complained in 5 days"),
            )
        )
    day_before = r.choice(("", "", " from the day before"))
    return f"freeze {', '.join(clocks)} while {asked}{day_before}"


# --- rules ------------------------------------------------------------------


def _rule(r: Random, name: str, rules: Sequence[str], holds: Sequence[str]) -> str:
    trigger = _trigger(r, rules)
    if holds and r.random() < 0.3:
        change = change_of(r, holds)
        count = _count(r.randint(0, 3), "day")
        trigger = r.choice((f"when {change}", f"after {count} since {change}"))
    lines = [f"rule {name}", f"    {trigger}: {_act(r)}"]
    lines += _clauses(r, rules, holds)
    if r.random() < 0.15:
        lines.append(f"    otherwise {instead(r, lines[1], _act(r, to_one=True))}")
    return "\n".join([lines[0], lines[1], *("    " + line for line in lines[2:])])


def _crowding_rule(
    r: Random, name: str, rules: Sequence[str], holds: Sequence[str]
) -> str:
    """A rule that often has something to do."""
    clock = r.choice(
        ("overdue", "overdue", "overdue", "late", "since due date", "unreachable")
    )
    trigger = r.choice(
        (
            f"after {_count(r.randint(0, 3), 'day')} {clock}",
            f"every {_count(r.randint(1, 3), 'day')} from 0 days {clock}",
            f"every {r.randint(2, 30)} hours from 0 hours {clock}",
            f"after each of 1, {r.randint(2, 4)}, {r.randint(5, 9)} days {clock}",
        )
    )
    verb = r.choice(("remind borrower", "call borrower", "call emergency", "file suit"))
    if rules and r.random() < 0.25:
        verb = r.choice((verb, "file suit", "report to bureau"))
        trigger = (
            f"after {_count(r.choice((0, 0, 1)), 'day')} since {r.choice(rules)} done"
        )
    if r.random() < 0.15:
        verb = each(r)
    if r.random() < 0.3:
        verb += _with(r, verb)
    lines = [f"rule {name}", f"    {trigger}: {verb}"]
    if r.random() < 0.2:
        lines.append(f"        within {r.randint(1, 5)} days")
    if r.random() < 0.4:
        lines.append(f"        unless {_condition(r, rules, holds, 1)}")
    if r.random() < 0.4:
        lines.append(f"        only {_times(r)}")
    if r.random() < 0.3:
        lines.append(f"        only {_bound(r)}")
    lines.append(
        r.choice(("        late without limit", "        late at most 5 days"))
    )
    if r.random() < 0.15:
        lines.append(f"        otherwise {instead(r, verb, _act(r, to_one=True))}")
    return "\n".join(lines)


def _hold(r: Random, name: str, rules: Sequence[str], holds: Sequence[str]) -> str:
    measures = r.choice(("limit frozen", "flagged", "limit frozen and flagged"))
    lines = [
        f"rule {name}",
        f"    while {_condition(r, rules, holds, 1)}: hold {measures}",
    ]
    if r.random() < 0.3:
        lines.append(f"        unless {_condition(r, rules, holds, 1)}")
    return "\n".join(lines)


def _clauses(r: Random, rules: Sequence[str], holds: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for word, chance in (("if", 0.2), ("unless", 0.3)):
        while r.random() < chance:
            lines.append(f"    {word} {_condition(r, rules, holds, 1)}")
            chance /= 2
    chance = 0.4
    while r.random() < chance:
        lines.append(f"    only {_bound(r)}")
        chance /= 2
    if r.random() < 0.15:
        lines.append(f"    within {r.randint(1, 5)} days")
    if r.random() < 0.5:
        lines.append(
            r.choice(
                (
                    "    late without limit",
                    "    late without limit",
                    f"    late at most {_count(r.randint(0, 6), 'day')}",
                    f"    late at most {_count(r.randint(1, 3), 'business day')}",
                    f"    late at most {r.choice((5, 30))} hours",
                )
            )
        )
    if r.random() < 0.15:
        lines.append("    also for running cases")
    return lines


def _trigger(r: Random, rules: Sequence[str]) -> str:
    clock = _clock(r, rules)
    kind = r.randrange(10)
    if kind < 3:
        delay = _delay(r)
        is_days = "hour" not in delay and "minute" not in delay
        roll = f" {rolled(r)}" if is_days and r.random() < 0.2 else ""
        return f"after {delay} {clock}{roll}"
    if kind < 4:
        points = sorted(r.sample(range(15), r.randint(2, 4)))
        return f"after each of {', '.join(map(str, points))} days {clock}"
    if kind < 8:
        step = r.choice(
            (
                _count(r.randint(1, 4), "day"),
                _count(r.randint(1, 4), "day"),
                _count(r.randint(1, 4), "day"),
                "1 week",
                "2 business days",
                "1 month rounding down",
                "last day of month",
                "monday",
                "business days",
                "6 hours",
            )
        )
        unit = "hour" if step == "6 hours" else "day"
        first = r.randint(0, 4)
        until = ""
        if r.random() < 0.6:
            until = f" until {_count(first + r.randint(0, 14), unit)} {clock}"
        return f"every {step} from {_count(first, unit)} {clock}{until}"
    events = r.sample(EVENTS, r.choice((1, 1, 1, 2)))
    if rules and r.random() < 0.3:
        became = ("done", "delivered", "lapsed", "regretted", "cancelled")
        events[0] = f"{r.choice(rules)} {r.choice(became)}"
    return f"when {' or '.join(events)}"


def _clock(r: Random, rules: Sequence[str]) -> str:
    choice = r.random()
    if choice < 0.35:
        return "overdue"
    if choice < 0.6:
        return r.choice(CLOCKS)
    if choice < 0.8 and rules:
        became = ("done", "done", "done", "delivered", *_FATES)
        return f"since {r.choice(rules)} {r.choice(became)}"
    if choice < 0.85:
        return "since due date"
    return f"since {r.choice(EVENTS)}"


def _delay(r: Random) -> str:
    return r.choice(
        (
            _count(r.randint(0, 14), "day"),
            _count(r.randint(0, 14), "day"),
            _count(r.randint(1, 5), "business day"),
            _count(r.randint(1, 2), "week"),
            f"1 month rounding {r.choice(('down', 'up'))}",
            _count(r.choice((1, 5, 36)), "hour"),
            _count(r.choice((1, 45)), "minute"),
        )
    )


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


# How long an act lasts: some so long that no hours hold it.
_LENGTHS = (
    "",
    "",
    " for at most 10 minutes",
    " for at most 75 minutes",
    " for at most 9 hours",
    " ending by 22:00",
    " ending by 02:30",
    " for at most 45 minutes ending by 16:00",
)

# --- acts -------------------------------------------------------------------


def _act(r: Random, *, to_one: bool = False) -> str:
    verb = (
        each(r)
        if not to_one and r.random() < 0.15
        else r.choice(
            (
                "remind borrower",
                "call borrower",
                "call emergency",
                "contact emergency",
                "notify borrower",
                "visit borrower",
                "visit emergency",
                "report to bureau",
                "file suit",
            )
        )
    )
    if verb == "report to bureau":
        roles = ""
    elif verb == "file suit":
        dates = ("due date", "payday and due date")
        roles = r.choice(("", *(f" effective {date}" for date in dates)))
    elif verb.startswith("notify"):
        roles = r.choice((" by app about settlement", " about settlement", " by sms"))
    else:
        roles = r.choice(("", " by phone", " by app and sms", " by voice robot or sms"))
        roles += r.choice(("", " for demand", " for relay"))
        roles += r.choice(("", " disclosing nothing", " disclosing debt"))
    if "call " in verb or "visit " in verb:
        roles += r.choice(_LENGTHS)
    if verb.startswith("visit"):
        roles += r.choice(("", " with 1 visitor", " with 3 visitors"))
    return f"{verb}{_with(r, verb)}{roles}"


def _with(r: Random, verb: str) -> str:
    if r.random() < 0.5:
        return ""
    permissions = [
        " with approval of manager",
        " with approval of manager valid 5 days",
    ]
    if "borrower" in verb or "emergency" in verb or "each" in verb:
        permissions += [
            " with consent",
            " with written consent",
            " with consent valid 9 days",
        ]
    permissions.append(" with consent of borrower")
    return r.choice(permissions)


# --- conditions -------------------------------------------------------------


def _condition(
    r: Random, rules: Sequence[str], holds: Sequence[str], depth: int
) -> str:
    if depth and r.random() < 0.25:
        word = r.choice((" and ", " or "))
        parts = [_condition(r, rules, holds, 0) for _ in range(r.randint(2, 3))]
        return word.join(parts)
    if r.random() < 0.2:
        return f"not {_simple(r, rules, holds)}"
    return _simple(r, rules, holds)


def _simple(r: Random, rules: Sequence[str], holds: Sequence[str]) -> str:
    choices: tuple[Callable[[], str], ...] = (
        lambda: r.choice(CLOCKS),
        lambda: f"{_compared(r)} {_length(r)} {_clock(r, rules)}",
        lambda: f"{_compared(r)} {_length(r)} {_clock(r, rules)}",
        lambda: f"balance {_compared(r)} {r.choice(('1.00', '500', '5000'))} CNY",
        lambda: f"visits {_compared(r)} {_count(r.randint(1, 3), 'visitor')}",
        lambda: f"risk is {r.choice(('low', 'high', 'unknown', 'not low'))}",
        lambda: r.choice(("risk is not high", "risk is not unknown")),
        lambda: r.choice(("listed", "listed is no", "listed is unknown")),
        lambda: r.choice(("due date is unknown", "due date is 2026-03-05")),
        lambda: of_items(r),
        lambda: _permission(r),
        lambda: _happened(r, rules),
        lambda: _happened(r, rules),
        lambda: r.choice(holds) if holds else "disputed",
        lambda: change_of(r, holds) if holds else "disputed",
        lambda: (
            f"{_compared(r)} {_length(r)} since {change_of(r, holds)}"
            if holds
            else "disputed"
        ),
    )
    return choices[r.randrange(len(choices))]()


def _compared(r: Random) -> str:
    return r.choice(("at least", "at most", "less than", "more than"))


def _length(r: Random) -> str:
    return r.choice(
        (
            _count(r.randint(0, 9), "day"),
            _count(r.randint(1, 3), "business day"),
            _count(r.randint(1, 30), "hour"),
            "1 week",
            "1 month rounding up",
        )
    )


def _permission(r: Random) -> str:
    return r.choice(
        (
            "consent of borrower",
            "consent of emergency",
            "written consent of emergency for relay",
            "consent of borrower given to agency",
        )
    )


def _happened(r: Random, rules: Sequence[str]) -> str:
    event = r.choice(EVENTS)
    if rules and r.random() < 0.3:
        became = ("done", "done", "delivered", "failed", *_FATES)
        event = f"{r.choice(rules)} {r.choice(became)}"
    if r.random() < 0.3:
        event += f" at least {_count(r.randint(1, 3), 'time')}"
    elif r.random() < 0.2:
        event += f" on at least {_count(r.randint(1, 3), 'day')}"
    if r.random() < 0.25:
        event += f" during {r.choice(CLOCKS)}"
    elif r.random() < 0.35:
        event += f" in {_length(r)}"
    return event


# --- bounds and norms -------------------------------------------------------


def _bound(r: Random) -> str:
    kind = r.randrange(7)
    if kind < 2:
        hours = (
            "08:00 and 22:00",
            "10:00 and 16:00",
            "22:00 and 06:00",
            "01:45 and 03:00",
            "23:30 and 01:40",
        )
        days = r.choice(("", "", f" {_days(r)}"))
        whole = r.choice(("", " throughout"))
        return f"between {r.choice(hours)}{whole}{days}"
    if kind == 2:
        return _days(r)
    if kind == 3:
        return r.choice(
            (
                "outside agreed hours of borrower",
                "outside rest days of borrower",
                "outside quiet",
            )
        )
    return _times(r)


def _days(r: Random) -> str:
    days = r.choice(
        (
            "monday to friday",
            "monday, thursday",
            "business days",
            "free days",
            "last day of month",
            "2026-03-02 to 2026-03-15",
            "quiet",
            "the day before quiet",
        )
    )
    excluded = r.choice(
        ("", "", " except monday", " except the day before free days", " except quiet")
    )
    return f"on {days}{excluded}"


def _times(r: Random) -> str:
    span = r.choice(
        (
            "per day",
            "per month",
            "per case",
            "per week from monday",
            "per week from sunday",
            "in 3 days",
            "in 7 days",
            "in 30 days",
            "in 5 hours",
            "in 45 minutes",
            f"during {r.choice(CLOCKS)}",
        )
    )
    counting = r.choice(
        ("", "", "", " counting answered", " counting answered, rejected")
    )
    keys = r.choice(
        (
            "",
            "",
            " for each borrower",
            " for each person, instalment",
            " for each instalment",
        )
    )
    return f"{_count(r.choice((1, 1, 1, 2, 3)), 'time')} {span}{counting}{keys}"


def _require(r: Random, rules: Sequence[str], holds: Sequence[str]) -> str:
    """Return what a policy requires of itself, before an act or after an event."""
    acts = (
        "contact",
        "remind",
        "notify borrower",
        "call borrower",
        "contact for relay",
        "notify about settlement",
    )
    if r.random() < 0.5:
        event = r.choice(EVENTS)
        if rules and r.random() < 0.3:
            event = f"{r.choice(rules)} {r.choice(('done', 'failed', *_FATES))}"
        if holds and r.random() < 0.2:
            event = change_of(r, holds)
        return f"require {r.choice(acts)} within {_delay(r)} after {event}"
    later = r.choice(("report", "file suit", "call", "contact emergency", "remind"))
    length = r.choice(("", f" at least {_delay(r)}", f" at least {_delay(r)}"))
    return f"require {r.choice(acts)}{length} before {later}"


def _norm(
    r: Random, rules: Sequence[str], holds: Sequence[str], more: Sequence[str]
) -> str:
    patterns = [
        "contact",
        "contact third party",
        "call borrower",
        "call joint debtor",
        "contact guarantor",
        "visit with more than 2 visitors",
        "visit borrower at instalment",
        "call by phone",
        "contact for relay",
        "contact disclosing more than caller",
        "report",
    ]
    named = [*rules, *holds, *more, *more]
    if rules:
        patterns += [", ".join(r.sample(rules, r.randint(1, min(2, len(rules)))))] * 3
    guards = ""
    for word, chance in (("if", 0.45), ("unless", 0.4)):
        if r.random() < chance:
            condition = _condition(r, rules, holds, 1)
            if r.random() < 0.15:
                condition = r.choice(
                    (
                        "it is for relay",
                        "it is with at least 2 visitors",
                        "it is at instalment with less than 3 visitors",
                        "refused by recipient",
                        "consent of recipient",
                        "agreed hours of recipient is unknown",
                        "it is by phone",
                        "it is disclosing at most caller",
                    )
                )
            guards += f" {word} {condition}"
    if r.random() < 0.2:
        return _require(r, rules, holds)
    if r.random() < 0.5:
        pattern = r.choice([*patterns, *named])
        return f"forbid {pattern}{guards}"
    return f"limit {r.choice(patterns)}: {_bound(r)}{guards}"


def law_norm(r: Random) -> str:
    """Return a norm that a law may have: it knows of no rule."""
    kind = r.random()
    if kind < 0.12:
        least = r.choice(("", f"at least {_count(r.randint(0, 5), 'day')} "))
        later = r.choice(("report to bureau", "call borrower", "contact third party"))
        return f"require notify borrower {least}before {later}"
    return _norm(r, (), (), ())
