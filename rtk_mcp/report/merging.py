"""A stream's layer as samples: what was lost, delayed and dropped, worked out from its counts."""

from array import array
from itertools import repeat
from math import nan
from operator import add, gt
from typing import Final

from rtk_mcp.report.layers import Layer
from rtk_mcp.report.numbers import NOWHERE, Numbers, highest, lowest, small
from rtk_mcp.report.series import LIMITATIONS
from rtk_mcp.report.stream import MIN_FRAMES_FOR_DROPS, MIN_PACKETS_FOR_LOSS, NOMINAL_INTERVAL_S, Samples

_MS: Final = 1000.0
_HALF: Final = 0.5


def make_samples(layer: Layer, *, sending: bool) -> Samples:
    """One sample per moment of the layer."""
    columns = _in_our_units(layer.columns)
    counted = columns["packets"]
    if sending and (reported := _reported(columns)):
        columns = _without_unreported(columns, reported)
        counted = _since_report(columns["packets"], reported)
    fps = _frame_rate(columns["fps"], columns["frames"])
    return Samples(
        time_s=layer.time_s,
        packets=columns["packets"],
        lost=columns["lost"],
        bytes=columns["bytes"],
        loss_pct=_loss_pct(counted, columns["lost"], sending=sending),
        rtt_ms=columns["rtt_ms"],
        jitter_ms=columns["jitter_ms"],
        jitter_buffer_ms=_mean_delay_ms(columns["buffered_s"], columns["emitted"]),
        concealments=columns["concealments"],
        fps=fps,
        width_px=columns["width_px"],
        height_px=columns["height_px"],
        long_side_px=_long_side_px(columns["width_px"], columns["height_px"]),
        frames=columns["frames"],
        dropped_pct=_dropped_pct(columns["frames"], columns["frames_dropped"]),
        key_frames=columns["key_frames"],
        plis=columns["plis"],
        firs=columns["firs"],
        score_ratio=_score(columns),
        bandwidth_limited=_limited_by("bandwidth", layer.limitation, columns["bandwidth_limited_s"]),
        cpu_limited=_limited_by("cpu", layer.limitation, columns["cpu_limited_s"]),
    )


def _in_our_units(columns: dict[str, Numbers]) -> dict[str, Numbers]:
    scaled = {name: small([_MS * value for value in columns[name]]) for name in ("rtt_ms", "jitter_ms")}
    return columns | scaled | {"score_ratio": small(columns["score_ratio"])}


def _loss_pct(packets: Numbers, lost: Numbers, *, sending: bool) -> Numbers:
    """Percent lost of what was sent; received packets do not include the lost ones, sent ones do."""
    if not packets or not lost:
        return NOWHERE
    if highest(lost) <= 0 and lost.typecode not in "fd" and lowest(packets) >= MIN_PACKETS_FOR_LOSS:
        return array("f", bytes(4 * len(lost)))
    gone = lost if lowest(lost) >= 0 else [missing if not missing < 0 else 0 for missing in lost]
    expected = map(_at_least, packets, gone) if sending else map(add, packets, gone)
    return small(
        [
            100 * missing / total if total >= MIN_PACKETS_FOR_LOSS else nan
            for missing, total in zip(gone, expected, strict=True)
        ]
    )


def _at_least(packets: float, gone: float) -> float:
    return max(packets, gone) if packets == packets else nan  # noqa: PLR0124 - NaN is not itself


def _mean_delay_ms(buffered_s: Numbers, emitted: Numbers) -> Numbers:
    if not buffered_s or not emitted:
        return NOWHERE
    return small(
        [_MS * delay / count if count >= 1 else nan for delay, count in zip(buffered_s, emitted, strict=True)]
    )


def _reported(columns: dict[str, Numbers]) -> list[bool]:
    """For each row whether the far end reported on it: an RTT, a jitter or a loss; empty where all or none have.

    Where none has, zero may be all that this SDK fills in.
    """
    rtt, jitter, lost = columns["rtt_ms"], columns["jitter_ms"], columns["lost"]
    if not highest(rtt) > 0 and not highest(jitter) > 0:
        return []
    if lowest(rtt) > 0 and lowest(jitter) > 0:
        return []
    return [
        delay > 0 or spread > 0 or gone > 0
        for delay, spread, gone in zip(
            rtt or repeat(0), jitter or repeat(0), lost or repeat(0, len(rtt or jitter)), strict=False
        )
    ]


def _without_unreported(columns: dict[str, Numbers], reported: list[bool]) -> dict[str, Numbers]:
    """Sent media without what stands in the rows on which there was no report."""
    lost = zip(columns["lost"], reported, strict=False)
    jitter = zip(columns["jitter_ms"], columns["rtt_ms"] or repeat(0), strict=False)
    return columns | {
        "rtt_ms": small([delay if delay > 0 else nan for delay in columns["rtt_ms"]]),
        "jitter_ms": small([spread if spread > 0 or delay > 0 else nan for spread, delay in jitter]),
        "lost": array("d", [gone if known else nan for gone, known in lost]),
    }


def _since_report(packets: Numbers, reported: list[bool]) -> Numbers:
    """Packets sent since the report before, for each row: a late report counts what was lost in all that time."""
    result = []
    waiting = 0.0
    for count, known in zip(packets, reported, strict=False):
        waiting += count if count == count else 0.0  # noqa: PLR0124 - NaN is not itself
        result.append(waiting)
        if known:
            waiting = 0.0
    return array("d", result)


def _frame_rate(fps: Numbers, frames: Numbers) -> Numbers:
    """The rate is that of one moment; zero beside frames in the interval is no measurement."""
    if not fps or not frames or lowest(fps) > 0:
        return fps
    return small([nan if rate == 0 and count > 0 else rate for rate, count in zip(fps, frames, strict=True)])


def _score(columns: dict[str, Numbers]) -> Numbers:
    """Without the scores of rows whose rate is none: the last row before a pause scores as if the picture stood."""
    score, fps, frames = columns["score_ratio"], columns["fps"], columns["frames"]
    if not score or not fps or not frames or lowest(fps) > 0:
        return score
    rates = zip(score, fps, frames, strict=True)
    return small([nan if rate == 0 and count > 0 else score for score, rate, count in rates])


def _limited_by(reason: str, reasons: Numbers, limited_s: Numbers) -> Numbers:
    """1 where the encoder was held back for this reason, by its own word, else by the time that it counted."""
    if reasons and highest(reasons) > 0:
        number = LIMITATIONS[reason]
        if lowest(reasons) > 0:
            return array("B", [each == number for each in reasons])
        return small([float(each == number) if each else nan for each in reasons])
    most_s = _HALF * NOMINAL_INTERVAL_S
    return small([nan if held_s != held_s else float(held_s > most_s) for held_s in limited_s])  # noqa: PLR0124


def _long_side_px(width_px: Numbers, height_px: Numbers) -> Numbers:
    """The larger side; not measured without a picture."""
    if not width_px or not height_px:
        return width_px or height_px
    wide = width_px if not any(map(gt, height_px, width_px)) else array("f", map(max, width_px, height_px))
    return wide if lowest(wide) > 0 else small([side or nan for side in wide])


def _dropped_pct(frames: Numbers, dropped: Numbers) -> Numbers:
    if not frames or not dropped:
        return NOWHERE
    if highest(dropped) == 0 and lowest(frames) > 0:
        return array("f", bytes(4 * len(frames)))
    return small(
        [
            100 * gone / (decoded + gone) if decoded + gone >= MIN_FRAMES_FOR_DROPS else nan
            for decoded, gone in zip(frames, dropped, strict=True)
        ]
    )
