"""What the server says of the word under the cursor."""

import pytest

pytest.importorskip("pytest_lsp")

from lsprotocol import types

from clients import Client

pytestmark = pytest.mark.asyncio

POLICY = """\
policy ladder "𠀀"
    version 1
    in force from 2026-03-01
    uses collections
    under cn
    as lender consumer finance company, product online loan, actor in house
    zone Asia/Shanghai
    closes at paid in full

rule first "𠀀" after 1 day overdue: remind borrower by app
    because "𠀀 ``` <b>" cites cn.gbt_45251 5.3-hours

rule second after 2 days since first done: call borrower
"""
SCENARIO = """\
scenario of_ladder "𠀀"
    tests ladder
    from 2026-03-01 until 2026-03-05
    given due date is 2026-03-01
    expect first done on 2026-03-03 09:00
"""
CHINESE = """\
政策 ladder "𠀀"
    版本 1
    施行 自2026-03-01起
    采用 collections
    适用法律 cn
    身份 放贷机构消费金融公司、产品网络贷款、行为人自营
    时区 Asia/Shanghai

规则 first "𠀀"
    逾期满1天：提醒借款人
        依据 cn.gbt_45251 5.3-hours
"""


Place = tuple[types.TextDocumentIdentifier, types.Position]


def at(client: Client, uri: str, words: str) -> Place:
    """Return the address, and the place of the second character of some words."""
    offset = client.texts[uri].index(words) + 1
    return types.TextDocumentIdentifier(uri), client.position(uri, offset)


async def hovered(client: Client, uri: str, words: str) -> list[str]:
    """Return what is shown at some words, line by line; the word itself is first."""
    found = await client.lsp.text_document_hover_async(
        types.HoverParams(*at(client, uri, words))
    )
    if found is None:
        return []
    return [client.words(uri, found.range), *found.contents.value.split("\n")]


async def test_a_word_shows_what_it_stands_for(client: Client) -> None:
    uri = client.open("ladder.policy", POLICY)
    word, fence, where, text, end = await hovered(client, uri, "overdue: remind")
    assert (word, fence, end) == ("overdue", "```policydsl", "```")
    assert where.endswith("collections.vocabulary")
    assert text == "clock overdue from due date until paid in full"
    article = await hovered(client, uri, "5.3-hours")
    assert article[0] == "5.3-hours"
    assert article[3].startswith("article 5.3-hours")
    assert "08:00 and 22:00" in article[4]
    law = await hovered(client, uri, "cn.gbt_45251")
    assert law[3].startswith("law cn.gbt_45251")
    rule = await hovered(client, uri, "first done")
    assert rule[0] == "first"
    assert rule[1] == "````policydsl", "ticks in a text do not end the block"
    assert rule[-1] == "````"
    assert await hovered(client, uri, "after 1 day") == []


async def test_it_is_said_in_the_language_of_the_document(client: Client) -> None:
    uri = client.open("ladder.policy", CHINESE)
    assert (await hovered(client, uri, "逾期满"))[
        3
    ] == "计时 overdue 自应还日起 至全部还清止"
    assert (await hovered(client, uri, "5.3-hours"))[3].startswith("条款 5.3-hours")


async def test_it_leads_to_the_declaration(client: Client) -> None:
    uri = client.open("ladder.policy", POLICY)
    found = await client.lsp.text_document_definition_async(
        types.DefinitionParams(*at(client, uri, "first done"))
    )
    assert (found.uri, client.words(uri, found.range)) == (uri, "first")
    found = await client.lsp.text_document_definition_async(
        types.DefinitionParams(*at(client, uri, "borrower by"))
    )
    assert found.uri.endswith("/vocabularies/collections.vocabulary")
    nothing = await client.lsp.text_document_definition_async(
        types.DefinitionParams(*at(client, uri, "version"))
    )
    assert nothing is None


async def test_it_lists_where_a_word_is_used(client: Client) -> None:
    policy = client.open("ladder.policy", POLICY)
    scenario = client.open("ladder.scenario", SCENARIO)

    async def used(uri: str, words: str, declared: bool) -> list[tuple[str, str, int]]:
        found = await client.lsp.text_document_references_async(
            types.ReferenceParams(
                types.ReferenceContext(declared), *at(client, uri, words)
            )
        )
        assert all(one.uri in client.texts for one in found)
        return [
            (
                one.uri.rpartition(".")[2],
                client.words(one.uri, one.range),
                one.range.start.line,
            )
            for one in found
        ]

    uses = [("policy", "first", 12), ("scenario", "first", 4)]
    assert await used(policy, "first done", declared=False) == uses
    assert await used(scenario, "first done", declared=False) == uses
    declared = [("policy", "first", 9), *uses]
    assert await used(policy, 'first "', declared=True) == declared
