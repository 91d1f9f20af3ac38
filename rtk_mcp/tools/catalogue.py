"""Every tool, in the order in which a host shows them."""

from rtk_mcp.tools import (
    content,
    generate_summary,
    get_peer_report,
    get_session,
    inspect_peer_report,
    list_sessions,
    participants,
)
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool

READING = (
    list_sessions.build,
    get_session.build,
    participants.build_list,
    participants.build_get,
    get_peer_report.build,
    inspect_peer_report.build,
    content.build_summary,
    content.build_transcript,
    content.build_chat,
)
WRITING = (generate_summary.build,)


def all_tools(services: Services) -> tuple[RtkTool, ...]:
    """The tools that this configuration offers; a read-only one has none that writes."""
    builders = READING if services.settings.read_only else READING + WRITING
    return tuple(build(services) for build in builders)
