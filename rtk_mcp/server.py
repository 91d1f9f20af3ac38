"""Composition root: settings in, one MCP server out that answers on every transport and in both protocol eras."""

import logging
from typing import Any

from mcp.server import MCPServer

from rtk_mcp import __version__
from rtk_mcp.tools.catalogue import all_tools
from rtk_mcp.tools.completions import complete_with
from rtk_mcp.tools.instructions import INSTRUCTIONS
from rtk_mcp.tools.prompts import all_prompts
from rtk_mcp.tools.resources import add_resources
from rtk_mcp.tools.services import Services

logger = logging.getLogger(__name__)


def build_server(services: Services) -> MCPServer[Any]:
    """A server whose tools, resources, prompts and completions work on `services`; nothing is sent yet."""
    for problem in services.settings.problems:
        logger.warning("%s", problem)
    server: MCPServer[Any] = MCPServer(
        "rtk-mcp",
        title="Cloudflare RealtimeKit meetings",
        instructions=INSTRUCTIONS,
        version=__version__,
        tools=list(all_tools(services)),
        log_level=services.settings.log_level,
    )
    add_resources(server, services)
    for prompt in all_prompts():
        server.add_prompt(prompt)
    server.completion()(complete_with(services))
    return server
