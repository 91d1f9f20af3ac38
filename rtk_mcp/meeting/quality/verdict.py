"""How the meeting went in a word, and why in a sentence."""

from collections.abc import Iterable, Sequence

from rtk_mcp.meeting.quality.model import PersonQuality, SessionFinding
from rtk_mcp.report.finding import Severity, Verdict
from rtk_mcp.report.phrases import count


def felt_verdict(severities: Iterable[Severity]) -> Verdict | None:
    """Poor with anything major or critical, fair with minor only; None when nothing was felt."""
    found = set(severities)
    if found & {"critical", "major"}:
        return "poor"
    return "fair" if "minor" in found else None


def verdict_of(findings: Sequence[SessionFinding], people: Sequence[PersonQuality]) -> Verdict:
    """What was felt, else good when somebody could be judged."""
    felt = felt_verdict(each.finding.severity for each in findings)
    return felt or ("good" if any(each.judged for each in people) else "unknown")


def headline_of(verdict: Verdict, findings: Sequence[SessionFinding], people: Sequence[PersonQuality]) -> str:
    """One sentence that says why."""
    judged = sum(each.judged for each in people)
    unknown = len(people) - judged
    rest = f"{'1 person' if unknown == 1 else f'{unknown} people'} could not be judged"
    if verdict == "unknown":
        return findings[0].finding.summary if findings else "There was nobody in the meeting."
    if verdict == "good":
        whom = "the one judged person" if judged == 1 else f"any of {judged} judged people"
        return f"No quality problem found for {whom}{f'; {rest}' if unknown else ''}."
    felt = [each for each in findings if each.finding.severity != "info"]
    more = [count(len(felt) - 1, "more finding")] if len(felt) > 1 else []
    more += [rest] if unknown else []
    return felt[0].finding.summary + (f" ({'; '.join(more)}.)" if more else "")
