"""Every method of the client, called with everything it takes, and what must then be on the wire."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rtk_mcp.api.client import RealtimeKit

SESSION = "813432c7-3c5a-45e2-9acf-eef7061c7584"
ROOM = "abcdef-ghijkl"
PEER = "005f4e0c-4d08-4d4e-a391-a76be75cd296"


@dataclass(frozen=True)
class Endpoint:
    name: str
    call: Callable[[RealtimeKit], Awaitable[Any]]
    path: str
    query: dict[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    method: str = "GET"
    data: dict[str, Any] = field(default_factory=dict)

    def call_with(self, kit: RealtimeKit, *ids: str, **arguments: Any) -> Awaitable[Any]:
        """The method itself, with nothing but these."""
        method: Callable[..., Awaitable[Any]] = getattr(kit, self.name)
        return method(*ids, **arguments)

    @property
    def answer(self) -> dict[str, Any]:
        return {"success": True, "data": self.data}


ENDPOINTS = (
    Endpoint(
        "list_sessions",
        lambda kit: kit.list_sessions(
            page_no=0,
            per_page=25,
            sort_by="minutesConsumed",
            sort_order="DESC",
            start_time=datetime(2026, 6, 1, tzinfo=UTC),
            end_time=datetime(2026, 6, 8, 12, 30, 0, 250_000),  # noqa: DTZ001 - no offset means UTC
            status="ENDED",
            search="Weekly & übersicht/1",
            associated_id=ROOM,
            participants="1:10",
        ),
        "/sessions",
        {
            "page_no": "0",
            "per_page": "25",
            "sort_by": "minutesConsumed",
            "sort_order": "DESC",
            "start_time": "2026-06-01T00:00:00Z",
            "end_time": "2026-06-08T12:30:00.250Z",
            "status": "ENDED",
            "search": "Weekly & übersicht/1",
            "associated_id": ROOM,
            "participants": "1:10",
        },
        data={"sessions": [{"id": SESSION}]},
    ),
    Endpoint(
        "get_session",
        lambda kit: kit.get_session(SESSION, include_breakout_rooms=True),
        f"/sessions/{SESSION}",
        {"include_breakout_rooms": "true"},
        ids=(SESSION,),
        data={"id": SESSION},
    ),
    Endpoint(
        "list_participants",
        lambda kit: kit.list_participants(
            ROOM,
            search="Ana",
            page_no=2,
            per_page=0,
            sort_order="ASC",
            sort_by="joinedAt",
            include_peer_events=False,
            view="consolidated",
        ),
        f"/sessions/{ROOM}/participants",
        {
            "search": "Ana",
            "page_no": "2",
            "per_page": "0",
            "sort_order": "ASC",
            "sort_by": "joinedAt",
            "include_peer_events": "false",
            "view": "consolidated",
        },
        ids=(SESSION,),
        data={"participants": [{"id": PEER}]},
    ),
    Endpoint(
        "get_participant",
        lambda kit: kit.get_participant(SESSION, PEER, include_peer_events=True, filters="events"),
        f"/sessions/{SESSION}/participants/{PEER}",
        {"include_peer_events": "true", "filters": "events"},
        ids=(SESSION, PEER),
        data={"participant": {"id": PEER}},
    ),
    Endpoint(
        "get_chat",
        lambda kit: kit.get_chat(SESSION),
        f"/sessions/{SESSION}/chat",
        ids=(SESSION,),
        data={"chat_download_url": "https://files.example/chat.csv"},
    ),
    Endpoint(
        "get_transcript",
        lambda kit: kit.get_transcript(SESSION, format="SRT"),
        f"/sessions/{SESSION}/transcript",
        {"format": "SRT"},
        ids=(SESSION,),
        data={"transcript_download_url": "https://files.example/t.srt"},
    ),
    Endpoint(
        "get_summary",
        lambda kit: kit.get_summary(SESSION),
        f"/sessions/{SESSION}/summary",
        ids=(SESSION,),
        data={"summaryDownloadUrl": "https://files.example/s.txt"},
    ),
    Endpoint(
        "generate_summary",
        lambda kit: kit.generate_summary(SESSION),
        f"/sessions/{SESSION}/summary",
        method="POST",
        ids=(SESSION,),
        data={"session_id": SESSION, "status": "PROCESSING"},
    ),
    Endpoint(
        "get_peer_report",
        lambda kit: kit.get_peer_report(
            PEER, filters=("device_info", "quality_stats"), include_peer_events=True
        ),
        f"/sessions/peer-report/{PEER}",
        {"filters": "device_info,quality_stats", "include_peer_events": "true"},
        ids=(PEER,),
        data={"participant": {"id": PEER}},
    ),
)
READING = tuple(endpoint for endpoint in ENDPOINTS if endpoint.method == "GET")
PARSED = tuple(endpoint for endpoint in READING if endpoint.name != "get_peer_report")
