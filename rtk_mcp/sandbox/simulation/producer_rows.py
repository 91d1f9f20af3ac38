"""The rows that a sender's collector writes about its own streams."""

from dataclasses import dataclass
from random import Random
from typing import Any

from rtk_mcp.sandbox.simulation import score
from rtk_mcp.sandbox.simulation.counting import Taken
from rtk_mcp.sandbox.simulation.encoder import LIMITS, Limit
from rtk_mcp.sandbox.simulation.keyframes import KeyFrames
from rtk_mcp.sandbox.simulation.link import LinkTrace
from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.simulation.sampling import Window
from rtk_mcp.sandbox.simulation.streams import Producer
from rtk_mcp.sandbox.simulation.traces import IDLE, SentLayer, Totals

Row = dict[str, Any]

_RTT_UNIT = 65_536
"""RTCP carries round-trip times in 1/65,536 s."""
_AUDIO_CLOCK, _VIDEO_CLOCK = 48_000, 90_000
_MICRO = 1e-6


@dataclass(slots=True)
class Measured:
    """What the far end's receiver reports tell a sender: nothing, when its SDK does not read them."""

    person: Person
    up: LinkTrace
    down: LinkTrace
    rtt_ms: list[float]

    def rtt_s(self, second: int, rng: Random) -> float:
        """The latest round-trip time, as coarse as RTCP has it."""
        waits_ms = self.up.delay_ms[second] + self.down.delay_ms[second] + self.up.stall_ms[second]
        taken_s = (self.rtt_ms[second] * rng.uniform(0.94, 1.12) + waits_ms) / 1000.0
        return _micros(int(taken_s * _RTT_UNIT) / _RTT_UNIT)

    def jitter_s(self, second: int, clock: int, rng: Random) -> float:
        """The SFU's view of the stream's jitter, in ticks of the media clock."""
        seen_s = self.up.jitter_ms[second] * rng.uniform(0.7, 1.2) / 1000.0
        return _micros(int(seen_s * clock) / clock)


def _micros(seconds: float) -> float:
    """A time as the backend stores it: whole microseconds, multiplied back."""
    return round(seconds * 1e6) * _MICRO


class SentRows:
    """Cuts one producer's layers into rows."""

    def __init__(
        self,
        producer: Producer,
        layers: list[SentLayer],
        keys: list[KeyFrames],
        measured: Measured,
        rng: Random,
    ) -> None:
        self._producer = producer
        self._measured = measured
        self._rng = rng
        self._cuts = [_LayerCut(producer, number, layer, keys) for number, layer in enumerate(layers)]

    def rows(self, window: Window) -> list[Row]:
        """The rows of one sample, one per layer."""
        return [self._row(cut, window) for cut in self._cuts]

    def _row(self, cut: "_LayerCut", window: Window) -> Row:
        packets, lost = cut.packets.take(window.end), cut.lost.take(window.end)
        is_video = self._producer.is_video
        second = window.second
        if packets and not window.first and self._measured.person.device.measures_uplink:
            cut.jitter_s = self._measured.jitter_s(
                second, _VIDEO_CLOCK if is_video else _AUDIO_CLOCK, self._rng
            )
            cut.rtt_s = self._measured.rtt_s(second, self._rng)
        known = lost if self._measured.person.device.measures_uplink else 0
        loss_pct = 100.0 * known / packets if packets else 0.0
        row: Row = {
            "mos_quality": 0.0,
            "timestamp": window.stamp,
            "packets_lost": known,
            "jitter": cut.jitter_s or 0,
            "rtt": cut.rtt_s or 0,
            "packets_sent": packets,
            "bytes_sent": cut.bytes_.take(window.end),
        }
        if is_video:
            row |= cut.video(window)
            share = self._producer.media != "video"
            frames, width, fps = row["frames_encoded"], row["frame_width"], row["frames_per_second"]
            row["mos_quality"] = score.video(loss_pct, cut.jitter_s, width, fps, frames, share=share)
        else:
            row["mos_quality"] = score.audio_sent(loss_pct, cut.jitter_s)
        row["producer_id"] = self._producer.producer_id
        row["ssrc"] = cut.ssrc
        row["mid"] = self._producer.mid
        return row


class _LayerCut:
    """One RTP stream's counters as the collector last read them."""

    def __init__(self, producer: Producer, number: int, layer: SentLayer, keys: list[KeyFrames]) -> None:
        self.ssrc = producer.ssrcs[number]
        self.packets, self.lost = Taken(Totals(layer.packets)), Taken(Totals(layer.lost))
        self.bytes_, self._frames = Taken(Totals(layer.bytes_)), Taken(Totals(layer.frames))
        self.jitter_s = self.rtt_s = 0.0
        self._layer = layer
        self._spent = dict.fromkeys(LIMITS, 0.0)
        self._changes = 0
        self._seen_s = 0
        self._width = 0
        self._limit: Limit = "none"
        if keys:
            self._keys = Taken(Totals(keys[number].encoded))
            self._pictures_lost = Taken(Totals(keys[number].pictures_lost))
            self._insisted = Taken(Totals(keys[number].insisted))

    def video(self, window: Window) -> Row:
        """The fields that only video has."""
        layer, second = self._layer, window.second
        limit = self._limits(second)
        spent = {**self._spent, limit: self._spent[limit] + window.end % 1.0} if self._width else self._spent
        return {
            "frames_encoded": self._frames.take(window.end),
            "frame_width": layer.width[second],
            "frame_height": layer.height[second],
            "frames_per_second": round(layer.fps[second]),
            "key_frames_encoded": self._keys.take(window.end),
            "pli_count": self._pictures_lost.take(window.end),
            "fir_count": self._insisted.take(window.end),
            "quality_limitation_reason": limit,
            "quality_limitation_resolution_changes": self._changes,
            "quality_limitation_durations": {
                "bandwidth": round(spent["bandwidth"], 3),
                "cpu": round(spent["cpu"], 3),
                "none": round(spent["none"], 3),
                "other": 0,
            },
        }

    def _limits(self, second: int) -> Limit:
        """Bring the time under each limit and the count of size changes up to date; the limit now."""
        layer = self._layer
        for past in range(self._seen_s, second + 1):
            width, limit = layer.width[past], layer.limit[past]
            if limit == IDLE:
                continue
            self._limit = LIMITS[limit]
            if width:
                self._spent[self._limit] += 1.0
                self._changes += self._width not in (0, width)
                self._width = width
        self._seen_s = second + 1
        return self._limit
