"""Every rule: one reads the signals and yields findings, each with its evidence, or stays silent."""

from collections.abc import Callable, Iterable, Sequence

from rtk_mcp.report.finding import Finding
from rtk_mcp.report.rules.audio import audio_concealment
from rtk_mcp.report.rules.congestion import network_congestion
from rtk_mcp.report.rules.coverage import quality_data_missing, uplink_not_measured
from rtk_mcp.report.rules.delay import high_jitter, high_round_trip_time, playout_delay_high
from rtk_mcp.report.rules.device_change import device_change
from rtk_mcp.report.rules.devices import permission_denied
from rtk_mcp.report.rules.encoder import bandwidth_limited_uplink, cpu_limited
from rtk_mcp.report.rules.freeze import video_freeze
from rtk_mcp.report.rules.inbound_loss import inbound_loss
from rtk_mcp.report.rules.keyframes import keyframe_storm
from rtk_mcp.report.rules.loss import uplink_packet_loss
from rtk_mcp.report.rules.path import tcp_relay, vpn_path
from rtk_mcp.report.rules.picture import (
    decoder_overload,
    low_frame_rate,
    low_resolution,
    screenshare_unreadable,
)
from rtk_mcp.report.rules.reconnects import reconnects
from rtk_mcp.report.rules.score import low_quality_score
from rtk_mcp.report.rules.sending import no_audio_sent, no_video_sent
from rtk_mcp.report.rules.silence import silent_microphone
from rtk_mcp.report.rules.tab import tab_hidden
from rtk_mcp.report.signals import PeerSignals

Rule = Callable[[PeerSignals], Iterable[Finding]]
LateRule = Callable[[PeerSignals, Sequence[Finding]], Iterable[Finding]]
"""Looks at what the others found as well."""

RULES: tuple[Rule, ...] = (
    reconnects,
    network_congestion,
    uplink_packet_loss,
    inbound_loss,
    high_round_trip_time,
    high_jitter,
    playout_delay_high,
    bandwidth_limited_uplink,
    cpu_limited,
    decoder_overload,
    video_freeze,
    low_frame_rate,
    low_resolution,
    screenshare_unreadable,
    audio_concealment,
    keyframe_storm,
    permission_denied,
    device_change,
    no_audio_sent,
    no_video_sent,
    silent_microphone,
    tcp_relay,
    vpn_path,
    low_quality_score,
    uplink_not_measured,
    quality_data_missing,
)
LATE_RULES: tuple[LateRule, ...] = (tab_hidden,)
