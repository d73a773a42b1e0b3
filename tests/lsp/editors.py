"""Editors that start the server: fixtures, where pytest-lsp is installed."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types

from clients import Client

ROOT = Path(__file__).parents[2]
# They count in UTF-16 and in UTF-8.
EDITORS = ["visual_studio_code", "neovim"]


async def _started(
    request: pytest.FixtureRequest,
    lsp_client: pytest_lsp.LanguageClient,
    tmp_path: Path,
) -> AsyncIterator[None]:
    """Start the server for an editor whose folder is ``tmp_path``."""
    # pytest-lsp finds the client by its type, which has no place for this.
    client: Any = lsp_client
    client.said = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=pytest_lsp.client_capabilities(request.param),
            root_uri=tmp_path.as_uri(),
        )
    )
    yield
    await lsp_client.shutdown_session()


editor = pytest_lsp.fixture(
    config=pytest_lsp.ClientServerConfig(
        server_command=[sys.executable, "-m", "policydsl", "server", "--stdio"],
        server_env={"PYTHONPATH": str(ROOT)},
    ),
    params=EDITORS,
    name="editor",
)(_started)


@pytest.fixture
def client(editor: Any, tmp_path: Path) -> Client:
    """Return an editor with its documents."""
    capabilities = editor.said.capabilities
    legend = capabilities.semantic_tokens_provider.legend.token_types
    encoding = capabilities.position_encoding or "utf-16"
    return Client(editor, tmp_path, str(encoding), list(legend))
