"""Which seeds may be looked at while a rule is tuned, and which may not."""

from typing import Final

EVALUATION_SEEDS: Final = 500_000
"""First seed of the calls that the table is about: no rule is tuned on any call from here on."""
TUNING_SEEDS: Final = 0
"""First seed of the calls to tune on; those below `EVALUATION_SEEDS` are all free for it."""
DEFAULT_CALLS: Final = 832
