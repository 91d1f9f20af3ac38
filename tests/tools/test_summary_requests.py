"""Who asked for a summary, and how long that counts."""

from typing import Any

import pytest

from rtk_mcp.render.summary_absence import LATELY_S
from rtk_mcp.settings import Settings
from rtk_mcp.tools.summary_requests import UNCERTAIN_S, SummaryRequests, key_of

KEY = ("app", "session")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which the test moves."""
    now = [1_000.0]
    monkeypatch.setattr("rtk_mcp.tools.summary_requests.time.monotonic", lambda: now[0])
    return now


def test_one_request_is_on_its_way_until_it_is_overdue(clock: list[float]) -> None:
    requests = SummaryRequests()
    assert requests.begin(KEY)
    requests.arrived(KEY, "IN_PROGRESS")
    clock[0] += LATELY_S
    assert not requests.begin(KEY)
    clock[0] += 1
    assert not requests.on_its_way(KEY)
    asked = requests.find(KEY)
    assert asked is not None
    assert (asked.ago_s, asked.status) == (LATELY_S + 1, "IN_PROGRESS")
    assert requests.begin(KEY)


def test_one_without_an_answer_counts_for_a_shorter_time(clock: list[float]) -> None:
    requests = SummaryRequests()
    assert requests.begin(KEY)
    clock[0] += UNCERTAIN_S
    assert not requests.begin(KEY)
    clock[0] += 1
    assert requests.begin(KEY)


def test_a_refused_or_failed_one_does_not_count() -> None:
    requests = SummaryRequests()
    assert requests.begin(KEY)
    requests.refused(KEY)
    assert requests.find(KEY) is None
    requests.arrived(KEY, "FAILED")
    assert requests.begin(KEY)


def test_sessions_and_apps_are_told_apart() -> None:
    requests = SummaryRequests()
    assert requests.begin(key_of(Settings(app_id="app"), "session", None))
    assert requests.on_its_way(KEY)
    assert requests.begin(key_of(Settings(app_id="app"), "session", "other"))
    assert requests.begin(key_of(Settings(app_id="app"), "another", None))


def test_memory_has_a_bound(clock: list[float]) -> None:
    requests = SummaryRequests()
    keys: list[Any] = [("app", str(number)) for number in range(5_000)]
    assert all(map(requests.begin, keys))
    assert requests.find(keys[0]) is None
    assert requests.find(keys[-1]) is not None
