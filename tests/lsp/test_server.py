"""The server, driven as VS Code and as Neovim drive it."""

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from clients import Client
from policydsl.checking.reporting import check
from policydsl.diagnostics.model import Severity
from policydsl.documents.workspace import Workspace
from policydsl.driver import Run

pytestmark = pytest.mark.asyncio

POLICY = """\
policy ladder "梯子 𠀀"
    version 1
    in force from 2026-03-01
    uses collections
    under cn
    as lender consumer finance company, product online loan, actor in house
    zone Asia/Shanghai
    acts from 09:00
    closes at paid in full

# 𠀀 A comment
# of two lines.
rule first "𠀀𠀀" after 1 day overdue: remind borrower by app
    because "𠀀"
    cites cn.gbt_45251 5.3-hours
"""


def document(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri)


async def test_it_says_what_the_command_line_says(client: Client) -> None:
    mistaken = POLICY.replace("after 1 day overdue", "after 1 dya overdue")
    uri = client.open("ladder.policy", mistaken)
    path = client.folder / "ladder.policy"
    loaded = check(Run(Workspace({path: mistaken})), path)
    found = await client.findings(uri)
    assert loaded.has_errors
    assert [(one.code, client.words(uri, one.range)) for one in found] == [
        (one.code.number, one.primary.span.text) for one in loaded.diagnostics
    ]
    for shown, one in zip(found, loaded.diagnostics, strict=True):
        assert shown.message.startswith(one.message)
        is_error = shown.severity == types.DiagnosticSeverity.Error
        assert is_error is (one.code.severity is Severity.ERROR)


async def test_a_mistake_comes_and_goes_while_somebody_types(client: Client) -> None:
    uri = client.open("ladder.policy", POLICY)
    assert await client.findings(uri) == []
    at = POLICY.index("overdue: remind")
    for offset, char in enumerate("𠀀 not "):
        client.type(uri, at + offset, char)
    (wrong,) = await client.findings(uri)
    assert client.words(uri, wrong.range) == "𠀀"
    client.type(uri, at, "", replaced=6)
    assert client.texts[uri] == POLICY
    assert await client.findings(uri) == []


async def test_a_fix_mends_the_document(client: Client) -> None:
    uri = client.open("ladder.policy", POLICY.replace("remind", "rimind"))
    (wrong,) = await client.findings(uri)
    context = types.CodeActionContext([wrong])
    actions = await client.lsp.text_document_code_action_async(
        types.CodeActionParams(document(uri), wrong.range, context)
    )
    assert [one.kind for one in actions] == ["quickfix"] * len(actions)
    client.apply(uri, actions[0].edit.changes[uri])
    assert client.texts[uri] == POLICY
    assert await client.findings(uri) == []


async def test_it_formats_all_or_some_lines(client: Client) -> None:
    text = POLICY.replace(' "𠀀𠀀" after', ' "𠀀𠀀"   after').replace("1\n", " 1\n", 1)
    uri = client.open("ladder.policy", text)
    options = types.FormattingOptions(4, True)
    first = types.Range(types.Position(0, 0), types.Position(2, 0))
    some = await client.lsp.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(document(uri), first, options)
    )
    client.apply(uri, some)
    assert "version 1\n" in client.texts[uri]
    assert '"𠀀𠀀"   after' in client.texts[uri]
    edits = await client.lsp.text_document_formatting_async(
        types.DocumentFormattingParams(document(uri), options)
    )
    client.apply(uri, edits)
    assert '"𠀀𠀀"\n    after 1 day overdue' in client.texts[uri]
    again = await client.lsp.text_document_formatting_async(
        types.DocumentFormattingParams(document(uri), options)
    )
    assert list(again) == []


async def test_it_shows_an_outline_and_folds(client: Client) -> None:
    uri = client.open("ladder.policy", POLICY)
    symbols = await client.lsp.text_document_document_symbol_async(
        types.DocumentSymbolParams(document(uri))
    )
    assert [(one.name, one.detail) for one in symbols] == [
        ("ladder", "梯子 𠀀"),
        ("first", "𠀀𠀀"),
    ]
    assert [client.words(uri, one.selection_range) for one in symbols] == [
        *("ladder", "first")
    ]
    assert client.words(uri, symbols[1].range) == POLICY[POLICY.index("rule") : -1]
    folds = await client.lsp.text_document_folding_range_async(
        types.FoldingRangeParams(document(uri))
    )
    assert [(one.start_line, one.end_line) for one in folds] == [
        *((0, 8), (10, 11), (12, 14))
    ]


async def test_it_colours_terms_by_their_sort(client: Client) -> None:
    uri = client.open("ladder.policy", POLICY)
    found = await client.lsp.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(document(uri))
    )
    legend = client.legend
    line = column = 0
    seen: dict[str, str] = {}
    numbers = iter(found.data)
    for down, right, length, kind, _ in zip(*[numbers] * 5, strict=True):
        line, column = line + down, right if down else column + right
        start = types.Position(line, column)
        end = types.Position(line, column + length)
        seen[client.words(uri, types.Range(start, end))] = legend[kind]
    assert seen["in house"] == "struct"
    assert seen["remind"] == "function"
    assert seen["borrower"] == "class"
    assert seen["overdue"] == "variable"
    assert seen['"𠀀"'] == "string"
    assert seen["after"] == "keyword"


async def test_what_another_document_says_counts_at_once(client: Client) -> None:
    words = "vocabulary words\n    version 1\n    uses collections\n"
    policy = client.open("a.policy", POLICY.replace("uses collections", "uses words"))
    (missing, *_) = await client.findings(policy)
    assert client.words(policy, missing.range) == "words"
    client.open("words.vocabulary", words)
    client.type(policy, 0, "")
    assert await client.findings(policy) == []


async def test_a_document_that_is_closed_is_that_on_disk(client: Client) -> None:
    uri = client.open("ladder.policy", POLICY)
    await client.findings(uri)
    client.lsp.text_document_did_close(types.DidCloseTextDocumentParams(document(uri)))
    with pytest.raises(JsonRpcException):
        await client.lsp.text_document_document_symbol_async(
            types.DocumentSymbolParams(document(uri))
        )


TEXTS = {
    "empty": "",
    "one_word": "policy",
    "ends_of_lines": "\r\rrule\u2028x\x0b after\x85: \ufeff",
    "open_quotations": '政策 "\n\n𠀀' * 50,
    "brackets": "(" * 3000,
    "a_long_line": "x" * 20_000,
    "hidden_characters": "\x00\u202e",
}


async def test_every_text_is_answered(client: Client) -> None:
    for name, text in TEXTS.items():
        await answers_about(client, client.open(f"{name}.policy", text))


async def answers_about(client: Client, uri: str) -> None:
    """Ask everything about a document while it is typed."""
    await client.findings(uri)
    client.type(uri, len(client.texts[uri]), "\nrule 𠀀")
    found = await client.findings(uri)
    for one in found:
        client.words(uri, one.range)
    whole = types.Range(types.Position(0, 0), types.Position(99, 99))
    context, options = types.CodeActionContext([]), types.FormattingOptions(4, True)
    lsp, it = client.lsp, document(uri)
    for answer in (
        lsp.text_document_formatting_async(types.DocumentFormattingParams(it, options)),
        lsp.text_document_range_formatting_async(
            types.DocumentRangeFormattingParams(it, whole, options)
        ),
        lsp.text_document_document_symbol_async(types.DocumentSymbolParams(it)),
        lsp.text_document_folding_range_async(types.FoldingRangeParams(it)),
        lsp.text_document_semantic_tokens_full_async(types.SemanticTokensParams(it)),
        lsp.text_document_code_action_async(types.CodeActionParams(it, whole, context)),
    ):
        assert isinstance(await answer, list | tuple | types.SemanticTokens)


async def test_a_request_can_be_cancelled(client: Client) -> None:
    uri = client.open("ladder.policy", POLICY)
    params = types.DocumentSymbolParams(document(uri))
    protocol = client.lsp.protocol
    asked = protocol.send_request_async(
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params, msg_id="to be cancelled"
    )
    waiting = asyncio.ensure_future(asked)
    await asyncio.sleep(0)
    protocol.notify(types.CANCEL_REQUEST, types.CancelParams("to be cancelled"))
    with pytest.raises(JsonRpcException, match="cancel"):
        await waiting
    # The next one is answered all the same.
    assert await client.lsp.text_document_document_symbol_async(params)


async def test_the_library_can_be_read(client: Client) -> None:
    library = Path(__file__).parents[2] / "policydsl" / "library"
    path = library / "vocabularies" / "collections.vocabulary"
    uri = client.open(str(path), path.read_text(encoding="utf-8"))
    assert await client.findings(uri) == []
