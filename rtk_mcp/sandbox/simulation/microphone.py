"""What Opus makes of a microphone: 50 packets a second, whose size tells speech from room noise from silence."""

from random import Random

PACKETS_PER_S = 50
SILENCE_BYTES = 18
"""A packet of digital silence, as a microphone muted in hardware gives it."""
OVERHEAD_BYTES = 66
"""IP, UDP, RTP with extensions and the SRTP tag on each packet; counted on the wire, not in the report's bytes."""


class Microphone:
    """One person's voice and room."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._speech_bytes = rng.uniform(62.0, 82.0)
        self._room_bytes = rng.uniform(22.0, 31.0)

    def bytes_per_packet(self, talking: float, silent: float) -> float:
        """Mean payload in a second of which these shares are speech and hardware silence."""
        if silent >= 1.0:
            return SILENCE_BYTES
        rng = self._rng
        room = self._room_bytes * rng.uniform(0.9, 1.1)
        if rng.random() < 1 / 40:
            room += rng.uniform(5.0, 30.0)
        heard = talking * self._speech_bytes * rng.uniform(0.85, 1.15) + (1.0 - talking) * room
        return silent * SILENCE_BYTES + (1.0 - silent) * heard
