"""A report's metadata and participant, read."""

from typing import Any

from rtk_mcp.api.models.report import ReportParticipant
from rtk_mcp.api.models.report_metadata import PeerReportMetadata
from rtk_mcp.report.context import Context, Machine, Network, Participant
from rtk_mcp.report.device_changes import read_devices
from rtk_mcp.report.events import hidden_spans, read_events
from rtk_mcp.report.paths import read_paths
from rtk_mcp.report.scalars import identifier, within

MAX_TEXT_CHARS = 300
"""More of a name than anybody reads; reports are kept in memory."""


def read_context(participant: dict[str, Any], metadata: Any) -> Context:
    """Read the participant and `metadata`; whatever is missing or unreadable is None."""
    meta = PeerReportMetadata.model_validate(metadata if isinstance(metadata, dict) else {})
    person = ReportParticipant.model_validate(participant)
    events = read_events(meta, person.peer_events)
    return Context(
        participant=_participant(person),
        machine=_machine(meta),
        network=_network(meta),
        paths=read_paths(meta),
        events=events,
        hidden=hidden_spans(events),
        devices=read_devices(meta),
    )


def _participant(wire: ReportParticipant) -> Participant:
    minutes = within(wire.duration, 0, 1e7)
    if minutes is None and wire.joined_at and wire.left_at and wire.left_at >= wire.joined_at:
        minutes = (wire.left_at - wire.joined_at).total_seconds() / 60
    return Participant(
        peer_id=identifier(wire.id),
        session_id=identifier(wire.session_id),
        user_id=identifier(wire.user_id),
        custom_participant_id=_text(wire.custom_participant_id),
        name=_text(wire.display_name),
        role=_text(wire.preset_name or wire.role),
        joined_at=wire.joined_at,
        left_at=wire.left_at,
        minutes=minutes,
    )


def _machine(meta: PeerReportMetadata) -> Machine:
    device, browser = meta.device_info, meta.browser_metadata
    return Machine(
        os=_text(device.os) if device else None,
        os_version=_text(device.os_version) if device else None,
        cpus=device.cpus if device else None,
        is_mobile=device.is_mobile if device else None,
        browser=_text(browser.browser) if browser else None,
        browser_version=_text(browser.browser_version) if browser else None,
        sdk_name=_text(meta.sdk_name or meta.sdk_type),
        sdk_version=_text(meta.sdk_version),
    )


def _network(meta: PeerReportMetadata) -> Network:
    info = meta.ip_information
    asn = info.asn if info else None
    return Network(
        asn=_text(asn.asn) if asn else None,
        organisation=_text((asn.name if asn else None) or (info.org if info else None)),
        country=_text(info.country) if info else None,
        region=_text(info.region) if info else None,
        city=_text(info.city) if info else None,
        ipv4=_text(info.ipv4) if info else None,
    )


def _text(text: str | None) -> str | None:
    return text[:MAX_TEXT_CHARS] if text else text
