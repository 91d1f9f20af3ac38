"""From attendances to the people of a call: who is there when, and whose microphone and camera are on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from rtk_mcp.sandbox.access import made_uuid
from rtk_mcp.sandbox.simulation.plan import Person, Span
from rtk_mcp.sandbox.world.meeting import Attendance
from rtk_mcp.sandbox.world.model import Utterance
from rtk_mcp.sandbox.world.speaker import Speaker

_ARRIVE_WITHIN_S = 14.0
_LEAVE_WITHIN_S = 4.0
_UNMUTE_BEFORE_S, _MUTE_AFTER_S = 1.5, 6.0
_CUSTOM_ID_CHARS = 6


@dataclass(frozen=True, slots=True)
class Stay:
    """An attendance with its ids and times; the beginning of a `Person`."""

    attendance: Attendance
    person: Person
    end_s: float

    @property
    def speaker(self) -> Speaker:
        """The same stay, as far as talking goes."""
        return Speaker(
            key=self.attendance.who.key,
            name=self.attendance.who.name,
            peer_id=self.person.peer_id,
            joins_s=self.person.joins_s,
            leaves_s=self.end_s,
            talks_share=self.attendance.talks_share,
        )


def arrange(
    attendances: Sequence[Attendance],
    *,
    seed: int,
    meeting_key: str,
    duration_s: float,
    live: bool,
    rng: Random,
) -> tuple[Stay, ...]:
    """Give every attendance ids that depend on the seed alone, and its times of coming and going."""
    stays = []
    for number, attendance in enumerate(attendances):
        joins_s = attendance.joins_s
        if joins_s is None:
            joins_s = 0.0 if number == 0 else rng.uniform(0.5, _ARRIVE_WITHIN_S)
        leaves_s = attendance.leaves_s
        if leaves_s is None and not live:
            leaves_s = duration_s if number == 0 else duration_s - rng.uniform(0.0, _LEAVE_WITHIN_S)
        who = attendance.who
        user_id = made_uuid(seed, f"user/{who.key}")
        person = Person(
            peer_id=made_uuid(seed, f"peer/{meeting_key}/{number}"),
            user_id=user_id,
            custom_participant_id=f"user-{user_id[:_CUSTOM_ID_CHARS]}",
            name=attendance.display_name or who.name,
            preset=attendance.preset,
            joins_s=round(joins_s, 3),
            leaves_s=None if leaves_s is None else round(leaves_s, 3),
            device=attendance.device or who.device,
            network=attendance.network or who.network,
            network_changes=attendance.network_changes,
            cpu_changes=attendance.cpu_changes,
            shares_screen=attendance.shares_screen,
            tab_hidden=attendance.tab_hidden,
        )
        stays.append(Stay(attendance, person, duration_s if leaves_s is None else person.leaves_s or 0.0))
    return tuple(stays)


def with_talk(stay: Stay, utterances: Iterable[Utterance]) -> Person:
    """The person talks exactly when the transcript says so, with the microphone open around it."""
    person, attendance = stay.person, stay.attendance
    whole: tuple[Span, ...] = ((person.joins_s, stay.end_s),)
    talks = tuple(
        (said.start_ms / 1000, said.end_ms / 1000) for said in utterances if said.peer_id == person.peer_id
    )
    camera: tuple[Span, ...] = attendance.camera if isinstance(attendance.camera, tuple) else ()
    return replace(
        person,
        talks=talks,
        microphone_on=whole if attendance.microphone == "open" else _open_around(talks, whole[0]),
        camera_on=whole if attendance.camera == "on" else camera,
    )


def _open_around(talks: Sequence[Span], stay: Span) -> tuple[Span, ...]:
    """Spans with a margin, joined where they meet, inside the stay."""
    spans: list[Span] = []
    for start_s, end_s in talks:
        begin, end = max(stay[0], start_s - _UNMUTE_BEFORE_S), min(stay[1], end_s + _MUTE_AFTER_S)
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((begin, end))
    return tuple(spans)
