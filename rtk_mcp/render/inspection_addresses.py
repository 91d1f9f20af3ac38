"""Addresses and ids of devices in a text, however they are written: replaced. Versions look like addresses and stay."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address
from itertools import product
from typing import Final

from rtk_mcp.render.inspection_texts import Hide

_IDS: Final = (
    re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{40,}+"),
    re.compile(r"(?<![\w+/-])[\w+/-]{43}="),
    re.compile(r"(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{2}:){5,64}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])"),
    re.compile(
        r"(?<![0-9A-Za-z-])(?=[0-9-]{0,16}[A-Fa-f])(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}(?![0-9A-Za-z-])"
    ),
    re.compile(r"(?<![\w-])[\w-]{1,63}\.local(?!\w)", re.IGNORECASE),
)
"""Ids of devices as browsers make them (hex, base64), of network cards, and names that stand for an address."""
_IPV6: Final = re.compile(r"(?<![0-9A-Fa-f:])([0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f.]*)(/\d{1,3})?")
_PORT: Final = re.compile(r"[:.]\d{1,5}$")
_IPV4: Final = re.compile(r"(?<!\d)(?<!\d\.)(\d{1,3}(?:\.\d{1,3}){3})(?!\d|\.\d)(?:/\d{1,2}(?!\d))?")
_IN_A_NAME: Final = re.compile(r"(?<!\d)(?<!\d[-_])(\d{1,3}([-_])\d{1,3}\2\d{1,3}\2\d{1,3})(?!\d|\2\d)")
_PROGRAM: Final = re.compile(
    r"(?:Chrome|Chromium|Safari|Firefox|AppleWebKit|Version|Edge|Edg|EdgA|EdgiOS|OPR|OPT|Opera|CriOS|FxiOS|GSA|Vivaldi"
    r"|Brave|Electron|Whale|DuckDuckGo|Silk|Puffin|Browser)/$"
    r"|[Vv]ersion(?P<quote>\\{0,8}\")\s?:\s?(?P=quote)$"
)
"""Before a version: in a user agent, also at the end of a longer name such as HeadlessChrome, or as a key in JSON."""
_PROGRAM_CHARS: Final = 32
_MAX_OCTET: Final = 255
_IPV6_GROUPS: Final = 8
_VERSION: Final = re.compile(r"v?\d{1,5}(?:\.\d{1,5}){0,5}(?:[-+]?[A-Za-z]+\.?\d*)?")


def is_only_a_version(text: str) -> bool:
    """Whether there is nothing in it but one version."""
    return _VERSION.fullmatch(text) is not None


def without_ids(text: str, hide: Hide) -> str:
    """Without ids of devices and names that stand for an address."""
    for pattern in _IDS:
        text = pattern.sub(lambda _: hide("private"), text)
    return text


def without_addresses(text: str, hide: Hide) -> str:
    """Without addresses, however they are written and whatever they touch."""
    text = _IPV6.sub(lambda match: _without_ipv6(match, hide), text)
    text = _IPV4.sub(lambda match: hide("private") if _is_ipv4(match) else match[0], text)
    return _IN_A_NAME.sub(lambda match: hide("private") if _is_ip_name(match) else match[0], text)


def _without_ipv6(match: re.Match[str], hide: Hide) -> str:
    """Part of what looks like one may be a label before it, or a port after it."""
    text, start, end = match[1], match.start(), match.end()
    before, after = match.string[max(start - 1, 0) : start], match.string[end : end + 1]
    if after.isalpha() and not any(map(str.isdigit, text)):
        return match[0]
    for start, end in _spans(text, labelled=before.isalpha() and not text[:1].isdigit()):
        if _is_ipv6(text[start:end]):
            rest = text[end:] + (match[2] or "") if end < len(text) else ""
            return text[:start] + hide("private") + rest
    return match[0]


def _spans(text: str, *, labelled: bool) -> Iterator[tuple[int, int]]:
    """Where the address may be: all of it, without the end of a label, without a port or the end of a sentence."""
    after_label = text.find(":") + 1 if labelled else 0
    starts = [after_label, after_label + 1] if text[after_label : after_label + 1] == ":" else [after_label]
    port = _PORT.search(text)
    ends = [len(text), len(text.removesuffix(":")), len(text.rstrip(".")), *([port.start()] if port else [])]
    return product(starts, ends)


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return sum(map(bool, text.split(":"))) >= _IPV6_GROUPS
    return text != "::"


def _is_ipv4(match: re.Match[str]) -> bool:
    before = match.string[max(match.start() - _PROGRAM_CHARS, 0) : match.start()]
    program = _PROGRAM.search(before)
    whole = program and match.string.startswith(program["quote"] or "", match.end())
    return _are_octets(match[1], ".") and not whole


def _is_ip_name(match: re.Match[str]) -> bool:
    """`ip-10-0-0-1` or `10-0-0-1.isp.example`; four numbers alone may be anything."""
    before = match.string[max(match.start() - 3, 0) : match.start()].lower().rstrip("-_")
    after = match.string[match.end() : match.end() + 2]
    named = before.endswith("ip") or (after[:1] == "." and after[1:].isalpha())
    return named and _are_octets(match[1], match[2])


def _are_octets(text: str, border: str) -> bool:
    return all(int(each) <= _MAX_OCTET for each in text.split(border))
