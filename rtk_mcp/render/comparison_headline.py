"""A comparison's answer in one line, and what it rests on in another."""

from typing import Final

from rtk_mcp.meeting.comparing.comparison import Claim
from rtk_mcp.meeting.comparing.differences import MIN_PEOPLE
from rtk_mcp.meeting.comparing.dimensions import BROUGHT_ALONG
from rtk_mcp.render.budget import number_text
from rtk_mcp.render.comparison_people import people_headline
from rtk_mcp.render.comparison_sessions import is_of_two, sessions_headline, sessions_lead
from rtk_mcp.render.comparison_view import View
from rtk_mcp.render.comparison_words import DIMENSION_WORDS, people, test_text, trend_text
from rtk_mcp.report.phrases import count

_BROUGHT: Final = "browser, system, SDK, country, provider and relay"


def headline(view: View) -> str:
    """The biggest difference, or why none is told."""
    compared = view.compared
    if not compared.whole.people:
        return _nobody(view)
    if compared.rows:
        return people_headline(compared.rows)
    if not compared.whole.judged:
        return f"Nothing can be compared: no call of {people(compared.whole.people)} can be judged."
    return _compared(view)


def _compared(view: View) -> str:
    compared = view.compared
    if trend_leads(view) and compared.trend:
        return trend_text(compared.trend)
    if sessions_lead(view):
        return sessions_headline(view)
    if compared.claims:
        return _claim(view, compared.claims[0])
    tested = len(compared.verdicts) + len(compared.metrics)
    return _none(view, tested) if tested else _too_few(view)


def _none(view: View, tested: int) -> str:
    of = f" of {DIMENSION_WORDS[view.group_by][1]}" if view.group_by and view.group_by != "person" else ""
    none = f"none of {tested} comparisons" if tested > 1 else "the one comparison"
    return (
        f"No difference that the sample can tell: {none}{of} is {'' if tested > 1 else 'not '}significant; "
        f"{_felt(view)}."
    )


def claim_leads(view: View) -> bool:
    """Whether the first difference is told in the answer's first line."""
    if trend_leads(view) or not view.compared.claims:
        return False
    return is_of_two(view) if sessions_lead(view) else True


def counted(view: View) -> str | None:
    """What is counted by what people bring along; None where nobody's trouble was another's alone."""
    asked = [each for each in view.compared.divisions if each.dimension in BROUGHT_ALONG]
    alone = view.compared.whole.troubled - view.compared.own.troubled
    if not asked or not alone:
        return None
    where = f"by {_BROUGHT}" if len(asked) < len(view.compared.divisions) else "here"
    return (
        f"Own trouble is counted {where}, also in metrics: not what one other sender's network caused, as "
        f"all of it was in {alone} of {count(view.compared.whole.troubled, 'POOR or FAIR call')}."
    )


def trend_leads(view: View) -> bool:
    """Whether the trend is the answer: it was asked for, or there is no other."""
    trend = view.compared.trend
    return trend is not None and (view.group_by == "day" or (trend.found and not view.compared.claims))


def setting(view: View) -> str:
    """How large the sample is, and when."""
    whole, stays = view.compared.whole, view.compared.stays
    days = sorted(stay.traits["day"].label for stay in stays if "day" in stay.traits)
    span = f", {' to '.join(dict.fromkeys((days[0], days[-1])))}" if days else ""
    return (
        f"{people(whole.people)} in {count(view.sessions, 'session')}{span}; "
        f"{count(sum(whole.verdicts.values()), 'call')} (one person in one session): "
        f"{whole.verdicts['poor']} POOR, {whole.verdicts['fair']} FAIR, {whole.verdicts['good']} good, "
        f"{whole.verdicts['unknown']} not judged; {count(view.reports, 'report')}, {number_text(whole.hours)} "
        "participant-hours."
    )


def _claim(view: View, claim: Claim) -> str:
    told = f"{view.words.difference(claim.difference, test_text(claim.difference))}."
    if claim.confounders:
        told += f" The cause may be another: {view.words.confounder(claim.difference, claim.confounders[0])}."
    return told


def _nobody(view: View) -> str:
    if view.scope.stopped:
        return f"Nothing compared yet: {view.scope.stopped}"
    if not view.scope.sessions and not view.scope.failed:
        return "Nothing to compare: there is no session in that time, or of that meeting."
    return "Nothing to compare: nobody was in these sessions."


def _too_few(view: View) -> str:
    compared = view.compared
    if view.group_by and view.group_by != "person":
        (division,) = compared.divisions
        name = DIMENSION_WORDS[view.group_by][0]
        if not division.groups:
            return f"Nothing to compare: nobody's {name} is known."
        if len(division.groups) == 1:
            where = view.words.where(division.groups[0])
            return f"Nothing to compare: everybody whose {name} is known was {where}."
    return (
        f"Too few people to compare: no group and its others have {MIN_PEOPLE} each that can be judged; "
        f"{_felt(view)}."
    )


def _felt(view: View) -> str:
    whole, own = view.compared.whole, view.compared.own
    were = "was" if whole.judged == 1 else "were"
    alone = f", {own.troubled} by their own trouble" if own.troubled < whole.troubled else ""
    return f"{whole.troubled} of {count(whole.judged, 'call')} {were} POOR or FAIR{alone}"
