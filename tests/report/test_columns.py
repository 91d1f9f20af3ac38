"""What the reader looks for is what the models document."""

from rtk_mcp.api.models.report import SERIES, PeerReport, PeerReportQuality
from rtk_mcp.report.columns import FIELDS, wire_name
from tests.report.builders import answer, audio_in, audio_out, healthy_quality, video_in, video_out


def test_every_column_is_a_documented_field_of_some_series() -> None:
    documented = {name for series in SERIES for name in series.row.model_fields}
    assert {name.partition(".")[0] for field in FIELDS for name in field.wire} <= documented


def test_every_series_counts_packets_and_loss() -> None:
    by_name = {field.column: field for field in FIELDS}
    for series in SERIES:
        assert wire_name(by_name["packets"], series) in {"packets_sent", "packets_received"}
        assert wire_name(by_name["lost"], series) == "packets_lost"


def test_the_series_are_those_of_the_quality_model() -> None:
    rows = {name for name in PeerReportQuality.model_fields if not name.endswith("_cumulative")}
    assert {series.name for series in SERIES} == rows
    assert {f"{name}_cumulative" for name in rows} == set(PeerReportQuality.model_fields) - rows


def test_the_builders_write_documented_fields_alone() -> None:
    rows = [audio_in()[0], video_in()[0], audio_out()[0], video_out()[0]]
    for series, row in zip((SERIES[0], SERIES[1], SERIES[4], SERIES[5]), rows, strict=True):
        assert set(row) <= set(series.row.model_fields)


def test_a_report_reads_through_its_models_too() -> None:
    document = answer(healthy_quality())["data"]["participant"]["peer_report"]
    document["quality"]["audio_producer"][3] |= {"rtt": "fast", "packets_sent": "350"}
    report = PeerReport.model_validate(document)
    assert report.quality is not None
    assert len(report.quality.audio_consumer) == 120
    broken = report.quality.audio_producer[3]
    assert (broken.rtt, broken.packets_sent, broken.jitter) == (None, 350, 0.003)
