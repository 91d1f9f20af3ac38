import pytest

from rtk_mcp.report.phrases import duration_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (-3, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (89, "1 min"),
        (90, "2 min"),
        (59.8 * 60, "1 h 00 min"),
        (59.4 * 60, "59 min"),
        (119.6 * 60, "2 h 00 min"),
        (125 * 60, "2 h 05 min"),
    ],
)
def test_durations_are_rounded_to_the_nearest_minute(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words
