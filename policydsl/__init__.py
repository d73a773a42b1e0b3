"""Policies of credit collection, written to be read, checked and run.

The public names are loaded when they are first used, so that a compiled policy
that needs only ``policydsl.runtime`` starts without the compiler.
"""

from importlib import import_module

_PLACES = {
    "Loaded": "policydsl.driver",
    "PolicyError": "policydsl.driver",
    "check_text": "policydsl.driver",
    "compile_versions": "policydsl.driver",
    "load": "policydsl.driver",
    "Case": "policydsl.runtime.case",
    "Decision": "policydsl.runtime.decision",
    "Party": "policydsl.runtime.case",
    "family": "policydsl.runtime.family",
    "State": "policydsl.runtime.decision",
}

__all__ = [
    "Case",
    "Decision",
    "Loaded",
    "Party",
    "PolicyError",
    "State",
    "check_text",
    "compile_versions",
    "family",
    "load",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
