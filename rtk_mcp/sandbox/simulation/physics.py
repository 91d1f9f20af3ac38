"""The whole call at once: every sender's uplink, every receiver's downlink, worked out when first needed."""

from array import array
from functools import cached_property
from math import ceil

from rtk_mcp.sandbox.simulation.cpu import processor
from rtk_mcp.sandbox.simulation.downlink import Downlink, play_downlink
from rtk_mcp.sandbox.simulation.keyframes import KeyFrames, key_frames
from rtk_mcp.sandbox.simulation.network import NetworkSchedule, schedule
from rtk_mcp.sandbox.simulation.plan import CallPlan
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.repair import Repairs, repairs
from rtk_mcp.sandbox.simulation.streams import Producer, producers_of, stay
from rtk_mcp.sandbox.simulation.uplink import Uplink, play_uplink
from rtk_mcp.sandbox.simulation.views import Views


class Physics:
    """One call's people on one time line of whole seconds."""

    def __init__(self, plan: CallPlan) -> None:
        self.plan = plan
        self.seconds = max(1, ceil(plan.duration_s) + 1)
        self._everyone = range(len(plan.people))
        self._repairs: dict[tuple[int, str], Repairs] = {}
        self._key_frames: dict[str, list[KeyFrames]] = {}
        self._downlinks: dict[int, Downlink] = {}

    @cached_property
    def producers(self) -> list[tuple[Producer, ...]]:
        """Each person's producers."""
        return [producers_of(number, self.plan) for number in self._everyone]

    @cached_property
    def networks(self) -> list[NetworkSchedule]:
        """Each person's networks by second."""
        return [schedule(person, self.seconds) for person in self.plan.people]

    @cached_property
    def views(self) -> Views:
        """Who sees whom."""
        return Views(self.plan, self.producers, self.seconds)

    @cached_property
    def speeds(self) -> "list[array[float]]":
        """Each person's processor by second."""
        return [self._processor(number) for number in self._everyone]

    @cached_property
    def uplinks(self) -> list[Uplink]:
        """What each person sent."""
        return [
            play_uplink(self.plan, person, self.producers[number], self.networks[number], self.speeds[number])
            for number, person in enumerate(self.plan.people)
        ]

    @cached_property
    def _audio_kbps(self) -> list[float]:
        return [sum(column) for column in zip(*(uplink.audio_kbps for uplink in self.uplinks), strict=True)]

    def downlink(self, viewer: int) -> Downlink:
        """What one person was sent."""
        if viewer not in self._downlinks:
            self._downlinks[viewer] = play_downlink(
                self.plan, viewer, self.views, self.uplinks, self.networks[viewer], self._audio_kbps
            )
        return self._downlinks[viewer]

    def repairs(self, viewer: int, producer: Producer) -> Repairs:
        """One viewer's trouble with one video."""
        key = (viewer, producer.producer_id)
        if key not in self._repairs:
            self._repairs[key] = repairs(
                (self.plan.seed, self.plan.people[viewer].peer_id),
                producer,
                self.uplinks[producer.owner],
                self.downlink(viewer),
                (self.networks[producer.owner], self.networks[viewer]),
                self.plan.people[producer.owner].device.key_frame_delay_s,
                self.plan.people[viewer].decoder_errors,
            )
        return self._repairs[key]

    def key_frames(self, producer: Producer) -> list[KeyFrames]:
        """The key frames of one video, with the requests of everyone who watched it."""
        if producer.producer_id not in self._key_frames:
            self._key_frames[producer.producer_id] = self._asked_for(producer)
        return self._key_frames[producer.producer_id]

    def _asked_for(self, producer: Producer) -> list[KeyFrames]:
        layers = self.uplinks[producer.owner].layers[producer.producer_id]
        watchers = (viewer for viewer in self._everyone if viewer != producer.owner)
        delay_s = int(self.plan.people[producer.owner].device.key_frame_delay_s)
        return key_frames(layers, (self.repairs(viewer, producer) for viewer in watchers), delay_s)

    def _processor(self, number: int) -> "array[float]":
        person = self.plan.people[number]
        rng = chance(self.plan.seed, person.peer_id, "processor")
        if person.device.cpu_headroom >= 1.0 and not person.cpu_changes:
            return array("d", [1.0]) * self.seconds
        joined, left = stay(person, self.plan)
        tiles = [
            len(self.views.shown_to(number, second)) if joined <= second <= left else 0
            for second in range(self.seconds)
        ]
        return processor(person, tiles, rng)
