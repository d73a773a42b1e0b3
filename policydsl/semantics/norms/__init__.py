"""The kinds of norm, each with the function that lowers it."""

from collections.abc import Callable, Mapping
from typing import Any

from policydsl.semantics import core
from policydsl.semantics.lowering.setting import Setting
from policydsl.semantics.norms import forbid, limit, require_before, require_within
from policydsl.syntax import ast

# A function takes the sentence, the name of its clause, and the document around it.
NORMS: Mapping[type[ast.Norm], Callable[[Any, str, Setting], core.Norm]] = {
    ast.Forbid: forbid.lower,
    ast.Limit: limit.lower,
    ast.RequireBefore: require_before.lower,
    ast.RequireWithin: require_within.lower,
}
