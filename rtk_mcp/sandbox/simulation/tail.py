"""The untidy end of a report: uploads that time out are queued again, so rows come late or twice."""

from random import Random
from typing import Any

_UNTIDY_ODDS = 0.35
_TAIL_ROWS = 12


def untidy(rows: list[dict[str, Any]], rng: Random) -> list[dict[str, Any]]:
    """The rows as they were stored; only the last few samples are ever out of order or doubled."""
    if len(rows) <= _TAIL_ROWS or rng.random() > _UNTIDY_ODDS:
        return rows
    body, tail = rows[:-_TAIL_ROWS], rows[-_TAIL_ROWS:]
    cut = rng.randrange(2, _TAIL_ROWS - 2)
    late, early = tail[:cut], tail[cut:]
    again = [dict(row) for row in early if rng.random() < 0.3]  # noqa: PLR2004 - about a third had got through
    return [*body, *early, *late, *again]
