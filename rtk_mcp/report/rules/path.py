"""The way the media took, from the candidate pairs in use at the end of the call."""

from collections.abc import Iterator

from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.signals import PeerSignals


def tcp_relay(signals: PeerSignals) -> Iterator[Finding]:
    """`tcp-relay`: media went through a TURN relay over TCP or TLS, so UDP is blocked.

    Loss then shows up as delay. Worth knowing by itself, worse where the delay is found too. Only the pair in use at
    the end of the call counts; a relay over UDP is neutral.

    Thresholds: none; the protocol to the relay is tcp or tls (the browser's candidate pair).

    What to do: allow UDP to the service's addresses and ports on the participant's network.
    """
    relayed = [path for path in signals.context.paths if path.over_tcp_relay]
    if relayed:
        protocols = sorted({path.protocol for path in relayed if path.protocol})
        directions = {path.transport for path in relayed}
        yield Finding(
            code="tcp-relay",
            severity="info",
            confidence="high",
            media="connection",
            direction=relayed[0].transport if len(directions) == 1 else "none",
            summary=f"Media went through a TURN relay over {' and '.join(protocols).upper()} instead of UDP.",
            evidence=tuple(
                Evidence(f"{path.transport}_relay_protocol", path.protocol or "", None) for path in relayed
            ),
            likely_cause="A firewall or proxy on the participant's network blocks UDP.",
            advice="Allow UDP to the service's addresses and ports; until then lost packets show as delay.",
        )


def vpn_path(signals: PeerSignals) -> Iterator[Finding]:
    """`vpn-path`: the browser says that the media went through a VPN.

    Silent unless every path says so; its absence proves nothing, as most browsers do not tell.

    Thresholds: none; the network type is vpn (the browser's candidate pair).

    What to do: exclude the call from the VPN (split tunnel) and compare.
    """
    paths = signals.context.paths
    if paths and all(path.network == "vpn" for path in paths):
        yield Finding(
            code="vpn-path",
            severity="info",
            confidence="high" if len(paths) > 1 else "medium",
            media="connection",
            direction="none",
            summary="Media went through a VPN.",
            evidence=tuple(Evidence(f"{path.transport}_network_type", "vpn") for path in paths),
            likely_cause="A VPN on the participant's device carries the call.",
            advice="Exclude the call from the VPN (split tunnel) and compare.",
        )
