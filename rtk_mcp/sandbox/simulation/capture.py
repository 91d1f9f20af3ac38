"""What a person's devices give to the encoders, by second."""

from rtk_mcp.sandbox.simulation.plan import Person, Span
from rtk_mcp.sandbox.simulation.spans import Spans, without
from rtk_mcp.sandbox.simulation.streams import Producer

_FOREVER = float("inf")


def frame_rates(person: Person, seconds: int) -> list[float]:
    """What the camera gives, by second."""
    rates = [person.device.camera_fps] * seconds
    for change in sorted(person.camera_changes, key=lambda change: change.at_s):
        start = min(seconds, max(0, int(change.at_s)))
        rates[start:] = [change.camera_fps] * (seconds - start)
    return rates


def with_device(person: Person, producer: Producer) -> Spans:
    """When the producer really has something to send: not while its device is gone or in other hands."""
    device = {"audio": "microphone", "video": "camera"}.get(producer.media)
    holes = [seizure.span for seizure in person.seizures if seizure.device == device]
    gone_s: float | None = None
    for change in sorted(person.device_changes, key=lambda change: change.at_s):
        if change.device != device:
            continue
        if change.replaced_by is None and gone_s is None:
            gone_s = change.at_s
        elif change.replaced_by is not None and gone_s is not None:
            holes.append((gone_s, change.at_s))
            gone_s = None
    ended: tuple[Span, ...] = ((gone_s, _FOREVER),) if gone_s is not None else ()
    return without(producer.spans, (*holes, *ended))
