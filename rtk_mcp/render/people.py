"""What people are called in an answer, so that no two look alike."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from rtk_mcp.meeting.people import Person
from rtk_mcp.render.untrusted import clean
from rtk_mcp.report.phrases import short_forms

MAX_NAME_CHARS: Final = 60
_UNNAMED: Final = "unnamed"
_NO_ID: Final = "id not told"


def labels_of(people: Sequence[Person]) -> tuple[str, ...]:
    """A name for each, cleaned and not quoted: `Ana`; `Sam (3f2a9c1e)` when a name is not one person's alone.

    In the brackets stands the beginning of the person's key, or all of it where several begin alike; without a key,
    that none is told, and the place in the list if several have none.
    """
    names = [clean(person.name or "", MAX_NAME_CHARS) or _UNNAMED for person in people]
    keys = [clean(person.key, MAX_NAME_CHARS) for person in people]
    short = short_forms(filter(None, keys)) | {"": _NO_ID}
    labels = [
        f"{name} ({short[key]})" if often > 1 or name == _UNNAMED else name
        for name, key, often in zip(names, keys, _uses(names), strict=True)
    ]
    return tuple(
        f"{name} ({key or f'{_NO_ID}, number {number}'})" if often > 1 else label
        for number, (name, key, label, often) in enumerate(
            zip(names, keys, labels, _uses(labels), strict=True), start=1
        )
    )


def _uses(names: Sequence[str]) -> list[int]:
    """For each how often it is there, without regard to case and to how its letters are composed."""
    folded = [unicodedata.normalize("NFKC", name).casefold() for name in names]
    uses = Counter(folded)
    return [uses[name] for name in folded]
