"""Who sends what, and when: the producers that a plan's people open on the SFU."""

from dataclasses import dataclass
from typing import Literal

from rtk_mcp.sandbox.simulation.encoder import layers_of
from rtk_mcp.sandbox.simulation.plan import CallPlan, Person, Span
from rtk_mcp.sandbox.simulation.randomness import identifier, source_number
from rtk_mcp.sandbox.simulation.spans import Spans, within, without

Media = Literal["audio", "video", "screenshare_audio", "screenshare_video"]
VIDEO: tuple[Media, ...] = ("video", "screenshare_video")

LOSS_OF_CONTACT_S = 8.0
"""How long a dead network goes unnoticed: ICE reports `disconnected` after about 5 s and the SDK waits a little."""

_DEVICE_OF: dict[Media, str] = {
    "audio": "microphone",
    "video": "camera",
    "screenshare_audio": "screen",
    "screenshare_video": "screen",
}


@dataclass(frozen=True, slots=True)
class Producer:
    """One stream from one person to the SFU.

    Attributes:
        owner: the sender's place in the plan.
        connection: which of the owner's connections it lives on; it dies with that.
        spans: when it is unmuted and so sends.
        ssrcs: one per simulcast layer, the smallest picture first.
    """

    producer_id: str
    owner: int
    connection: int
    media: Media
    spans: Spans
    ssrcs: tuple[int, ...]
    mid: str

    @property
    def is_video(self) -> bool:
        """Whether it carries pictures."""
        return self.media in VIDEO


def stay(person: Person, plan: CallPlan) -> Span:
    """When the person came and went."""
    leaves_s = plan.duration_s if person.leaves_s is None else min(person.leaves_s, plan.duration_s)
    return (min(person.joins_s, leaves_s), leaves_s)


def connections(person: Person, plan: CallPlan) -> Spans:
    """The person's successive connections: an outage that is noticed ends one and another follows it."""
    lost = [
        (start + LOSS_OF_CONTACT_S, end) for start, end in person.outages if end - start > LOSS_OF_CONTACT_S
    ]
    return without((stay(person, plan),), lost)


def producers_of(owner: int, plan: CallPlan) -> tuple[Producer, ...]:
    """Every producer that one person opens during the call."""
    person = plan.people[owner]
    found: list[Producer] = []
    for number, connection in enumerate(connections(person, plan)):
        mid = 0
        for media, spans in _openings(person):
            sending = without(within(spans, (connection,)), _refused(person, media))
            if sending:
                found.append(_producer(plan, owner, number, media, sending, mid))
                mid += 1
    return tuple(found)


def _openings(person: Person) -> list[tuple[Media, Spans]]:
    """Microphone and camera keep their producer when paused; each screen share opens a new one."""
    openings: list[tuple[Media, Spans]] = [("audio", person.microphone_on), ("video", person.camera_on)]
    for share in person.shares_screen:
        openings.append(("screenshare_video", (share,)))
        openings.append(("screenshare_audio", within(person.shares_audio, (share,))))
    return openings


def _refused(person: Person, media: Media) -> list[Span]:
    return [(r.at_s, r.until_s) for r in person.refusals if r.device == _DEVICE_OF[media]]


def _producer(plan: CallPlan, owner: int, number: int, media: Media, spans: Spans, mid: int) -> Producer:
    person = plan.people[owner]
    name = (plan.seed, person.peer_id, media, number, mid)
    device = person.device
    layers = layers_of(device.camera_width, device.simulcast_layers) if media == "video" else 1
    return Producer(
        producer_id=identifier(*name),
        owner=owner,
        connection=number,
        media=media,
        spans=spans,
        ssrcs=tuple(source_number(*name, layer) for layer in range(layers)),
        mid=str(mid),
    )
