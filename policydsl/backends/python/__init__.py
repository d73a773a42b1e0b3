"""The Python back end: a policy as a module, and as a callable.

The callable is that module, run: what is shown is what is run.
"""

from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType
from typing import Any

from attrs import frozen

from policydsl.backends.base import Backend, Options
from policydsl.backends.python.module import emit
from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision, Held
from policydsl.runtime.rows import Row
from policydsl.runtime.state import CaseState
from policydsl.semantics import core


@frozen
class Compiled:
    """A policy that is run: ``decide(case, at)``, which is what a call does too.

    ``start(case)`` returns a state of the case, which is told one entry at a time.
    ``held(row)`` returns the measures that are held by the facts of one row; ``None``
    if the policy asks for more than the facts of the case.
    """

    decide: Callable[[Case, datetime], Decision]
    start: Callable[[Case], CaseState]
    held: Callable[[Row], tuple[Held, ...]] | None = None

    def __call__(self, case: Case, at: datetime) -> Decision:
        """Return what the policy says about a case at an instant."""
        return self.decide(case, at)


def compile_policy(policy: core.Policy) -> Compiled:
    """Return the policy as a callable, ``decide(case, at)``.

    It raises ``CaseError`` for a case that does not fit the policy.
    """
    namespace: dict[str, Any] = {"__name__": f"policydsl compiled {policy.name}"}
    # The text holds words of the document as literals and comments only.
    exec(compile(emit(policy), f"<policy {policy.name}>", "exec"), namespace)
    held = namespace.get("held")
    return Compiled(namespace["decide"], namespace["start"], held)


def _emit(policy: core.Policy, options: Options) -> str:
    return emit(policy)


BACKEND = Backend("python", MappingProxyType({"python": ".py"}), _emit)

__all__ = ["BACKEND", "Compiled", "compile_policy", "emit"]
