"""The `quality` part of one participant's report: a series and a summary per kind of stream."""

from typing import Any

from rtk_mcp.sandbox.simulation.arrival import Path, Received
from rtk_mcp.sandbox.simulation.clock import Clock, sample_times, without_hidden
from rtk_mcp.sandbox.simulation.consumer_rows import ReceivedRows
from rtk_mcp.sandbox.simulation.downlink import NOT_SHOWN
from rtk_mcp.sandbox.simulation.physics import Physics
from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.simulation.producer_rows import Measured, SentRows
from rtk_mcp.sandbox.simulation.randomness import chance, identifier
from rtk_mcp.sandbox.simulation.receiver import Viewer, receive_audio, receive_video
from rtk_mcp.sandbox.simulation.sampling import Window, is_open, windows
from rtk_mcp.sandbox.simulation.series import SampledStream, as_series
from rtk_mcp.sandbox.simulation.spans import per_second
from rtk_mcp.sandbox.simulation.streams import Producer, connections, stay


def quality(physics: Physics, number: int, clock: Clock) -> dict[str, Any]:
    """Every series and every summary of one participant, in the order in which the service writes them."""
    plan, person = physics.plan, physics.plan.people[number]
    times = _times(physics, number, person)
    stamps = [clock.stamp(time_s) for time_s in times]
    received: list[SampledStream] = []
    sent: list[SampledStream] = []
    for connection, span in enumerate(connections(person, plan)):
        samples = windows(times, stamps, span)
        received += _consumers(physics, number, connection, samples)
        sent += _producers(physics, number, connection, samples)
    return as_series(plan, received, sent, chance(plan.seed, person.peer_id, "tail"))


def _times(physics: Physics, number: int, person: Person) -> list[float]:
    """When samples were taken that also arrived: those of an outage that lasts to the end are lost."""
    span = stay(person, physics.plan)
    speeds = physics.speeds[number]
    slow = 1.0 - sum(speeds) / len(speeds)
    times = sample_times(span, slow, chance(physics.plan.seed, person.peer_id, "timer"))
    times = without_hidden(times, person.tab_hidden, person.device.hidden_timer_s)
    cut_off = min((start for start, end in person.outages if end >= span[1]), default=span[1])
    return [time_s for time_s in times if time_s <= cut_off]


def _producers(physics: Physics, number: int, connection: int, samples: list[Window]) -> list[SampledStream]:
    uplink = physics.uplinks[number]
    person = physics.plan.people[number]
    measured = Measured(
        person,
        uplink.link,
        physics.downlink(number).link,
        [network.rtt_ms for network in physics.networks[number].by_second],
    )
    streams = []
    for producer in (p for p in physics.producers[number] if p.connection == connection):
        keys = physics.key_frames(producer) if producer.is_video else []
        rng = chance(physics.plan.seed, producer.producer_id, "measured")
        cutter = SentRows(producer, uplink.layers[producer.producer_id], keys, measured, rng)
        rows = [
            (window.end, row)
            for window in samples
            if is_open(producer.spans, window)
            for row in cutter.rows(window)
        ]
        streams.append(SampledStream(producer.media, rows))
    return streams


def _consumers(physics: Physics, number: int, connection: int, samples: list[Window]) -> list[SampledStream]:
    streams = []
    person = physics.plan.people[number]
    others = (p for owner, own in enumerate(physics.producers) if owner != number for p in own)
    viewer = _viewer(physics, number, connection)
    round_trip_ms = [network.rtt_ms for network in physics.networks[number].by_second]
    for mid, producer in enumerate(others):
        open_in = [window for window in samples if _is_received(physics, number, producer, window)]
        if not open_in:
            continue
        cutter = ReceivedRows(
            identifier(physics.plan.seed, person.peer_id, connection, producer.producer_id, "consumer"),
            physics.plan.people[producer.owner].peer_id,
            producer,
            str(mid),
            _received(physics, number, producer, viewer),
            round_trip_ms if person.device.score_counts_delay else None,
        )
        streams.append(
            SampledStream(producer.media, [(window.end, cutter.row(window)) for window in open_in])
        )
    return streams


def _viewer(physics: Physics, number: int, connection: int) -> Viewer:
    person = physics.plan.people[number]
    device = person.device
    span = connections(person, physics.plan)[connection]
    return Viewer(
        present=per_second((span,), physics.seconds),
        speeds=physics.speeds[number],
        hidden=per_second(person.tab_hidden, physics.seconds),
        hung=per_second(person.decoder_hangs, physics.seconds),
        hidden_drops=device.hidden_tab_drops,
        least_delay_s=device.least_playout_delay_ms / 1000.0,
    )


def _is_received(physics: Physics, number: int, producer: Producer, window: Window) -> bool:
    if not is_open(producer.spans, window):
        return False
    if not producer.is_video:
        return True
    forwarded = physics.downlink(number).layers.get(producer.producer_id)
    if forwarded is None:
        return False
    return any(layer != NOT_SHOWN for layer in forwarded[int(window.start) : int(window.end) + 1])


def _received(physics: Physics, number: int, producer: Producer, viewer: Viewer) -> Received:
    uplink, downlink = physics.uplinks[producer.owner], physics.downlink(number)
    path = Path(uplink.link, downlink.link)
    rng = chance(physics.plan.seed, physics.plan.people[number].peer_id, producer.producer_id, "received")
    layers = uplink.layers[producer.producer_id]
    if not producer.is_video:
        return receive_audio(layers[0], path, viewer, rng)
    return receive_video(
        layers,
        downlink.layers[producer.producer_id],
        path,
        viewer,
        physics.repairs(number, producer),
        physics.key_frames(producer),
        rng,
    )
