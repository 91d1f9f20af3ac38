"""Asking until there is an answer: tries, waits and the deadline, for both clients. Does no I/O itself."""

import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, Protocol

import anyio

from rtk_mcp.api.retry import is_transient, read_retry_after_s, wait_s
from rtk_mcp.errors import TimedOut, UpstreamDown

logger = logging.getLogger("rtk_mcp.api")

BACKOFF_S = 0.5
"""First wait between tries; it doubles. Three tries then take about 1.5 s, which a person does not notice."""

Trouble = Literal["unreachable", "certificate", "broken"]


class ConnectionTrouble(Exception):
    """No complete answer came: `trouble` says how far it got."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble)


class Redirected(Exception):
    """The answer points elsewhere, where nothing of ours is sent."""


class Taker(Protocol):
    """Takes a body while it comes."""

    async def take(self, piece: bytes) -> None:
        """Take the next decoded bytes, and let others have their turn; the download waits as long as this does."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer.

    Attributes:
        body: decoded; empty for a transient status, and where a taker had it.
        taker: what took the body of a 2xx answer, if anything was to.
        retry_after_s: the wait that the service asks for.
        tries: how many requests it took.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    taker: Taker | None = None
    retry_after_s: float | None = None
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked, in words for logs: never an id, a query or a signed URL."""

    method: Literal["GET", "POST"]
    name: str
    deadline: float
    backoff_s: float = BACKOFF_S


async def ask(call: Call, send: Callable[[], Awaitable[Answer]]) -> Answer:
    """Send until the answer is not transient, no try is left, or the next wait does not fit the deadline.

    Raises the last `ConnectionTrouble` when there was no answer at all.
    """
    tries = 0
    while True:
        tries += 1
        outcome = await _once(call, send)
        asked_s = None
        if isinstance(outcome, Answer):
            asked_s = read_retry_after_s(outcome.status, outcome.headers, datetime.now(UTC))
            if not is_transient(outcome.status):
                return replace(outcome, tries=tries)
        pause_s = wait_s(
            method=call.method,
            tries=tries,
            remaining_s=call.deadline - anyio.current_time(),
            retry_after_s=asked_s,
            backoff_s=call.backoff_s,
            jitter=random.random(),
        )
        if pause_s is None:
            if isinstance(outcome, ConnectionTrouble):
                raise outcome
            return replace(outcome, tries=tries, retry_after_s=asked_s)
        await anyio.sleep(pause_s)


async def _once(call: Call, send: Callable[[], Awaitable[Answer]]) -> Answer | ConnectionTrouble:
    start = anyio.current_time()
    outcome: Answer | ConnectionTrouble | None = None
    try:
        outcome = await send()
    except ConnectionTrouble as trouble:
        outcome = trouble
    finally:
        logger.info(
            "%s %s: %s, %.0f ms",
            call.method,
            call.name,
            _word(outcome),
            (anyio.current_time() - start) * 1_000,
        )
    return outcome


def _word(outcome: Answer | ConnectionTrouble | None) -> str:
    if outcome is None:
        return "not finished"
    return str(outcome.status) if isinstance(outcome, Answer) else outcome.trouble


def unreachable(trouble: Trouble, who: str, settings: str) -> UpstreamDown:
    """The sentence for a service that gave no complete answer."""
    if trouble == "certificate":
        return UpstreamDown(
            f"{who} showed a certificate that this machine does not trust: behind a company proxy, set"
            " SSL_CERT_FILE to its certificate authority."
        )
    if trouble == "broken":
        return UpstreamDown(
            f"{who} closed the connection before its answer was complete: try again in a minute."
        )
    return UpstreamDown(f"{who} could not be reached: check the network and {settings}.")


def timed_out(timeout_s: float, advice: str) -> TimedOut:
    """The sentence for a call whose deadline passed."""
    return TimedOut(f"There was no complete answer within {timeout_s:g} s. {advice}".rstrip())
