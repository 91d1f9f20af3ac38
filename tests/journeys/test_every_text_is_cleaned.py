"""Whatever text the service answers, on whatever way it comes out: nothing hidden is left in it, and it has an end.

Every tool and resource that the server offers must have a recipe here, and every text field of every answer must
come into view; a new one without them fails.
"""

from functools import partial

import orjson
import pytest
from mcp import Client, MCPError
from mcp.client import ClientRequestContext
from mcp.types import CallToolResult, ElicitRequestParams, ElicitResult, TextResourceContents

from rtk_mcp.sandbox import SandboxServer
from tests.api.upstream import Reply, Upstream, reply
from tests.journeys.poisoned import HIDDEN, LONG, Poisoned, PoisonedService
from tests.journeys.recipes import World, explored, recipes
from tests.journeys.seen import MAX_ANSWER_BYTES, MAX_ERROR_CHARS, MAX_FIELD_CHARS, Seen, text_fields
from tests.journeys.test_hostile_service import environment_of
from tests.program import connected, structured, text_of

pytestmark = pytest.mark.anyio

HOSTILE = f"Q0Q {HIDDEN} \n {LONG}"

RESOURCE_IDS = {"code": "uplink-packet-loss", "?offset": "?offset=0"}
"""What stands for the variables of resource addresses, besides ids of the world."""
NOT_SEEN = {
    "get_peer_report.coverage.counters": "only of a report whose counters stand still",
    "get_peer_report.coverage.not_measured": "names of metrics, which are the program's own",
    "get_peer_report.coverage.tab_hidden_min": "a number",
    "get_chat.messages[].edited": "a switch",
    "get_chat.messages[].pinned": "a switch",
    "inspect_peer_report.streams[].not_measured": "names of metrics, which are the program's own",
    "list_participants.attendees[].unknown_stays": "a number",
    "compare_quality.next_cursor": "only of more sessions than a call takes",
    "diagnose_session.clocks": "only of a meeting with a wrong clock",
    "diagnose_session.live": "a switch",
    "diagnose_session.coverage.missing": "only of a meeting without some report",
    "diagnose_session.coverage.more_missing": "a number",
    "diagnose_session.findings[].more_streams": "a number",
    "diagnose_session.ruled_out": "the program's own sentences",
    "diagnose_session.left_out": "kinds of lines",
}
"""Fields that no recipe brings into view, each with the reason; published schemas do not tell types."""


@pytest.fixture(scope="module")
async def world(sandbox: SandboxServer) -> World:
    return await explored(sandbox)


async def take_everything(client: Client, world: World, seen: Seen) -> None:
    """Call every tool as its recipes say, and read every resource."""
    listed = [tool.name for tool in (await client.list_tools()).tools]
    known = recipes(world)
    assert set(listed) <= known.keys(), "every tool needs a recipe"
    for name in listed:
        for arguments in known[name]:
            take_answer(name, await client.call_tool(name, arguments), seen)
    ids = RESOURCE_IDS | {"session_id": world.session_id, "peer_id": world.peer_id}
    for template in (await client.list_resource_templates()).resource_templates:
        address = template.uri_template
        for variable, value in ids.items():
            address = address.replace(f"{{{variable}}}", value)
        assert "{" not in address, "every variable of an address needs a value"
        try:
            read = await client.read_resource(address)
        except MCPError as error:
            seen.check(template.uri_template, str(error), MAX_ERROR_CHARS)
            continue
        for content in read.contents:
            assert isinstance(content, TextResourceContents)
            seen.check(template.uri_template, content.text, MAX_ANSWER_BYTES)


async def agree(seen: Seen, _: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
    """The user's yes to whatever is asked."""
    seen.check("a question", params.message, MAX_FIELD_CHARS)
    return ElicitResult(action="accept", content={"send": True})


def take_answer(name: str, result: CallToolResult, seen: Seen) -> None:
    if result.is_error:
        seen.check(f"{name}'s error", text_of(result), MAX_ERROR_CHARS)
        return
    assert len(orjson.dumps(result.model_dump(mode="json"))) <= MAX_ANSWER_BYTES, name
    seen.check(f"{name}'s text", text_of(result), MAX_ANSWER_BYTES)
    seen.take(name, structured(result))


async def test_no_text_comes_out_as_it_came_in(
    sandbox: SandboxServer, upstream: Upstream, world: World
) -> None:
    seen = Seen()
    poisoned: tuple[Poisoned, ...] = ("all", "words")
    for which in poisoned:
        upstream.answer(PoisonedService(sandbox, upstream.url, which).answer)
        environment = environment_of(upstream, RTK_MCP_SUMMARY_WAIT_S="0.4")
        async with connected("stdio", environment, elicitation_callback=partial(agree, seen)) as client:
            await take_everything(client, world, seen)
            tools = (await client.list_tools()).tools
    assert sorted(seen.complaints) == []
    names = {tool.name for tool in tools}
    assert (names | {"a question"}) - seen.marked == set(), (
        "the service's text did not reach these answers at all"
    )
    fields = {
        place
        for tool in tools
        for place in text_fields(tool.output_schema or {}, tool.name, tool.output_schema or {})
    }
    assert sorted(fields - seen.places - NOT_SEEN.keys()) == [], "no recipe brought these into view"
    assert sorted(NOT_SEEN.keys() - fields) == [], "there are no such fields"


ERROR = {"code": 7_777, "message": HOSTILE}
REFUSALS: dict[str, Reply] = {
    "refused": reply({"success": False, "error": ERROR}, status=400),
    "missing": reply({"success": False, "errors": [ERROR], "messages": [HOSTILE]}, status=404),
    "failed": reply({"success": False, "error": ERROR | {"code": HOSTILE}}),
    "a page": reply(body=f"<html>{HOSTILE}".encode(), headers={"X-Note": "Q0Q"}),
    "a list": reply([HOSTILE]),
}


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_an_error_repeats_nothing_that_the_service_said(
    refusal: str, upstream: Upstream, world: World
) -> None:
    upstream.answer(REFUSALS[refusal])
    seen = Seen()
    async with connected("stdio", environment_of(upstream)) as client:
        for tool in (await client.list_tools()).tools:
            result = await client.call_tool(tool.name, recipes(world)[tool.name][0])
            assert result.is_error, tool.name
            take_answer(tool.name, result, seen)
    assert sorted(seen.complaints) == []
    assert seen.marked == set()


async def test_a_refused_argument_is_not_repeated_as_it_came(
    sandbox: SandboxServer, upstream: Upstream, world: World
) -> None:
    upstream.answer(PoisonedService(sandbox, upstream.url, "words").answer)
    seen = Seen()
    async with connected("stdio", environment_of(upstream, RTK_MCP_SUMMARY_WAIT_S="0")) as client:
        for tool in (await client.list_tools()).tools:
            usual = recipes(world)[tool.name][0]
            for name in tool.input_schema["properties"]:
                take_answer(tool.name, await client.call_tool(tool.name, usual | {name: HOSTILE}), seen)
            take_answer(tool.name, await client.call_tool(tool.name, usual | {HOSTILE: 1}), seen)
    assert sorted(seen.complaints) == []
