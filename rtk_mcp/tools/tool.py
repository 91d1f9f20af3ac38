"""One tool as the SDK registers it: strict arguments, lean schemas, and every error a readable sentence."""

import logging
from collections.abc import Callable
from typing import Any, Self, cast

from mcp.server.mcpserver.context import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools.base import Tool
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from rtk_mcp.errors import RtkError
from rtk_mcp.render.untrusted import clean
from rtk_mcp.tools.schema import lean

logger = logging.getLogger(__name__)

READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=True
)
MAX_ECHOED_CHARS = 40
"""An unknown argument is refused by name, but not by a name of ten kilobytes."""


class RtkTool(Tool):
    """A tool whose failures are results that the model reads, without prefix, traceback or echoed input."""

    @classmethod
    def build(cls, fn: Callable[..., Any], *, title: str, annotations: ToolAnnotations = READS) -> Self:
        """A tool named after `fn`, described by its docstring, returning `Annotated[CallToolResult, Model]`."""
        tool = cast(
            "Self",
            cls.from_function(fn, title=title, annotations=annotations, description=_one_paragraph(fn)),
        )
        metadata = tool.fn_metadata
        metadata.arg_model = create_model(
            metadata.arg_model.__name__,
            __base__=type("Strict", (metadata.arg_model,), {"model_config": ConfigDict(extra="forbid")}),
        )
        metadata.output_schema = lean(metadata.output_schema or {})
        tool.parameters = lean(metadata.arg_model.model_json_schema(by_alias=True))
        return tool

    async def run(
        self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False
    ) -> Any:
        """Run the tool; see `Tool.run`. Only protocol errors are raised."""
        try:
            return await super().run(arguments, context, convert_result)
        except ToolError as error:
            return failed(self._sentence(error))

    def _sentence(self, error: ToolError) -> str:
        cause = error.__cause__
        if isinstance(cause, RtkError):
            return str(cause)
        if isinstance(cause, ValidationError) and cause.title == self.fn_metadata.arg_model.__name__:
            return refusal(cause, tuple(self.parameters.get("properties", {})))
        if isinstance(cause, ToolError):
            return str(cause)
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


def refusal(error: ValidationError, known: tuple[str, ...]) -> str:
    """What is wrong with a call's arguments, without the values that were sent."""
    unknown: list[str] = []
    wrong: dict[str, str] = {}
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        name = clean(str(detail["loc"][0]), max_chars=MAX_ECHOED_CHARS) if detail["loc"] else "arguments"
        if detail["type"] == "extra_forbidden":
            unknown.append(name)
        else:
            wrong.setdefault(name, detail["msg"])
    sentences = [f"{name}: {message}." for name, message in wrong.items()]
    if unknown:
        sentences.append(f"Unknown argument {', '.join(unknown[:5])}: this tool takes {', '.join(known)}.")
    return " ".join(sentences)


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
