"""What became of a document, and of the versions of a policy together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from policydsl.diagnostics.catalogue import translated
from policydsl.diagnostics.model import Diagnostic
from policydsl.diagnostics.render import terminal
from policydsl.semantics import core
from policydsl.semantics.linked import linked
from policydsl.semantics.lowering.versions import check_versions
from policydsl.source import Source
from policydsl.syntax import ast
from policydsl.syntax.lexicon import Lexicon
from policydsl.vocabulary.model import Vocabulary

if TYPE_CHECKING:
    from policydsl.backends.python import Compiled


class PolicyError(Exception):
    """A policy was to be compiled that has errors; its text shows them."""


@frozen
class Loaded:
    """A document and what became of it.

    ``diagnostics`` are those of the document and of every document that it uses;
    what an error kept from being made is ``None``. ``policies`` are those that the
    scenarios of the document are about, by name.
    """

    source: Source
    document: ast.Document | None = field(default=None, repr=False)
    lexicon: Lexicon | None = field(default=None, repr=False)
    vocabulary: Vocabulary | None = field(default=None, repr=False)
    policy: core.Policy | None = field(default=None, repr=False)
    law: core.Law | None = field(default=None, repr=False)
    scenarios: tuple[ast.Scenario, ...] = field(default=(), repr=False)
    policies: Mapping[str, core.Policy] = field(factory=dict, repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def path(self) -> str:
        """The path of the document, as it is shown to people."""
        return self.source.path

    @property
    def language(self) -> str:
        """The key of the document's language; empty if it could not be opened."""
        if self.document is not None:
            return self.document.language
        own = (d for d in self.diagnostics if d.primary.span.source is self.source)
        return next((d.language for d in own), "")

    @property
    def has_errors(self) -> bool:
        """Whether anything keeps the document from being used."""
        return any(one.is_error for one in self.diagnostics)

    def compile(self) -> "Compiled":
        """Return the policy as a callable ``decide(case, at)``.

        Its ``start(case)`` returns a state of a case, which is told one entry at a
        time.

        Raises:
            PolicyError: If there are errors, or the document is not a policy.
        """
        if self.has_errors:
            errors = [one for one in self.diagnostics if one.is_error]
            raise PolicyError(f"the policy has errors\n\n{terminal.render(errors)}")
        if self.policy is None:
            raise PolicyError(f"`{self.path}` is not a policy")
        # Loaded late: most commands never compile.
        from policydsl.backends.python import compile_policy

        return compile_policy(self.policy)


def compile_versions(versions: Iterable[Loaded]) -> "Compiled":
    """Return the versions of one policy as a callable ``decide(case, at)``.

    The version decides that is in force at the instant that is asked about.

    Raises:
        PolicyError: If there are errors, or it is not one policy.
    """
    every = tuple(versions)
    names = {one.policy.name for one in every if one.policy is not None}
    if len(names) > 1:
        raise PolicyError(f"several policies: {', '.join(sorted(names))}")
    if not every:
        raise PolicyError("no policy")
    return together(every).compile()


def together(versions: Sequence[Loaded]) -> Loaded:
    """Return the last of several versions of one policy, told of the others.

    What is found wrong with any of them, or with all together, is in its diagnostics.
    """
    if len(versions) == 1:
        return versions[0]
    found = [d for one in versions for d in one.diagnostics]
    policies = [one.policy for one in versions if one.policy is not None]
    last = versions[-1]
    if len(policies) < len(versions):
        return evolve(last, policy=None, diagnostics=in_order(found))
    languages = {one.source: one.language for one in versions}
    found += [
        translated(one, languages[one.primary.span.source])
        for one in check_versions(policies)
    ]
    if any(one.is_error for one in found):
        return evolve(last, policy=None, diagnostics=in_order(found))
    whole = linked(policies)
    last = next(one for one in versions if one.document is whole.document)
    return evolve(last, policy=whole, diagnostics=in_order(found))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings by document, as these were loaded, then by place; each once."""
    found = list(dict.fromkeys(diagnostics))
    rank: dict[Source, int] = {}
    for one in found:
        rank.setdefault(one.primary.span.source, len(rank))
    return tuple(
        sorted(
            found,
            key=lambda one: (
                rank[one.primary.span.source],
                one.primary.span.start,
                one.primary.span.end,
                one.code.number,
            ),
        )
    )
