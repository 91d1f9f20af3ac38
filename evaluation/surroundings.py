"""The good networks and fast devices that people have unless a scenario says otherwise."""

from random import Random

from rtk_mcp.sandbox.simulation.plan import Device, Link, Network

_BROWSERS = (
    ("Chrome", "143.0.0.0", "Blink"),
    ("Chrome", "143.0.0.0", "Blink"),
    ("Edge", "143.0.0.0", "Blink"),
    ("Firefox", "145.0", "Gecko"),
    ("Safari", "18.1", "WebKit"),
)
_VERSIONS = {"Windows": "11", "macOS": "10.15.7", "Linux": "x86_64"}
_RELAY_ODDS = 0.15
"""A relay over UDP is neutral."""


def healthy_network(rng: Random) -> Network:
    """A cable, fibre or Wi-Fi with room to spare."""
    wired = rng.random() < 0.4  # noqa: PLR2004 - at home most people are on Wi-Fi
    return Network(
        rtt_ms=round(rng.uniform(10.0, 95.0), 1),
        up=_link(rng, wired=wired, kbps=(6_000.0, 100_000.0)),
        down=_link(rng, wired=wired, kbps=(30_000.0, 400_000.0)),
        kind="ethernet" if wired else "wifi",
        relay="udp" if rng.random() < _RELAY_ODDS else None,
        asn=f"AS{rng.randint(64496, 64511)}",
    )


def _link(rng: Random, *, wired: bool, kbps: tuple[float, float]) -> Link:
    return Link(
        loss_ratio=rng.uniform(0.0, 0.0002 if wired else 0.0004),
        jitter_ms=rng.uniform(0.5, 3.0 if wired else 6.0),
        bandwidth_kbps=rng.uniform(*kbps),
    )


def healthy_device(rng: Random) -> Device:
    """A computer that does everything in time."""
    browser, version, engine = rng.choice(_BROWSERS)
    system = "macOS" if engine == "WebKit" else rng.choice(tuple(_VERSIONS))
    return Device(
        browser=browser,
        browser_version=version,
        engine=engine,
        os=system,
        os_version=_VERSIONS[system],
        cpus=rng.choice((4, 8, 10, 16)),
        simulcast_layers=rng.choice((1, 2, 3, 3, 3)),
    )
