"""People and networks in sentences by their place, until names are put in where the answer is made."""

import re
from collections.abc import Iterable
from typing import Final

from rtk_mcp.report.finding import Finding

_THIS: Final = re.compile("this participant", re.IGNORECASE)
"""How a report's findings speak of whose report it is."""
_MOST_NAMED: Final = 4


def name(place: int) -> str:
    """Stands for a person in a sentence until names are put in."""
    return f"[[{place}]]"


def network_of(place: int) -> str:
    """Stands for what a person's network is called, which a stranger wrote, until it is put in."""
    return f"[[network of {place}]]"


def named(places: Iterable[int]) -> str:
    """A few of these people, and how many more there are."""
    places = sorted(places)
    more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
    return ", ".join(map(name, places[:_MOST_NAMED])) + more


def said_of(finding: Finding, person: int) -> str:
    """What a report's finding says, with whose report it is in the sentence."""
    return _THIS.sub(name(person), finding.summary)
