"""Every tool, in the order in which a host shows them."""

from collections.abc import Callable
from functools import partial

from rtk_mcp.tools import (
    compare_quality,
    diagnose_session,
    generate_summary,
    get_chat,
    get_peer_report,
    get_session,
    get_summary,
    get_transcript,
    inspect_peer_report,
    list_sessions,
    participants,
    search_meetings,
)
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.summary_requests import SummaryRequests
from rtk_mcp.tools.tool import RtkTool

Builder = Callable[[Services], RtkTool]


def all_tools(services: Services) -> tuple[RtkTool, ...]:
    """The tools that this configuration offers; a read-only one has none that writes."""
    requests = SummaryRequests()
    reading: tuple[Builder, ...] = (
        list_sessions.build,
        get_session.build,
        participants.build_list,
        participants.build_get,
        get_peer_report.build,
        inspect_peer_report.build,
        diagnose_session.build,
        compare_quality.build,
        partial(get_summary.build, requests=requests),
        get_transcript.build,
        get_chat.build,
        search_meetings.build,
    )
    writing: tuple[Builder, ...] = (partial(generate_summary.build, requests=requests),)
    return tuple(build(services) for build in (reading if services.settings.read_only else reading + writing))
