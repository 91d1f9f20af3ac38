"""Resources, completion and prompts, as a host that attaches uses them."""

import orjson
import pytest
from mcp import Client, MCPError
from mcp.types import PromptReference, ResourceTemplateReference, TextContent, TextResourceContents

from tests.program import connected, first_id

pytestmark = pytest.mark.anyio

PROMPTS = {"meeting-recap", "why-was-the-call-bad", "weekly-quality-review", "who-said-what", "reply-to-user"}


async def read(client: Client, uri: str) -> str:
    content = (await client.read_resource(uri)).contents[0]
    assert isinstance(content, TextResourceContents)
    return content.text


async def test_a_session_and_what_was_said_in_it_can_be_attached(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="product review")
        root = f"rtk://sessions/{session_id}"
        assert orjson.loads(await read(client, root))["id"] == session_id
        assert "Ana" in await read(client, f"{root}/transcript")
        assert "Decisions" in await read(client, f"{root}/summary")
        assert await read(client, f"{root}/chat")


async def test_a_raw_report_comes_in_pieces_that_join_to_json(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="Test")
        peer_id = await first_id(client, "list_participants", "participants", session_id=session_id)
        uri: str | None = f"rtk://peers/{peer_id}/report"
        joined = ""
        while uri is not None:
            text = await read(client, uri)
            assert len(text.encode()) < 60_000
            page = orjson.loads(text)
            joined += page["json_piece"]
            uri = page.get("next")
        assert orjson.loads(joined)["data"]["participant"]["id"] == peer_id


async def test_a_finding_is_explained(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        assert "uplink" in await read(client, "rtk://findings/uplink-packet-loss")
        with pytest.raises(MCPError, match="no finding is called"):
            await read(client, "rtk://findings/bad-karma")


async def test_a_hostile_address_is_refused_in_a_sentence(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        for uri in (
            "rtk://sessions/x",
            "rtk://sessions/a%2Fb/chat",
            "rtk://peers/1/report",
            "rtk://nothing/1",
        ):
            with pytest.raises(MCPError) as caught:
                await read(client, uri)
            assert "Traceback" not in str(caught.value)


async def test_ids_are_completed(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="product review")
        template = ResourceTemplateReference(uri="rtk://sessions/{session_id}")
        found = await client.complete(template, {"name": "session_id", "value": session_id[:6]})
        assert found.completion.values == [session_id]
        prompt = PromptReference(name="meeting-recap")
        assert (
            session_id
            in (await client.complete(prompt, {"name": "session_id", "value": ""})).completion.values
        )

        peers = ResourceTemplateReference(uri="rtk://peers/{peer_id}/report")
        peer_id = await first_id(client, "list_participants", "participants", session_id=session_id)
        of_session = await client.complete(
            peers, {"name": "peer_id", "value": ""}, context_arguments={"session_id": session_id}
        )
        assert peer_id in of_session.completion.values
        assert (await client.complete(peers, {"name": "peer_id", "value": ""})).completion.values


async def test_completion_without_an_account_is_empty_and_no_error(environment: dict[str, str]) -> None:
    async with connected("stdio", environment | {"CLOUDFLARE_API_TOKEN": ""}) as client:
        template = ResourceTemplateReference(uri="rtk://sessions/{session_id}")
        assert (await client.complete(template, {"name": "session_id", "value": ""})).completion.values == []


async def test_prompts_fill_in_their_arguments(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        prompts = {prompt.name: prompt for prompt in (await client.list_prompts()).prompts}
        assert prompts.keys() == PROMPTS
        for name, prompt in prompts.items():
            assert prompt.title
            assert prompt.description
            assert prompt.arguments
            values = {argument.name: f"<{argument.name}> {{{{session_id}}}}" for argument in prompt.arguments}
            message = (await client.get_prompt(name, values)).messages[0]
            assert isinstance(message.content, TextContent)
            for argument in prompt.arguments:
                assert f"<{argument.name}> {{{{session_id}}}}" in message.content.text


async def test_a_prompt_says_which_argument_is_missing(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        with pytest.raises(MCPError, match="session_id"):
            await client.get_prompt("meeting-recap", {})
        with pytest.raises(MCPError, match="there are meeting-recap"):
            await client.get_prompt("meeting", {})
