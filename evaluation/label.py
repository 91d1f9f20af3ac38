"""What a call's causes entitle its report to say."""

from collections.abc import Iterable
from dataclasses import dataclass

from rtk_mcp.report.finding import Verdict
from rtk_mcp.sandbox.simulation.plan import CallPlan, Span


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is the matter, and how the looked-at report ought to name it.

    Attributes:
        code: the finding that names it.
        or_within: findings into which the diagnosis may fold it: named there, it is found as well.
        directions, media: where it must be seen; empty where that says nothing.
        peers: whose streams it is on and no one else's; empty when it is nobody's in particular.
        span: when it was there, in seconds from the start of the call; None when it had no bounds to find.
    """

    code: str
    or_within: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    peers: frozenset[str] = frozenset()
    span: Span | None = None

    @property
    def has_culprit(self) -> bool:
        """Whether there is a right and a wrong place to find it."""
        return bool(self.directions or self.media or self.peers)


@dataclass(frozen=True, slots=True)
class Label:
    """The truth about one report.

    Attributes:
        causes: each ought to be found.
        consequences: codes that follow from the causes: neither hits nor false.
        verdicts: the right ones; more than one only where the cause by nature lies on a border.
    """

    causes: tuple[Cause, ...] = ()
    consequences: frozenset[str] = frozenset()
    verdicts: frozenset[Verdict] = frozenset({"good"})

    @property
    def healthy(self) -> bool:
        """Whether nobody felt anything: nothing is the matter, or only what is worth knowing."""
        return self.verdicts == {"good"}


@dataclass(frozen=True, slots=True)
class Case:
    """A call, whose report is looked at, and what is true of it.

    Attributes:
        without: parts that are missing from the report: `rows`, `summaries`, `metadata`.
    """

    plan: CallPlan
    looked_at: str
    label: Label
    without: frozenset[str] = frozenset()


def cause(
    code: str,
    *,
    within: Iterable[str] = (),
    directions: Iterable[str] = (),
    media: Iterable[str] = (),
    peers: Iterable[str] = (),
    span: Span | None = None,
) -> Cause:
    """A cause from any iterables."""
    return Cause(code, frozenset(within), frozenset(directions), frozenset(media), frozenset(peers), span)
