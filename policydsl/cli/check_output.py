"""What ``policydsl check`` prints: findings, their number, and what was checked."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from policydsl.checking.checked import Checked
from policydsl.checking.reporting import verdicts
from policydsl.cli import law
from policydsl.cli.output import counted, show
from policydsl.diagnostics.catalogue import in_language
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.render import terminal
from policydsl.diagnostics.text import Text, listed
from policydsl.driver import Loaded
from policydsl.syntax import ast

if TYPE_CHECKING:
    from policydsl.checking.baseline import Split

# So many findings are read by nobody; the other formats have all of them.
MOST_SHOWN = 100
_HEADERS = {
    ast.PolicyHeader: "policies",
    ast.LawHeader: "laws",
    ast.VocabularyHeader: "vocabularies",
}
_THINGS = {
    "policies": (Text("{number} policy"), Text("{number:,} policies")),
    "rules": (Text("{number} rule"), Text("{number:,} rules")),
    "laws": (Text("{number} law"), Text("{number:,} laws")),
    "vocabularies": (Text("{number} vocabulary"), Text("{number:,} vocabularies")),
    "scenarios": (Text("{number} scenario"), Text("{number:,} scenarios")),
}
_IGNORED = (
    Text("{number} finding is ignored by a comment"),
    Text("{number:,} findings are ignored by comments"),
)
_OF_LAW = (
    Text("{number} of them is about the law"),
    Text("{number:,} of them are about the law"),
)
_OLD = (
    Text("{number} finding is old."),
    Text("{number:,} findings are old."),
)
_GONE = (
    Text("{number} old finding is not there any more: write the baseline again."),
    Text("{number:,} old findings are not there any more: write the baseline again."),
)
_FIXABLE = (
    Text("{number} can be fixed with --fix."),
    Text("{number:,} can be fixed with --fix."),
)


def as_json(checked: Checked, split: "Split") -> None:
    """Print everything as one JSON object."""
    # Loaded late: most calls are for people.
    from policydsl.diagnostics.render import json

    more = {
        "checked": _counts(checked.loaded),
        "law": law.as_data(checked.proofs),
        "ignored": len(checked.reported.ignored),
        "old": len(split.old),
    }
    click.echo(json.render(split.new, more))


def concisely(findings: Sequence[Diagnostic]) -> None:
    """Print one line for each finding."""
    for one in findings:
        click.echo(terminal.concise(one))


def statistics(findings: Sequence[Diagnostic]) -> None:
    """Print how many findings there are of each code, the most first."""
    counts = Counter((one.code.number, one.code.slug) for one in findings)
    width = max((len(f"{number:,}") for number in counts.values()), default=0)
    for (number, slug), count in sorted(counts.items(), key=lambda one: (-one[1], one)):
        click.echo(f"{count:>{width},}  {number}  {slug}")


def in_full(checked: Checked, split: "Split", is_counted: bool, tells: bool) -> None:
    """Print findings as people read them, and what was checked.

    ``is_counted``: only how many there are of each code. ``tells``: every verdict.
    """
    language = terminal.language_of(one.language for one in checked.loaded)
    if is_counted:
        statistics(split.new)
    else:
        show(split.new[:MOST_SHOWN])
        if len(split.new) > MOST_SHOWN:
            more = Text("… and {number:,} more", number=len(split.new) - MOST_SHOWN)
            click.echo(in_language(more, language))
    if tells and checked.proofs:
        click.echo(f"{law.table(checked.proofs, language)}\n")
    click.echo(in_language(_closing(checked, split), language))


def _counts(loaded: Sequence[Loaded]) -> dict[str, int]:
    """Return how many things of each kind were checked."""
    counts = dict.fromkeys(_THINGS, 0)
    for one in loaded:
        counts["scenarios"] += len(one.scenarios)
        if one.document is None or one.document.header is None:
            continue
        counts[_HEADERS[type(one.document.header)]] += 1
        if isinstance(one.document.header, ast.PolicyHeader):
            sentences = one.document.sentences
            counts["rules"] += sum(isinstance(s, ast.Rule) for s in sentences)
    return counts


def _closing(checked: Checked, split: "Split") -> Text:
    """Say what was checked, and what was not."""
    counts = _counts(checked.loaded)
    things = [
        counted(*_THINGS[name], number) for name, number in counts.items() if number
    ]
    closing = Text(
        "{things}: {found}.",
        things=listed(things) or Text("nothing was checked"),
        found=terminal.summary(split.new),
    )
    lines = []
    fixable = sum(any(fix.is_safe for fix in one.fixes) for one in split.new)
    if fixable:
        lines.append(counted(*_FIXABLE, fixable))
    if split.old:
        lines.append(counted(*_OLD, len(split.old)))
    if split.gone:
        lines.append(counted(*_GONE, split.gone))
    if checked.reported.ignored:
        lines.append(_ignored(checked.reported.ignored))
    if counts["policies"]:
        lines.append(law.report(checked.proofs))
    for line in lines:
        closing = Text("{closing}\n{law}", closing=closing, law=line)
    return closing


def _ignored(ignored: Sequence[Diagnostic]) -> Text:
    """Say how many findings are ignored, and how many of them are about the law."""
    said = counted(*_IGNORED, len(ignored))
    of_law = verdicts(ignored)
    if not of_law:
        return Text("{things}.", things=said)
    return Text("{said}; {law}.", said=said, law=counted(*_OF_LAW, of_law))
