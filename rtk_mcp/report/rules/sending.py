"""Microphone and camera that were on while nothing of them was sent."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.idle import Idle, idle
from rtk_mcp.report.phrases import duration_words, percent
from rtk_mcp.report.signals import SLOT_S, PeerSignals
from rtk_mcp.report.surroundings import Circumstance, circumstance
from rtk_mcp.report.thresholds import MIN_IDLE_SAMPLES
from rtk_mcp.report.toggles import Toggled
from rtk_mcp.report.weighing import stood_still
from rtk_mcp.report.windows import spans_of

_WHY: Final = MappingProxyType(
    {
        "muted": "The browser was given nothing by the {}: muted in the system or on the device, or taken by "
        "another program.",
        "removed": "The {} in use was unplugged or went away at that time.",
        "hidden": "The app went to the background on a phone, where the system takes the {} away.",
        "unknown": "Not clear from the report: the system or another program may have taken the {}.",
    }
)


def no_audio_sent(signals: PeerSignals) -> Iterator[Finding]:
    """`no-audio-sent`: the microphone was on and not one packet was sent: the others heard nothing.

    Only where the events say that it was on and its samples are there: a muted microphone writes none. Part of another
    finding where the permission was refused or the connection was down at the time; an unplugged device is its cause.

    Thresholds: no packet in {MIN_IDLE_SAMPLES} samples in a row. Major from {STANDSTILL_RATIO:.0%} of the time it was
    on, or {STANDSTILL_S:.0f} s; shorter ones are minor.

    What to do: check the microphone's mute switch and permission, and which device is selected; plug it in again or
    choose another.
    """
    found = idle(signals, "audio")
    if found:
        yield _finding(
            signals,
            found,
            "audio",
            f"The microphone was on but no audio was sent {_for(found)}: the others heard nothing.",
            "Check the microphone's mute switch and permission, and which device is selected.",
        )


def no_video_sent(signals: PeerSignals) -> Iterator[Finding]:
    """`no-video-sent`: the camera was on and no picture was sent.

    Only where the events say that it was on and its samples are there. Part of another finding where the permission was
    refused, bandwidth was short or the connection was down at the time; an unplugged device is its cause.

    Thresholds: no packet or no frame in {MIN_IDLE_SAMPLES} samples in a row. Major from {STANDSTILL_RATIO:.0%} of the
    time it was on, or {STANDSTILL_S:.0f} s; shorter ones are minor.

    What to do: check which camera is selected, its shutter and whether another program uses it.
    """
    found = idle(signals, "video")
    if found:
        yield _finding(
            signals,
            found,
            "video",
            f"The camera was on but no video was sent {_for(found)}: the others saw no picture.",
            "Check which camera is selected, its shutter and whether another program uses it.",
        )


def _for(found: Idle) -> str:
    return f"for {duration_words(found.stopped * SLOT_S)} ({percent(found.stopped / found.on)} of the time it was on)"


def _finding(signals: PeerSignals, found: Idle, media: Toggled, summary: str, advice: str) -> Finding:
    why: Circumstance = circumstance(signals, media, found.moments[0][0])
    thing = "microphone" if media == "audio" else "camera"
    return Finding(
        code=f"no-{media}-sent",
        severity=stood_still(found.stopped, found.on),
        confidence="medium" if why == "unknown" else "high",
        media=media,
        direction="send",
        summary=summary,
        evidence=(
            Evidence(
                "samples_without_packets" if media == "audio" else "samples_without_video",
                float(found.samples),
                threshold=float(MIN_IDLE_SAMPLES - 1),
                share_of_active_time=found.stopped / found.on,
                samples=found.judged,
                media=media,
            ),
        ),
        likely_cause=_WHY[why].format(thing),
        advice=advice,
        streams=found.streams,
        windows=spans_of(found.moments),
    )
