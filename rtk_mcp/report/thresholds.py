"""Every threshold of the findings in one place, each with where it comes from.

A scale has three limits: beyond `fair` a value is noticed, beyond `poor` it is clearly bad, beyond `severe`
the call is hardly usable while it lasts. `CQD` is Microsoft Teams' Call Quality Dashboard, `collector` the
RealtimeKit SDK's own statistics.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from rtk_mcp.api.models.media import Media

MIN_BAD_SAMPLES: Final = 3
MIN_BAD_RATIO: Final = 0.10
"""Sustained, not spikes: at least three samples and a tenth of the active time (Teams and Twilio practice)."""
LASTING_S: Final = 180.0
"""Three minutes of poor media are remembered of a call of any length, though they are no tenth of two hours."""
NOTICED_S: Final = 60.0
"""A minute of poor media is noticed; half a minute is over before anybody says so, unless it was severe."""
STANDSTILL_RATIO: Final = 0.05
STANDSTILL_S: Final = 30.0
"""No picture or sound at all is felt sooner than a poor one: after a twentieth of the time, or half a minute."""
MIN_FAIR_RATIO: Final = 0.20
"""Twice as much for fair values: among dozens of healthy streams one has a tenth of mildly lossy samples by chance."""
BURST_WINDOW: Final = 5
"""Or three of five samples in a row: half a minute of bad quality is felt in any call, but short."""
SEVERE_IN_A_ROW: Final = 2
"""Or two in a row beyond the severe limit: a blip of a quarter of a minute, which is told but was hardly felt."""
CUT_OFF: Final[Mapping[str, float]] = MappingProxyType(
    {"loss_pct": 50.0, "rtt_ms": 750.0, "jitter_buffer_ms": 750.0}
)
"""Unless half of all packets were lost, or all came three quarters of a second late: nobody can go on talking then."""
CRITICAL_RATIO: Final = 0.30
"""Severe for about a third of the active time is `a good part of the call`."""
SUSTAINED: Final = (
    f"Counted when sustained: in at least {MIN_BAD_SAMPLES} samples and {MIN_BAD_RATIO:.0%} of active time "
    f"beyond poor, or {MIN_FAIR_RATIO:.0%} beyond fair. Major when poor for that share of all such media's time in "
    f"the call, or {LASTING_S / 60:.0f} minutes; less is minor from a minute on, when severe in {MIN_BAD_SAMPLES} of "
    f"{BURST_WINDOW} samples, or with next to nothing getting through in {SEVERE_IN_A_ROW}; else info."
)
"""The same for every scale, as a sentence."""
SURE_SAMPLES: Final = 12
"""Under a minute and a half of samples, a share of them is uncertain by tens of percent."""
ENOUGH_SAMPLES: Final = 5
"""Half a minute of judged samples of one stream: less says nothing about a call."""
MIN_FREEZES: Final = 2
"""One sample without a picture is a blip, two or more are a freeze (issue-detector practice)."""
SILENCE_BYTES: Final = 20
"""Opus says digital silence in about 18 bytes per packet; the noise of a quiet room takes 22 and more."""
SILENCE_RATIO: Final = 0.95
"""Silence throughout: a live microphone in a quiet room has a cough or a chair in one sample of twenty."""
STEADY_PACKETS_PER_S: Final = 25
"""Half of the usual 50: fewer means that the encoder leaves silence out, so that the rest says nothing of it."""
STORM_PER_S: Final = 0.5
"""More than one key frame in two seconds for three samples is no start-up any more (issue-detector practice)."""
MANY_SWAPS: Final = 3
"""A device that comes and goes three times has a loose contact, and each time is heard."""
MANY_RECONNECTS: Final = 3
LONG_OUTAGE_S: Final = STANDSTILL_S
"""One short break is forgiven; three, or half a minute without anybody, disturb any call."""
MIN_IDLE_SAMPLES: Final = 2
"""One sample without a packet may be the moment of unmuting; two in a row are a source that gives nothing."""
MOST_SAMPLES_RATIO: Final = 0.5
"""Gaps are clearly heard when they go on most of the time: they are a fifth of the collector's score."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Limits of one metric and their `source`; with `low_is_bad` a value below a limit is beyond it."""

    column: str
    unit: str
    fair: float
    poor: float
    severe: float
    source: str
    low_is_bad: bool = False

    def __str__(self) -> str:
        """The limits and where they come from, for a reader."""
        side = "under" if self.low_is_bad else "over"
        limits = ", ".join(
            f"{name} {side} {limit:g}"
            for name, limit in (("fair", self.fair), ("poor", self.poor), ("severe", self.severe))
        )
        return f"{limits} {self.unit}".rstrip() + f" ({self.source})"

    def limit(self, level: Literal["fair", "poor"]) -> float:
        """The limit of a level."""
        return self.poor if level == "poor" else self.fair

    def beyond(self, value: float, limit: float) -> bool:
        """Whether a value is worse than a limit."""
        return value < limit if self.low_is_bad else value > limit


AUDIO_LOSS: Final = Scale(
    "loss_pct",
    "%",
    fair=1,
    poor=5,
    severe=10,
    source="CQD calls over 10 % poor; Twilio warns at 3 % and tags at 5 %; Meet wants under 3 %",
)
VIDEO_LOSS: Final = Scale(
    "loss_pct",
    "%",
    fair=2,
    poor=8,
    severe=15,
    source="Jitsi steps at 2, 4, 6, 8, 12 %; CQD calls over 15 % after correction poor",
)
LOSS: Final[Mapping[Media, Scale]] = MappingProxyType(
    {
        "audio": AUDIO_LOSS,
        "screenshare_audio": AUDIO_LOSS,
        "video": VIDEO_LOSS,
        "screenshare_video": VIDEO_LOSS,
    }
)
ROUND_TRIP: Final = Scale(
    "rtt_ms",
    "ms",
    fair=150,
    poor=300,
    severe=500,
    source="ITU-T G.114 puts ease of talking at 150 ms one way; Twilio warns at 400, CQD calls over 500 poor",
)
JITTER: Final = Scale(
    "jitter_ms",
    "ms",
    fair=20,
    poor=30,
    severe=100,
    source="CQD and Twilio use 30 ms; the collector's score falls from 20 to 30 ms",
)
PLAYOUT_DELAY: Final = Scale(
    "jitter_buffer_ms",
    "ms",
    fair=100,
    poor=250,
    severe=500,
    source="The report's own buckets; a delay of about 250 ms is perceptible (Twilio)",
)
CONCEALMENT: Final = Scale(
    "concealments",
    "per 7 s sample",
    fair=1,
    poor=3,
    severe=10,
    source="The collector's score falls from 0 to 3 concealment events",
)
CAMERA_RATE: Final = Scale(
    "fps",
    "fps",
    fair=20,
    poor=8,
    severe=3,
    low_is_bad=True,
    source="CQD calls under 7 frames per second poor, the collector under 8",
)
CAMERA_WIDTH: Final = Scale(
    "long_side_px",
    "px",
    fair=640,
    poor=240,
    severe=160,
    low_is_bad=True,
    source="The collector calls a picture under 240 pixels wide poor",
)
SHARE_WIDTH: Final = Scale(
    "long_side_px",
    "px",
    fair=1280,
    poor=720,
    severe=480,
    low_is_bad=True,
    source="The collector calls a screen share under 720 pixels wide poor: text stops being readable",
)
_FELT_IN_THE_PICTURE: Final = (
    "a sample is limited or not; what became of the picture decides whether it was felt"
)
BANDWIDTH_LIMITED: Final = Scale(
    "bandwidth_limited", "", fair=0.5, poor=2, severe=2, source=_FELT_IN_THE_PICTURE
)
CPU_LIMITED: Final = Scale("cpu_limited", "", fair=0.5, poor=2, severe=2, source=_FELT_IN_THE_PICTURE)
FROZEN: Final = Scale(
    "frames",
    "frames",
    fair=1,
    poor=1,
    severe=0,
    low_is_bad=True,
    source="Packets arrive and not one frame is decoded in a sample",
)
DROPPED_FRAMES: Final = Scale(
    "dropped_pct",
    "%",
    fair=10,
    poor=25,
    severe=50,
    source="Not standardised: every tenth frame missing shows as stutter, every fourth as a jerky picture",
)
SCORE: Final = Scale(
    "score_ratio",
    "of 1",
    fair=0.8,
    poor=0.5,
    severe=0.3,
    low_is_bad=True,
    source="The collector's score runs from 0 to 1; its documentation calls under half of it poor",
)
