"""Devices pulled out or swapped in mid-call."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from rtk_mcp.api.models.media import Media
from rtk_mcp.report.context import Thing
from rtk_mcp.report.finding import SEVERITIES, Confidence, Evidence, Finding, Severity, Window
from rtk_mcp.report.idle import idle
from rtk_mcp.report.phrases import duration_words, times
from rtk_mcp.report.signals import SLOT_S, PeerSignals
from rtk_mcp.report.swaps import Swap, swaps
from rtk_mcp.report.thresholds import MANY_SWAPS
from rtk_mcp.report.times import call_span, overlap_s
from rtk_mcp.report.toggles import Toggled, on_spans
from rtk_mcp.report.weighing import stood_still
from rtk_mcp.report.windows import MAX_WINDOWS

_MEDIA: Final[dict[Thing, Media]] = {"microphone": "audio", "camera": "video"}


def device_change(signals: PeerSignals) -> Iterator[Finding]:
    """`device-change`: the microphone, camera or speaker in use went away during the call.

    Info when another took its place at once; felt when none did, or when it happened again and again. Where samples
    show that nothing was sent from then on, that is a finding of its own. Choosing another device while the first is
    still there is not told, and the first list of devices is only what there was.

    Thresholds: none; a device list says that the one in use was removed. Without a replacement it is major when
    microphone or camera were on without it for {STANDSTILL_RATIO:.0%} of their time, or {STANDSTILL_S:.0f} s, else
    minor; {MANY_SWAPS} swaps are minor.

    What to do: check cable, battery and Bluetooth range of the device, and that nothing else takes it over.
    """
    found = swaps(signals)
    if not found:
        return
    gone = [each for each in found if each.is_gone]
    severities = [_felt(signals, each) for each in gone] + [_felt_of(found)]
    told = gone or found
    yield Finding(
        code="device-change",
        severity=min(severities, key=SEVERITIES.index),
        confidence=_confidence(gone),
        media="device",
        direction="send" if any(each.thing != "speaker" for each in told) else "receive",
        summary=_summary(found, gone),
        evidence=tuple(
            Evidence(f"{each.thing}_removed", _outcome(each), media=_MEDIA.get(each.thing)) for each in told
        )[:MAX_WINDOWS],
        likely_cause="It was unplugged, switched off, ran out of battery or was taken by another program.",
        advice="Check the cable, battery and Bluetooth range of the device, and choose another in the call's settings.",
        streams=tuple(dict.fromkeys(stream for each in told for stream in each.streams)),
        windows=tuple(_window(signals, each) for each in told)[:MAX_WINDOWS],
    )


def _evidence(swap: Swap) -> Evidence:
    return Evidence(f"{swap.thing}_removed", _outcome(swap), media=_MEDIA.get(swap.thing))


def _summary(found: Sequence[Swap], gone: Sequence[Swap]) -> str:
    told = gone or found
    things = " and ".join(dict.fromkeys(each.thing for each in told))
    went = f"The {things} in use went away {_when(told)}"
    if gone:
        return f"{went} and nothing took its place."
    if any(each.back_s is None for each in found):
        return f"{went} and media was sent all the same afterwards."
    return f"{went} and another took over{' each time' if len(found) > 1 else ''}."


def _when(told: Sequence[Swap]) -> str:
    at = datetime.fromtimestamp(told[0].at_s, UTC).strftime("%H:%M:%SZ")
    return f"at {at}" if len(told) == 1 else f"{times(len(told))} during the call, first at {at},"


def _outcome(swap: Swap) -> str:
    if swap.back_s is not None:
        after_s = swap.back_s - swap.at_s
        return "replaced at once" if after_s < 1 else f"replaced after {duration_words(after_s)}"
    return "not replaced" if swap.is_gone else "media went on"


def _confidence(gone: Sequence[Swap]) -> Confidence:
    """A speaker's sound cannot be seen in a report: the browser may have gone on with another."""
    if gone and all(each.flowed is None for each in gone):
        return "low"
    return "high"


def _felt(signals: PeerSignals, swap: Swap) -> Severity:
    """By how long it was missed: the time it was on after it went; nothing where the empty samples tell it."""
    media: Toggled | None = {"microphone": "audio", "camera": "video"}.get(swap.thing)  # type: ignore[assignment]
    if media is None or swap.flowed is None or idle(signals, media):
        return "info"
    spans = on_spans(signals.context.events, media)
    start, end = call_span(signals)
    missed = int(overlap_s(spans, swap.at_s, end) // SLOT_S)
    if spans and not missed:
        return "info"
    return stood_still(missed, int(overlap_s(spans, start, end) // SLOT_S))


def _felt_of(found: Sequence[Swap]) -> Severity:
    return "minor" if len(found) >= MANY_SWAPS else "info"


def _window(signals: PeerSignals, swap: Swap) -> Window:
    end = swap.back_s if swap.back_s is not None else max(call_span(signals)[1], swap.at_s)
    return Window(datetime.fromtimestamp(swap.at_s, UTC), datetime.fromtimestamp(end, UTC))
