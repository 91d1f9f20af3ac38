"""The peer report's endpoint: the participant in its spelling, filters, live and missing reports."""

from typing import Any

import pytest

from rtk_mcp.sandbox.service.report_store import MOST_CALLS
from tests.sandbox.conftest import Kit

pytestmark = pytest.mark.anyio


async def participant(kit: Kit, key: str, number: int, **params: Any) -> Any:
    peer_id = kit.session(key).people[number].peer_id
    return (await kit.get(f"/sessions/peer-report/{peer_id}", **params))["data"]["participant"]


async def test_the_preset_is_called_role_and_the_session_is_named(kit: Kit) -> None:
    found = await participant(kit, "one-to-one", 1, include_peer_events="true")
    assert found["role"] == "group_call_participant"
    assert "preset_name" not in found
    assert found["session_id"] == kit.session("one-to-one").id
    assert len(found["peer_events"]) == 3
    assert set(found["peer_report"]) == {"metadata", "quality"}
    assert found["peer_report"]["quality"]["audio_consumer"]


@pytest.mark.parametrize(
    ("section", "there", "gone"),
    [
        ("device_info", "device_info", "events"),
        ("ip_information", "ip_information", "device_info"),
        ("precall_network_information", "pc_metadata", "events"),
        ("events", "events", "ip_information"),
    ],
)
async def test_filters_narrow_the_metadata(kit: Kit, section: str, there: str, gone: str) -> None:
    report = (await participant(kit, "standup-latest", 0, filters=section))["peer_report"]
    assert there in report["metadata"]
    assert gone not in report["metadata"]
    assert "quality" not in report


async def test_quality_can_be_had_alone(kit: Kit) -> None:
    everything = (await participant(kit, "standup-latest", 0))["peer_report"]
    report = (await participant(kit, "standup-latest", 0, filters="quality_stats"))["peer_report"]
    assert report == {"quality": everything["quality"]}


async def test_a_list_of_filters_is_refused(kit: Kit) -> None:
    peer_id = kit.session("one-to-one").people[0].peer_id
    path = f"/sessions/peer-report/{peer_id}"
    response = await kit.api.get(path, params={"filters": "events,quality_stats"})
    assert response.status_code == response.json()["error"]["code"] == 422


async def test_a_live_report_has_series_and_nothing_cumulative(kit: Kit) -> None:
    found = await participant(kit, "design-critique", 0)
    quality = found["peer_report"]["quality"]
    assert found["left_at"] is None
    assert quality["audio_producer"]
    assert all(value == {} for name, value in quality.items() if name.endswith("_cumulative"))


async def test_one_report_is_not_there_yet(kit: Kit) -> None:
    found = await participant(kit, "design-critique", 4)
    assert found["display_name"] == "Sam"
    assert found["peer_report"] == {"metadata": {}, "quality": {}}


async def test_reports_are_the_same_whenever_they_are_asked_for(kit: Kit) -> None:
    first = await participant(kit, "test-call", 0)
    for key in ("design-critique", "one-to-one", "standup-latest")[: MOST_CALLS + 1]:
        await participant(kit, key, 0)
    assert await participant(kit, "test-call", 0) == first


async def test_an_unknown_peer_is_not_found_and_a_malformed_id_is_refused(kit: Kit) -> None:
    unknown = await kit.api.get("/sessions/peer-report/00000000-0000-4000-8000-000000000000")
    assert unknown.json() == {"success": False, "error": {"code": 404, "message": "Peer not found"}}
    assert (await kit.api.get("/sessions/peer-report/ana")).status_code == 400
