"""The drill-down as a host calls it: what it asks of the service, and what it refuses."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from mcp import Client
from mcp.types import CallToolResult

from rtk_mcp.server import build_server
from rtk_mcp.settings import Settings
from rtk_mcp.tools.services import Services
from tests.api.upstream import Upstream, reply
from tests.program import structured, text_of
from tests.report.builders import answer, audio_in, every, healthy_quality

pytestmark = pytest.mark.anyio

PEER = "11111111-2222-4333-8444-555555555555"
METADATA = {
    "ip_information": {"ipv4": "203.0.113.21", "city": "Example City"},
    "events": [{"name": "disconnect", "timestamp": "2026-11-03T10:03:00Z"}],
}


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    server = Upstream()
    listening = await server.start()
    quality = healthy_quality() | {"audio_consumer": audio_in("ana", every(3, {"packets_lost": 60}))}
    server.answer(reply(answer(quality, METADATA)))
    yield server
    await server.stop(listening)


@pytest.fixture
async def client(upstream: Upstream) -> AsyncIterator[Client]:
    services = Services.from_settings(
        Settings(
            api_token="t" * 40,
            account_id="0123456789abcdef0123456789abcdef",
            app_id="8045350b-e530-4bf4-aa36-1587f8a489b3",
            base_url=upstream.url,
        )
    )
    async with Client(build_server(services)) as connected:
        yield connected
    await services.aclose()


async def inspect(client: Client, **arguments: Any) -> CallToolResult:
    return await client.call_tool("inspect_peer_report", {"peer_id": PEER, **arguments})


async def test_after_the_diagnosis_every_drill_down_sends_nothing(client: Client, upstream: Upstream) -> None:
    diagnosis = structured(await client.call_tool("get_peer_report", {"peer_id": PEER}))
    assert len(upstream.requests) == 1
    finding = diagnosis["findings"][0]
    window = finding["windows"][0]
    result = structured(
        await inspect(
            client,
            stream=finding["streams"][0],
            metrics=[finding["evidence"][0]["metric"]],
            start=window["start"],
            end=window["end"],
        )
    )
    assert result["series"][0]["max"] == pytest.approx(window["worst"])
    structured(await inspect(client))
    structured(await inspect(client, stream="audio-receive", points=10, detail="brief"))
    assert (await inspect(client, stream="nobody")).is_error
    assert len(upstream.requests) == 1


async def test_only_a_raw_path_asks_again(client: Client, upstream: Upstream) -> None:
    await inspect(client)
    assert len(upstream.requests) == 1
    assert structured(await inspect(client, path="metadata.events[0].name"))["value"] == "disconnect"
    assert len(upstream.requests) == 2


async def test_a_drill_down_without_a_diagnosis_reads_the_report_once(
    client: Client, upstream: Upstream
) -> None:
    for arguments in ({}, {"stream": "audio-receive"}, {"metrics": "loss_pct,jitter_ms"}):
        structured(await inspect(client, **arguments))
    await client.call_tool("get_peer_report", {"peer_id": PEER})
    assert len(upstream.requests) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"metrics": "loudness"}, "metrics: Input should be 'loss_pct', 'rtt_ms'"),
        ({"metrics": "loss,rtt_ms"}, "metrics: no metric has this short name; did you mean loss_pct."),
        (
            {"metrics": ["jitter"]},
            "metrics: no metric has this short name; did you mean jitter_ms or jitter_buffer_ms.",
        ),
        ({"metrics": ["loss_pct", "loudness"]}, "metrics: Input should be 'loss_pct', 'rtt_ms'"),
        ({"stream": "audio-send", "points": 0}, "points: "),
        ({"stream": "audio-send", "points": 121}, "points: "),
        ({"stream": "audio-send", "start": "soon"}, "start: must be a time such as"),
        ({"end": "soon"}, "end: must be a time such as"),
        ({"path": "a..b"}, "path: cannot be read from its step 2 on"),
        ({"path": "metadata", "stream": "audio"}, "path: shows the raw report and goes without stream"),
        (
            {"path": "metadata", "start": "1:00", "points": 5},
            "path: shows the raw report and goes without start, points",
        ),
        ({"peer_id": "nobody"}, "peer_id: "),
    ],
)
async def test_what_cannot_be_meant_is_refused_before_anything_is_sent(
    client: Client, upstream: Upstream, arguments: dict[str, Any], said: str
) -> None:
    result = await inspect(client, **arguments)
    assert result.is_error
    assert text_of(result).startswith(said)
    assert upstream.requests == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"stream": "nobody"}, "stream: the report has no such stream; there are "),
        (
            {"stream": "audio-receive", "metrics": "fps"},
            "metrics: fps: not measured on these streams, so unknown; ",
        ),
        ({"start": "59:00"}, "start: is outside the call; its samples are from 2026-11-03T10:00:00Z to "),
        ({"start": "2:00", "end": "1:00"}, "end: is before the start; its samples are from "),
        (
            {"path": "metadata.nope"},
            "path: there is no nope in metadata, which is an object with ip_information, events",
        ),
    ],
)
async def test_what_is_not_there_is_answered_with_what_is(
    client: Client, arguments: dict[str, Any], said: str
) -> None:
    result = await inspect(client, **arguments)
    assert result.is_error
    assert text_of(result).startswith(said)


async def test_what_happened_at_a_time_of_day(client: Client) -> None:
    at = await inspect(client, start="10:02:50", end="10:03:10")
    result = structured(at)
    assert (result["start"], result["end"]) == ("2026-11-03T10:02:50Z", "2026-11-03T10:03:10Z")
    assert result["events"] == ["2026-11-03T10:03:00Z disconnect"]
    assert result["findings"][0]["windows"]
    assert result["streams"][0]["id"].startswith("audio-receive-")
    mean, worst = result["streams"][0]["values"]["loss_pct"]
    assert 0 < mean < worst
    by_offset = structured(await inspect(client, start="+02:50", end="+03:10"))
    assert by_offset == result


async def test_a_whole_direction_can_be_asked_for(client: Client) -> None:
    sent = structured(await inspect(client, stream="send", metrics=["packets"]))["series"]
    assert {series["stream"].split("-p-")[0] for series in sent} == {"audio-send", "video-send"}


async def test_addresses_are_shown_when_asked_for(client: Client) -> None:
    hidden = await inspect(client, path="metadata.ip_information")
    assert structured(hidden)["value"] == {"ipv4": "(masked)", "city": "(masked)"}
    shown = await inspect(client, path="metadata.ip_information", show_private=True)
    assert structured(shown)["value"] == METADATA["ip_information"]


async def test_an_answer_that_is_no_report_is_a_sentence(client: Client, upstream: Upstream) -> None:
    for body in (b'{"success": true, "data": {"participant"', b'{"success": true, "data": {}}', b"[]"):
        upstream.answer(reply(body=body))
        for arguments in ({}, {"path": "metadata"}):
            result = await inspect(client, **arguments)
            assert result.is_error
            assert "failed inside" not in text_of(result)


@pytest.mark.parametrize(
    "arguments",
    [
        {"metrics": "x," * 100_000},
        {"stream": "audio," * 1_000},
        {"metrics": ["fps"] * 500, "start": "1" * 300},
    ],
)
async def test_more_than_can_be_meant_is_refused_at_once(client: Client, arguments: dict[str, Any]) -> None:
    result = await inspect(client, **arguments)
    assert result.is_error
    assert len(text_of(result)) < 500


async def test_the_same_metric_again_and_again_is_asked_once(client: Client) -> None:
    result = await inspect(client, metrics=["fps"] * 300 + ["loss_pct"], detail="brief")
    assert not result.is_error
    assert len(text_of(result).encode()) <= 1_200
