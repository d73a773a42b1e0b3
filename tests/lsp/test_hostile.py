"""Messages that no editor should send: the server goes on, and says goodbye."""

import json
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

pytest.importorskip("pygls")

ROOT = Path(__file__).parents[2]
URI = "untitled:Untitled-1"
DOCUMENT = {"uri": URI}
START = {"line": 0, "character": 0}
CAPABILITIES: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}
TEXT = "rule a after 1 day: b\n"
OPENED = {**DOCUMENT, "languageId": "policydsl", "version": 1, "text": TEXT}


def notice(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def request(number: int, method: str, **params: Any) -> dict[str, Any]:
    return {"id": number, **notice(method, **params)}


def changed(uri: str, *changes: dict[str, Any]) -> dict[str, Any]:
    document = {"uri": uri, "version": 2}
    return notice(
        "textDocument/didChange", textDocument=document, contentChanges=list(changes)
    )


MESSAGES: list[dict[str, Any] | bytes] = [
    b'{"jsonrpc": nonsense',
    b"\xff\xfe",
    request(1, "textDocument/hover", textDocument=DOCUMENT, position=START),
    request(2, "initialize", **CAPABILITIES),
    notice("initialized"),
    request(3, "textDocument/unknown"),
    request(4, "textDocument/hover", nothing="of the kind"),
    request(5, "textDocument/hover", textDocument=DOCUMENT, position=START),
    changed("file:///never/opened.policy", {"text": "policy x"}),
    notice("textDocument/didClose", textDocument={"uri": "file:///never.policy"}),
    notice("textDocument/didOpen", textDocument=OPENED),
    # Beyond the end, and half a character.
    changed(
        URI,
        {
            "range": {
                "start": {"line": 99, "character": 3},
                "end": {"line": 9**9, "character": 0},
            },
            "text": "\n\ud83d",
        },
    ),
    notice("$/cancelRequest", id=77),
    request(6, "textDocument/foldingRange", textDocument=DOCUMENT),
    request(
        7,
        "textDocument/formatting",
        textDocument=DOCUMENT,
        options={"tabSize": 0, "insertSpaces": True},
    ),
    request(
        8,
        "textDocument/rangeFormatting",
        textDocument=DOCUMENT,
        options={"tabSize": 4, "insertSpaces": True},
        range={"start": {"line": 50, "character": 9}, "end": START},
    ),
    request(9, "textDocument/semanticTokens/full", textDocument=DOCUMENT),
    request(10, "textDocument/documentSymbol", textDocument=DOCUMENT),
]
# The document is there, whatever is in it.
SENSIBLE = (6, 7, 8, 9, 10)
GOODBYE = [request(11, "shutdown"), notice("exit")]


def sent(message: dict[str, Any] | bytes) -> bytes:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def answered(output: IO[bytes], wanted: set[int]) -> dict[int, dict[str, Any]]:
    """Read until some requests are answered; return all answers by their numbers."""
    found: dict[int, dict[str, Any]] = {}
    while not wanted <= set(found):
        length = 0
        while line := output.readline().strip():
            if line.startswith(b"Content-Length:"):
                length = int(line.split(b":")[1])
        assert length, "the server has stopped"
        answer = json.loads(output.read(length))
        if "id" in answer:
            found[answer["id"]] = answer
    return found


def test_the_server_goes_on_after_messages_that_make_no_sense() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "policydsl", "server"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(b"".join(map(sent, MESSAGES)))
        server.stdin.flush()
        found = answered(server.stdout, {3, 5, *SENSIBLE})
        server.stdin.write(b"".join(map(sent, GOODBYE)))
        server.stdin.flush()
        assert answered(server.stdout, {11})[11]["result"] is None
    assert server.returncode == 0
    assert found[3]["error"]["code"] == -32601
    assert "error" in found[5]
    assert {n: found[n].get("error") for n in SENSIBLE} == dict.fromkeys(SENSIBLE)
