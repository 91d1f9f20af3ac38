"""A whole meeting's diagnosis as structured content, whatever its size."""

from typing import Final

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.quality.model import PersonQuality, SessionDiagnosis, SessionFinding
from rtk_mcp.render.budget import iso_utc
from rtk_mcp.render.report_items import finding_item, machine_texts, network_item
from rtk_mcp.render.session_model import (
    MissingReport,
    PersonItem,
    SessionCoverage,
    SessionFindingItem,
    SessionQuality,
    SessionTimeline,
)
from rtk_mcp.render.session_names import Names
from rtk_mcp.render.spoken import title_of
from rtk_mcp.render.untrusted import clean

_VERDICTS: Final = ("poor", "fair", "unknown", "good")
_MOST_MISSING: Final = 10
_MOST_STAYS: Final = 8


def session_item(diagnosis: SessionDiagnosis, names: Names, session: SessionFacts) -> SessionQuality:
    """All of it; first those whose problem it was, then people with the worst verdict."""
    stays = [stay for each in diagnosis.people for stay in each.stays]
    missing = [
        MissingReport(
            name=names.labels[stay.person],
            peer_id=clean(stay.peer_id, 64),
            reason=clean(stay.missing or "", 200),
        )
        for stay in stays
        if stay.signals is None
    ]
    strip = diagnosis.timeline
    shown = range(len(names.labels)) if diagnosis.shown is None else diagnosis.shown
    order = sorted(shown, key=lambda place: (_rank(place, diagnosis), names.labels[place]))
    return SessionQuality(
        verdict=diagnosis.verdict,
        headline=names.within(diagnosis.headline),
        session_id=clean(session.id or "unknown", 64),
        title=title_of(session),
        live=session.status == "LIVE" or None,
        findings=[_finding(each, names) for each in diagnosis.findings],
        people=[_person(diagnosis.people[place], names.labels[place]) for place in order],
        ruled_out=list(diagnosis.ruled_out) or None,
        clocks=[names.within(each) for each in diagnosis.clocks] or None,
        timeline=SessionTimeline(start=iso_utc(strip.start), step_s=strip.step_s, strip=strip.marks)
        if strip
        else None,
        coverage=SessionCoverage(
            people=len(names.labels),
            stays=len(stays),
            reports=len(stays) - len(missing),
            missing=missing[:_MOST_MISSING] or None,
            more_missing=max(len(missing) - _MOST_MISSING, 0) or None,
        ),
    )


def _rank(place: int, diagnosis: SessionDiagnosis) -> tuple[int, int]:
    """Those whose trouble is told first come first."""
    blamed = (rank for rank, each in enumerate(diagnosis.findings) if place in each.participants)
    return next(blamed, len(diagnosis.findings)), _VERDICTS.index(diagnosis.people[place].verdict)


def _finding(found: SessionFinding, names: Names) -> SessionFindingItem:
    item = finding_item(found.finding)
    return SessionFindingItem(
        **{
            **dict(item),
            "summary": names.within(item.summary),
            "likely_cause": names.within(item.likely_cause) if item.likely_cause else None,
            "advice": names.within(item.advice) if item.advice else None,
        },
        participants=[names.labels[place] for place in found.participants],
        affected=[names.labels[place] for place in found.affected],
        affected_min=round(found.affected_min, 1),
    )


def _person(quality: PersonQuality, name: str) -> PersonItem:
    signals = next((stay.signals for stay in quality.stays if stay.signals), None)
    network = network_item(signals, show_private=False) if signals else None
    device, browser, _ = machine_texts(signals.context.machine) if signals else (None, None, None)
    return PersonItem(
        name=name,
        peer_ids=[clean(stay.peer_id, 64) for stay in quality.stays[:_MOST_STAYS]],
        minutes=None if quality.minutes is None else round(quality.minutes, 1),
        verdict=quality.verdict,
        worst_finding=quality.worst,
        network=", ".join(filter(None, (network.asn, network.org, network.country))) or None
        if network
        else None,
        device=", ".join(filter(None, (browser, device))) or None,
    )
