"""The access networks and devices that the cast joins from, and what goes wrong with them.

Autonomous system numbers are from the range kept for documentation (64496 to 64511); places are the
world's own.
"""

from dataclasses import replace

from rtk_mcp.sandbox.simulation.plan import Device, Link, Network

FIBRE = Network(
    rtt_ms=18,
    up=Link(loss_ratio=0.0002, jitter_ms=1.5, bandwidth_kbps=200_000),
    down=Link(loss_ratio=0.0002, jitter_ms=1.5, bandwidth_kbps=400_000),
    kind="ethernet",
    asn="AS64496",
    organisation="Example Fibre",
    city="Alderport",
    region="North Holland",
    country="NL",
    timezone="Europe/Amsterdam",
)
CABLE = Network(
    rtt_ms=27,
    up=Link(loss_ratio=0.0006, jitter_ms=3, bandwidth_kbps=20_000),
    down=Link(loss_ratio=0.0004, jitter_ms=3, bandwidth_kbps=200_000),
    asn="AS64497",
    organisation="Example Cable",
    city="Birkenau",
    region="Bavaria",
    country="DE",
    timezone="Europe/Berlin",
)
FAR_AWAY = replace(
    CABLE,
    rtt_ms=74,
    asn="AS64498",
    organisation="Example Telecom East",
    city="Kitahama",
    region="Kansai",
    country="JP",
    timezone="Asia/Tokyo",
)
SOUTH = replace(
    CABLE,
    rtt_ms=58,
    asn="AS64499",
    organisation="Example Net South",
    city="Porto Claro",
    region="Northeast",
    country="BR",
    timezone="America/Recife",
)
GULF = replace(
    CABLE,
    rtt_ms=66,
    asn="AS64500",
    organisation="Example Gulf Net",
    city="Ras Amal",
    region="Coast",
    country="AE",
    timezone="Asia/Dubai",
)
NORTH = replace(
    FIBRE,
    rtt_ms=31,
    asn="AS64505",
    organisation="Example Nordic Net",
    city="Granvik",
    region="Lakes",
    country="FI",
    timezone="Europe/Helsinki",
)
COAST = replace(
    CABLE,
    rtt_ms=88,
    asn="AS64506",
    organisation="Example Coast Cable",
    city="Port Ellery",
    region="West",
    country="US",
    timezone="America/Los_Angeles",
)
HILLS = replace(
    CABLE,
    rtt_ms=79,
    asn="AS64507",
    organisation="Example Hill Net",
    city="Kilima Ndogo",
    region="Highlands",
    country="KE",
    timezone="Africa/Nairobi",
)
OFFICE = replace(FIBRE, asn="AS64501", organisation="Example Office Network", kind="wifi", rtt_ms=21)

FLAKY_UPLINK = replace(CABLE, rtt_ms=64, up=Link(loss_ratio=0.14, jitter_ms=42, bandwidth_kbps=380))
"""A home line whose upstream is full: somebody else in the house uploads, and packets wait and drop."""
FLAKY_DOWNLINK = replace(SOUTH, rtt_ms=96, down=Link(loss_ratio=0.11, jitter_ms=38, bandwidth_kbps=900))
"""A crowded downstream: everything that arrives is late or lost, what is sent is fine."""
BUSY_OFFICE = replace(
    OFFICE,
    rtt_ms=85,
    up=Link(loss_ratio=0.05, jitter_ms=28, bandwidth_kbps=1_200),
    down=Link(loss_ratio=0.07, jitter_ms=32, bandwidth_kbps=2_000),
)
"""An office line that everyone in the building shares at the same bad moment."""
BEHIND_FIREWALL = replace(
    OFFICE,
    rtt_ms=88,
    relay="tcp",
    kind="ethernet",
    asn="AS64502",
    organisation="Example Bank Network",
    up=Link(loss_ratio=0.0, jitter_ms=9, bandwidth_kbps=6_000),
    down=Link(loss_ratio=0.0, jitter_ms=9, bandwidth_kbps=6_000),
)
"""UDP is blocked: media goes to a TURN server over TCP."""
THROUGH_VPN = replace(CABLE, rtt_ms=345, kind="vpn", asn="AS64503", organisation="Example Remote Access")
"""The company's VPN takes the media round half the world."""
CELLULAR = Network(
    rtt_ms=62,
    up=Link(loss_ratio=0.006, jitter_ms=14, bandwidth_kbps=4_000),
    down=Link(loss_ratio=0.006, jitter_ms=14, bandwidth_kbps=14_000),
    kind="cellular",
    asn="AS64504",
    organisation="Example Mobile",
    city="Alderport",
    region="North Holland",
    country="NL",
    timezone="Europe/Amsterdam",
)
CELL_EDGE = replace(
    CELLULAR,
    rtt_ms=190,
    up=Link(loss_ratio=0.08, jitter_ms=45, bandwidth_kbps=500),
    down=Link(loss_ratio=0.06, jitter_ms=40, bandwidth_kbps=900),
)
"""The same phone in a train, at the edge of a cell."""

WINDOWS_CHROME = Device()
WINDOWS_EDGE = replace(
    WINDOWS_CHROME, browser="Edge", cpus=12, microphone="USB headset", speaker="USB headset"
)
MAC_CHROME = Device(
    os="macOS",
    os_version="10.15.7",
    cpus=10,
    microphone="MacBook Pro Microphone",
    camera="FaceTime HD Camera",
    speaker="MacBook Pro Speakers",
)
MAC_SAFARI = replace(MAC_CHROME, browser="Safari", browser_version="18.1", engine="WebKit")
LINUX_FIREFOX = Device(
    browser="Firefox",
    browser_version="145.0",
    engine="Gecko",
    os="Linux",
    os_version="x86_64",
    cpus=16,
    microphone="Podcast microphone",
    camera="HD webcam",
    speaker="Headphones",
)
PHONE = Device(
    browser="Chrome",
    os="Android",
    os_version="15",
    cpus=8,
    is_mobile=True,
    microphone="Default",
    camera="Front camera",
    speaker="Earpiece",
)
OLD_LAPTOP = replace(WINDOWS_CHROME, os_version="10", cpus=2, cpu_headroom=0.8, measures_uplink=False)
"""Good for one call in a small window, and for nothing beside it."""
