"""Programs that a test runs, of Node.js and others."""

import subprocess
from pathlib import Path


def run(*arguments: str, folder: Path, given: str | None = None) -> str:
    """Run a program and return its output; a failure fails the test."""
    done = subprocess.run(
        arguments,
        cwd=folder,
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
