"""The Python back end: a policy as a module, and as a callable.

The callable is that module, run: what is shown is what is run.
"""

from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType
from typing import Any

from policydsl.backends.base import Backend, Options
from policydsl.backends.python.module import emit
from policydsl.runtime.case import Case
from policydsl.runtime.decision import Decision
from policydsl.semantics import core

Decide = Callable[[Case, datetime], Decision]


def compile_policy(policy: core.Policy) -> Decide:
    """Return the policy as a function ``decide(case, at)``.

    It raises ``CaseError`` for a case that does not fit the policy.
    """
    namespace: dict[str, Any] = {"__name__": f"policydsl compiled {policy.name}"}
    # The text holds words of the document as literals and comments only.
    exec(compile(emit(policy), f"<policy {policy.name}>", "exec"), namespace)
    decide: Decide = namespace["decide"]
    return decide


def _emit(policy: core.Policy, options: Options) -> str:
    return emit(policy)


BACKEND = Backend("python", MappingProxyType({"python": ".py"}), _emit)

__all__ = ["BACKEND", "Decide", "compile_policy", "emit"]
