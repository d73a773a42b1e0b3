"""Editors that talk to the server; without pytest-lsp the tests say what is missing."""

from importlib.util import find_spec

if find_spec("pytest_lsp") is not None:
    from editors import client, editor

    __all__ = ["client", "editor"]
