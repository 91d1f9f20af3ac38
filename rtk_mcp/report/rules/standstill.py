"""Nothing of anybody arrived, although rows of statistics went on."""

from collections.abc import Iterator, Sequence
from typing import Final

from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.hearing import UNKNOWN_SENDER
from rtk_mcp.report.outages import outages
from rtk_mcp.report.phrases import count, duration_words, times
from rtk_mcp.report.rules.measured import better_line
from rtk_mcp.report.rules.senders import peers
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.standstill import Standstill, standstills
from rtk_mcp.report.times import call_span
from rtk_mcp.report.weighing import of_breaks
from rtk_mcp.report.windows import spans_of

UNATTRIBUTED: Final = "inbound-loss-unattributed"
NOTHING_RECEIVED: Final = "nothing_received_s"


def is_standstill(finding: Finding) -> bool:
    """Whether a finding is that nothing arrived at all."""
    return any(each.metric == NOTHING_RECEIVED for each in finding.evidence)


def nothing_received(signals: PeerSignals) -> Iterator[Finding]:
    """`downlink-packet-loss` where several senders stood still at once, `inbound-loss-unattributed` for a lone one.

    Those that the client noticed as breaks are by themselves, as they are part of `reconnects`; the others are not.
    """
    breaks = outages(signals)
    found: dict[tuple[bool, tuple[str, ...]], list[Standstill]] = {}
    for each in standstills(signals.streams):
        noticed = any(each.start_s < gap.end_s and gap.start_s < each.end_s for gap in breaks)
        found.setdefault((noticed, each.senders if len(each.senders) == 1 else ()), []).append(each)
    for (_, lone), own in found.items():
        yield _of_one(lone[0], own, signals) if lone else _of_several(own, signals)


def _of_several(found: Sequence[Standstill], signals: PeerSignals) -> Finding:
    senders = max(len(each.senders) for each in found)
    return _finding(
        "downlink-packet-loss",
        found,
        signals,
        f"from any of {count(senders, 'sender')}",
        "The participant's own connection, or the service's: all that was received stood still at the same time.",
        f"{better_line(signals, 'receive')}; see whether others received nothing at the same time.",
    )


def _of_one(sender: str, found: Sequence[Standstill], signals: PeerSignals) -> Finding:
    named = "" if sender == UNKNOWN_SENDER else f" ({peers([sender])})"
    return _finding(
        UNATTRIBUTED,
        found,
        signals,
        f"from the only sender{named}",
        "The sender's connection or this participant's: with nobody else to compare with, they look the same.",
        "Read the sender's report for the same time: whose line stood still lost all that it should have received.",
    )


def _finding(
    code: str, found: Sequence[Standstill], signals: PeerSignals, of_whom: str, cause: str, advice: str
) -> Finding:
    total_s = sum(each.length_s for each in found)
    start, end = call_span(signals)
    share = min(total_s / (end - start), 1.0) if end > start else None
    how_often = f" in all, {times(len(found))}" if len(found) > 1 else ""
    return Finding(
        code=code,
        severity=of_breaks(len(found), total_s, share or 0.0),
        confidence="high" if code != UNATTRIBUTED and all(each.sure for each in found) else "medium",
        media="connection",
        direction="receive",
        summary=f"Nothing arrived at this participant {of_whom} for {duration_words(total_s)}{how_often}, "
        "though media came before and after.",
        evidence=(Evidence(NOTHING_RECEIVED, total_s, "s", share_of_active_time=share),),
        likely_cause=cause,
        advice=advice,
        streams=tuple(dict.fromkeys(name for each in found for name in each.streams)),
        windows=spans_of((each.start_s, each.end_s, 0.0) for each in found),
    )
