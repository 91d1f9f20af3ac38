"""What a sender's microphone, camera and shared screen put out, second by second."""

from random import Random

from rtk_mcp.sandbox.simulation.capture import frame_rates, with_device
from rtk_mcp.sandbox.simulation.encoder import LIMITS, CameraEncoder, Picture
from rtk_mcp.sandbox.simulation.microphone import OVERHEAD_BYTES, PACKETS_PER_S, Microphone
from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.simulation.randomness import count_of
from rtk_mcp.sandbox.simulation.shared_screen import ShareEncoder
from rtk_mcp.sandbox.simulation.spans import per_second
from rtk_mcp.sandbox.simulation.streams import Producer
from rtk_mcp.sandbox.simulation.traces import SentLayer

_LIMIT_NUMBER = {limit: number for number, limit in enumerate(LIMITS)}
_VIDEO_PACKET_BYTES = 1_100
_SHARED_SOUND_BYTES = 160
"""Music-grade Opus at 64 kbit/s."""
_VIDEO_OVERHEAD = 1.06
_DRIFT = (-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
"""Now and then a packet falls into the next second: 349 or 351 in a sample instead of 350."""
_SCREEN_FPS = 30.0
_SPARSE_PACKETS_PER_S = 2.5
"""Opus DTX refreshes the comfort noise every 400 ms."""
_SPARSE_BYTES = 8.0
_DROPOUT_PACKETS = (3, 9)
"""A gap of 60 to 180 ms."""


class Sound:
    """A microphone, or a shared screen's sound."""

    def __init__(self, person: Person, producer: Producer, seconds: int, rng: Random) -> None:
        self.producer = producer
        self.share = per_second(with_device(person, producer), seconds)
        self._layer = SentLayer(seconds)
        self.layers = [self._layer]
        self._voice = Microphone(rng) if producer.media == "audio" else None
        self._talking = per_second(person.talks, seconds)
        self._silent = per_second(person.microphone_silent, seconds)
        self._sparse = person.device.sparse_audio
        self._dropouts = person.dropouts if producer.media == "audio" else ()
        self._rng = rng

    def send(self, second: int) -> float:
        """Send a second's packets; the kbit/s they take."""
        packets = max(0, round(PACKETS_PER_S * self.share[second]) + self._rng.choice(_DRIFT))
        packets -= self._dropped_out(second, packets)
        size = float(_SHARED_SOUND_BYTES)
        if self._voice:
            size = self._voice.bytes_per_packet(
                min(1.0, self._talking[second]), min(1.0, self._silent[second])
            )
            if self._sparse and not self._talking[second]:
                packets = _rounded(_SPARSE_PACKETS_PER_S * self.share[second], self._rng)
                size = _SPARSE_BYTES
        self._layer.packets[second] = packets
        self._layer.bytes_[second] = int(packets * size)
        return packets * (size + OVERHEAD_BYTES) * 0.008

    def _dropped_out(self, second: int, packets: int) -> int:
        """Packets that were never made, as the microphone gave nothing to put in them."""
        gone = 0
        for dropouts in self._dropouts:
            if dropouts.span[0] <= second < dropouts.span[1]:
                gaps = _rounded(dropouts.per_minute / 60.0, self._rng)
                self._layer.gaps[second] += gaps
                gone += sum(self._rng.randint(*_DROPOUT_PACKETS) for _ in range(gaps))
        return min(packets, gone)

    def lose(self, second: int, loss: float, rng: Random) -> None:
        """Note how many of the second's packets the uplink lost."""
        packets = self._layer.packets[second]
        if packets:
            self._layer.lost[second] = count_of(rng, packets, loss)


class Shown:
    """A camera or a shared screen."""

    def __init__(self, person: Person, producer: Producer, seconds: int, rng: Random) -> None:
        self.producer = producer
        self.share = per_second(with_device(person, producer), seconds)
        self.layers = [SentLayer(seconds) for _ in producer.ssrcs]
        camera = producer.media == "video"
        self._encoder = (
            CameraEncoder(len(producer.ssrcs), person.device.camera_width)
            if camera
            else ShareEncoder(rng, person.shared_content, person.shared_width)
        )
        self._camera_fps = frame_rates(person, seconds) if camera else [_SCREEN_FPS] * seconds
        self._rng = rng
        self._last = [Picture() for _ in producer.ssrcs]

    @property
    def most_kbps(self) -> float:
        """What it would like to send."""
        return self._encoder.most_kbps

    def send(self, second: int, target_kbps: float, speed: float) -> float:
        """Encode and send a second; the kbit/s it takes on the wire."""
        pictures, limit = self._encoder.second(target_kbps, speed, self._camera_fps[second])
        share, rng = self.share[second], self._rng
        wire_kbps = 0.0
        for number, (layer, picture) in enumerate(zip(self.layers, pictures, strict=True)):
            layer.limit[second] = _LIMIT_NUMBER[limit]
            if picture.kbps <= 0.0:
                last = self._last[number]
                layer.width[second], layer.height[second], layer.fps[second] = (
                    last.width,
                    last.height,
                    last.fps,
                )
                continue
            self._last[number] = picture
            frames = _rounded(picture.fps * share * rng.uniform(0.97, 1.0), rng)
            size = picture.kbps * 125.0 * share * rng.uniform(0.88, 1.04)
            layer.width[second], layer.height[second], layer.fps[second] = (
                picture.width,
                picture.height,
                picture.fps,
            )
            layer.frames[second] = frames
            layer.bytes_[second] = int(size) if frames else 0
            per_frame = size / frames if frames else 0.0
            layer.packets[second] = (
                round(frames * max(1.0, per_frame / _VIDEO_PACKET_BYTES + 0.4)) if frames else 0
            )
            wire_kbps += layer.bytes_[second] * 0.008 * _VIDEO_OVERHEAD
        return wire_kbps

    def close(self) -> None:
        """Fill in what is seen of the stream while it is paused."""
        for layer in self.layers:
            layer.keep_size()

    def lose(self, second: int, loss: float, rng: Random) -> None:
        """Note how many of the second's packets the uplink lost."""
        for layer in self.layers:
            if layer.packets[second]:
                layer.lost[second] = count_of(rng, layer.packets[second], loss)


def _rounded(value: float, rng: Random) -> int:
    """Round so that the mean is kept."""
    return int(value + rng.random())
