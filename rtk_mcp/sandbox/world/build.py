"""From the timetable to sessions with ids, dates, timed talk and people."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from rtk_mcp.sandbox.access import digest, made_uuid
from rtk_mcp.sandbox.world.conversation import Conversation
from rtk_mcp.sandbox.world.dates import starts_at
from rtk_mcp.sandbox.world.meeting import ChatLine, Day, Meeting, Room
from rtk_mcp.sandbox.world.model import ChatMessage, ReportKept, Session, Utterance
from rtk_mcp.sandbox.world.people import Stay, arrange, with_talk
from rtk_mcp.sandbox.world.script import parse_script
from rtk_mcp.sandbox.world.small_talk import SmallTalk
from rtk_mcp.sandbox.world.speaker import Speaker

_ROOM_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def build_session(meeting: Meeting, *, seed: int, now: datetime) -> Session:
    """One session; its ids and words depend on the seed alone, its date on now.

    Raises:
        ValueError: the timetable contradicts itself, see `Conversation`.
    """
    rng = Random(digest(seed, f"talk/{meeting.key}"))
    duration_s = meeting.minutes * 60.0
    stays = arrange(
        meeting.attendances,
        seed=seed,
        meeting_key=meeting.key,
        duration_s=duration_s,
        live=meeting.live,
        rng=rng,
    )
    utterances = _talk(meeting, [stay.speaker for stay in stays], rng)
    return Session(
        key=meeting.key,
        id=_room_name(seed, meeting.key)
        if meeting.v1 == "session"
        else made_uuid(seed, f"session/{meeting.key}"),
        meeting_id=_meeting_id(meeting, seed),
        title=meeting.title,
        kind=meeting.kind,
        started_at=starts_at(meeting.day, meeting.minutes, now),
        duration_s=duration_s,
        live=meeting.live,
        people=tuple(with_talk(stay, utterances) for stay in stays),
        utterances=utterances,
        chat=tuple(
            _message(line, number, stays, meeting.key, seed) for number, line in enumerate(meeting.chat)
        ),
        summary=meeting.summary,
        kept=meeting.kept,
        view_type=meeting.view_type,
        seed=int.from_bytes(digest(seed, f"call/{meeting.key}")[:4]),
        counters=meeting.counters,
        rooms=tuple(made_uuid(seed, f"session/{room.key}") for room in meeting.rooms),
        odd_reports={
            stay.person.peer_id: stay.attendance.report
            for stay in stays
            if stay.attendance.report is not ReportKept.YES
        },
        stray_quote_peer_id=next(
            (stay.person.peer_id for stay in stays if stay.attendance.stray_quote), None
        ),
    )


def build_outline(meeting: Meeting, *, seed: int, now: datetime) -> Session:
    """The same session with ids, times and people, in which nobody says or writes anything."""
    return build_session(replace(meeting, script="", topics=(), talk=None, chat=()), seed=seed, now=now)


def build_room(room: Room, parent: Session, *, seed: int) -> Session:
    """A breakout room: a session of its own that began during its parent."""
    meeting = Meeting(
        key=room.key,
        title=room.title,
        day=Day(minutes_ago=0),
        minutes=room.minutes,
        attendances=room.attendances,
        script=room.script,
        topics=room.topics,
        summary=room.summary,
        kept=room.kept,
    )
    started_at = parent.started_at + timedelta(seconds=room.start_s)
    return replace(
        build_session(meeting, seed=seed, now=started_at), started_at=started_at, parent_id=parent.id
    )


def _talk(meeting: Meeting, speakers: list[Speaker], rng: Random) -> tuple[Utterance, ...]:
    if meeting.talk is not None:
        return meeting.talk(speakers, rng)
    small_talk = SmallTalk(meeting.topics, rng) if meeting.topics else None
    conversation = Conversation(speakers, rng, meeting.pause_s, small_talk)
    return conversation.utterances(parse_script(meeting.script), meeting.minutes * 60.0)


def _meeting_id(meeting: Meeting, seed: int) -> str:
    if meeting.v1:
        return _room_name(seed, meeting.key)
    return made_uuid(seed, f"meeting/{meeting.series or meeting.key}")


def _room_name(seed: int, key: str) -> str:
    """The form of V1 ids: six letters, a dash, six letters."""
    letters = [_ROOM_NAME_LETTERS[byte % len(_ROOM_NAME_LETTERS)] for byte in digest(seed, f"room/{key}")]
    return "".join(letters[:6]) + "-" + "".join(letters[6:12])


def _message(
    line: ChatLine, number: int, stays: tuple[Stay, ...], meeting_key: str, seed: int
) -> ChatMessage:
    at_s = line.minute * 60
    for stay in stays:
        if stay.attendance.who.key == line.who and stay.person.joins_s <= at_s <= stay.end_s:
            return ChatMessage(
                id=made_uuid(seed, f"chat/{meeting_key}/{number}"),
                peer_id=stay.person.peer_id,
                at_s=at_s,
                payload=line.text,
                payload_type=line.payload_type,
                pinned=line.pinned,
                edited=line.edited,
            )
    raise ValueError(f"{line.who} is not there at {at_s:.0f} s to write: {line.text}")
