"""``policydsl build``: a policy as a file of another kind."""

from pathlib import Path

import click

from policydsl.cli.inputs import POLICY, language_for, language_option, policy_of
from policydsl.cli.output import write


@click.command("build")
@click.argument("policy", type=POLICY)
@click.option("--target", required=True, metavar="TARGET", help="Such as python.")
@click.option(
    "--format",
    "output_format",
    default="",
    help="One of the target's, if it has several.",
)
@language_option
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file.")
def command(
    policy: Path,
    target: str,
    output_format: str,
    language: str | None,
    output: Path | None,
) -> int:
    """Compile a policy to a file of another kind.

    Without a file, the text is printed. A file is written whole, or not at all.
    """
    from policydsl.backends import BACKENDS
    from policydsl.backends.base import Options

    backends = {one.name: one for one in BACKENDS}
    if target not in backends:
        known = ", ".join(backends)
        raise click.BadParameter(
            f"`{target}` is none of: {known}", param_hint="--target"
        )
    backend = backends[target]
    if output_format and output_format not in backend.formats:
        known = ", ".join(backend.formats)
        raise click.BadParameter(
            f"`{output_format}` is none of: {known}", param_hint="--format"
        )
    compiled = policy_of(policy)
    options = Options(output_format, language=language_for(compiled, language))
    write(backend.emit(compiled, options), output)
    return 0
