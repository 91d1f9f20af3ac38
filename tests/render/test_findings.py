import re

import pytest

from rtk_mcp.errors import BadArgument
from rtk_mcp.render.findings import explain_finding, finding_codes
from rtk_mcp.report import thresholds

MAX_CHARS = 1_500


@pytest.mark.parametrize("code", finding_codes())
def test_every_page_tells_meaning_thresholds_and_what_to_do(code: str) -> None:
    page = explain_finding(code)
    assert page.startswith(f"# {code}\n\n")
    assert page.count("**Thresholds:** ") == 1
    assert page.count("**What to do:** ") == 1
    assert page.index("**Thresholds:**") < page.index("**What to do:**")
    assert len(page) <= MAX_CHARS
    assert not re.search(r"[{}]", page)


@pytest.mark.parametrize(
    ("code", "scale"),
    [
        ("uplink-packet-loss", thresholds.AUDIO_LOSS),
        ("remote-sender-loss", thresholds.VIDEO_LOSS),
        ("high-jitter", thresholds.JITTER),
        ("low-quality-score", thresholds.SCORE),
    ],
)
def test_thresholds_are_those_in_force_with_their_source(code: str, scale: thresholds.Scale) -> None:
    page = explain_finding(code)
    assert f"poor {'under' if scale.low_is_bad else 'over'} {scale.poor:g}" in page
    assert scale.source in page


def test_codes_of_one_rule_each_explain_their_own_part() -> None:
    down, remote, open_ = (
        explain_finding(code)
        for code in ("downlink-packet-loss", "remote-sender-loss", "inbound-loss-unattributed")
    )
    assert "two or more senders at once" in down
    assert "two or more senders at once" not in remote + open_
    assert "access point" in down
    assert "access point" not in remote + open_


@pytest.mark.parametrize("code", ["bad-karma", "loss", "x"])
def test_a_code_that_no_rule_makes_is_refused_with_those_there_are(code: str) -> None:
    with pytest.raises(BadArgument, match="uplink-packet-loss"):
        explain_finding(code)


@pytest.mark.parametrize(
    "code",
    [
        "participant-uplink-problem",
        "participant-downlink-problem",
        "participant-device-problem",
        "shared-network-problem",
        "service-wide-problem",
        "single-participant-join-trouble",
        "no-quality-data",
    ],
)
def test_findings_of_whole_meetings_have_pages(code: str) -> None:
    assert code in finding_codes()
    assert "{" not in explain_finding(code)
