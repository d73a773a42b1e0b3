"""``policydsl explain``: what the code of a finding means."""

import re
from pathlib import Path

import click

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Code
from policydsl.diagnostics.suggest import did_you_mean

_PLACES = (
    Path(__file__).parents[1] / "_diagnostics",  # in a wheel
    Path(__file__).parents[2] / "docs" / "diagnostics",  # in a checkout
)
# What is for the builder of the docs, and says nothing to a reader.
_FOR_THE_BUILD = re.compile(r"^(\.\. [\w:-]+::.*|   :\w+:.*|\.\. _.*:)\n", re.MULTILINE)
_INLINE = re.compile(r"``(.+?)``")


@click.command("explain")
@click.argument("code", metavar="CODE")
def command(code: str) -> int:
    """Explain the code of a finding, such as PD0904."""
    known = {one.number: one for one in codes.ALL} | {
        one.slug: one for one in codes.ALL
    }
    found = known.get(code.upper()) or known.get(code.lower())
    if found is None:
        if code.upper() in codes.RETIRED:
            raise click.UsageError(f"`{code}` is not reported any more")
        guess = did_you_mean(code.upper(), known) or did_you_mean(code.lower(), known)
        raise click.UsageError(
            f"there is no code `{code}`" + (f"; {guess}" if guess else "")
        )
    click.echo(page_text(found))
    return 0


def page_text(code: Code) -> str:
    """Return the page of a code as plain text, or its summary if it has no page."""
    for place in _PLACES:
        page = place / f"{code.number}-{code.slug}.rst"
        if page.is_file():
            text = _FOR_THE_BUILD.sub("", page.read_text(encoding="utf-8"))
            text = _INLINE.sub(r"`\1`", text)
            return re.sub(r"\n{3,}", "\n\n", text).strip()
    return f"{code.number} {code.slug}\n\n{code.summary}"
