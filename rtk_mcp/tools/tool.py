"""One tool as the SDK registers it: strict arguments, lean schemas, and every error a readable sentence."""

import logging
import math
from collections.abc import Callable
from typing import Any, Self, cast

from mcp.server.mcpserver.context import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools.base import Tool
from mcp.server.mcpserver.utilities.func_metadata import FuncMetadata
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field, ValidationError

from rtk_mcp.api.deadline import deadline
from rtk_mcp.errors import RtkError
from rtk_mcp.render.untrusted import clean
from rtk_mcp.tools.schema import lean, lean_output

logger = logging.getLogger(__name__)

READS = ToolAnnotations(read_only_hint=True)
"""The other hints say something of tools that write, or are so by default."""
MAX_ECHOED_CHARS = 40
"""An unknown argument is refused by name, but not by a name of ten kilobytes."""


class _AsSent(FuncMetadata):
    """Arguments as they were sent: the SDK would read a string such as `null` as JSON and so drop an argument."""

    def pre_parse_json(self, data: dict[str, Any]) -> dict[str, Any]:
        return data


class RtkTool(Tool):
    """A tool whose failures are results that the model reads, without prefix, traceback or echoed input."""

    timeout_s: float = Field(math.inf, exclude=True)
    """One deadline for the whole answer; infinite where a person is asked first."""

    @classmethod
    def build(
        cls,
        fn: Callable[..., Any],
        *,
        title: str,
        annotations: ToolAnnotations = READS,
        timeout_s: float = math.inf,
    ) -> Self:
        """A tool named after `fn`, described by its docstring, returning `Annotated[CallToolResult, Model]`."""
        tool = cast(
            "Self",
            cls.from_function(fn, title=title, annotations=annotations, description=_one_paragraph(fn)),
        )
        signature = tool.fn_metadata
        tool.fn_metadata = _AsSent(
            arg_model=signature.arg_model,
            output_model=signature.output_model,
            output_schema=lean_output(signature.output_schema or {}),
        )
        tool.timeout_s = timeout_s
        tool.parameters = lean(tool.parameters) | {"additionalProperties": False}
        return tool

    async def run(
        self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False
    ) -> Any:
        """Run the tool; see `Tool.run`. Only protocol errors are raised."""
        known = self.parameters.get("properties", {})
        if unknown := [clean(name, max_chars=MAX_ECHOED_CHARS) for name in arguments if name not in known]:
            return failed(f"Unknown argument {', '.join(unknown[:5])}: {self.name} takes {', '.join(known)}.")
        try:
            with deadline(self.timeout_s):
                return await super().run(arguments, context, convert_result)
        except ToolError as error:
            return failed(self._sentence(error))
        except RtkError as error:
            return failed(str(error))

    def _sentence(self, error: ToolError) -> str:
        cause = error.__cause__
        if isinstance(cause, RtkError):
            return str(cause)
        if isinstance(cause, ValidationError) and cause.title == self.fn_metadata.arg_model.__name__:
            return refusal(cause)
        if isinstance(cause, ToolError):
            return "The user's answer could not be read, so nothing was done."
        logger.error("%s failed: %s", self.name, _where(cause or error))
        return f"{self.name} failed inside rtk-mcp, not at the service: the server's log says where. Please report it."


def answer(text: str, structured: BaseModel) -> CallToolResult:
    """A result for both readers: text for a model, structured content without its absent fields for a program."""
    return CallToolResult(
        content=[TextContent(type="text", text=text)],
        structured_content=structured.model_dump(mode="json", exclude_none=True, by_alias=True),
    )


def failed(sentence: str) -> CallToolResult:
    """An error that the model can act on."""
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def refusal(error: ValidationError) -> str:
    """What is wrong with a call's arguments, without the values that were sent."""
    wrong: dict[str, str] = {}
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        wrong.setdefault(str(detail["loc"][0]), detail["msg"].removeprefix("Value error, "))
    return " ".join(f"{name}: {message}." for name, message in wrong.items())


def _one_paragraph(fn: Callable[..., Any]) -> str:
    return " ".join((fn.__doc__ or "").split())


def _where(error: BaseException) -> str:
    """The kind of a crash and the line it came from: never its text, which may hold somebody's data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
