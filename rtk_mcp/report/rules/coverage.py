"""What the report cannot tell."""

from collections.abc import Iterator
from typing import Final

from rtk_mcp.report.coverage import enough_data, too_little, uplink_gaps
from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.signals import PeerSignals

_RUNNING: Final = (
    "The participant has not left yet: the call is still running, and its statistics are still to come."
)
_LATER: Final = "Read this report again some minutes after the participant has left."
_GONE: Final = "A short, muted or empty call, a tab closed before its statistics were sent, or an old SDK."
_OTHERS: Final = (
    "Read the reports of the others in the call: they show what they received from this participant."
)


def uplink_not_measured(signals: PeerSignals) -> Iterator[Finding]:
    """`uplink-not-measured`: sender-side values are zero or missing throughout: unknown, not healthy.

    Many current web SDKs never fill in loss, jitter and round-trip time of what they send.

    Thresholds: none; no value other than zero in a sent stream of at least {ENOUGH_SAMPLES} samples.

    What to do: read another participant's report: what they received from this one shows the uplink.
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
    """`quality-data-missing`: no or too little data to judge the call by.

    Where the participant has not left, the call is most likely still running and its statistics are to come.

    Thresholds: no received or measured stream of at least {ENOUGH_SAMPLES} samples, and no cumulative statistics.

    What to do: read the report again some minutes after the call, or the others' reports: they show what they received
    from this participant.
    """
    if not enough_data(signals):
        rows = sum(signals.rows.values())
        person = signals.context.participant
        running = person.joined_at is not None and person.left_at is None
        yield Finding(
            code="quality-data-missing",
            severity="info",
            confidence="high",
            media="connection",
            direction="none",
            summary=too_little(signals),
            evidence=(Evidence("report_rows", float(rows), samples=rows),),
            likely_cause=_RUNNING if running else _GONE,
            advice=_LATER if running else _OTHERS,
        )
