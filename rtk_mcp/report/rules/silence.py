"""A microphone that sends packets with nothing in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.phrases import duration_words
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import SILENCE_BYTES, SILENCE_RATIO, STEADY_PACKETS_PER_S, SURE_SAMPLES
from rtk_mcp.report.times import in_time, within
from rtk_mcp.report.toggles import on_spans
from rtk_mcp.report.windows import Moment, spans_of

_SURELY_HEARD_BYTES: Final = 40
"""A mean that silence with a twentieth of speech in it does not reach."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """Audio that was sent in a sample while the microphone was on."""

    stream: Stream
    time_s: float
    bytes_per_packet: float

    @property
    def silent(self) -> bool:
        return self.bytes_per_packet < SILENCE_BYTES

    @property
    def moment(self) -> Moment:
        return self.time_s - self.stream.interval_s, self.time_s, self.bytes_per_packet


def silent_microphone(signals: PeerSignals) -> Iterator[Finding]:
    """`silent-microphone`: the microphone was on, packets flowed, and there was digital silence in them throughout.

    A microphone muted on the device or in the system looks exactly so, as does one behind a noise gate whose owner
    never spoke: the report cannot tell whether anybody tried to speak. Never more than minor, and low confidence unless
    the person unmuted during the call. A live microphone that only listens is not silent: the room is heard.

    Thresholds: under {SILENCE_BYTES} bytes per packet in {SILENCE_RATIO:.0%} of at least {SURE_SAMPLES} samples with
    {STEADY_PACKETS_PER_S} packets a second or more, while the events say that it was on.

    What to do: ask whether the person spoke; if so, check the headset's mute switch, the input level in the system, and
    which microphone is selected.
    """
    sent = [each for stream in signals.streams for each in _while_on(signals, stream)]
    silent = [each for each in sent if each.silent]
    if len(sent) < SURE_SAMPLES or len(silent) < SILENCE_RATIO * len(sent):
        return
    long = duration_words(sum(each.stream.interval_s for each in silent))
    yield Finding(
        code="silent-microphone",
        severity="minor",
        confidence="medium" if _unmuted(signals) else "low",
        media="audio",
        direction="send",
        summary=f"The microphone was on but sent only silence for {long}: muted on the device, or nobody spoke.",
        evidence=(
            Evidence(
                "bytes_per_packet",
                fmean(each.bytes_per_packet for each in silent),
                "B",
                threshold=float(SILENCE_BYTES),
                share_of_active_time=len(silent) / len(sent),
                samples=len(sent),
                media="audio",
            ),
        ),
        likely_cause="A mute switch on the headset or in the system, an input level of zero, or the wrong microphone "
        "selected; a person who never spoke behind a noise gate looks the same.",
        advice="Ask whether the person spoke; if so, check the headset's mute switch, the input level in the system, "
        "and which microphone is selected.",
        streams=tuple(dict.fromkeys(each.stream.id for each in silent)),
        windows=spans_of(each.moment for each in silent),
    )


def _while_on(signals: PeerSignals, stream: Stream) -> Iterator[_Sent]:
    if (stream.media, stream.direction) != ("audio", "send") or _is_heard(stream):
        return
    spans = on_spans(signals.context.events, "audio")
    for index, packets in stream.values("packets", stream.judged):
        time, size = stream.time_s(index), stream.value("bytes", index)
        if time is None or size is None or packets < STEADY_PACKETS_PER_S * stream.interval_s:
            continue
        if within(spans, time - stream.interval_s, time):
            yield _Sent(stream, time, size / packets)


def _is_heard(stream: Stream) -> bool:
    """Whether so much was sent that it cannot have been silence throughout, without looking at each sample."""
    packets, sent = stream.samples.packets, stream.samples.bytes
    return bool(packets) and bool(sent) and sum(sent) > _SURELY_HEARD_BYTES * sum(packets)


def _unmuted(signals: PeerSignals) -> bool:
    """Whether the microphone was switched on after it had been off: somebody meant to be heard."""
    names = [
        event.name for event in in_time(signals.context.events) if event.name in {"audio_on", "audio_off"}
    ]
    return "audio_on" in names[1:]
