"""The key frames of one video: at its start, when its size changes, and whenever a viewer asks."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from rtk_mcp.sandbox.simulation.repair import Repairs
from rtk_mcp.sandbox.simulation.traces import SentLayer


@dataclass(slots=True)
class KeyFrames:
    """What one layer was asked for and gave, by second."""

    encoded: "array[int]"
    pictures_lost: "array[int]"
    insisted: "array[int]"


def key_frames(layers: list[SentLayer], viewers: Iterable[Repairs], delay_s: int) -> list[KeyFrames]:
    """For each layer: key frames encoded, PLI received, FIR received; the SFU passes on one request a second.

    Args:
        layers: what the sender sends.
        viewers: everyone's trouble with it.
        delay_s: how late the encoder answers; requests that come meanwhile are answered together.
    """
    seconds = len(layers[0].packets)
    result = [KeyFrames(*(array("b", bytes(seconds)) for _ in range(3))) for _ in layers]
    for trouble in viewers:
        for second, asked in trouble.requests.items():
            result[asked].pictures_lost[second] = 1
            result[asked].insisted[second] |= second in trouble.insisted
    for layer, keys in zip(layers, result, strict=True):
        _encode(layer, keys, delay_s)
    return result


def _encode(layer: SentLayer, keys: KeyFrames, delay_s: int) -> None:
    width, answered_from = 0, 0
    for second, packets in enumerate(layer.packets):
        if not packets:
            width = 0  # whoever starts again, starts with a key frame
            keys.pictures_lost[second] = keys.insisted[second] = 0
            continue
        if layer.width[second] != width:
            keys.encoded[second] = 1
        if keys.pictures_lost[second] and second >= answered_from:
            answered_from = second + delay_s
            if answered_from < len(keys.encoded):
                keys.encoded[answered_from] = 1
            answered_from += 1
        width = layer.width[second]
