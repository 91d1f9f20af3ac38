"""The tab of the meeting, out of sight."""

from collections.abc import Iterator, Sequence

from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.phrases import percent
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import NOMINAL_INTERVAL_S
from rtk_mcp.report.thresholds import MIN_BAD_RATIO
from rtk_mcp.report.times import call_span, overlap_s
from rtk_mcp.report.windows import spans_of


def tab_hidden(signals: PeerSignals, found: Sequence[Finding]) -> Iterator[Finding]:
    """`tab-hidden`: the meeting's tab was in the background while something else was found.

    Browsers slow down what nobody looks at: few frames and dropped ones are no fault of the network then, and are not
    counted. Silent where nothing else was found.

    Thresholds: hidden in {MIN_BAD_RATIO:.0%} of the time of another finding that was felt.

    What to do: ask whether the person was looking at the meeting at the time.
    """
    if not signals.hidden_s:
        return
    beside = [
        (share, finding)
        for finding in found
        if finding.severity != "info" and (share := _share(signals, finding))
    ]
    if not beside:
        return
    share, finding = max(beside, key=lambda each: each[0])
    start, end = call_span(signals)
    yield Finding(
        code="tab-hidden",
        severity="info",
        confidence="high",
        media="device",
        direction="none",
        summary=f"The meeting's tab was in the background for {percent(share)} of the time of {finding.code}.",
        evidence=(
            Evidence("tab_hidden_pct", 100 * share, "%", threshold=100 * MIN_BAD_RATIO),
            Evidence("tab_hidden_s", signals.hidden_s, "s"),
        ),
        likely_cause="The person was looking at another tab or program; browsers slow a hidden tab down.",
        advice="Ask whether the person was looking at the meeting at the time.",
        windows=spans_of(
            (max(since, start), min(until, end), 0.0)
            for since, until in signals.context.hidden
            if since < end and until > start
        ),
    )


def _share(signals: PeerSignals, finding: Finding) -> float:
    """How much of a finding's time the tab was hidden, 0 where it was hardly."""
    spans = [(window.start.timestamp(), window.end.timestamp()) for window in finding.windows] or [
        call_span(signals)
    ]
    hidden_s = sum(overlap_s(signals.context.hidden, start, end) for start, end in spans)
    total_s = sum(end - start for start, end in spans)
    share = hidden_s / total_s if total_s else 0.0
    return share if share >= MIN_BAD_RATIO and hidden_s >= NOMINAL_INTERVAL_S else 0.0
