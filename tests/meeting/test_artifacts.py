"""Every way in which a session can have no chat, transcript or summary, told apart."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.errors import NotFound, UpstreamDown
from rtk_mcp.meeting.absence import Absence, Kind
from rtk_mcp.meeting.artifacts import Artifact, read_artifact
from tests.api.upstream import Reply, Request, Upstream, reply

pytestmark = pytest.mark.anyio

SESSION = "813432c7-3c5a-45e2-9acf-eef7061c7584"
GONE = {"success": False, "error": {"code": 404, "message": "not there"}}
CHAT_HEADER = (
    b"id,participantId,sessionId,meetingId,displayName,pinned,isEdited,payloadType,payload,createdAt\n"
)
URL_NAMES = {
    "chat": "chat_download_url",
    "transcript": "transcript_download_url",
    "summary": "summaryDownloadUrl",
}


class Meeting:
    """A service with one session, and what its artifact endpoints answer."""

    def __init__(self, upstream: Upstream, storage: Upstream, kit: RealtimeKit, downloads: Downloads) -> None:
        self.upstream, self.storage = upstream, storage
        self._kit, self._downloads = kit, downloads

    async def read(self, kind: Kind, link: Any, *, status: str = "ENDED", code: int = 200) -> Artifact:
        """The artifact when its endpoint answers `link` with `code`; no `status`: no session."""
        session = {"id": SESSION, "status": status}

        def answer(request: Request) -> Reply:
            if request.path.endswith(f"/{kind}"):
                return reply(link, status=code)
            return reply({"success": True, "data": session}) if status else reply(GONE, status=404)

        self.upstream.answer(answer)
        asks = {
            "chat": self._kit.get_chat,
            "transcript": self._kit.get_transcript,
            "summary": self._kit.get_summary,
        }
        return await read_artifact(self._kit, self._downloads, kind, SESSION, lambda: asks[kind](SESSION))

    def link(self, kind: Kind, path: str = "/file", **more: Any) -> Any:
        return {"success": True, "data": {URL_NAMES[kind]: f"{self.storage.url}{path}", **more}}


@pytest.fixture
def meeting(upstream: Upstream, storage: Upstream, kit: RealtimeKit, downloads: Downloads) -> Meeting:
    return Meeting(upstream, storage, kit, downloads)


KINDS: tuple[Kind, ...] = ("chat", "transcript", "summary")


@pytest.mark.parametrize("kind", KINDS)
async def test_content_is_content(meeting: Meeting, kind: Kind) -> None:
    meeting.storage.answer(reply(body="\ufeffAna: Grüße 👋\n".encode()))
    artifact = await meeting.read(kind, meeting.link(kind))
    assert artifact == Artifact(kind, text="Ana: Grüße 👋\n")
    assert len(meeting.upstream.requests) == 1, "nothing more is asked when there is content"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("link", "code", "absence"),
    [
        (GONE, 404, Absence.NOT_FOUND),
        ({"success": True, "data": {}}, 200, Absence.NO_LINK),
        ({"success": True, "data": None}, 200, Absence.NO_LINK),
        ({"success": True, "data": {"status": "ERRORED"}}, 200, Absence.FAILED),
        ({"success": True, "data": {"status": "IN_PROGRESS"}}, 200, Absence.BEING_MADE),
        ({"success": True, "data": {"status": "x"}}, 200, Absence.NO_LINK),
        ({"success": True, "data": {"status": 3}}, 200, Absence.NO_LINK),
    ],
)
async def test_no_link_is_an_answer(
    meeting: Meeting, kind: Kind, link: Any, code: int, absence: Absence
) -> None:
    artifact = await meeting.read(kind, link, code=code)
    assert artifact.text is None
    assert artifact.absence is absence
    assert artifact.reason is not None
    assert kind in artifact.reason


@pytest.mark.parametrize(
    ("kind", "body", "absence"),
    [
        ("transcript", b"", Absence.EMPTY_FILE),
        ("summary", b" \r\n", Absence.EMPTY_FILE),
        ("chat", CHAT_HEADER, Absence.NO_MESSAGES),
        ("chat", b"\xef\xbb\xbf" + CHAT_HEADER, Absence.NO_MESSAGES),
        ("chat", b"[]", Absence.NO_MESSAGES),
    ],
)
async def test_an_empty_file_is_no_content(
    meeting: Meeting, kind: Kind, body: bytes, absence: Absence
) -> None:
    meeting.storage.answer(reply(body=body))
    assert (await meeting.read(kind, meeting.link(kind))).absence is absence


async def test_the_placeholder_of_sessions_without_a_transcript_is_not_even_fetched(meeting: Meeting) -> None:
    link = meeting.link("transcript", "/store/default/transcript.csv?X-Amz-Signature=abc")
    assert (await meeting.read("transcript", link)).absence is Absence.PLACEHOLDER
    assert meeting.storage.requests == []


async def test_a_file_that_storage_no_longer_has(meeting: Meeting) -> None:
    meeting.storage.answer(reply(body=b"<Error/>", status=404))
    assert (await meeting.read("chat", meeting.link("chat"))).absence is Absence.FILE_GONE


async def test_a_link_that_stays_expired_was_asked_for_once_more(meeting: Meeting) -> None:
    meeting.storage.answer(reply(body=b"<Error><Code>AccessDenied</Code></Error>", status=403))
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    link = meeting.link("chat", chat_download_url_expiry=yesterday)
    assert (await meeting.read("chat", link)).absence is Absence.LINK_EXPIRED
    asked = [request for request in meeting.upstream.requests if request.path.endswith("/chat")]
    assert len(asked) == 2


async def test_a_live_session_says_that_it_is_live(meeting: Meeting) -> None:
    artifact = await meeting.read("summary", GONE, code=404, status="LIVE")
    assert artifact.absence is Absence.SESSION_LIVE


async def test_a_session_that_is_not_there_is_an_error(meeting: Meeting) -> None:
    with pytest.raises(NotFound):
        await meeting.read("chat", GONE, code=404, status="")


async def test_a_failing_service_is_an_error_and_no_absence(meeting: Meeting) -> None:
    with pytest.raises(UpstreamDown):
        await meeting.read("chat", {"success": False, "error": {"code": 500, "message": "x"}}, code=500)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
async def test_encodings_are_told_by_their_mark(meeting: Meeting, encoding: str) -> None:
    meeting.storage.answer(reply(body="שלום, Ana".encode(encoding)))
    assert (await meeting.read("transcript", meeting.link("transcript"))).text == "שלום, Ana"
