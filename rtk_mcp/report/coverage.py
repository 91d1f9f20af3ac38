"""How much of the call the report shows, and what it does not."""

from dataclasses import dataclass
from typing import Final

from rtk_mcp.api.models.media import Direction
from rtk_mcp.report.phrases import count, duration_words, percent
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import ENOUGH_SAMPLES

SILENT_PACKET_BYTES: Final = 25
"""Silence is about 18 bytes per packet with its header extensions, speech 60 and more."""
MOSTLY: Final = 0.5
CLOCK_ERROR_S: Final = 120.0
"""Samples so long before somebody joined or after they left were not taken at the time that they say."""
TAIL_S: Final = 20.0
"""Three samples without any row: the last upload did not come through, or nothing flowed any more."""
_DIRECTIONS: Final[tuple[tuple[Direction, str], ...]] = (("send", "sent"), ("receive", "received"))
_WORDS: Final = {"loss_pct": "loss", "jitter_ms": "jitter", "rtt_ms": "round-trip time"}


@dataclass(frozen=True, slots=True)
class UplinkGaps:
    """Sent streams without sender-side values; `missing` names them, such as `loss and jitter`."""

    streams: tuple[str, ...]
    missing: str
    samples: int


def enough_data(signals: PeerSignals) -> bool:
    """Whether a call without findings may be called good."""
    return any(_tells(stream) for stream in signals.streams) or bool(_telling_totals(signals))


def by_totals_only(signals: PeerSignals) -> bool:
    """Whether the verdict rests on the report's cumulative statistics alone."""
    return not any(_tells(stream) for stream in signals.streams) and bool(_telling_totals(signals))


def too_little(signals: PeerSignals) -> str:
    """Why the call cannot be judged, as a sentence."""
    rows = sum(signals.rows.values())
    if not rows:
        return "The report has no quality data: no samples and no cumulative statistics."
    active = [stream for stream in signals.streams if stream.active]
    if not active:
        return f"The report has {count(rows, 'sample')}, but no media flowed in any: muted, camera off, or alone."
    minutes = max(stream.active_minutes for stream in active)
    if not any(stream.direction == "receive" for stream in active):
        return (
            f"Nothing was received, and how {duration_words(minutes * 60)} of sent media arrived cannot be judged"
            f"{_silence(signals)}."
        )
    return (
        f"Too little media to judge: {duration_words(minutes * 60)} in the longest stream{_silence(signals)}."
    )


def silent_ratio(signals: PeerSignals) -> float | None:
    """Share of sent audio samples that carried silence, 0 to 1: muted, or nobody spoke; None without audio."""
    sizes = [
        size / packets
        for stream in signals.streams
        if (stream.media, stream.direction) == ("audio", "send")
        for index in stream.active
        if (packets := stream.value("packets", index)) and (size := stream.value("bytes", index)) is not None
    ]
    return sum(size < SILENT_PACKET_BYTES for size in sizes) / len(sizes) if sizes else None


def _silence(signals: PeerSignals) -> str:
    silent = silent_ratio(signals) or 0
    return f"; {percent(silent)} of the sent audio was silence" if silent >= MOSTLY else ""


def uplink_gaps(signals: PeerSignals) -> UplinkGaps:
    """Sent streams long enough to judge whose loss was never measured."""
    found = [s for s in signals.streams if "loss_pct" in s.unmeasured and len(s.judged) >= ENOUGH_SAMPLES]
    names = [word for name, word in _WORDS.items() if all(name in stream.unmeasured for stream in found)]
    missing = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return UplinkGaps(
        tuple(stream.id for stream in found), missing, sum(len(stream.active) for stream in found)
    )


def not_measured(signals: PeerSignals) -> tuple[str, ...]:
    """What the report says nothing of, as short phrases."""
    gaps = uplink_gaps(signals)
    phrases = [f"{gaps.missing} of sent media"] if gaps.streams else []
    for direction, word in _DIRECTIONS:
        known = {each.media for each in signals.streams if each.direction == direction and each.active}
        known |= {each.media for each in signals.totals_only if each.direction == direction}
        phrases += [f"{word} {media}" for media in ("audio", "video") if media not in known]
    phrases += _about_time(signals)
    if signals.streams_left_out:
        phrases.append(f"{count(signals.streams_left_out, 'stream')} beyond the longest ones")
    return tuple(phrases)


def _about_time(signals: PeerSignals) -> list[str]:
    """Whether the device's clock was wrong, or statistics of the end of the stay never came."""
    person, span = signals.context.participant, signals.span
    if span is None or person.joined_at is None or person.left_at is None:
        return []
    early_s = (person.joined_at - span[0]).total_seconds()
    late_s = (span[1] - person.left_at).total_seconds()
    if max(early_s, late_s) > CLOCK_ERROR_S:
        behind = early_s > late_s
        off = duration_words(early_s if behind else late_s)
        return [f"the time of day (the device's clock is about {off} {'behind' if behind else 'ahead'})"]
    return [f"the last {duration_words(-late_s)} of the stay"] if -late_s > TAIL_S else []


def _tells(stream: Stream) -> bool:
    """Received media with enough samples, or sent media whose arrival was measured."""
    if len(stream.judged) < ENOUGH_SAMPLES:
        return False
    return stream.direction == "receive" or "loss_pct" not in stream.unmeasured


def _telling_totals(signals: PeerSignals) -> list[str]:
    return [
        totals.series
        for totals in signals.totals_only
        if totals.direction == "receive" or totals.mean("rtt_ms") or totals.mean("loss_pct")
    ]
