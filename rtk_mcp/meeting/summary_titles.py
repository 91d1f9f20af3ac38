"""What a section of a summary is about, from its title."""

import re
from typing import Literal

SectionKind = Literal["discussion", "action_items", "decisions", "other"]

_KINDS = re.compile(
    r"\b(?:"
    r"(?P<action_items>action|actions|next steps?|to[- ]?dos?|tasks?|follow[- ]?ups?|assignments?|commitments?)|"
    r"(?P<decisions>decisions?|decided|agreed|agreements?|resolutions?|resolved)|"
    r"(?P<discussion>discussions?|discussed|(?:key|main|talking) points?|topics?|highlights?|takeaways?|agenda)"
    r")\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:pending|open|unresolved|outstanding|deferred|needed|required)\b", re.IGNORECASE)


def kind_of(title: str) -> SectionKind:
    """The first kind that the title names; decisions that are still to be made are none."""
    found = _KINDS.search(title)
    if not found or (found["decisions"] and _NOT_YET.search(title)):
        return "other"
    if found["decisions"]:
        return "decisions"
    return "action_items" if found["action_items"] else "discussion"
