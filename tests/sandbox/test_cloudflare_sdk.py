"""The official client, which knows nothing of this project, finds in the sandbox what it expects of the service."""

import csv
import io

import cloudflare
import httpx
import pytest
from cloudflare import Cloudflare

from rtk_mcp.sandbox import SandboxServer
from tests.sandbox.conftest import Where, given


def session_id(client: Cloudflare, where: Where, title: str) -> str:
    found = client.realtime_kit.sessions.get_sessions(**where, search=title)
    (session,) = given(given(found.data).sessions)
    return session.id


@pytest.fixture(scope="module")
def review_id(client: Cloudflare, where: Where) -> str:
    return session_id(client, where, "tuesday product")


@pytest.fixture(scope="module")
def ana_id(client: Cloudflare, where: Where, review_id: str) -> str:
    found = client.realtime_kit.sessions.get_session_participants(
        review_id, **where, search="Ana", per_page=10
    )
    (ana,) = given(given(found.data).participants)
    return given(ana.id)


def test_lists_sessions_with_paging(client: Cloudflare, where: Where) -> None:
    found = client.realtime_kit.sessions.get_sessions(
        **where, per_page=5, sort_by="createdAt", sort_order="DESC"
    )
    sessions, paging = given(given(found.data).sessions), given(found.paging)
    assert found.success
    assert len(sessions) == 5
    assert sessions[0].status == "LIVE"
    assert (paging.start_offset, paging.end_offset) == (1, 5)
    assert given(paging.total_count) >= 14


def test_gets_a_session(client: Cloudflare, where: Where, review_id: str) -> None:
    found = client.realtime_kit.sessions.get_session_details(review_id, **where, include_breakout_rooms=True)
    assert given(found.data).meeting_display_name == "Tuesday product review"
    assert given(found.data).breakout_rooms == []


def test_gets_a_participant(client: Cloudflare, where: Where, review_id: str, ana_id: str) -> None:
    found = client.realtime_kit.sessions.get_session_participant_details(
        ana_id, **where, session_id=review_id, include_peer_events=True
    )
    participant = given(given(found.data).participant)
    assert participant.display_name == "Ana"
    events = [event.event_name for event in given(participant.peer_events)]
    assert events == ["PEER_CREATED", "PEER_JOINING", "PEER_LEAVING"]


def test_downloads_the_chat(client: Cloudflare, where: Where, review_id: str) -> None:
    chat = given(client.realtime_kit.sessions.get_session_chat(review_id, **where).data)
    rows = list(csv.DictReader(io.StringIO(httpx.get(chat.chat_download_url).text)))
    assert rows[0]["displayName"] == "Ingrid"
    assert any("frozen" in row["payload"] for row in rows)


def test_downloads_the_transcript(client: Cloudflare, where: Where, review_id: str) -> None:
    found = client.realtime_kit.sessions.get_session_transcripts(review_id, **where, format="VTT")
    assert given(found.data).session_id == review_id
    text = httpx.get(given(found.data).transcript_download_url).text
    assert text.startswith("WEBVTT\n\n00:00:25.000 --> ")
    assert "Sam: Ana, you have frozen for me." in text


def test_downloads_the_summary(client: Cloudflare, where: Where, review_id: str) -> None:
    found = client.realtime_kit.sessions.get_session_summary(review_id, **where)
    assert "### Decisions Made" in httpx.get(given(found.data).summary_download_url).text


def test_generates_a_summary(client: Cloudflare, where: Where) -> None:
    sessions = client.realtime_kit.sessions
    visit_id = session_id(client, where, "field visit")
    with pytest.raises(cloudflare.NotFoundError):
        sessions.get_session_summary(visit_id, **where)
    started = sessions.generate_summary_of_transcripts(visit_id, **where)
    assert given(started.data).session_id == visit_id
    found = sessions.get_session_summary(visit_id, **where)
    assert "Field visit" in httpx.get(given(found.data).summary_download_url).text


def test_gets_a_peer_report_of_real_size(client: Cloudflare, where: Where, ana_id: str) -> None:
    raw = client.realtime_kit.sessions.with_raw_response.get_participant_data_from_peer_id(ana_id, **where)
    assert len(raw.read()) > 1_000_000
    participant = given(given(raw.parse().data).participant)
    quality = given(given(participant.peer_report).quality)
    assert participant.role == "group_call_participant"
    assert len({row.producer_id for row in given(quality.audio_consumer)}) >= 5


def test_a_wrong_token_is_not_permitted(sandbox: SandboxServer, where: Where) -> None:
    stranger = Cloudflare(api_token="wrong", base_url=sandbox.base_url, max_retries=0)
    with pytest.raises(cloudflare.PermissionDeniedError, match="10000"):
        stranger.realtime_kit.sessions.get_sessions(**where)


def test_another_app_has_no_route(client: Cloudflare, sandbox: SandboxServer) -> None:
    with pytest.raises(cloudflare.NotFoundError, match="7003"):
        client.realtime_kit.sessions.get_sessions("another-app", account_id=sandbox.account_id)
