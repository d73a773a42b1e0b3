"""What is different between two texts of one document."""

import difflib
import re

# Not what only Python takes for the end of a line.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def unified(before: str, after: str, name: str) -> str:
    """Return a unified diff that `patch` can apply; empty if the texts are the same."""
    found = difflib.unified_diff(
        _LINES.findall(before), _LINES.findall(after), name, name
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in found
    )
