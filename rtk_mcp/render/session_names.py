"""People's names in sentences that speak of them by place or by peer id."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from rtk_mcp.meeting.quality.model import PersonQuality
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.untrusted import quote

_PLACE: Final = re.compile(r"\[\[(network of )?(\d+)\]\]")
_PEERS: Final = re.compile(r"\bpeers? ([A-Za-z0-9_-]+(?:, [A-Za-z0-9_-]+)*)")


@dataclass(frozen=True, slots=True)
class Names:
    """What each person is called.

    Attributes:
        by_peer: places by the ids of their stays.
        networks: what each one's network is called; a stranger's words, as names are.
    """

    labels: Sequence[str]
    by_peer: Mapping[str, int]
    networks: Sequence[str] = ()

    @classmethod
    def of(cls, people: Sequence[PersonQuality]) -> Self:
        """The names of a diagnosis's people, told apart where two are called the same."""
        by_peer = {stay.peer_id: stay.person for each in people for stay in each.stays}
        return cls(labels_of([each.person for each in people]), by_peer, [*map(_network, people)])

    def within(self, text: str) -> str:
        """The sentence with names, quoted; an id that is nobody's stays."""
        told = _PEERS.sub(self._of_peers, text)
        return _PLACE.sub(self._of_place, told)

    def _of_place(self, found: re.Match[str]) -> str:
        known = self.networks if found[1] else self.labels
        place = int(found[2])
        return quote(known[place]) if place < len(known) else found[0]

    def _of_peers(self, found: re.Match[str]) -> str:
        places = [self.by_peer.get(peer_id) for peer_id in found[1].split(", ")]
        return found[0] if None in places else ", ".join(f"[[{place}]]" for place in places)


def _network(person: PersonQuality) -> str:
    networks = (stay.signals.context.network for stay in person.stays if stay.signals)
    first = next((each for each in networks if each.asn or each.organisation), None)
    return " ".join(filter(None, (first.asn, first.organisation))) if first else "unknown"
