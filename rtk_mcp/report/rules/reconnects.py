"""Connections that broke and came back."""

from collections.abc import Iterator

from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.outages import outages
from rtk_mcp.report.phrases import duration_words, times
from rtk_mcp.report.rules.measured import on_a_cable
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.times import call_span
from rtk_mcp.report.weighing import of_breaks
from rtk_mcp.report.windows import spans_of


def reconnects(signals: PeerSignals) -> Iterator[Finding]:
    """`reconnects`: the connection broke during the call and came back.

    A disconnect counts when samples follow it: the last one of a call is its end. What was lost, frozen or silent about
    the same time is part of it. An outage to the end of the call leaves no trace in the report.

    Thresholds: minor; major from {MANY_RECONNECTS} breaks or {LONG_OUTAGE_S:.0f} s without connection in all; critical
    when cut off for {CRITICAL_RATIO:.0%} of the call.

    What to do: look for a network that drops out or changes (Wi-Fi to mobile, VPN), and see whether the others in the
    call reconnected at the same time.
    """
    found = outages(signals)
    if not found:
        return
    total_s = sum(each.length_s for each in found)
    start, end = call_span(signals)
    cabled = on_a_cable(signals, "send") and on_a_cable(signals, "receive")
    share = min(total_s / (end - start), 1.0) if end > start else None
    yield Finding(
        code="reconnects",
        severity=of_breaks(len(found), total_s, share or 0.0),
        confidence="high",
        media="connection",
        direction="none",
        summary=f"The connection broke and came back {times(len(found))}: "
        f"{duration_words(total_s)} without it in all.",
        evidence=(
            Evidence("reconnects", float(len(found)), threshold=0.0),
            Evidence("disconnected_s", total_s, "s", threshold=None, share_of_active_time=share),
        ),
        likely_cause="The network dropped out or changed (Wi-Fi to mobile, VPN, sleep), or the service restarted.",
        advice=f"Look for {'loose cables' if cabled else 'Wi-Fi drop-outs'} and network changes; see whether the "
        "others reconnected at the same time.",
        windows=spans_of((each.start_s, each.end_s, 0.0) for each in found),
    )
