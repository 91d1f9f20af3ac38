from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.retry import FOREVER_S, is_transient, read_retry_after_s, wait_s

NOW = datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC)


def decide(**changes: Any) -> float | None:
    usual: dict[str, Any] = {
        "method": "GET", "tries": 1, "remaining_s": 60.0, "retry_after_s": None, "backoff_s": 1.0, "jitter": 0.5,
    }  # fmt: skip
    return wait_s(**{**usual, **changes})


def test_the_wait_doubles_and_is_spread() -> None:
    assert [decide(jitter=jitter) for jitter in (0.0, 0.5, 1.0)] == [0.5, 1.0, 1.5]
    assert [decide(tries=tries) for tries in (1, 2, 3)] == [1.0, 2.0, None]


def test_the_service_decides_on_the_wait_if_it_says_one() -> None:
    assert decide(retry_after_s=7.0) == 7.0
    assert decide(retry_after_s=0.0, tries=2) == 0.0


def test_a_wait_that_does_not_fit_is_not_begun() -> None:
    assert decide(retry_after_s=60.0) is None
    assert decide(retry_after_s=59.9) == 59.9
    assert decide(remaining_s=0.9) is None
    assert decide(retry_after_s=0.0, remaining_s=-1.0) is None


def test_a_post_is_never_repeated() -> None:
    assert decide(method="POST") is None
    assert decide(method="POST", retry_after_s=0.0) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "9" * 5_000}, FOREVER_S),
        ({"retry-after": "Mon, 01 Jun 2026 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Mon, 01 Jun 2026 14:01:00 +0200"}, 60.0),
        ({"retry-after": "Monday, 01-Jun-26 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Mon, 01 Jun 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "Mon, 01 Jun 2026 13:01:00 GMT", "date": "Mon, 01 Jun 2026 13:00:30 GMT"}, 30.0),
        ({"retry-after": "Mon, 01 Jun 2026 12:01:00 GMT", "date": "yesterday"}, 60.0),
        ({"ratelimit": '"default";r=0;t=30'}, 30.0),
        ({"ratelimit": '"default";r=0;t=30', "retry-after": "5"}, 5.0),
        ({"ratelimit": "nonsense"}, None),
        ({}, None),
    ],
)
def test_the_wait_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    assert read_retry_after_s(429, headers, NOW) == seconds


def test_the_rate_limit_window_counts_for_429_alone() -> None:
    assert read_retry_after_s(503, {"ratelimit": '"default";r=0;t=30'}, NOW) is None


@given(st.text(), st.text(), st.text())
def test_no_header_crashes_the_reading(retry_after: str, date: str, ratelimit: str) -> None:
    headers = {"retry-after": retry_after, "date": date, "ratelimit": ratelimit}
    seconds = read_retry_after_s(429, headers, NOW)
    assert seconds is None or seconds >= 0


def test_what_another_try_may_change() -> None:
    assert [status for status in range(200, 600, 1) if is_transient(status)] == [
        408,
        425,
        429,
        *range(500, 600),
    ]
