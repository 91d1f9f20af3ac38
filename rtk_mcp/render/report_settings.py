"""Where a report comes from, in words: device, network, and how much data there was."""

from collections.abc import Sequence
from typing import Final

from rtk_mcp.render.budget import Line, duration_text, number_text
from rtk_mcp.render.report_model import PER_SAMPLE, PathItem, PeerReportResult
from rtk_mcp.report.coverage import MOSTLY
from rtk_mcp.report.phrases import percent

# Among the priorities of `report_text`, where lower numbers stay longer.
_NOT_MEASURED: Final = 2
_DATA: Final = 22
_SETTING: Final = 23


def settings(result: PeerReportResult) -> list[Line]:
    """One line each."""
    coverage, network = result.coverage, result.network
    lines = []
    machine = [part for part in (result.device, result.browser, result.sdk and f"SDK {result.sdk}") if part]
    if machine:
        lines.append(Line(f"Device: {', '.join(machine)}", _SETTING, "device"))
    place = [
        part
        for part in (network.asn, network.org, network.region, network.city, network.country, network.ip)
        if part
    ]
    paths = _paths(network.connection)
    if place or paths:
        lines.append(
            Line(f"Network: {'; '.join([', '.join(place)] * bool(place) + paths)}", _SETTING, "network")
        )
    lines.append(Line(f"Data: {_data(result)}", _DATA))
    if coverage.not_measured:
        lines.append(Line(f"Not measured, or not there: {', '.join(coverage.not_measured)}", _NOT_MEASURED))
    return lines


def _paths(paths: Sequence[PathItem]) -> list[str]:
    """Each way that media took, both directions as one where they say the same."""
    verbs: dict[str, list[str]] = {}
    for path in paths:
        verbs.setdefault(_path(path), []).append(_verb(path))
    return [f"{' and '.join(dict.fromkeys(each))} {path}" for path, each in verbs.items()]


def path_text(path: PathItem) -> str:
    """How media goes one way: `sends over UDP, browser says wifi, last RTT 27 ms`."""
    return f"{_verb(path)} {_path(path)}"


def _verb(path: PathItem) -> str:
    return "sends" if path.transport == "send" else "receives"


def _path(path: PathItem) -> str:
    via = " through a TURN relay" if path.kind == "relay" else ""
    rtt = f", last RTT {number_text(path.last_rtt_ms)} ms" if path.last_rtt_ms else ""
    network = f", browser says {path.network}" if path.network else ""
    return f"over {(path.protocol or 'unknown').upper()}{via}{network}{rtt}"


def _data(result: PeerReportResult) -> str:
    coverage = result.coverage
    parts = [f"report of {_bytes(coverage.report_bytes)}"]
    rows = [f"{name} {count}" for name, count in coverage.rows.items()]
    parts.append(f"rows: {', '.join(rows)}" if rows else "no samples")
    if coverage.start and coverage.end:
        parts.append(f"samples from {coverage.start} to {coverage.end}")
    if coverage.counters and coverage.counters != PER_SAMPLE:
        parts.append(f"counters run {coverage.counters} (converted)")
    if (coverage.silent_audio_ratio or 0) >= MOSTLY:
        parts.append(f"{percent(coverage.silent_audio_ratio or 0)} of sent audio samples carry silence")
    if coverage.tab_hidden_min:
        parts.append(f"meeting tab in the background for {duration_text(coverage.tab_hidden_min * 60)}")
    return "; ".join(parts)


def _bytes(size: int) -> str:
    if size < 1_000:  # noqa: PLR2004 - SI prefixes
        return f"{size} bytes"
    return f"{number_text(size / 1_000)} kB" if size < 1_000_000 else f"{number_text(size / 1_000_000)} MB"  # noqa: PLR2004
