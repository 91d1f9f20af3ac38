"""Sessions, participants and links, read from answers as the service has been seen to write them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.models.base import read_time
from rtk_mcp.api.models.link import DownloadLink, SummaryRequest
from rtk_mcp.api.models.participant import Participant, ParticipantPage
from rtk_mcp.api.models.session import Session, SessionPage

SESSION: dict[str, Any] = {
    "id": "813432c7-3c5a-45e2-9acf-eef7061c7584",
    "associated_id": "abcdef-ghijkl",
    "organization_id": "8045350b-e530-4bf4-aa36-1587f8a489b3",
    "meeting_display_name": "Weekly sync",
    "type": "meeting",
    "status": "ENDED",
    "live_participants": 0,
    "max_concurrent_participants": 2,
    "total_participants": 3,
    "minutes_consumed": 2.3434,
    "created_at": "2026-01-12T14:21:34.398Z",
    "started_at": "2026-01-12T14:21:34.388Z",
    "updated_at": "2026-01-12T14:26:00.784Z",
    "ended_at": "2026-01-12T14:26:00.700Z",
    "parent_session_id": "0a08343d-a9dc-45f0-9feb-6a64afcc4f81",
    "recording_status": "NOT_STARTED",
    "livestream_status": "OFFLINE",
    "meta": {"room_name": "abcdef-ghijkl"},
    "breakout_rooms": [{"id": "0b08343d-a9dc-45f0-9feb-6a64afcc4f81", "status": "ENDED"}],
}
PEER_EVENT: dict[str, Any] = {
    "id": "e1",
    "event_name": "PEER_CREATED",
    "created_at": "2026-02-01T10:51:08.039Z",
    "updated_at": "2026-02-01T10:51:08.039Z",
    "minutes_consumed": 0.5,
    "peer_id": "p1",
    "participant_id": None,
    "session_id": None,
    "socket_session_id": None,
    "preset_view_type": None,
}
PARTICIPANT: dict[str, Any] = {
    "id": "005f4e0c-4d08-4d4e-a391-a76be75cd296",
    "user_id": "0a08343d-a9dc-45f0-9feb-6a64afcc4f81",
    "custom_participant_id": "83qi0i",
    "display_name": "Mark",
    "preset_name": "webinar_participant",
    "duration": 5.8097,
    "joined_at": '2026-02-01T10:50:36.846Z"',
    "left_at": None,
    "created_at": "2026-02-01T10:51:08.039Z",
    "updated_at": "2026-02-01T10:56:56.618Z",
    "peer_events": [PEER_EVENT],
}
BAD: list[Any] = [
    None,
    {},
    [],
    "",
    "strange",
    -1,
    1.5,
    True,
    [1, None],
    {"a": {}},
    float("nan"),
    10**400,
    "NaN",
    "9" * 5_000,
]


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def test_every_documented_field_of_a_session_is_read() -> None:
    session = Session.model_validate({**SESSION, "something_new": {"a": 1}})
    assert set(Session.model_fields) == set(SESSION)
    for name, value in SESSION.items():
        if name.endswith("_at"):
            assert getattr(session, name) == datetime.fromisoformat(value)
        elif name != "breakout_rooms":
            assert getattr(session, name) == value
    assert [room.id for room in session.breakout_rooms] == ["0b08343d-a9dc-45f0-9feb-6a64afcc4f81"]


def test_every_documented_field_of_a_participant_is_read() -> None:
    participant = Participant.model_validate(PARTICIPANT)
    assert set(Participant.model_fields) == set(PARTICIPANT)
    assert participant.joined_at == datetime(2026, 2, 1, 10, 50, 36, 846_000, tzinfo=UTC)
    assert participant.left_at is None
    assert participant.duration == 5.8097
    (event,) = participant.peer_events
    assert event.model_dump(exclude={"created_at", "updated_at"}) == {
        name: value for name, value in PEER_EVENT.items() if not name.endswith("_at")
    }


@pytest.mark.parametrize(("model", "document"), [(Session, SESSION), (Participant, PARTICIPANT)])
def test_names_may_be_in_camel_case(
    model: type[Session] | type[Participant], document: dict[str, Any]
) -> None:
    assert model.model_validate(
        {camel(name): value for name, value in document.items()}
    ) == model.model_validate(document)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad)[:12])
@pytest.mark.parametrize(("model", "document"), [(Session, SESSION), (Participant, PARTICIPANT)])
def test_one_bad_field_leaves_the_others_alone(
    bad: object, model: type[Session] | type[Participant], document: dict[str, Any]
) -> None:
    good = model.model_validate(document)
    for name in document:
        read = model.model_validate({**document, name: bad})
        assert read.model_copy(update={name: getattr(good, name)}) == good
        assert read.model_dump_json()


def test_bad_items_leave_the_others_alone() -> None:
    page = SessionPage.model_validate({"sessions": [1, None, SESSION, [], {**SESSION, "status": {}}]})
    assert [(session.id, session.status) for session in page.sessions] == [
        (SESSION["id"], "ENDED"),
        (SESSION["id"], None),
    ]
    participants = ParticipantPage.model_validate(
        {"participants": [PARTICIPANT, 5], "paging": "x"}
    ).participants
    assert [participant.display_name for participant in participants] == ["Mark"]


def test_paging_keeps_what_it_was_told() -> None:
    page = SessionPage.model_validate(
        {"sessions": [], "paging": {"total_count": 5, "start_offset": "1", "end_offset": {}}}
    )
    assert page.paging.model_dump() == {"total_count": 5, "start_offset": 1, "end_offset": None}
    assert SessionPage.model_validate({"sessions": []}).paging.total_count is None


def test_rooms_nested_deeply_do_no_harm() -> None:
    document: dict[str, Any] = {"id": "innermost"}
    for _ in range(250):
        document = {"breakout_rooms": [document]}
    assert len(Session.model_validate(document).breakout_rooms) <= 1


SPELLINGS = [
    ("chat_download_url", "chat_download_url_expiry"),
    ("transcript_download_url", "transcript_download_url_expiry"),
    ("summaryDownloadUrl", "summaryDownloadUrlExpiry"),
    ("summary_download_url", "summary_download_url_expiry"),
    ("transcriptDownloadURL", "transcriptDownloadURLExpiry"),
    ("download_url", "download_url_expiry"),
]


@pytest.mark.parametrize(("url", "expiry"), SPELLINGS)
@pytest.mark.parametrize("expires", ["2026-06-10T10:30:00.000Z", "2026-06-10 10:30:00.000000Z"])
def test_a_link_is_read_in_every_spelling(url: str, expiry: str, expires: str) -> None:
    link = DownloadLink.model_validate({"sessionId": "x", url: "https://files.example/a", expiry: expires})
    assert link.url == "https://files.example/a"
    assert link.expires_at == datetime(2026, 6, 10, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("value", [None, "", {}, [], 0, {"a": 1}])
def test_a_missing_link_is_none(value: object) -> None:
    assert DownloadLink.model_validate({"summaryDownloadUrl": value}).url is None
    assert DownloadLink.model_validate({}).url is None


def test_a_bad_expiry_does_not_lose_the_link() -> None:
    link = DownloadLink.model_validate(
        {"chat_download_url": "https://a/", "chat_download_url_expiry": {"a": 1}}
    )
    assert (link.url, link.expires_at) == ("https://a/", None)


@pytest.mark.parametrize("name", ["session_id", "sessionId"])
def test_a_summary_request_is_read(name: str) -> None:
    assert SummaryRequest.model_validate({name: "x", "status": "PROCESSING"}).session_id == "x"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-06-10T10:30:00.000Z", datetime(2026, 6, 10, 10, 30, tzinfo=UTC)),
        ("2022-12-13 07:08:39.051621Z", datetime(2022, 12, 13, 7, 8, 39, 51_621, tzinfo=UTC)),
        ('2023-02-01T10:50:36.846Z"', datetime(2023, 2, 1, 10, 50, 36, 846_000, tzinfo=UTC)),
        ("2026-06-10T12:30:00+02:00", datetime(2026, 6, 10, 10, 30, tzinfo=UTC)),
        ("2026-06-10T10:30:00", datetime(2026, 6, 10, 10, 30, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("9999-12-31T23:59:59-05:00", None),
        ("2026-13-10T10:30:00Z", None),
        ("soon", None),
    ],
)
def test_times_are_read_as_they_are_written(text: str, time: datetime | None) -> None:
    assert read_time(text) == time


@given(st.text() | st.none() | st.integers() | st.floats())
def test_no_value_crashes_the_reading_of_a_time(value: object) -> None:
    time = read_time(value)
    assert time is None or time.tzinfo is UTC
