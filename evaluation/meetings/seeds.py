"""Which seeds may be looked at while the judging of meetings is tuned, and which may not."""

from typing import Final

EVALUATION_MEETINGS: Final = 700_000
"""First seed of the meetings that the table is about: nothing is tuned on any of them."""
TUNING_MEETINGS: Final = 0
"""First seed of the meetings to tune on; those below `EVALUATION_MEETINGS` are all free for it."""
DEFAULT_MEETINGS: Final = 363
"""Every kind five times, those of a hundred people once each."""
