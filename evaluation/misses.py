"""What is wrong with one diagnosis, in words."""

from evaluation.label import Case, Cause
from evaluation.running import Played
from evaluation.scoring import Score


def miss(name: str, seed: int, case: Case, played: Played, scored: Score) -> str:
    """Scenario, seed, what was expected and what was found, as a paragraph."""
    label = case.label
    wrong = [f"missed {code}" for code in scored.missed]
    wrong += [f"made up {finding.code} ({finding.severity})" for finding in scored.false]
    wrong += [f"blamed wrongly {hit.code}" for hit in scored.hits if hit.culprit_right is False]
    if not scored.verdict_right:
        wrong.append(f"verdict {scored.verdict}, not {' or '.join(sorted(label.verdicts))}")
    expected = ", ".join(_wanted(each) for each in label.causes) or "nothing"
    found = "".join(
        f"\n    {finding.severity} {finding.code} ({finding.confidence}, {finding.direction}): {finding.summary}"
        for finding in played.diagnosis.findings
    )
    return f"{name} {seed}: {'; '.join(wrong)}\n  expected: {expected}\n  found:{found or ' nothing'}\n"


def _wanted(cause: Cause) -> str:
    where = [
        *sorted(cause.directions),
        *sorted(cause.media),
        *(f"peer {peer}" for peer in sorted(cause.peers)),
    ]
    when = [f"from {cause.span[0]:g} to {cause.span[1]:g} s"] if cause.span else []
    detail = ", ".join(where + when)
    return f"{cause.code} ({detail})" if detail else cause.code
