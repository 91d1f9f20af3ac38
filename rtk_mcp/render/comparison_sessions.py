"""A few sessions compared with each other: how many were POOR in each comes before any test."""

from rtk_mcp.meeting.comparing.differences import MIN_PEOPLE
from rtk_mcp.meeting.comparing.dimensions import FEW_SESSIONS
from rtk_mcp.meeting.comparing.groups import Profile
from rtk_mcp.render.comparison_view import View
from rtk_mcp.render.comparison_words import people, test_text


def sessions_lead(view: View) -> bool:
    """Whether the counts of a few sessions are the answer."""
    if view.group_by != "session" or not view.compared.whole.judged:
        return False
    return 1 < len(view.compared.divisions[0].groups) <= FEW_SESSIONS


def is_of_two(view: View) -> bool:
    """Whether a difference of verdicts is said with the counts: of two sessions it is the same sentence."""
    claims = view.compared.claims
    return (
        len(view.compared.divisions[0].groups) == len(("one", "other"))
        and bool(claims)
        and claims[0].difference.aspect.fair is None
    )


def sessions_headline(view: View) -> str:
    """`POOR: 6 of 6 people in "Review" (id) against 0 of 2 in "Standup" (id).`, and what chance has to do with it."""
    whole = view.compared.whole
    poor = bool(whole.verdicts["poor"])
    told: list[str] = []
    for group in view.in_order(view.compared.divisions[0]):
        found = view.profile(group)
        where = f"in {view.words.group(group)}"
        told.append(
            f"{_often(found, poor=poor, first=not told)} {where}"
            if found.judged
            else f"nobody judged {where}"
        )
    joined = " against ".join(told) if len(told) == len(("one", "other")) else ", ".join(told)
    return f"{'POOR' if poor else 'POOR or FAIR'}: {joined}. {_chance(view)}"


def _often(found: Profile, *, poor: bool, first: bool) -> str:
    number = found.verdicts["poor"] if poor else found.troubled
    return f"{number} of {people(found.judged) if first else found.judged}"


def _chance(view: View) -> str:
    compared = view.compared
    if is_of_two(view):
        return f"Chance hardly explains that ({test_text(compared.claims[0].difference)})."
    if any(claim.difference.aspect.fair is None for claim in compared.claims):
        return "Chance hardly explains all of that, see below."
    if not compared.verdicts:
        return (
            f"Too few people to tell more than these counts: a test needs {MIN_PEOPLE} judged on each side."
        )
    shares = {found.troubled_ratio for found in view.judged_profiles}
    poor_shares = {found.poor_ratio for found in view.judged_profiles}
    if len(shares) == len(poor_shares) == 1:
        return "That is no difference."
    return "Chance may explain the difference."
