"""A line that others share, and losses that come evenly or in spells."""

from statistics import pstdev

from rtk_mcp.sandbox.simulation.plan import (
    Link,
    Network,
    Rival,
)
from tests.sandbox.simulation.plans import loss_pct, mean, rows_of


def test_many_transfers_on_the_same_line_bring_loss_delay_and_jitter_while_they_last() -> None:
    changes = {
        "network": Network(up=Link(bandwidth_kbps=2_000.0)),
        "rivals": (Rival((200.0, 400.0), "up", flows=16),),
    }
    rows = rows_of(changes, "audio_producer")
    before, during, after = rows[3:26], rows[32:55], rows[64:]
    assert loss_pct(during) > 3.0
    assert loss_pct(before) < 1.0
    assert mean(during, "rtt") > 0.35
    assert mean(during, "jitter") > 1.5 * mean(before, "jitter")
    assert max(mean(before, "rtt"), mean(after, "rtt")) < 0.15


def test_one_large_transfer_fills_the_queue_and_hardly_loses_anything() -> None:
    changes = {
        "network": Network(down=Link(bandwidth_kbps=6_000.0)),
        "rivals": (Rival((200.0, 400.0), "down", flows=1),),
    }
    during = rows_of(changes, "audio_producer")[32:55]
    assert mean(during, "rtt") > 0.3
    received = rows_of(changes, "audio_consumer")
    assert loss_pct([row for row in received if "10:03:30" < row["timestamp"][11:19] < "10:06:30"]) < 1.0


def test_even_loss_varies_less_from_sample_to_sample_than_loss_in_spells() -> None:
    def spread(spells_ratio: float) -> float:
        link = Link(loss_ratio=0.05, spells_ratio=spells_ratio)
        rows = rows_of({"network": Network(up=link)}, "audio_producer")[2:]
        assert 3.0 < loss_pct(rows) < 7.0
        return float(pstdev(100.0 * row["packets_lost"] / row["packets_sent"] for row in rows))

    assert 2.0 * spread(0.0) < spread(0.7)
