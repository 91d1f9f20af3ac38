"""Sections of a report asked for alone, and events with it."""

import pytest
from mcp import Client

from tests.program import connected, first_id, structured, text_of

pytestmark = pytest.mark.anyio


async def peer(client: Client) -> str:
    session_id = await first_id(client, "list_sessions", "sessions", search="Field visit")
    return await first_id(client, "list_participants", "participants", session_id=session_id)


@pytest.mark.parametrize(
    "filters", ["events", "device_info", "ip_information", "precall_network_information"]
)
async def test_a_section_alone_is_shown_and_not_judged(filters: str, environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        result = await client.call_tool(
            "get_peer_report", {"peer_id": await peer(client), "filters": filters}
        )
        report = structured(result)
        assert (report["verdict"], report["findings"]) == ("unknown", [])
        assert report["headline"] == f"Only {filters} was asked for, so call quality is not judged."
        assert ("events" in report) is (filters in {"events", "precall_network_information"})
        assert ("device" in report) is (filters == "device_info")
        assert ("country" in report["network"]) is (filters == "ip_information")


async def test_events_are_shown_by_time_when_asked_for(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        arguments = {"peer_id": await peer(client), "include_peer_events": True}
        result = await client.call_tool("get_peer_report", arguments)
        events = structured(result)["events"]
        times = [event.split(" ")[0] for event in events]
        assert times == sorted(times)
        assert any(event.endswith("PEER_JOINING") for event in events)
        assert events[0] in text_of(result)
        assert "events" not in structured(
            await client.call_tool("get_peer_report", {"peer_id": arguments["peer_id"]})
        )


async def test_several_filters_degrade_to_the_whole_report(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        arguments = {"peer_id": await peer(client), "filters": "device_info,quality_stats"}
        report = structured(await client.call_tool("get_peer_report", arguments))
        assert report["verdict"] != "unknown"
