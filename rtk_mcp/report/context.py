"""Everything in a report but the media: who, with what, over which path, and what happened to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from rtk_mcp.api.models.report import CandidatePair, PeerReportMetadata, ReportEvent, ReportParticipant
from rtk_mcp.report.scalars import identifier, within

Span = tuple[float, float]
"""Start and end, seconds since 1970."""

_FOREVER = float("inf")
_MAX_RTT_S = 60.0


@dataclass(frozen=True, slots=True)
class Participant:
    """Whose report it is; `name` is what the person typed, not to be trusted."""

    peer_id: str | None
    session_id: str | None
    user_id: str | None
    custom_participant_id: str | None
    name: str | None
    role: str | None
    joined_at: datetime | None
    left_at: datetime | None
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Machine:
    """Device, browser and SDK, as the client named them."""

    os: str | None
    os_version: str | None
    cpus: int | None
    is_mobile: bool | None
    browser: str | None
    browser_version: str | None
    sdk_name: str | None
    sdk_version: str | None


@dataclass(frozen=True, slots=True)
class Network:
    """Where the address is registered; city and address are private."""

    asn: str | None
    organisation: str | None
    country: str | None
    region: str | None
    city: str | None
    ipv4: str | None


@dataclass(frozen=True, slots=True)
class Path:
    """The candidate pair in use on one transport, at the end of the call.

    Attributes:
        kind: host, srflx, prflx or relay: the local candidate's type.
        protocol: udp, tcp or tls; for a relay the protocol to the TURN server.
        network: what the browser calls the network: wifi, ethernet, cellular, vpn; not proof of any but vpn.
        rtt_ms: the last one measured, not an average.
    """

    transport: Literal["send", "receive"]
    kind: str | None
    protocol: str | None
    network: str | None
    rtt_ms: float | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; names vary, unknown ones are kept."""

    name: str
    at: datetime | None
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """A report's metadata, read."""

    participant: Participant
    machine: Machine
    network: Network
    paths: tuple[Path, ...]
    events: tuple[Event, ...]
    hidden: tuple[Span, ...]


def read_context(participant: dict[str, Any], metadata: Any) -> Context:
    """Read the participant and `metadata`; whatever is missing or unreadable is None."""
    meta = PeerReportMetadata.model_validate(metadata if isinstance(metadata, dict) else {})
    events = tuple(_event(event) for event in meta.events if event.name)
    return Context(
        participant=_participant(ReportParticipant.model_validate(participant)),
        machine=_machine(meta),
        network=_network(meta),
        paths=_paths(meta),
        events=events,
        hidden=_hidden_spans(events),
    )


def _participant(wire: ReportParticipant) -> Participant:
    minutes = within(wire.duration, 0, 1e7)
    if minutes is None and wire.joined_at and wire.left_at and wire.left_at >= wire.joined_at:
        minutes = (wire.left_at - wire.joined_at).total_seconds() / 60
    return Participant(
        peer_id=identifier(wire.id),
        session_id=identifier(wire.session_id),
        user_id=identifier(wire.user_id),
        custom_participant_id=wire.custom_participant_id,
        name=wire.display_name,
        role=wire.preset_name or wire.role,
        joined_at=wire.joined_at,
        left_at=wire.left_at,
        minutes=minutes,
    )


def _machine(meta: PeerReportMetadata) -> Machine:
    device, browser = meta.device_info, meta.browser_metadata
    return Machine(
        os=device.os if device else None,
        os_version=device.os_version if device else None,
        cpus=device.cpus if device else None,
        is_mobile=device.is_mobile if device else None,
        browser=browser.browser if browser else None,
        browser_version=browser.browser_version if browser else None,
        sdk_name=meta.sdk_name or meta.sdk_type,
        sdk_version=meta.sdk_version,
    )


def _network(meta: PeerReportMetadata) -> Network:
    info = meta.ip_information
    asn = info.asn if info else None
    return Network(
        asn=asn.asn if asn else None,
        organisation=(asn.name if asn else None) or (info.org if info else None),
        country=info.country if info else None,
        region=info.region if info else None,
        city=info.city if info else None,
        ipv4=info.ipv4 if info else None,
    )


def _paths(meta: PeerReportMetadata) -> tuple[Path, ...]:
    pairs = meta.candidate_pairs
    if pairs is None:
        return ()
    sending, receiving = _in_use(pairs.producing_transport), _in_use(pairs.consuming_transport)
    return (
        *([_path("send", sending)] if sending else []),
        *([_path("receive", receiving)] if receiving else []),
    )


def _in_use(pairs: tuple[CandidatePair, ...]) -> CandidatePair | None:
    """The pair that carries the media: nominated and last active; without the flag, one that moved bytes."""
    nominated = [pair for pair in pairs if pair.nominated]
    carrying = [pair for pair in pairs if pair.nominated is None and _moved(pair) > 0]
    return max(nominated or carrying, key=lambda pair: (_last_active(pair), _moved(pair)), default=None)


def _moved(pair: CandidatePair) -> float:
    return (pair.bytes_sent or 0) + (pair.bytes_received or 0)


def _last_active(pair: CandidatePair) -> float:
    return max(pair.last_packet_sent_timestamp or 0, pair.last_packet_received_timestamp or 0)


def _path(transport: Literal["send", "receive"], pair: CandidatePair) -> Path:
    rtt_s = within(pair.current_round_trip_time, 0, _MAX_RTT_S)
    return Path(
        transport=transport,
        kind=_word(pair.local_candidate_type),
        protocol=_protocol(pair),
        network=_word(pair.local_candidate_network_type),
        rtt_ms=rtt_s * 1000 if rtt_s else None,
    )


def _protocol(pair: CandidatePair) -> str | None:
    """How packets leave the device; a TURN URL knows when the candidate does not say."""
    url = (pair.local_candidate_url or "").lower()
    if url.startswith("turns:"):
        return "tls"
    if _word(pair.local_candidate_protocol) is None and "transport=" in url:
        return _word(url.partition("transport=")[2])
    return _word(pair.local_candidate_protocol)


def _word(text: str | None) -> str | None:
    word = identifier(text)
    return word.lower() if word else None


def _event(event: ReportEvent) -> Event:
    return Event(name=identifier(event.name) or "unknown", at=event.timestamp, details=event.metadata)


def _hidden_spans(events: tuple[Event, ...]) -> tuple[Span, ...]:
    """When the meeting's tab was in the background; one without an end lasts to the end."""
    spans: list[Span] = []
    since: float | None = None
    for event in sorted((e for e in events if e.at), key=lambda e: e.at.timestamp() if e.at else 0.0):
        hides = _hides(event)
        at = event.at.timestamp() if event.at else 0.0
        if hides and since is None:
            since = at
        elif hides is False and since is not None:
            spans.append((since, at))
            since = None
    if since is not None:
        spans.append((since, _FOREVER))
    return tuple(spans)


def _hides(event: Event) -> bool | None:
    """Whether an event hides the tab (True), shows it again (False) or says nothing about it."""
    if event.name.endswith("_backgrounded"):
        return True
    if event.name.endswith("_foregrounded"):
        return False
    active = event.details.get("is_meetings_tab_active") if event.name == "tab_change" else None
    return None if not isinstance(active, bool) else not active
