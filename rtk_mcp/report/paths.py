"""The candidate pairs in use, from the report's last snapshot."""

from typing import Literal

from rtk_mcp.api.models.report_metadata import CandidatePair, PeerReportMetadata
from rtk_mcp.report.context import Path
from rtk_mcp.report.scalars import identifier, within

_MAX_RTT_S = 60.0
_MAX_BYTES = 1e15


def read_paths(meta: PeerReportMetadata) -> tuple[Path, ...]:
    """One path per transport that has a pair in use."""
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
        remote_kind=_word(pair.remote_candidate_type),
        bytes_sent=within(pair.bytes_sent, 0, _MAX_BYTES),
        bytes_received=within(pair.bytes_received, 0, _MAX_BYTES),
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
