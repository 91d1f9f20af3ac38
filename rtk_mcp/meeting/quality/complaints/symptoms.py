"""What people complain of, as what can be measured: which media, which way, and which findings would explain it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from rtk_mcp.report.finding import Finding

Symptom = Literal[
    "cannot_hear",
    "cannot_be_heard",
    "frozen_video",
    "blurry_video",
    "blurry_screen",
    "lag_or_echo",
    "dropped_out",
    "could_not_join",
]
Hypothesis = Literal[
    "uplink", "downlink", "others", "microphone", "camera", "processor", "connection", "permission"
]

_LOST: Final = frozenset(
    {
        "uplink-packet-loss",
        "downlink-packet-loss",
        "remote-sender-loss",
        "inbound-loss-unattributed",
        "network-congestion",
    }
)
_BROKEN: Final = frozenset({"reconnects", "short-stays"})
_SOUND: Final = (
    _LOST | _BROKEN | {"audio-concealment", "high-jitter", "playout-delay-high", "low-quality-score"}
)
_MICROPHONE: Final = frozenset({"no-audio-sent", "silent-microphone", "permission-denied", "device-change"})
_PICTURE: Final = _LOST | {
    "bandwidth-limited-uplink",
    "cpu-limited",
    "decoder-overload",
    "high-jitter",
    "low-quality-score",
}
_STILL: Final = (
    _PICTURE
    | _BROKEN
    | {
        "video-freeze",
        "low-frame-rate",
        "keyframe-storm",
        "no-video-sent",
        "permission-denied",
        "device-change",
        "playout-delay-high",
    }
)
_LATE: Final = frozenset(
    {
        "high-round-trip-time",
        "playout-delay-high",
        "high-jitter",
        "tcp-relay",
        "vpn-path",
        "network-congestion",
        "decoder-overload",
    }
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A symptom in terms of what reports show.

    Attributes:
        media: what it is about; empty for the connection as such.
        sends, receives: whether it may lie in what the person sent, and in what they received.
        codes: findings of single reports that would explain it; empty is any.
        hypotheses: what else it could have been, to be ruled out.
        untold: what no statistics tell.
        owned: only what is the person's own trouble explains it: nobody else's throws them out.
    """

    media: frozenset[str]
    sends: bool
    receives: bool
    codes: frozenset[str]
    hypotheses: tuple[Hypothesis, ...]
    untold: str
    owned: bool = False

    def fits(self, finding: Finding) -> bool:
        """Whether a finding would explain it, whoever's it is."""
        media = {finding.media, *(each.media for each in finding.evidence if each.media)}
        of_media = media - {"connection", "device"}
        return (not self.codes or finding.code in self.codes) and (
            not of_media or not self.media or not of_media.isdisjoint(self.media)
        )


SYMPTOMS: Final[Mapping[Symptom, Measured]] = MappingProxyType(
    {
        "cannot_hear": Measured(
            frozenset({"audio", "screenshare_audio"}),
            sends=False,
            receives=True,
            codes=_SOUND | _MICROPHONE,
            hypotheses=("downlink", "others", "connection"),
            untold="a wrong output device, a volume of zero, a blocked autoplay or a speaker who was muted",
        ),
        "cannot_be_heard": Measured(
            frozenset({"audio"}),
            sends=True,
            receives=False,
            codes=_SOUND | _MICROPHONE,
            hypotheses=("microphone", "uplink", "connection"),
            untold="a microphone that picks up little, or a listener's output device and volume",
        ),
        "frozen_video": Measured(
            frozenset({"video"}),
            sends=True,
            receives=True,
            codes=_STILL,
            hypotheses=("uplink", "downlink", "others", "camera", "processor", "connection"),
            untold="a page or a graphics driver that stopped drawing pictures which were decoded",
        ),
        "blurry_video": Measured(
            frozenset({"video"}),
            sends=True,
            receives=True,
            codes=_PICTURE | {"low-resolution", "video-freeze", "low-frame-rate"},
            hypotheses=("uplink", "downlink", "others", "processor"),
            untold="a dirty or unfocused lens, a dark room, or a picture shown larger than it was asked for",
        ),
        "blurry_screen": Measured(
            frozenset({"screenshare_video"}),
            sends=True,
            receives=True,
            codes=_PICTURE | {"screenshare-unreadable", "low-resolution", "low-frame-rate", "video-freeze"},
            hypotheses=("uplink", "downlink", "others", "processor"),
            untold="text too small on the shared screen, or a small window at the viewer's",
        ),
        "lag_or_echo": Measured(
            frozenset({"audio", "video"}),
            sends=True,
            receives=True,
            codes=_LATE,
            hypotheses=("uplink", "downlink", "others", "processor"),
            untold="an echo: it comes from a loudspeaker near a microphone, mostly of one who does not hear it; muting "
            "one after the other finds them",
        ),
        "dropped_out": Measured(
            frozenset(),
            sends=True,
            receives=True,
            codes=_LOST | _BROKEN | {"tcp-relay"},
            hypotheses=("connection", "uplink", "downlink"),
            untold="whether somebody left by choice, closed the page, or the computer went to sleep",
            owned=True,
        ),
        "could_not_join": Measured(
            frozenset(),
            sends=True,
            receives=True,
            codes=_BROKEN | {"permission-denied"},
            hypotheses=("connection", "permission"),
            untold="what happened before the service let them in: who never got in leaves no report",
            owned=True,
        ),
    }
)

ANYTHING: Final = Measured(
    frozenset(),
    sends=True,
    receives=True,
    codes=frozenset(),
    hypotheses=("uplink", "downlink", "others", "processor", "connection"),
    untold="",
)
"""When nothing in particular was complained of."""
