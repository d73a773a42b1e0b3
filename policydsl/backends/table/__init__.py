"""The table back end: a policy as tables for people."""

from policydsl.backends.table.backend import BACKEND, FORMATS, PARTS, emit

__all__ = ["BACKEND", "FORMATS", "PARTS", "emit"]
