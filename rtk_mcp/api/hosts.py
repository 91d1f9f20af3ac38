"""Where a download link may lead: an allow-list of hosts, and no address that only this machine or network has.

Deliberately narrower than a URL parser: what is not plainly a link to a listed host is refused, so that no two
parsers can read one link in two ways.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Literal

from rtk_mcp.errors import DownloadRefused

MAX_URL_CHARS = 8_192
"""A pre-signed URL with a session token is about 2,000 characters."""
DEFAULT_PORTS = {"https": 443, "http": 80}
_MAX_PORT = 65_535
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(:(?P<port>\d{1,5}))?([/?][!-~]*)?",
    re.ASCII | re.IGNORECASE,
)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)
_NAT64 = IPv6Network("64:ff9b::/96")

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: checked against the list, ready to connect to."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    loopback: bool


def check_target(url: str, allowed: tuple[str, ...]) -> Target:
    """The place a link leads to; raises `DownloadRefused`, without the link in its text.

    Entries of `allowed` are `host` (the scheme's own port), `host:port`, or `*.domain` with or without a port:
    every name below the domain, not the domain itself. Plain http is for loopback alone, and loopback only
    where an entry names it exactly. Private and other special addresses are refused even when listed.
    """
    match = _URL.fullmatch(url) if len(url) <= MAX_URL_CHARS else None
    if match is None:
        raise _refused("it is not a plain http or https link")
    scheme: Literal["http", "https"] = "https" if match["scheme"].lower() == "https" else "http"
    host = match["host"].lower()
    port = int(match["port"] or DEFAULT_PORTS[scheme])
    address = _address(host)
    loopback = _is_loopback_name(host) if address is None else address.is_loopback
    if not 0 < port <= _MAX_PORT or (address is not None and not loopback and not is_public(address)):
        raise _refused("it leads to a private or special address")
    if not any(
        _matches(entry, scheme, host, port, exact=loopback or address is not None) for entry in allowed
    ):
        raise _refused("its host is not in RTK_MCP_DOWNLOAD_HOSTS, the list of hosts that links may lead to")
    if scheme == "http" and not loopback:
        raise _refused("it is not https")
    return Target(scheme, host, port, loopback)


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet's; an IPv6 address that wraps an IPv4 one is what it wraps."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _address(host: str) -> Address | None:
    """The address that a host is, None for a name; raises `DownloadRefused` for anything that is neither."""
    labels = host.split(".")
    try:
        if host.startswith("["):
            return ip_address(host[1:-1])
        if _NUMERIC_LABEL.fullmatch(labels[-1]):  # whatever ends in a number, a resolver reads as an address
            return IPv4Address(host)
    except ValueError:
        raise _refused("it leads to an address in an unusual notation") from None
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused("its host is no host name")
    return None


def _is_loopback_name(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def _matches(entry: str, scheme: str, host: str, port: int, *, exact: bool) -> bool:
    listed, listed_port = _split(entry.strip().lower())
    if port != (listed_port or DEFAULT_PORTS[scheme]):
        return False
    if listed.startswith("*."):
        return not exact and len(listed) > len("*.") and host.endswith(listed[1:])
    return _canonical(listed) == _canonical(host)


def _split(entry: str) -> tuple[str, int | None]:
    """An entry's host and port; an IPv6 address has a port only after its brackets."""
    host, _, port = entry.rpartition(":")
    bare = ":" not in host or (host.startswith("[") and host.endswith("]"))
    return (host, int(port)) if host and bare and port.isascii() and port.isdigit() else (entry, None)


def _canonical(host: str) -> Address | str:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return host


def _refused(why: str) -> DownloadRefused:
    return DownloadRefused(f"The download link was not followed: {why}. Nothing was sent.")
