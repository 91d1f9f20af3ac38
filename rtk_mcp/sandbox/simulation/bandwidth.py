"""What a sender believes its path can carry, in the manner of Google congestion control."""

from dataclasses import dataclass

_START_KBPS = 300.0
_FLOOR_KBPS = 50.0
_CEILING_KBPS = 12_000.0
_QUEUE_TOO_LONG_MS = 60.0
_MEMORY = 0.3
"""Weight of the latest second's loss: a short burst on a radio link is no congestion."""
_LOSS_TOO_HIGH = 0.12
_LOSS_LOW = 0.04
_PROBING, _GROWTH, _CAUTION = 1.5, 1.08, 1.02
"""Growth per second: at the start, with little loss, and with some or where the path was full before."""
_UNUSED = 1.2
"""An estimate this far above what is sent rests on probes alone."""
_NEAR = (0.85, 1.15)
"""Around the rate at which the queue last grew, growth is slow: the limit is most likely still there."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a sender learns of one second from acknowledgements and probes.

    Attributes:
        loss: share of the packets that did not arrive.
        carried_kbps: what came out at the other end.
        probed_kbps: what bursts of padding found the path to carry.
    """

    queue_ms: float
    loss: float
    carried_kbps: float
    probed_kbps: float


class BandwidthEstimate:
    """Backs off when delay or lasting loss rises, grows while neither does; never far above what is wanted."""

    __slots__ = ("_carried_kbps", "_loss", "_probing", "kbps")

    def __init__(self, start_kbps: float = _START_KBPS) -> None:
        self.kbps = start_kbps
        self._loss = 0.0
        self._probing = True
        self._carried_kbps = 0.0

    def update(self, feedback: Feedback, wanted_kbps: float) -> None:
        """Take in one second of feedback."""
        self._loss += _MEMORY * (feedback.loss - self._loss)
        if feedback.queue_ms > _QUEUE_TOO_LONG_MS:
            self._carried_kbps = feedback.carried_kbps
            self.kbps = min(self.kbps, 0.85 * max(feedback.carried_kbps, _FLOOR_KBPS))
            self._probing = False
        elif self._loss > _LOSS_TOO_HIGH:
            self.kbps *= 1.0 - 0.25 * self._loss
            self._probing = False
        elif self._loss > _LOSS_LOW or self._near_the_limit:
            self.kbps *= _CAUTION
        else:
            self.kbps *= _PROBING if self._probing else _GROWTH
        if self.kbps > _UNUSED * feedback.carried_kbps:
            self.kbps = min(self.kbps, max(feedback.probed_kbps, _UNUSED * feedback.carried_kbps))
        self.kbps = min(max(self.kbps, _FLOOR_KBPS), max(_START_KBPS, 1.6 * wanted_kbps), _CEILING_KBPS)

    @property
    def _near_the_limit(self) -> bool:
        low, high = _NEAR
        return low * self._carried_kbps < self.kbps < high * self._carried_kbps
