"""Whole meetings, read as the official client reads them: both ends of a stream agree, and loss is where it arose."""

from dataclasses import dataclass

import cloudflare
import pytest
from cloudflare import Cloudflare
from cloudflare.types.realtime_kit.session_get_participant_data_from_peer_id_response import (
    DataParticipantPeerReportQuality as Quality,
)

from rtk_mcp.sandbox.world import World
from tests.sandbox.conftest import Where, given
from tests.sandbox.world.test_world import NOW

WORLD = World.build(seed=7, now=NOW)
BAD, CLEAN = 0.02, 0.01
ALIKE = 0.02
"""Of one stream's packets the same ones are lost to all; each looks at it for a little longer or shorter."""
AT_THE_EDGES = 50 * 30
"""Packets of the seconds by which a receiver comes later, and by which the two ends' last samples differ."""


@dataclass(frozen=True)
class Stream:
    """One audio stream at one end; `packets` are those that were sent, the lost ones among them."""

    packets: float
    lost: float

    @property
    def lost_ratio(self) -> float:
        return self.lost / self.packets


class Meeting:
    """The reports of one of the world's meetings, by name of the person."""

    def __init__(self, client: Cloudflare, where: Where, key: str) -> None:
        self._sessions, self._where = client.realtime_kit.sessions, where
        self.people = {person.name: person.peer_id for person in WORLD.keys[key].people}

    def quality(self, name: str) -> Quality:
        found = self._sessions.get_participant_data_from_peer_id(self.people[name], **self._where)
        return given(given(given(given(found.data).participant).peer_report).quality)

    def sent(self, name: str) -> tuple[str, Stream]:
        """The producer id and what its owner's report says."""
        rows = given(self.quality(name).audio_producer)
        (producer_id,) = {given(row.producer_id) for row in rows}
        sums = [(given(row.packets_sent), given(row.packets_lost)) for row in rows]
        return producer_id, Stream(sum(sent for sent, _ in sums), sum(lost for _, lost in sums))

    def received(self, name: str) -> dict[str, Stream]:
        """By producer id what a receiver's report says."""
        sums: dict[str, Stream] = {}
        for row in given(self.quality(name).audio_consumer):
            before = sums.get(given(row.producer_id), Stream(0, 0))
            got, lost = given(row.packets_received), given(row.packets_lost)
            sums[given(row.producer_id)] = Stream(before.packets + got + lost, before.lost + lost)
        return sums


def test_what_a_bad_uplink_loses_is_lost_to_everybody_and_nothing_else_is(
    client: Cloudflare, where: Where
) -> None:
    meeting = Meeting(client, where, "tuesday-all-hands")
    bad, said = meeting.sent("Rosa")
    clean = {meeting.sent(name)[0] for name in ("Priya", "Kenji", "Freya")}
    assert said.lost_ratio > BAD
    for listener in ("Ingrid", "Mei", "Leila", "Adele", "Priya"):
        heard = meeting.received(listener)
        assert set(heard) - clean == {bad}
        assert heard[bad].lost_ratio == pytest.approx(said.lost_ratio, abs=ALIKE)
        assert abs(said.packets - heard[bad].packets) < AT_THE_EDGES
        assert all(stream.lost_ratio < CLEAN for producer, stream in heard.items() if producer != bad)


def test_what_a_bad_downlink_loses_is_lost_to_one_alone_from_everybody(
    client: Cloudflare, where: Where
) -> None:
    meeting = Meeting(client, where, "incident-review")
    producers = {meeting.sent(name)[0] for name in meeting.people}
    own, said = meeting.sent("Tomás")
    heard = meeting.received("Tomás")
    assert set(heard) == producers - {own}
    assert all(stream.lost_ratio > BAD for stream in heard.values())
    assert said.lost_ratio < CLEAN
    for other in ("Ingrid", "Freya"):
        assert all(stream.lost_ratio < CLEAN for stream in meeting.received(other).values())


def test_what_the_service_drops_is_lost_to_everybody_from_everybody(client: Cloudflare, where: Where) -> None:
    meeting = Meeting(client, where, "partner-day")
    sent = dict(map(meeting.sent, meeting.people))
    assert len(sent) == len(meeting.people) == 8
    assert all(stream.lost_ratio > BAD for stream in sent.values())
    for name in meeting.people:
        heard = meeting.received(name)
        assert set(heard) == set(sent) - {meeting.sent(name)[0]}
        assert all(heard[producer].lost_ratio > sent[producer].lost_ratio for producer in heard)
        for producer, stream in heard.items():
            assert abs(stream.packets - sent[producer].packets) < AT_THE_EDGES


@pytest.mark.parametrize("key", ["book-club", "shift-briefing", "noon-briefing"])
def test_nothing_is_lost_in_a_healthy_meeting_and_all_hear_the_same(
    client: Cloudflare, where: Where, key: str
) -> None:
    meeting = Meeting(client, where, key)
    first, second, *_, last = meeting.people
    producer, said = meeting.sent(first)
    for name in (second, last):
        heard = meeting.received(name)
        assert abs(said.packets - heard[producer].packets) < AT_THE_EDGES
        assert all(stream.lost_ratio < CLEAN for stream in heard.values())


def test_reports_that_cannot_be_had_are_missing_each_in_its_own_way(client: Cloudflare, where: Where) -> None:
    meeting = Meeting(client, where, "go-or-not")
    with pytest.raises(cloudflare.NotFoundError, match="Peer report not found"):
        meeting.quality("Mei")
    with pytest.raises(cloudflare.InternalServerError, match="500"):
        meeting.quality("Uma")
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        meeting.quality("Otto")
    assert meeting.received("Freya").keys() >= {meeting.sent("Jonas")[0]}
    auditors = Meeting(client, where, "auditors")
    assert auditors.quality("Leila").audio_producer is None
    with pytest.raises(cloudflare.NotFoundError):
        auditors.quality("Ingrid")
