"""The pages in docs/ are what the code says now: `make docs` writes them anew."""

from pathlib import Path

import pytest

from rtk_mcp.handbook import PAGES
from rtk_mcp.render.findings import finding_codes
from rtk_mcp.report.metrics import METRICS
from rtk_mcp.report.signal_notes import NOTES

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_finding_and_every_signal_has_its_part() -> None:
    findings, signals = PAGES["findings.md"](), PAGES["signals.md"]()
    assert all(f"## {code}\n" in findings for code in finding_codes())
    assert {*METRICS} == {*NOTES}
    assert all(f"| `{name}` |" in signals for name in METRICS)
