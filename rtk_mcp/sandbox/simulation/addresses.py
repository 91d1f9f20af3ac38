"""Network addresses, all from the ranges that RFC 5737 sets aside for documentation."""

from rtk_mcp.sandbox.simulation.plan import Network
from rtk_mcp.sandbox.simulation.randomness import chance

_PUBLIC = "203.0.113"
_SERVERS = "198.51.100"
_HOME = "192.0.2"


def public_address(user_id: str, network: Network) -> str:
    """The address that the service sees; another one on another provider."""
    return f"{_PUBLIC}.{_last_octet('public', user_id, network.asn, network.kind)}"


def home_address(user_id: str, network: Network) -> str:
    """The address inside the person's own network."""
    return f"{_HOME}.{_last_octet('home', user_id, network.asn, network.kind)}"


def server_address(role: str, session_id: str) -> str:
    """The address of one of the service's machines."""
    return f"{_SERVERS}.{_last_octet(role, session_id)}"


def route(network: Network) -> str:
    """The prefix that the provider announces."""
    return f"{_PUBLIC}.{_last_octet('route', network.asn) // 64 * 64}/26"


def _last_octet(*names: object) -> int:
    return chance("address", *names).randint(2, 253)
