"""Groups, differences and trends in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.comparing.confounding import Confounder
from rtk_mcp.meeting.comparing.differences import MIN_PEOPLE, Difference
from rtk_mcp.meeting.comparing.dimensions import DIRECT, Dimension
from rtk_mcp.meeting.comparing.groups import Group, worst_tenth
from rtk_mcp.meeting.comparing.trend import MIN_DAYS, Day, Trend
from rtk_mcp.render.budget import number_text
from rtk_mcp.render.report_items import label
from rtk_mcp.render.spoken import title_of
from rtk_mcp.render.untrusted import quote, word
from rtk_mcp.report.phrases import count

FISHER: Final = "Fisher's exact test"
MANN_WHITNEY: Final = "Mann-Whitney U test"
MANN_KENDALL: Final = "Mann-Kendall test"
DIMENSION_WORDS: Final[Mapping[Dimension, tuple[str, str]]] = MappingProxyType(
    {
        "browser": ("browser", "browsers"),
        "os": ("operating system", "operating systems"),
        "sdk_version": ("SDK version", "SDK versions"),
        "country": ("country", "countries"),
        "asn": ("provider", "providers"),
        "preset": ("preset", "presets"),
        "relay_protocol": ("relay", "relays"),
        "day": ("day", "days"),
        "session": ("session", "sessions"),
    }
)
METRIC_WORDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "loss_received_pct": ("received loss", " %"),
        "loss_sent_pct": ("sent loss", " %"),
        "jitter_ms": ("received jitter", " ms"),
        "rtt_ms": ("round-trip time", " ms"),
        "concealments": ("audio concealment", " per 7 s"),
        "frozen_pct": ("frozen video", " % of the time"),
        "fps": ("received frame rate", " fps"),
        "score_ratio": ("received quality score", ""),
    }
)
"""What a metric is called, and its unit."""
_VERDICT_WORDS: Final = MappingProxyType({"poor": "POOR", "poor_or_fair": "POOR or FAIR"})
_PLACES: Final[Mapping[Dimension, str]] = MappingProxyType(
    {
        "browser": "in {}",
        "os": "on {}",
        "sdk_version": "with SDK {}",
        "country": "in {}",
        "asn": "on {}",
        "preset": "with preset {}",
        "relay_protocol": "through a relay over {}",
        "day": "on {}",
        "session": "in session {}",
    }
)
_SMALLEST_P: Final = 0.0001
_UNNAMED: Final = "unnamed"


@dataclass(frozen=True, slots=True)
class Words:
    """Says what groups are called, sessions by title and id; sentences are without their full stop."""

    sessions: Mapping[str, SessionFacts]

    def group(self, group: Group) -> str:
        """A group's name for a reader."""
        title = self.title(group)
        return f"{title} ({word(group.label)})" if title else word(plain_name(group))

    def title(self, group: Group) -> str | None:
        """A session's title, quoted; None where none is known, and of other groups."""
        title = title_of(self.sessions.get(group.label)) if group.dimension == "session" else None
        return quote(title) if title else None

    def plain(self, group: Group) -> str:
        """A group's name as structured content has it: cleaned, and not quoted but for a title."""
        return self.group(group) if self.title(group) else plain_name(group)

    def where(self, group: Group) -> str:
        """Being in a group: `in Safari`, `without a relay`."""
        if group.dimension == "relay_protocol" and group.key == DIRECT:
            return "without a relay"
        return _PLACES[group.dimension].format(self.group(group))

    def difference(self, difference: Difference, test: str) -> str:
        """A group against others, with what is said of the test."""
        where = self.where(difference.group)
        if difference.aspect.fair is None:
            often = "more often" if difference.effect > 0 else "less often"
            own, others = (
                f"{round(sum(each))} of {len(each)}" for each in (difference.own, difference.others)
            )
            verdict = _VERDICT_WORDS[difference.aspect.name]
            return f"{verdict} {often} {where}: {own} people against {others} others ({test})"
        more, name = _more(difference), METRIC_WORDS[difference.aspect.name][0]
        sizes = f"{people(len(difference.own))} against {len(difference.others)} others"
        return f"{more.capitalize()} {name} {where}: {_values(difference)}, {sizes} ({test})"

    def confounder(self, difference: Difference, found: Confounder) -> str:
        """What else the people concerned have in common."""
        verdict = difference.aspect.fair is None
        whose = "people who had it" if verdict else "people with the worse values"
        told = f"{found.inside} of the {found.of} {whose} were also {self.where(found.group)}"
        if found.centre is None:
            return f"{told}; no other person there shows which of the two it is"
        if verdict:
            return f"{told}, where {round(found.centre * found.others)} of {found.others} others had it too"
        unit = METRIC_WORDS[difference.aspect.name][1]
        return f"{told}, where the median of {found.others} others is {number_text(found.centre)}{unit}"


def people(number: int) -> str:
    """`1 person`, `2 people`."""
    return "1 person" if number == 1 else f"{number} people"


def plain_name(group: Group) -> str:
    """A group's name, cleaned and not quoted."""
    return label(group.label) or _UNNAMED


def metric_clause(difference: Difference) -> str:
    """`higher received loss (median 2.2 against 0.07 %, p=0.0074)`."""
    name = METRIC_WORDS[difference.aspect.name][0]
    return f"{_more(difference)} {name} ({_values(difference)}, {p_text(difference.probability)})"


def _more(difference: Difference) -> str:
    return "higher" if (difference.effect > 0) is not difference.aspect.low_is_bad else "lower"


def _values(difference: Difference) -> str:
    """The medians, or what the worst tenth is beyond where the medians look alike."""
    aspect = difference.aspect
    unit = METRIC_WORDS[aspect.name][1]
    own, others = (number_text(aspect.centre(each)) for each in (difference.own, difference.others))
    if own != others:
        return f"median {own} against {others}{unit}"
    own, others = (
        number_text(worst_tenth(each, low_is_bad=aspect.low_is_bad))
        for each in (difference.own, difference.others)
    )
    return f"worst tenth {own} against {others}{unit}"


def test_name(difference: Difference) -> str:
    """The test by which it was judged."""
    return FISHER if difference.aspect.fair is None else MANN_WHITNEY


def test_text(difference: Difference) -> str:
    """`Fisher's exact test, p=0.0002, corrected for 24 comparisons`."""
    told = f"{test_name(difference)}, {p_text(difference.probability)}"
    several = difference.comparisons > 1
    return f"{told}, corrected for {difference.comparisons} comparisons" if several else told


def p_text(probability: float) -> str:
    """Two significant digits."""
    return f"p<{_SMALLEST_P}" if probability < _SMALLEST_P else f"p={probability:.2g}"


def trend_text(trend: Trend) -> str:
    """Whether it gets worse from day to day, as a sentence."""
    if trend.tau is None:
        small = f"; {count(trend.too_small, 'day')} had fewer" if trend.too_small else ""
        enough = f"{len(trend.days)} of at least {MIN_DAYS} days with {MIN_PEOPLE} people or more"
        return f"Too few days to tell a trend: {enough}{small}."
    told = "No trend that the sample can tell"
    if trend.found:
        told = "Getting worse" if trend.tau > 0 else "Getting better"
    return (
        f"{told} over {len(trend.days)} days: {_shares(trend.days)} had a POOR or FAIR call "
        f"({MANN_KENDALL}, tau={trend.tau:.2f}, {p_text(trend.probability)})."
    )


def _shares(days: Sequence[Day]) -> str:
    first, last = (f"{day.troubled} of {day.people} people on {day.day}" for day in (days[0], days[-1]))
    return f"{first} and {last}"
