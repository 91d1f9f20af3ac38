"""A stream as its receiver has it: arrived, lost, buffered, decoded, made up."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from rtk_mcp.sandbox.simulation.arrival import AMOUNTS, Arrival, Path, Received
from rtk_mcp.sandbox.simulation.keyframes import KeyFrames
from rtk_mcp.sandbox.simulation.randomness import count_of
from rtk_mcp.sandbox.simulation.repair import Repairs
from rtk_mcp.sandbox.simulation.traces import SentLayer

SAMPLES_PER_BLOCK = 480
"""Sound leaves the jitter buffer in blocks of 10 ms at 48 kHz."""
_BLOCKS_PER_PACKET = 2
_AUDIO_BASE_S = 0.038
_VIDEO_BASE_S = 0.022
"""What the buffers hold on a perfect network."""
_MENDED_BY_FEC = 0.35
"""Share of single losses that Opus's in-band error correction repairs."""


def receive_audio(layer: SentLayer, path: Path, viewer: "Viewer", rng: Random) -> Received:
    """Play an audio stream at a receiver."""
    present = viewer.present
    amounts = {name: array("d", bytes(8 * len(present))) for name in AMOUNTS}
    arrival = Arrival(path, max(viewer.least_delay_s, _AUDIO_BASE_S * rng.uniform(0.85, 1.3)), rng)
    resumed = True
    for second, sent in enumerate(layer.packets):
        share = present[second]
        amounts["jitter"][second] = arrival.jitter_ms / 1000.0
        if not sent or share <= 0.0:
            resumed = True
            continue
        heard = sent if share >= 1.0 else round(sent * share)
        arrived, lost = arrival.second(second, heard, min(heard, layer.lost[second]))
        amounts["packets"][second] = arrived
        amounts["lost"][second] = lost
        amounts["bytes"][second] = layer.bytes_[second] * arrived // sent
        amounts["emitted"][second] = arrived * _BLOCKS_PER_PACKET
        amounts["buffered"][second] = arrived * _BLOCKS_PER_PACKET * SAMPLES_PER_BLOCK * arrival.buffer_s
        amounts["concealed"][second] = layer.gaps[second] + _concealed(
            rng, min(lost, heard), arrival.late_ms, resumed=resumed
        )
        resumed = False
    return Received(amounts)


def _concealed(rng: Random, lost: int, late_ms: float, *, resumed: bool) -> int:
    """Audible gaps filled in: runs of lost packets, packets too late to play, the edge of a pause."""
    runs = lost if lost < 4 else round(4 + (lost - 4) * 0.3)  # noqa: PLR2004 - dense losses melt into longer gaps
    events = count_of(rng, runs, 1.0 - _MENDED_BY_FEC)
    if late_ms > 0.0:
        events += 1 + int(late_ms > 200.0)  # noqa: PLR2004 - the buffer runs dry, and again while it refills
    if resumed and rng.random() < 0.35:  # noqa: PLR2004
        events += 1
    return events


def receive_video(
    layers: list[SentLayer],
    forwarded: Sequence[int],
    path: Path,
    viewer: "Viewer",
    trouble: Repairs,
    keys: list[KeyFrames],
    rng: Random,
) -> Received:
    """Play a video at a viewer, `forwarded` being the layer sent in each second."""
    amounts = {name: array("d", bytes(8 * len(forwarded))) for name in AMOUNTS}
    arrival = Arrival(path, max(viewer.least_delay_s, _VIDEO_BASE_S * rng.uniform(0.8, 1.4)), rng)
    size = (0.0, 0.0)
    for second, number in enumerate(forwarded):
        amounts["jitter"][second] = arrival.jitter_ms / 1000.0
        if number < 0:
            amounts["width"][second], amounts["height"][second] = size
            continue
        layer = layers[number]
        sent = layer.packets[second]
        if sent:
            seen = viewer.present[second]
            heard = sent if seen >= 1.0 else round(sent * seen)
            arrived, lost = arrival.second(second, heard, min(heard, layer.lost[second]))
            amounts["packets"][second], amounts["lost"][second] = arrived, lost
            amounts["bytes"][second] = layer.bytes_[second] * arrived // sent
            running = (1.0 - trouble.frozen.get(second, 0.0)) * (1.0 - viewer.hung[second])
            frames = round(layer.frames[second] * seen * running) if arrived else 0
            dropped = _dropped(rng, frames, viewer, second)
            amounts["decoded"][second], amounts["dropped"][second] = frames - dropped, dropped
            amounts["emitted"][second] = frames - dropped
            held_s = arrival.buffer_s + 0.15 * (1.0 - viewer.speeds[second])
            amounts["buffered"][second] = (frames - dropped) * held_s
            if frames:
                size = (float(layer.width[second]), float(layer.height[second]))
                amounts["key_frames"][second] = keys[number].encoded[second]
            amounts["fps"][second] = frames - dropped
        amounts["fir"][second] = second in trouble.insisted
        amounts["width"][second], amounts["height"][second] = size
    return Received(amounts)


@dataclass(slots=True)
class Viewer:
    """The receiving device, by second: how much of it it is there, its processor, its tab, its decoder at a stop."""

    present: Sequence[float]
    speeds: Sequence[float]
    hidden: Sequence[float]
    hung: Sequence[float]
    hidden_drops: float
    least_delay_s: float


def _dropped(rng: Random, frames: int, viewer: Viewer, second: int) -> int:
    """Frames that miss their deadline: the processor is late, or nobody looks."""
    odds = 0.0015 + 0.85 * (1.0 - viewer.speeds[second])
    if viewer.hidden[second] > 0.0:
        odds = min(0.9, odds + viewer.hidden_drops * viewer.hidden[second])
    return count_of(rng, frames, odds)
