"""What is offered to whoever wrote a policy, or why there is nothing to offer."""

from collections.abc import Iterable

from policydsl.diagnostics.model import Edit, Fix
from policydsl.diagnostics.text import Text, listed, quoted
from policydsl.legal.repair import Repair
from policydsl.semantics import core
from policydsl.syntax import ast


def fix(repair: Repair) -> Fix:
    """Return a repair to be chosen; whom a policy reaches, and when, nobody changes."""
    return Fix(
        Text("write {clauses}", clauses=listed(quoted(one) for one in repair.clauses)),
        tuple(Edit(one.span, one.words) for one in repair.changes),
        is_safe=False,
    )


def no_fix(
    policy: core.Policy, laws: Iterable[core.Law], *, is_unfinished: bool
) -> Text:
    """Say why there is nothing to write against a breach of these laws."""
    if is_unfinished:
        return Text("no fix was found in time; give it more with `--proof-seconds`")
    own = _uses(policy.document)
    missing = dict.fromkeys(u for law in laws for u in _uses(law.document))
    lacked = [one for one in missing if one not in own]
    if lacked:
        return Text(
            "no fix in the words of this policy; the law has those of {vocabularies}",
            vocabularies=listed(quoted(one) for one in lacked),
        )
    return Text("no fix: nothing keeps the article and lets all rules act")


def _uses(document: ast.Document) -> list[str]:
    header = document.header
    assert isinstance(header, ast.PolicyHeader | ast.LawHeader)
    return [one.text for one in header.uses]
