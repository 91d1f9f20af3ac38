"""How the meeting went in a word, and why in a sentence."""

from collections.abc import Sequence

from rtk_mcp.meeting.quality.model import PersonQuality, SessionFinding
from rtk_mcp.report.finding import Verdict
from rtk_mcp.report.phrases import count


def verdict_of(findings: Sequence[SessionFinding], people: Sequence[PersonQuality]) -> Verdict:
    """Poor with anything major or critical, fair with minor only, good when somebody could be judged."""
    severities = {each.finding.severity for each in findings}
    if severities & {"critical", "major"}:
        return "poor"
    if "minor" in severities:
        return "fair"
    return "good" if any(each.verdict != "unknown" for each in people) else "unknown"


def headline_of(verdict: Verdict, findings: Sequence[SessionFinding], people: Sequence[PersonQuality]) -> str:
    """One sentence that says why."""
    judged = sum(each.verdict != "unknown" for each in people)
    if verdict == "unknown":
        return findings[0].finding.summary if findings else "There was nobody in the meeting."
    if verdict == "good":
        unknown = len(people) - judged
        rest = f"; {unknown} could not be judged" if unknown else ""
        whom = "person" if judged == 1 else "people"
        return f"No quality problem found for any of {judged} judged {whom}{rest}."
    felt = [each for each in findings if each.finding.severity != "info"]
    more = f" ({count(len(felt) - 1, 'more finding')}.)" if len(felt) > 1 else ""
    return felt[0].finding.summary + more
