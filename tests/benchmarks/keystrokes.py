"""How long an editor waits after a key, in a policy of a thousand lines.

``python tests/benchmarks/keystrokes.py [--rules N] [--keys N]``. A real client starts
the server, types one character at a time into the middle of the policy, and waits for
the answer to a request, or for the findings. The pause that the server makes before it
looks for findings is in the time.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from made_policies import policy_text

ROOT = Path(__file__).parents[2]
_NAME = "made.policy"
_BETWEEN_SECONDS = 0.5


class Editor:
    """A client with one open document."""

    def __init__(self, text: str, folder: Path) -> None:
        self.client = LanguageClient("keystrokes", "1")
        self.uri = (folder / _NAME).as_uri()
        self.version = 1
        self.text = text
        self._findings: asyncio.Future[int] | None = None

        def published(sent: types.PublishDiagnosticsParams) -> None:
            if self._findings is not None and not self._findings.done():
                self._findings.set_result(sent.version or 0)

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)

    @property
    def document(self) -> types.TextDocumentIdentifier:
        """The document, as requests name it."""
        return types.TextDocumentIdentifier(self.uri)

    async def start(self) -> None:
        """Start the server and open the document."""
        await self.client.start_io(sys.executable, "-m", "policydsl", "server")
        await self.client.initialize_async(
            types.InitializeParams(types.ClientCapabilities())
        )
        self.client.initialized(types.InitializedParams())
        item = types.TextDocumentItem(self.uri, "policydsl", self.version, self.text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await self.findings()

    def press(self, line: int, key: str) -> None:
        """Type a character at the end of a line."""
        self.version += 1
        at = types.Position(line, 10_000)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri),
                [types.TextDocumentContentChangePartial(types.Range(at, at), key)],
            )
        )

    async def findings(self) -> None:
        """Wait for the findings of the text as it is now."""
        self._findings = asyncio.get_running_loop().create_future()
        while await self._findings != self.version:
            self._findings = asyncio.get_running_loop().create_future()

    async def stop(self) -> None:
        """Say goodbye to the server."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        # The library does not say what this returns.
        await self.client.stop()  # type: ignore[no-untyped-call]


async def measure(rules: int, keys: int) -> None:
    """Print the median and the worst of each kind of answer."""
    text = policy_text(rules)
    with tempfile.TemporaryDirectory() as place:
        editor = Editor(text, Path(place))
        await editor.start()
        lines = text.split("\n")
        line = next(n for n, one in enumerate(lines) if n > len(lines) // 2 and one)
        print(f"{len(lines):,} lines, {keys} keys each")
        client, document = editor.client, editor.document
        asked: dict[str, Callable[[], Awaitable[object]]] = {
            "folding": lambda: client.text_document_folding_range_async(
                types.FoldingRangeParams(document)
            ),
            "outline": lambda: client.text_document_document_symbol_async(
                types.DocumentSymbolParams(document)
            ),
            "colours": lambda: client.text_document_semantic_tokens_full_async(
                types.SemanticTokensParams(document)
            ),
            "findings": editor.findings,
        }
        for name, ask in asked.items():
            took = []
            for _ in range(keys):
                start = time.perf_counter()
                editor.press(line, "x")
                await ask()
                took.append(time.perf_counter() - start)
                # Nobody types while the server is at work on the key before.
                await asyncio.sleep(_BETWEEN_SECONDS)
            print(
                f"{name:10} median {statistics.median(took) * 1000:6.0f} ms,"
                f" worst {max(took) * 1000:6.0f} ms"
            )
        await editor.stop()


def main() -> None:
    """Read the arguments and measure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rules", type=int, default=200)
    arguments.add_argument("--keys", type=int, default=10)
    given = arguments.parse_args()
    asyncio.run(measure(given.rules, given.keys))


if __name__ == "__main__":
    main()
