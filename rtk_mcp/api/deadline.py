"""One deadline over everything that an answer needs: several requests, a download and the reading of it."""

from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from rtk_mcp.api.connection import timed_out

_MARGIN_S = 0.05
"""How much earlier a call gives up than what encloses it: time to say so."""
_ADVICE = "Try again, ask for less (fewer per_page, a shorter time range), or raise RTK_MCP_TIMEOUT_S."


@contextmanager
def deadline(timeout_s: float) -> Iterator[None]:
    """Cancel what is inside after `timeout_s` seconds.

    Raises:
        TimedOut: it was not done by then.
    """
    try:
        with anyio.fail_after(timeout_s):
            yield
    except TimeoutError:
        raise timed_out(timeout_s, _ADVICE) from None


def allowed_s(timeout_s: float) -> float:
    """The seconds that a call may take: `timeout_s`, or a little less than an enclosing deadline leaves.

    So it is the call that raises, which knows what to advise.
    """
    return min(timeout_s, anyio.current_effective_deadline() - anyio.current_time() - _MARGIN_S)
