"""Composition root: settings in, one MCP server out that answers on every transport and in both protocol eras."""

import logging
from typing import Any

from mcp import MCPError
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.types import INVALID_PARAMS, GetPromptResult, InputRequiredResult

from rtk_mcp import __version__
from rtk_mcp.tools.catalogue import all_tools
from rtk_mcp.tools.completions import complete_with
from rtk_mcp.tools.instructions import instructions
from rtk_mcp.tools.prompts import all_prompts, unfillable
from rtk_mcp.tools.resources import add_resources
from rtk_mcp.tools.services import Services

logger = logging.getLogger(__name__)


class _Server(MCPServer[Any]):
    """The SDK's server; a prompt that cannot be filled in is the caller's error and says what is missing."""

    async def get_prompt(
        self, name: str, arguments: dict[str, Any] | None = None, context: Context[Any, Any] | None = None
    ) -> GetPromptResult | InputRequiredResult:
        if complaint := unfillable(await self.list_prompts(), name, arguments or {}):
            raise MCPError(code=INVALID_PARAMS, message=complaint)
        return await super().get_prompt(name, arguments, context)


def build_server(services: Services) -> MCPServer[Any]:
    """A server whose tools, resources, prompts and completions work on `services`; nothing is sent yet."""
    for problem in services.settings.problems:
        logger.warning("%s", problem)
    server = _Server(
        "rtk-mcp",
        title="Cloudflare RealtimeKit meetings",
        instructions=instructions(read_only=services.settings.read_only),
        version=__version__,
        tools=list(all_tools(services)),
        log_level=services.settings.log_level,
    )
    add_resources(server, services)
    for prompt in all_prompts():
        server.add_prompt(prompt)
    server.completion()(complete_with(services))  # type: ignore[no-untyped-call] # the SDK left it untyped
    return server
