"""`rtk-mcp demo`: an assistant's session with made-up meetings, for a person to read."""

from rtk_mcp.demo.session import play

__all__ = ["play"]
