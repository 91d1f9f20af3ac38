"""Whether a connection that was just opened leads where its link may lead.

A listed name can resolve to this machine or this network. Looking it up beforehand would check one answer of the
resolver and connect to another; so the connected socket itself is asked, before a byte is sent on it.
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any

from rtk_mcp.api.hosts import Target, is_public
from rtk_mcp.errors import DownloadRefused

Trace = Callable[[str, dict[str, Any]], Awaitable[None]]
"""httpcore's hook, called before and after each step of opening a connection."""


def address_check(target: Target) -> Trace:
    """A hook for one request that closes a new connection and raises `DownloadRefused` if it leads astray.

    A connection to the environment's proxy is not checked: where it leads is the proxy's to decide, and https
    still proves the host's name.
    """
    direct = False

    async def check(step: str, details: dict[str, Any]) -> None:
        nonlocal direct
        if step == "connection.connect_tcp.started":
            direct = details["host"].strip("[]") == target.host.strip("[]")
        elif step == "connection.connect_tcp.complete" and direct:
            stream = details["return_value"]
            if not _may_lead_to(stream.get_extra_info("server_addr"), target):
                await stream.aclose()
                raise DownloadRefused(
                    "The download link was not followed: its host's name leads to a private or special address."
                )

    return check


def _may_lead_to(server: Any, target: Target) -> bool:
    try:
        address = ip_address(server[0].partition("%")[0])
    except (TypeError, IndexError, ValueError, AttributeError):
        return False
    return address.is_loopback if target.loopback else is_public(address)
