"""What is offered to whoever wrote a policy, or why there is nothing to offer."""

from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.legal.repair import Repair


def fix(repair: Repair) -> Fix:
    """Return a repair to be chosen; whom a policy reaches, and when, nobody changes."""
    return Fix(
        Text("write {clauses}", clauses=listed(quoted(one) for one in repair.clauses)),
        tuple(Edit(one.span, one.words) for one in repair.changes),
        is_safe=False,
    )


def no_fix(*, is_unfinished: bool) -> Text:
    """Say why there is nothing to write against a breach."""
    if is_unfinished:
        return Text("no fix was found in time; give it more with `--proof-seconds`")
    return Text(
        "no fix: this policy has no words that keep the article and let all of its "
        "rules act"
    )
