"""What a sender believes its path can carry, in the manner of Google congestion control."""

_START_KBPS = 300.0
_FLOOR_KBPS = 50.0
_CEILING_KBPS = 12_000.0
_QUEUE_TOO_LONG_MS = 60.0
_MEMORY = 0.3
"""Weight of the latest second's loss: a short burst on a radio link is no congestion."""
_LOSS_TOO_HIGH = 0.12
_LOSS_LOW = 0.04
_PROBING, _GROWTH, _CAUTION = 1.5, 1.08, 1.02
"""Growth per second: at the start, with little loss, and with some."""


class BandwidthEstimate:
    """Backs off when delay or lasting loss rises, grows while neither does; never far above what is wanted."""

    __slots__ = ("_loss", "_probing", "kbps")

    def __init__(self, start_kbps: float = _START_KBPS) -> None:
        self.kbps = start_kbps
        self._loss = 0.0
        self._probing = True

    def update(self, queue_ms: float, loss: float, carried_kbps: float, wanted_kbps: float) -> None:
        """Take in one second of feedback."""
        self._loss += _MEMORY * (loss - self._loss)
        if queue_ms > _QUEUE_TOO_LONG_MS:
            self.kbps = min(self.kbps, 0.85 * max(carried_kbps, _FLOOR_KBPS))
            self._probing = False
        elif self._loss > _LOSS_TOO_HIGH:
            self.kbps *= 1.0 - 0.25 * self._loss
            self._probing = False
        elif self._loss > _LOSS_LOW:
            self.kbps *= _CAUTION
        else:
            self.kbps *= _PROBING if self._probing else _GROWTH
        self.kbps = min(max(self.kbps, _FLOOR_KBPS), max(_START_KBPS, 1.6 * wanted_kbps), _CEILING_KBPS)
