"""A participant with what the service measured of the call."""

from typing import Any

import orjson

from rtk_mcp.sandbox.service.faults import KitFault, not_found
from rtk_mcp.sandbox.service.filters import narrow, report_filter
from rtk_mcp.sandbox.service.query import Query
from rtk_mcp.sandbox.service.state import Service
from rtk_mcp.sandbox.service.wire import participant_row
from rtk_mcp.sandbox.world.model import ReportKept

_NOTHING_YET = b'{"metadata":{},"quality":{}}'


def get_peer_report(service: Service, query: Query, peer_id: str) -> dict[str, Any] | bytes:
    """The participant in the report's own spelling: `role` for the preset, and the session's id.

    While the session is live the report is partial: series up to now, nothing cumulative. Bytes are JSON that ends
    in the middle.
    """
    section = report_filter(query)
    with_events = query.switch("include_peer_events")
    found = service.world.peers.get(service.uuid(peer_id, "peer"))
    if found is None:
        raise not_found("Peer")
    session, person = found
    kept = session.odd_reports.get(peer_id, ReportKept.YES)
    if kept is ReportKept.NOT_FOUND:
        raise not_found("Peer report")
    if kept is ReportKept.FAILS:
        raise KitFault(500, "Internal server error")
    report = _NOTHING_YET
    if kept is not ReportKept.EMPTY:
        report = service.reports.report(service.world.whole(session), peer_id)
    row = participant_row(session, person, with_events=with_events)
    row["role"] = row.pop("preset_name")
    row["session_id"] = session.id
    row["peer_report"] = narrow(orjson.loads(report), section) if section else orjson.Fragment(report)
    answer = {"success": True, "data": {"participant": row}}
    return _cut(answer) if kept is ReportKept.CUT else answer


def _cut(answer: dict[str, Any]) -> bytes:
    """What is left when the writing stopped half-way."""
    written = orjson.dumps(answer)
    return written[: len(written) // 2]
