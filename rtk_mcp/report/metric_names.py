"""The names under which a stream's series can be asked for: those of the findings' evidence, and a few more."""

from typing import Literal

MetricName = Literal[
    "loss_pct",
    "rtt_ms",
    "jitter_ms",
    "jitter_buffer_ms",
    "concealments",
    "fps",
    "long_side_px",
    "dropped_pct",
    "score_ratio",
    "bandwidth_limited",
    "cpu_limited",
    "bitrate_kbps",
    "packets",
    "lost",
    "frames",
    "key_frames",
    "plis",
    "firs",
    "width_px",
    "height_px",
]
