"""Composition root: settings in, one MCP server out that answers on every transport and in both protocol eras."""

import logging
from collections.abc import Iterable
from typing import Any

from mcp import MCPError
from mcp.server import MCPServer
from mcp.server.lowlevel.helper_types import ReadResourceContents
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp.types import INVALID_PARAMS, CallToolResult, GetPromptResult, InputRequiredResult
from pydantic import AnyUrl

from rtk_mcp import __version__
from rtk_mcp.render.untrusted import quote
from rtk_mcp.tools.catalogue import all_tools
from rtk_mcp.tools.completions import complete_with
from rtk_mcp.tools.instructions import instructions
from rtk_mcp.tools.once import single_use_consent
from rtk_mcp.tools.prompts import all_prompts, unfillable
from rtk_mcp.tools.resources import add_resources
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import MAX_ECHOED_CHARS, failed

logger = logging.getLogger(__name__)


class _Server(MCPServer[Any]):
    """The SDK's server; what does not exist, or cannot be filled in, is answered in a sentence without an echo."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        known = [tool.name for tool in await self.list_tools()]
        if name not in known:
            return failed(f"No tool is called {quote(name, MAX_ECHOED_CHARS)}; there are {', '.join(known)}.")
        return await super().call_tool(name, arguments, context)

    async def read_resource(
        self, uri: AnyUrl | str, context: Context[Any, Any] | None = None
    ) -> Iterable[ReadResourceContents] | InputRequiredResult:
        try:
            return await super().read_resource(uri, context)
        except ResourceNotFoundError as error:
            if str(uri) not in str(error):
                raise
            known = [template.uri_template for template in await self.list_resource_templates()]
            raise ResourceNotFoundError(
                f"No resource has that address; there are {', '.join(known)}."
            ) from None

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
        request_state_security=single_use_consent(),
    )
    add_resources(server, services)
    for prompt in all_prompts():
        server.add_prompt(prompt)
    server.completion()(complete_with(services))  # type: ignore[no-untyped-call] # the SDK left it untyped
    return server
