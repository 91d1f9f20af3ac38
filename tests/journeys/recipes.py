"""For every tool the calls after which everything that it can answer has been seen."""

from dataclasses import dataclass
from typing import Any

from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from tests.journeys.seen import Seen
from tests.program import connected, structured

Arguments = dict[str, Any]


@dataclass(frozen=True)
class World:
    """Whom and what to ask for: few enough to be quick, and such that their answers have every field."""

    session_id: str
    peer_id: str
    sessions: dict[str, list[Arguments]]
    """By tool: sessions each of whose answers has something that those before it have not."""
    peers: list[Arguments]
    """The same of people."""


def recipes(world: World) -> dict[str, list[Arguments]]:
    """For each tool the calls that bring every text field of its answer into view."""
    one = {"session_id": world.session_id}
    peer = {"peer_id": world.peer_id}
    others = [str(each["session_id"]) for each in world.sessions["get_session"]]
    several = {"session_ids": [world.session_id, *others]}

    def of_sessions(tool: str, *several: Arguments) -> list[Arguments]:
        return [session | more for session in world.sessions[tool] for more in several]

    return {
        "list_sessions": [{"per_page": 5, "detail": "full"}, {"per_page": 50, "detail": "brief"}],
        "get_session": of_sessions(
            "get_session",
            {"include_breakout_rooms": True, "detail": "brief"},
            {"include_breakout_rooms": True, "include_talk_time": True, "detail": "full"},
        ),
        "list_participants": [
            one | {"include_peer_events": True, "detail": "brief"},
            one | {"include_peer_events": True, "detail": "full"},
            one | {"attendance": True},
            *of_sessions("list_participants", {"attendance": True, "detail": "full"}),
        ],
        "get_participant": [one | {"participant_id": world.peer_id, "include_peer_events": True}],
        "get_peer_report": [
            peer | {"detail": "brief"},
            peer | {"include_peer_events": True, "show_private": True, "detail": "full"},
            *world.peers,
        ],
        "inspect_peer_report": [
            peer | {"show_private": True, "detail": "full"},
            peer | {"start": "+5:00", "end": "+20:00"},
            peer | {"start": "14:20"},
            peer | {"stream": "audio"},
            peer | {"stream": "audio", "metrics": "score_ratio,loss_pct,fps", "points": 120},
            peer | {"path": "metadata", "show_private": True, "detail": "full"},
            peer | {"path": "$"},
            *world.peers,
        ],
        "get_summary": of_sessions("get_summary", {"detail": "brief"}, {"detail": "full"}),
        "get_transcript": [
            one | {"query": "release"},
            one | {"speaker": "Nobody"},
            one | {"quality": True, "start": "00:13:00"},
            one | {"format": "SRT"},
            *of_sessions("get_transcript", {"detail": "brief"}, {"detail": "full"}),
        ],
        "get_chat": [
            one | {"query": "the"},
            one | {"sender": "Nobody"},
            *of_sessions("get_chat", {"detail": "brief"}, {"detail": "full"}),
        ],
        "search_meetings": [{"query": "release"}, {"query": "release", "detail": "full"}],
        "diagnose_session": [
            one | {"detail": "full"},
            one | {"about": world.peer_id, "symptom": "cannot_be_heard", "around": "14:20", "detail": "full"},
            one | {"about": "Nobody", "symptom": "could_not_join"},
        ],
        "compare_quality": [
            several | {"group_by": "session", "detail": "brief"},
            several | {"group_by": "day", "detail": "full"},
            several | {"group_by": "asn", "detail": "full"},
            several,
            {"peer_ids": [world.peer_id, *(str(each["peer_id"]) for each in world.peers[:2])]},
        ],
        "generate_summary": world.sessions["get_summary"],
    }


async def explored(sandbox: SandboxServer) -> World:
    """The sandbox looked through over the real process."""
    async with connected("stdio", sandbox.environment()) as client:
        listed = structured(await client.call_tool("list_sessions", {"per_page": 60, "detail": "full"}))
        sessions = [{"session_id": str(session["id"])} for session in listed["sessions"]]
        session_id = next(
            str(session["id"]) for session in listed["sessions"] if "product review" in session["title"]
        )
        found = await people_of(client, session_id)
        ana = next(str(person["id"]) for person in found if person["name"] == "Ana")
        rooms: list[dict[str, Any]] = []
        peers: list[Arguments] = []
        for session in sessions:
            about = structured(
                await client.call_tool("get_session", session | {"include_breakout_rooms": True})
            )
            rooms += about.get("breakout_rooms", [])
            peers += [{"peer_id": str(each["id"])} for each in (await people_of(client, **session))[:1]]
        everywhere = sessions + [{"session_id": str(room["id"])} for room in rooms]
        return World(
            session_id,
            ana,
            {
                tool: await with_something_new(client, tool, everywhere, more)
                for tool, more in OF_A_SESSION.items()
            },
            await with_something_new(client, "get_peer_report", peers[:FEW], {}),
        )


FEW = 3
"""People to choose from: each report takes a while to make."""
OF_A_SESSION: dict[str, Arguments] = {
    "get_session": {"include_breakout_rooms": True, "include_talk_time": True},
    "list_participants": {"attendance": True},
    "get_summary": {},
    "get_transcript": {},
    "get_chat": {},
}
"""Tools that a session is enough for, and what else to ask for when choosing the sessions."""


async def people_of(client: Client, session_id: str) -> list[dict[str, Any]]:
    answer = structured(await client.call_tool("list_participants", {"session_id": session_id}))
    people: list[dict[str, Any]] = answer["participants"]
    return people


async def with_something_new(
    client: Client, tool: str, calls: list[Arguments], more: Arguments
) -> list[Arguments]:
    """Those calls whose answers have a field, or a reason, that the ones before have not."""
    known: set[str] = set()
    chosen: list[Arguments] = []
    for call in calls:
        result = await client.call_tool(tool, call | more)
        if result.is_error:
            continue
        seen = Seen()
        seen.take(tool, structured(result))
        has = seen.places | {str(structured(result).get("reason_code"))}
        if has - known:
            chosen.append(call)
            known |= has
    return chosen
