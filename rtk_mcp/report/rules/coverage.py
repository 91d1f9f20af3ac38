"""What the report cannot tell."""

from collections.abc import Iterator

from rtk_mcp.report.coverage import enough_data, too_little, uplink_gaps
from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.signals import PeerSignals


def uplink_not_measured(signals: PeerSignals) -> Iterator[Finding]:
    """`uplink-not-measured`: sender-side values are zero or missing throughout: unknown, not healthy.

    Many current web SDKs never fill in loss, jitter and round-trip time of what they send.
    """
    gaps = uplink_gaps(signals)
    if gaps.streams:
        yield Finding(
            code="uplink-not-measured",
            severity="info",
            confidence="high",
            media="connection",
            direction="send",
            summary=f"How well sent media arrived is not known: {gaps.missing} of sent media were not measured.",
            evidence=(Evidence("sender_samples_without_values", float(gaps.samples), samples=gaps.samples),),
            likely_cause="The SDK in use does not report how its packets arrived.",
            advice="Read another participant's report: what they received from this one shows the uplink.",
            streams=gaps.streams,
        )


def quality_data_missing(signals: PeerSignals) -> Iterator[Finding]:
    """`quality-data-missing`: no or too little data to judge the call by."""
    if not enough_data(signals):
        rows = sum(signals.rows.values())
        yield Finding(
            code="quality-data-missing",
            severity="info",
            confidence="high",
            media="connection",
            direction="none",
            summary=too_little(signals),
            evidence=(Evidence("report_rows", float(rows), samples=rows),),
            likely_cause="A short, muted or empty call, a tab closed before its statistics were sent, or an old SDK.",
            advice="Read the reports of the others in the call: they show what they received from this participant.",
        )
