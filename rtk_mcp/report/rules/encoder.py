"""What held the sender's video encoder back: bandwidth or CPU."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from rtk_mcp.report.composing import Wording, compose, told, worst
from rtk_mcp.report.finding import SEVERITIES, Evidence, Finding
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.judging import judge
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.phrases import media_list, percent, significant
from rtk_mcp.report.rules.measured import mean_of, on_a_cable, picture_size
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import (
    BANDWIDTH_LIMITED,
    CAMERA_RATE,
    CAMERA_WIDTH,
    CPU_LIMITED,
    MIN_BAD_RATIO,
    SHARE_WIDTH,
    Scale,
)
from rtk_mcp.report.weighing import felt

_POOR_PICTURE: Final = MappingProxyType(
    {"video": (CAMERA_WIDTH, CAMERA_RATE), "screenshare_video": (SHARE_WIDTH,)}
)


def bandwidth_limited_uplink(signals: PeerSignals) -> Iterator[Finding]:
    """`bandwidth-limited-uplink`: the encoder sent less than it could, for want of upload bandwidth.

    Major when the picture became poor with it, minor otherwise. The browser names bandwidth before CPU when both limit.

    Thresholds: limited in {MIN_FAIR_RATIO:.0%} of active time and at least {MIN_BAD_SAMPLES} samples
    ({CPU_LIMITED.source}). Picture: width {CAMERA_WIDTH}; rate {CAMERA_RATE}.

    What to do: stop uploads and backups, move to a better network, or send a smaller picture.
    """
    hits = _limited(signals, BANDWIDTH_LIMITED)
    if hits:
        words = Wording(
            f"Sent {_what(hits)} was held back by upload bandwidth for {_share(hits)}{_became(hits)}.",
            "The uplink carries less than the video needs: a slow line"
            f"{' or other uploads' if on_a_cable(signals, 'send') else ', other uploads, or a weak signal'}.",
            "Stop uploads and backups, move to a better network, or send a smaller picture.",
        )
        yield _weighed(
            compose("bandwidth-limited-uplink", hits, words, signals, direction="send"), hits, signals
        )


def cpu_limited(signals: PeerSignals) -> Iterator[Finding]:
    """`cpu-limited`: the device could not encode the video in time and made it smaller or slower.

    Major when the picture became poor with it, minor otherwise. Under-reported: the browser names bandwidth first when
    both limit.

    Thresholds: limited in {MIN_FAIR_RATIO:.0%} of active time and at least {MIN_BAD_SAMPLES} samples
    ({CPU_LIMITED.source}). Picture: width {CAMERA_WIDTH}; rate {CAMERA_RATE}.

    What to do: close other programs and tabs, turn off background effects, plug the device in, show fewer videos.
    """
    hits = _limited(signals, CPU_LIMITED)
    if hits:
        words = Wording(
            f"The device was too slow to encode the {_what(hits)} it sent for {_share(hits)}{_became(hits)}.",
            "A busy device: other programs, virtual backgrounds, many videos shown, or thermal throttling.",
            "Close other programs and tabs, turn off background effects, plug the device in, show fewer videos.",
        )
        yield _weighed(compose("cpu-limited", hits, words, signals, direction="send"), hits, signals)


def _limited(signals: PeerSignals, scale: Scale) -> list[Hit]:
    return find_noticeable(signals, "send", {"video": scale, "screenshare_video": scale})


def _what(hits: list[Hit]) -> str:
    return media_list(hit.media for hit in told(hits))


def _share(hits: list[Hit]) -> str:
    return f"{percent(worst(hits).share or 0)} of the active time"


def _became(hits: list[Hit]) -> str:
    """What the picture was like meanwhile, of the camera or screen that was held back the longest."""
    longest = [told(hits)[0]]
    size, rate = picture_size(longest), mean_of(longest, "fps")
    said = [f"{size[0]}x{size[1]}"] if size else []
    said += [f"{significant(rate)} fps"] if rate is not None else []
    return f"; the picture was then {' at '.join(said)}" if said else ""


def _weighed(finding: Finding, hits: list[Hit], signals: PeerSignals) -> Finding:
    """The evidence as a share of time, and the severity by what became of the picture meanwhile."""
    judgement = worst(hits)
    evidence = Evidence(
        metric=f"{judgement.scale.column}_ratio",
        value=judgement.share or 0,
        threshold=MIN_BAD_RATIO,
        share_of_active_time=judgement.share,
        samples=judgement.samples,
    )
    pictures = [poor for hit in hits for poor in _poor_pictures(hit)]
    felt_in = min((felt([hit], signals) for hit in pictures), key=SEVERITIES.index, default=finding.severity)
    return replace(
        finding,
        severity=min(finding.severity, felt_in, key=SEVERITIES.index),
        windows=tuple(replace(window, worst=None) for window in finding.windows),
        evidence=(evidence, *(hit.judgement.evidence() for hit in pictures)),
    )


def _poor_pictures(hit: Hit) -> list[Hit]:
    """What of the picture was poor while it was held back."""
    if hit.stream is None:
        return []
    found = [judge(hit.stream, scale, hit.judgement.bad) for scale in _POOR_PICTURE.get(hit.media, ())]
    return [Hit(hit.media, each, hit.stream) for each in found if each and each.level == "poor"]
