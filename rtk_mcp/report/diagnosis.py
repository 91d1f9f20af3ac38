"""Signals to a verdict: run the rules, fold symptoms into causes, rank, and say it in one sentence."""

from dataclasses import dataclass

from rtk_mcp.report.coverage import by_totals_only, enough_data, not_measured, too_little
from rtk_mcp.report.finding import SEVERITIES, Finding, Verdict
from rtk_mcp.report.folding import fold
from rtk_mcp.report.phrases import count, duration_words, media_list
from rtk_mcp.report.rules import LATE_RULES, RULES
from rtk_mcp.report.signals import PeerSignals


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the report shows.

    Attributes:
        verdict: poor with anything major or critical, fair with minor only, good with nothing worse than info,
            unknown when there is too little data to call it good.
        headline: one sentence that says why.
        findings: the worst first.
        not_measured: what the report says nothing of, as short phrases.
    """

    verdict: Verdict
    headline: str
    findings: tuple[Finding, ...]
    not_measured: tuple[str, ...]


def diagnose(signals: PeerSignals) -> Diagnosis:
    """Judge a report; pure, and the same signals always give the same answer."""
    found = fold([finding for rule in RULES for finding in rule(signals)])
    found += [finding for rule in LATE_RULES for finding in rule(signals, tuple(found))]
    for stream in signals.streams:
        stream.forget()
    findings = sorted(found, key=_rank)
    verdict = _verdict(findings, signals)
    return Diagnosis(verdict, _headline(verdict, findings, signals), tuple(findings), not_measured(signals))


def not_judged(signals: PeerSignals, reason: str) -> Diagnosis:
    """The diagnosis of a report that was asked for without its quality statistics."""
    return Diagnosis("unknown", reason, (), not_measured(signals))


def _rank(finding: Finding) -> tuple[int, bool]:
    """By severity, the unsure last; what is equal stays in the order of the rules, causes before symptoms."""
    return SEVERITIES.index(finding.severity), finding.confidence == "low"


def _verdict(findings: list[Finding], signals: PeerSignals) -> Verdict:
    severities = {finding.severity for finding in findings}
    if severities & {"critical", "major"}:
        return "poor"
    if "minor" in severities:
        return "fair"
    return "good" if enough_data(signals) else "unknown"


def _headline(verdict: Verdict, findings: list[Finding], signals: PeerSignals) -> str:
    if verdict == "unknown":
        return too_little(signals)
    if verdict == "good":
        lasting = any(finding.confidence == "low" for finding in findings)
        return _all_well(signals, "lasting quality problem" if lasting else "quality problem")
    felt = [finding for finding in findings if finding.severity != "info"]
    more = f" ({count(len(felt) - 1, 'more finding')}.)" if len(felt) > 1 else ""
    return felt[0].summary + more


def _all_well(signals: PeerSignals, what: str) -> str:
    if by_totals_only(signals):
        return "No quality problem in the cumulative statistics; the report has no samples, so short ones may hide."
    judged = [stream for stream in signals.streams if stream.judged]
    minutes = max(stream.active_minutes for stream in judged)
    received = [stream for stream in judged if stream.direction == "receive"]
    senders = len({stream.remote for stream in received})
    whose = f" received from {count(senders, 'sender')}" if received else " sent"
    media = media_list(stream.media for stream in received or judged)
    gap = (
        "; how well sent media arrived was not measured"
        if not_measured(signals) and _uplink_unknown(signals)
        else ""
    )
    return f"No {what} found in {duration_words(minutes * 60)} of {media}{whose}{gap}."


def _uplink_unknown(signals: PeerSignals) -> bool:
    return any("loss_pct" in stream.unmeasured and stream.judged for stream in signals.streams)
