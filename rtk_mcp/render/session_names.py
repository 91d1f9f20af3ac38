"""People's names in sentences that speak of them by place or by peer id."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from rtk_mcp.meeting.quality.model import PersonQuality
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.untrusted import quote

_PLACE: Final = re.compile(r"\[\[(\d+)\]\]")
_PEERS: Final = re.compile(r"\bpeers? ([A-Za-z0-9_-]+(?:, [A-Za-z0-9_-]+)*)")


@dataclass(frozen=True, slots=True)
class Names:
    """What each person is called; `by_peer` gives their places by the ids of their stays."""

    labels: Sequence[str]
    by_peer: Mapping[str, int]

    @classmethod
    def of(cls, people: Sequence[PersonQuality]) -> Self:
        """The names of a diagnosis's people, told apart where two are called the same."""
        by_peer = {stay.peer_id: stay.person for each in people for stay in each.stays}
        return cls(labels_of([each.person for each in people]), by_peer)

    def within(self, text: str) -> str:
        """The sentence with names, quoted; an id that is nobody's stays."""
        told = _PEERS.sub(self._of_peers, text)
        return _PLACE.sub(lambda place: quote(self.labels[int(place[1])]), told)

    def _of_peers(self, found: re.Match[str]) -> str:
        places = [self.by_peer.get(peer_id) for peer_id in found[1].split(", ")]
        return found[0] if None in places else ", ".join(f"[[{place}]]" for place in places)
