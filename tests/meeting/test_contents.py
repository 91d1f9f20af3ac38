"""A session's content as it is asked for: as few requests as it takes, and kept while it cannot change."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.api.models.participant import Participant
from rtk_mcp.errors import NotFound, UpstreamDown
from rtk_mcp.meeting import contents as module
from rtk_mcp.meeting.absence import Absence
from rtk_mcp.meeting.contents import Contents
from tests.api.upstream import Reply, Request, Upstream, reply

pytestmark = pytest.mark.anyio

SESSION = "813432c7-3c5a-45e2-9acf-eef7061c7584"
STARTED = datetime(2026, 11, 3, 10, tzinfo=UTC)
ROW = '"1500","peer-1","user-1","custom-1","Ana","Hello"\n'
JSON = orjson.dumps(
    [
        {
            "startTime": 1500,
            "endTime": 2500,
            "sentence": "Hello",
            "peerData": {"id": "peer-1", "userId": "user-1", "cpi": "custom-1", "displayName": "Ana"},
        }
    ]
)
GONE = reply({"success": False, "error": {"code": 404, "message": "no"}}, status=404)


class Service:
    """One session whose files are as told, and a list of what was asked."""

    def __init__(self, upstream: Upstream, storage: Upstream, kit: RealtimeKit, downloads: Downloads) -> None:
        self.session: dict[str, Any] | None = {
            "id": SESSION,
            "status": "ENDED",
            "started_at": STARTED.isoformat(),
            "ended_at": (STARTED + timedelta(hours=1)).isoformat(),
        }
        self.files: dict[str, bytes | Reply | None] = {}
        self.people: list[Participant] = []
        self.asked: list[str] = []
        self._storage = storage
        upstream.answer(self._answer)
        storage.answer(self._file)
        self.contents = Contents(kit, downloads, self._everyone)

    def _answer(self, request: Request) -> Reply:
        name = request.path.rpartition("/")[2]
        form = request.query.get("format", "")
        name = f"{name} {form}".strip()
        self.asked.append("session" if name == SESSION else name)
        if name == SESSION:
            return reply({"success": True, "data": self.session}) if self.session else GONE
        found = self.files.get(name, GONE)
        if isinstance(found, Reply):
            return found
        url = None if found is None else f"{self._storage.url}/{name.replace(' ', '_')}"
        return reply({"success": True, "data": {"download_url": url}})

    def _file(self, request: Request) -> Reply:
        name = request.path.strip("/").replace("_", " ")
        found = self.files[name]
        assert isinstance(found, bytes)
        return reply(body=found)

    async def _everyone(self, *_: object) -> tuple[Participant, ...]:
        self.asked.append("participants")
        return tuple(self.people)


@pytest.fixture
def service(upstream: Upstream, storage: Upstream, kit: RealtimeKit, downloads: Downloads) -> Service:
    return Service(upstream, storage, kit, downloads)


async def test_a_transcript_takes_its_link_and_its_session_and_then_nothing(service: Service) -> None:
    service.files["transcript JSON"] = JSON
    found = await service.contents.conversation(SESSION)
    assert found.content is not None
    assert [(each.start_s, each.end_s, each.text) for each in found.content.utterances] == [
        (1.5, 2.5, "Hello")
    ]
    assert found.content.started_at == STARTED
    assert sorted(service.asked) == ["session", "transcript JSON"]
    assert await service.contents.conversation(SESSION) is found
    assert len(service.asked) == 2


@pytest.mark.parametrize("other", [reply({"success": False}, status=400), b"<Error/>", b" ", b"[]"])
async def test_a_transcript_that_json_does_not_have_is_read_in_the_usual_format(
    service: Service, other: bytes | Reply
) -> None:
    service.files |= {"transcript JSON": other, "transcript": ROW.encode()}
    found = await service.contents.conversation(SESSION)
    assert found.content is not None
    assert found.content.utterances[0].text == "Hello"
    assert found.content.utterances[0].end_s is None


@pytest.mark.parametrize(
    ("file", "absence"),
    [
        (GONE, Absence.NOT_FOUND),
        (None, Absence.NO_LINK),
        (b"", Absence.EMPTY_FILE),
        (b"<Error/>", Absence.UNREADABLE),
    ],
)
async def test_none_at_all_is_told_with_its_reason(
    service: Service, file: bytes | Reply | None, absence: Absence
) -> None:
    service.files |= {"transcript JSON": file, "transcript": file}
    found = await service.contents.conversation(SESSION)
    assert (found.content, found.absence) == (None, absence)
    assert found.reason


async def test_that_there_is_none_is_believed_for_a_short_time(service: Service) -> None:
    await service.contents.conversation(SESSION)
    asked = len(service.asked)
    await service.contents.conversation(SESSION)
    assert len(service.asked) == asked


@pytest.mark.parametrize("file", [JSON, None])
async def test_a_live_session_is_asked_for_each_time(service: Service, file: bytes | None) -> None:
    assert service.session is not None
    service.session |= {"status": "LIVE", "ended_at": None}
    service.files["transcript JSON"] = file
    first = await service.contents.conversation(SESSION)
    assert first.absence == (None if file else Absence.SESSION_LIVE)
    asked = len(service.asked)
    await service.contents.conversation(SESSION)
    assert len(service.asked) == 2 * asked


async def test_content_is_told_without_its_session_and_not_kept(service: Service) -> None:
    service.session = None
    service.files["transcript JSON"] = JSON
    found = await service.contents.conversation(SESSION)
    assert found.content is not None
    assert found.content.started_at is None
    await service.contents.conversation(SESSION)
    assert service.asked.count("transcript JSON") == 2


async def test_neither_content_nor_session_is_an_unknown_session(service: Service) -> None:
    service.session = None
    with pytest.raises(NotFound):
        await service.contents.conversation(SESSION)


async def test_a_failing_service_is_an_error_and_not_an_absence(service: Service) -> None:
    service.files["chat"] = reply({"success": False}, status=500)
    with pytest.raises(UpstreamDown):
        await service.contents.chat(SESSION)


def without(*names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda peer: {name: value for name, value in peer.items() if name not in names}


@pytest.mark.parametrize(
    ("known", "asks"),
    [
        (without(), False),
        (without("cpi"), False),
        (without("displayName"), True),
        (without("userId", "cpi"), True),
        (without("id", "userId", "cpi"), False),
        (without("id", "userId", "cpi", "displayName"), False),
    ],
)
async def test_people_are_asked_for_only_where_they_can_tell_more(
    service: Service, known: Callable[[dict[str, Any]], dict[str, Any]], asks: bool
) -> None:
    row = orjson.loads(JSON)[0]
    service.people = [
        Participant.model_validate({"id": "peer-1", "user_id": "user-1", "display_name": "Ana"})
    ]
    service.files["transcript JSON"] = orjson.dumps([row | {"peerData": known(row["peerData"])}])
    found = await service.contents.conversation(SESSION)
    assert ("participants" in service.asked) is asks
    assert found.content is not None
    if asks:
        person = found.content.person_at(0)
        assert person is not None
        assert found.content.people[person].name == "Ana"


async def test_a_transcript_by_the_clock_counts_from_the_sessions_start(service: Service) -> None:
    at = STARTED + timedelta(seconds=90)
    row = f'"{at.isoformat()}","peer-1","user-1","custom-1","Ana","Hello"\n'
    service.files |= {"transcript JSON": b"[]", "transcript": row.encode()}
    found = await service.contents.conversation(SESSION)
    assert found.content is not None
    assert found.content.utterances[0].start_s == 90


async def test_a_known_session_is_not_asked_for(service: Service) -> None:
    service.files |= {"transcript JSON": JSON, "summary": b"# Done", "chat": b"[]"}
    session = (await service.contents.conversation(SESSION)).session
    service.asked.clear()
    summary = await service.contents.summary(SESSION, session=session)
    chat = await service.contents.chat(SESSION, session=session)
    assert (summary.content, chat.absence) == ("# Done", Absence.NO_MESSAGES)
    assert service.asked == ["summary", "chat"]


async def test_a_summary_is_read_once_and_only_so_long_believed(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.files["summary"] = b"# Done"
    for look_again in (False, True):
        assert (await service.contents.summary(SESSION, look_again=look_again)).content == "# Done"
    assert sorted(service.asked) == ["session", "summary"]
    service.contents.forget_summary(SESSION, None)
    service.files["summary"] = b"# Done anew"
    assert (await service.contents.summary(SESSION)).content == "# Done anew"
    monkeypatch.setattr(module, "SUMMARY_S", -1.0)
    service.contents.forget_summary(SESSION, None)
    for _ in range(2):
        service.asked.clear()
        assert (await service.contents.summary(SESSION)).content == "# Done anew"
        assert "summary" in service.asked


async def test_that_there_was_no_summary_is_not_believed_by_who_looks_again(service: Service) -> None:
    assert (await service.contents.summary(SESSION)).absence is Absence.NOT_FOUND
    service.files["summary"] = b"# Done"
    assert (await service.contents.summary(SESSION)).content is None
    assert (await service.contents.summary(SESSION, look_again=True)).content == "# Done"
    assert (await service.contents.summary(SESSION)).content == "# Done"


async def test_who_looks_again_in_vain_does_not_tell_others_that_there_is_none(service: Service) -> None:
    assert (await service.contents.summary(SESSION, look_again=True)).absence is Absence.NOT_FOUND
    service.files["summary"] = b"# Done"
    assert (await service.contents.summary(SESSION)).content == "# Done"


async def test_the_summary_of_a_live_session_is_asked_for_each_time(service: Service) -> None:
    assert service.session is not None
    service.session |= {"status": "LIVE", "ended_at": None}
    service.files["summary"] = b"# So far"
    for _ in range(2):
        assert (await service.contents.summary(SESSION, look_again=True)).content == "# So far"
    assert service.asked.count("summary") == 2


@pytest.mark.parametrize("blank", [b" \n", "\ufeff \n".encode(), "\ufeff \n".encode("utf-16-le")])
async def test_a_summary_of_blanks_in_any_encoding_is_an_empty_file(service: Service, blank: bytes) -> None:
    service.files["summary"] = blank
    assert (await service.contents.summary(SESSION)).absence is Absence.EMPTY_FILE
