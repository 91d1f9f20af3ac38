"""What a browser says about itself."""

from typing import Any

from rtk_mcp.sandbox.simulation.plan import Device

_PLATFORMS = {
    "Windows": "Windows NT 10.0; Win64; x64",
    "macOS": "Macintosh; Intel Mac OS X 10_15_7",
    "Linux": "X11; Linux x86_64",
    "Android": "Linux; Android 10; K",
    "iOS": "iPhone; CPU iPhone OS 18_5 like Mac OS X",
}


def browser_metadata(device: Device) -> dict[str, Any]:
    """The `browser_metadata` section; `webgl_support` is null where nothing asked for it."""
    return {
        "browser": device.browser,
        "browser_version": device.browser_version,
        "engine": device.engine,
        "user_agent": user_agent(device),
        "webgl_support": True if device.engine == "Gecko" else None,
    }


def user_agent(device: Device) -> str:
    """The User-Agent header, frozen parts and all."""
    platform = _PLATFORMS.get(device.os, device.os)
    version = device.browser_version
    if device.engine == "Gecko":
        major = version.split(".", maxsplit=1)[0]
        return f"Mozilla/5.0 ({platform}; rv:{major}.0) Gecko/20100101 Firefox/{major}.0"
    if device.engine == "WebKit":
        mobile = " Mobile/15E148" if device.is_mobile else ""
        webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
        return f"Mozilla/5.0 ({platform}) {webkit} Version/{version}{mobile} Safari/605.1.15"
    mobile = " Mobile" if device.is_mobile else ""
    edge = f" Edg/{version}" if device.browser == "Edge" else ""
    webkit = "AppleWebKit/537.36 (KHTML, like Gecko)"
    return f"Mozilla/5.0 ({platform}) {webkit} Chrome/{version}{mobile} Safari/537.36{edge}"
