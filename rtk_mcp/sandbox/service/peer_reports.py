"""A participant with what the service measured of the call."""

from typing import Any

import orjson

from rtk_mcp.sandbox.service.faults import not_found
from rtk_mcp.sandbox.service.filters import narrow, report_filter
from rtk_mcp.sandbox.service.query import Query
from rtk_mcp.sandbox.service.state import Service
from rtk_mcp.sandbox.service.wire import participant_row

_NOTHING_YET = b'{"metadata":{},"quality":{}}'


def get_peer_report(service: Service, query: Query, peer_id: str) -> dict[str, Any]:
    """The participant in the report's own spelling: `role` for the preset, and the session's id.

    While the session is live the report is partial: series up to now, nothing cumulative.
    """
    section = report_filter(query)
    with_events = query.switch("include_peer_events")
    found = service.world.peers.get(service.uuid(peer_id, "peer"))
    if found is None:
        raise not_found("Peer")
    session, person = found
    missing = peer_id in session.no_report_peer_ids
    report = _NOTHING_YET if missing else service.reports.report(service.world.whole(session), peer_id)
    row = participant_row(session, person, with_events=with_events)
    row["role"] = row.pop("preset_name")
    row["session_id"] = session.id
    row["peer_report"] = narrow(orjson.loads(report), section) if section else orjson.Fragment(report)
    return {"success": True, "data": {"participant": row}}
