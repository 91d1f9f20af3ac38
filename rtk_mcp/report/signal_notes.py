"""Where each signal comes from and what its absence means: the text of docs/signals.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtk_mcp.report.columns import FIELDS, LIMITATION
from rtk_mcp.report.metric_names import MetricName

_NOT_COUNTED: Final = "Not known; the sample is left out."


@dataclass(frozen=True, slots=True)
class Note:
    """One signal.

    Attributes:
        columns: what it is read from, as names in `columns.FIELDS`.
        how: what is done with them.
        missing: what it means that it is not there.
    """

    columns: tuple[str, ...]
    how: str
    missing: str = _NOT_COUNTED

    @property
    def fields(self) -> tuple[str, ...]:
        """The names in a report's rows."""
        wire = {field.column: field.wire for field in FIELDS}
        return tuple(name for column in self.columns for name in wire.get(column, (column,)))


NOTES: Final[Mapping[MetricName, Note]] = MappingProxyType(
    {
        "loss_pct": Note(
            ("packets", "lost"),
            "100 x lost / (received + lost), or lost / sent for sent media; a late packet's negative count is no loss",
            "Under 20 packets, or not counted. Sent media: zero throughout, without jitter, is not measured.",
        ),
        "rtt_ms": Note(
            ("rtt_ms",),
            "seconds x 1000; client to service and back; sent media only",
            "Zero is no report from the far end. Zero or absent throughout: the SDK does not measure it.",
        ),
        "jitter_ms": Note(
            ("jitter_ms",), "seconds x 1000", "Sent media: zero beside a zero round trip is no report."
        ),
        "jitter_buffer_ms": Note(
            ("buffered_s", "emitted"),
            "mean delay of what was played in the sample: seconds summed / samples or frames emitted x 1000",
            "Nothing was played.",
        ),
        "concealments": Note(("concealments",), "events in which missing audio was made up"),
        "fps": Note(
            ("fps",),
            "the rate at the moment of the sample, of the fastest simulcast layer",
            "Zero beside frames in the same sample is no measurement.",
        ),
        "long_side_px": Note(
            ("width_px", "height_px"),
            "the larger side, of the largest simulcast layer that carries packets",
            "There was no picture.",
        ),
        "dropped_pct": Note(
            ("frames_dropped", "frames"), "100 x dropped / (decoded + dropped)", "Under 20 frames."
        ),
        "score_ratio": Note(
            ("score_ratio",),
            "the collector's own score, 0 to 1; round trips are not in it",
            "Not scored, or scored in the row in which the stream was paused.",
        ),
        "bandwidth_limited": Note(
            (LIMITATION, "bandwidth_limited_s"),
            "1 where the encoder names this reason; without a reason, where its durations count most of the sample",
            "The browser does not say what limits it.",
        ),
        "cpu_limited": Note(
            (LIMITATION, "cpu_limited_s"),
            "the same for the processor; browsers name bandwidth first when both limit",
            "The browser does not say what limits it.",
        ),
        "bitrate_kbps": Note(("bytes",), "bytes x 8 / seconds since the sample before / 1000"),
        "packets": Note(("packets",), "received or sent in the sample, all simulcast layers together"),
        "lost": Note(("lost",), "in the sample; negative when late packets came after all"),
        "frames": Note(("frames",), "decoded or encoded in the sample; 0 beside packets is a frozen picture"),
        "key_frames": Note(("key_frames",), "decoded or encoded in the sample"),
        "plis": Note(
            ("plis",), "requests for a key frame because a picture was lost, received by the sender"
        ),
        "firs": Note(("firs",), "requests for a full picture: received when sending, sent when receiving"),
        "width_px": Note(("width_px",), "of the largest simulcast layer that carries packets"),
        "height_px": Note(("height_px",), "of the largest simulcast layer that carries packets"),
    }
)
