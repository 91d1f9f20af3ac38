"""By what calls are compared."""

from typing import Final, Literal, NamedTuple, get_args

Dimension = Literal[
    "browser", "os", "sdk_version", "country", "asn", "preset", "relay_protocol", "session", "day"
]
Grouping = Literal[Dimension, "person"]
"""What may be asked for: people one by one are divided by nothing, and not compared by tests."""
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
BROUGHT_ALONG: Final[frozenset[Dimension]] = frozenset(
    {"browser", "os", "sdk_version", "country", "asn", "relay_protocol"}
)
"""What people bring along: it is judged by their own trouble, as it has no part in what others sent badly."""
DIRECT: Final = "none"
"""In place of a relay's protocol where media takes no relay."""
_UNKNOWN: Final = frozenset({"", "unknown", "undefined", "null", "none", "n/a"})
"""How clients write that they do not know."""


FEW_SESSIONS: Final = 5
"""So many are compared with each other; of more it is asked what they have in common."""


class Trait(NamedTuple):
    """A stay's group in one dimension: what tells it from others, and how it was written, not cleaned."""

    key: str
    label: str


def trait(*parts: str | None) -> Trait | None:
    """The group that the first known part names, written with all known ones; None when none is known.

    Spaces and case tell no groups apart.
    """
    known = [" ".join(part.split()) for part in parts if part and " ".join(part.split())]
    known = [part for part in known if part.casefold() not in _UNKNOWN]
    return Trait(known[0].casefold(), " ".join(known)) if known else None
