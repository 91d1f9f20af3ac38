"""The rows that a receiver's collector writes about the streams it gets."""

from collections.abc import Sequence
from typing import Any

from rtk_mcp.sandbox.simulation import score
from rtk_mcp.sandbox.simulation.arrival import Received
from rtk_mcp.sandbox.simulation.counting import Taken
from rtk_mcp.sandbox.simulation.receiver import SAMPLES_PER_BLOCK
from rtk_mcp.sandbox.simulation.sampling import Window
from rtk_mcp.sandbox.simulation.streams import Producer
from rtk_mcp.sandbox.simulation.traces import Totals

Row = dict[str, Any]


class ReceivedRows:
    """Cuts one consumer's stream into rows."""

    def __init__(
        self,
        consumer_id: str,
        peer_id: str,
        producer: Producer,
        mid: str,
        received: Received,
        round_trip_ms: Sequence[float] | None,
    ) -> None:
        """Start before the first row; `round_trip_ms` by second, where the collector lets it enter the score."""
        self._producer = producer
        self._received = received
        self._round_trip_ms = round_trip_ms
        self._ids: Row = {
            "consumer_id": consumer_id,
            "producer_id": producer.producer_id,
            "peer_id": peer_id,
            "ssrc": producer.ssrcs[0],
            "mid": mid,
        }
        self._packets, self._lost = Taken(received.packets), Taken(received.lost)
        self._bytes, self._emitted = Taken(received.bytes_), Taken(received.emitted)
        self._concealed, self._dropped = Taken(received.concealed), Taken(received.dropped)
        self._decoded, self._keys = Taken(received.decoded), Taken(received.key_frames)
        self._fir = Taken(received.fir)
        self._buffered_before = 0.0
        self._block, self._decimals = (1, 6) if producer.is_video else (SAMPLES_PER_BLOCK, 1)

    def row(self, window: Window) -> Row:
        """The row of one sample."""
        end, second = window.end, window.second
        packets, lost = self._packets.take(end), self._lost.take(end)
        jitter_s = round(self._received.jitter_s[second], 3)
        loss_pct = 100.0 * lost / (packets + lost) if packets + lost else 0.0
        row: Row = {
            "mos_quality": 0.0,
            "timestamp": window.stamp,
            "packets_received": packets,
            "packets_lost": lost,
            "bytes_received": self._bytes.take(end),
            "jitter": jitter_s or 0,
            "jitter_buffer_delay": self._buffered(self._received.buffered, end),
            "jitter_buffer_emitted_count": self._emitted.take(end) * self._block,
        }
        if self._producer.is_video:
            row |= self._picture(end, second)
            share = self._producer.media != "video"
            decoded, width, fps = row["frames_decoded"], row["frame_width"], row["frames_per_second"]
            row["mos_quality"] = score.video(loss_pct, jitter_s, width, fps, decoded, share=share)
        else:
            concealed = self._concealed.take(end)
            row["concealment_events"] = concealed
            row["mos_quality"] = score.audio_received(loss_pct, jitter_s, concealed)
        if self._round_trip_ms:
            row["mos_quality"] = score.with_delay(row["mos_quality"], self._round_trip_ms[second])
        row.update(self._ids)
        return row

    def _picture(self, end: float, second: int) -> Row:
        received = self._received
        return {
            "frames_decoded": self._decoded.take(end),
            "frames_dropped": self._dropped.take(end),
            "frames_per_second": int(received.fps[second]),
            "frame_width": int(received.width[second]),
            "frame_height": int(received.height[second]),
            "key_frames_decoded": self._keys.take(end),
            "fir_count": self._fir.take(end),
        }

    def _buffered(self, totals: Totals, end: float) -> float:
        now = round(totals.at(end), self._decimals)
        added = now - self._buffered_before
        self._buffered_before = now
        return added or 0
