"""Layers of one stream merged into samples: simulcast layers of one moment are one picture."""

from rtk_mcp.report.columns import Column
from rtk_mcp.report.layers import Layer, RowGroup
from rtk_mcp.report.stream import MIN_PACKETS_FOR_LOSS, Samples

_SUMMED = ("packets", "lost", "bytes", "frames_dropped", "buffered_s", "emitted", "concealments")
_HIGHEST = ("rtt_ms", "jitter_ms", "fps", "frames")
_OF_LARGEST = ("width_px", "height_px", "score_ratio")

_Place = tuple[Layer, int]


def merge(group: RowGroup, *, sending: bool) -> Samples:
    """One sample per moment: counts summed, the picture and score of the largest layer that carries media."""
    layer = group.layers[0] if len(group.layers) == 1 else _merged(group.layers)
    columns = _without_unreported(layer.columns) if sending else layer.columns
    return Samples(
        time_s=layer.time_s,
        packets=columns["packets"],
        lost=columns["lost"],
        bytes=columns["bytes"],
        loss_pct=_loss_pct(columns["packets"], columns["lost"], sending=sending),
        rtt_ms=columns["rtt_ms"],
        jitter_ms=columns["jitter_ms"],
        jitter_buffer_ms=_mean_delay_ms(columns["buffered_s"], columns["emitted"]),
        concealments=columns["concealments"],
        fps=_frame_rate(columns["fps"], columns["frames"]),
        width_px=columns["width_px"],
        height_px=columns["height_px"],
        long_side_px=_long_side_px(columns["width_px"], columns["height_px"]),
        frames=columns["frames"],
        dropped_pct=_dropped_pct(columns["frames"], columns["frames_dropped"]),
        score_ratio=_score(columns),
        bandwidth_limited=_limited_by("bandwidth", layer.limitation),
        cpu_limited=_limited_by("cpu", layer.limitation),
    )


def _merged(layers: tuple[Layer, ...]) -> Layer:
    moments: dict[float | tuple[int, int], list[_Place]] = {}
    for number, layer in enumerate(layers):
        for index, time in enumerate(layer.time_s):
            moments.setdefault((number, index) if time is None else time, []).append((layer, index))
    timed = sorted(key for key in moments if isinstance(key, float))
    places = [moments[key] for key in timed] + [moments[key] for key in moments if not isinstance(key, float)]
    times: Column = [*timed, *([None] * (len(places) - len(timed)))]
    largest = [max(place, key=_picture_size) for place in places]
    columns = {name: [_total(name, place) for place in places] for name in _SUMMED}
    columns |= {name: [_highest(name, place) for place in places] for name in _HIGHEST}
    columns |= {name: [layer.columns[name][index] for layer, index in largest] for name in _OF_LARGEST}
    return Layer(times, columns, [_limitation(place) for place in places])


def _picture_size(place: _Place) -> tuple[bool, float]:
    layer, index = place
    return bool(layer.columns["packets"][index]), layer.columns["width_px"][index] or 0.0


def _values(name: str, place: list[_Place]) -> list[float]:
    return [value for layer, index in place if (value := layer.columns[name][index]) is not None]


def _total(name: str, place: list[_Place]) -> float | None:
    values = _values(name, place)
    return sum(values) if values else None


def _highest(name: str, place: list[_Place]) -> float | None:
    return max(_values(name, place), default=None)


def _limitation(place: list[_Place]) -> str | None:
    """Layers share one encoder: when one is held back, all are."""
    reasons = {layer.limitation[index] for layer, index in place}
    return next((reason for reason in ("bandwidth", "cpu", "other", "none") if reason in reasons), None)


def _loss_pct(packets: Column, lost: Column, *, sending: bool) -> Column:
    """Percent lost of what was sent; received packets do not include the lost ones, sent ones do."""
    result: Column = []
    for count, missing in zip(packets, lost, strict=True):
        if count is None or missing is None:
            result.append(None)
            continue
        gone = max(missing, 0.0)
        expected = max(count, gone) if sending else count + gone
        result.append(100 * gone / expected if expected >= MIN_PACKETS_FOR_LOSS else None)
    return result


def _mean_delay_ms(buffered_s: Column, emitted: Column) -> Column:
    return [
        1000 * delay / count if delay is not None and count is not None and count >= 1 else None
        for delay, count in zip(buffered_s, emitted, strict=True)
    ]


def _without_unreported(columns: dict[str, Column]) -> dict[str, Column]:
    """Sent media without the rows to which the far end did not report: no RTT and no jitter in them.

    Only where the stream has either at some time: otherwise zero may be all that this SDK fills in.
    """
    rtt, jitter = columns["rtt_ms"], columns["jitter_ms"]
    if not any(rtt) and not any(jitter):
        return columns
    reported = [bool(delay) or bool(spread) for delay, spread in zip(rtt, jitter, strict=True)]
    kept = {
        name: [
            value if known or (name == "lost" and value) else None
            for value, known in zip(columns[name], reported, strict=True)
        ]
        for name in ("lost", "jitter_ms")
    }
    return columns | kept | {"rtt_ms": [delay or None for delay in rtt]}


def _frame_rate(fps: Column, frames: Column) -> Column:
    """The rate is that of one moment; zero beside frames in the interval is no measurement."""
    return [None if not rate and count else rate for rate, count in zip(fps, frames, strict=True)]


def _score(columns: dict[str, Column]) -> Column:
    """Without the scores of rows whose rate is none: the last row before a pause scores as if the picture stood."""
    rates = zip(columns["score_ratio"], columns["fps"], columns["frames"], strict=True)
    return [None if rate == 0 and count else score for score, rate, count in rates]


def _limited_by(reason: str, reasons: list[str | None]) -> Column:
    return [None if each is None else float(each == reason) for each in reasons]


def _long_side_px(width_px: Column, height_px: Column) -> Column:
    """The larger side; None without a picture."""
    return [max(width or 0, height or 0) or None for width, height in zip(width_px, height_px, strict=True)]


def _dropped_pct(frames: Column, dropped: Column) -> Column:
    return [
        100 * gone / (decoded + gone)
        if decoded is not None and gone is not None and decoded + gone > 0
        else None
        for decoded, gone in zip(frames, dropped, strict=True)
    ]
