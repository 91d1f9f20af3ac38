"""Answers made to cost much or to break what comes after reading: every model holds out."""

import re
from collections import Counter
from typing import Any

import pytest

from rtk_mcp.api.models import base, link, paging, participant, report, report_rows, report_totals, session
from rtk_mcp.api.models.base import MAX_ITEMS, MAX_ITEMS_IN_ALL, WireModel
from rtk_mcp.api.models.paging import Paging
from rtk_mcp.api.models.participant import Participant, ParticipantPage, PeerEvent
from rtk_mcp.api.models.report_metadata import PeerReportMetadata
from rtk_mcp.api.models.session import Session, SessionPage

MODELS = sorted(
    {
        value
        for module in (link, paging, participant, report, report_rows, report_totals, session)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, WireModel) and value is not WireModel
    },
    key=lambda model: model.__name__,
)
BAD: list[Any] = [{"a": [1]}, [{}], [[]], 5, -1, "x", True, 2**70, -1e308, "9" * 30, "nan"]
COUNTS = ("live_participants", "max_concurrent_participants", "total_participants")
IMPOSSIBLE: list[Any] = [-1, 10**9 + 1, 2**64, 1e20, "9" * 30, "9" * 4_000, "-1", 1.5]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad)[:12])
def test_any_model_reads_an_object_of_nothing_but_bad_fields(model: type[WireModel], bad: object) -> None:
    names = [field.alias or name for name, field in model.model_fields.items()]
    read = model.model_validate(dict.fromkeys(names, bad))
    assert read.model_dump_json()
    assert model.model_validate({}) == model()


def filled(model: type[WireModel], times: list[str]) -> dict[str, Any]:
    """Every object, list and time that the model can hold; all else in it, at each level, is unreadable."""
    document: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = inner_model(field.annotation)
        if inner is not None:
            several = "tuple" in str(field.annotation)
            items = [filled(inner, times) for _ in range(3 if several else 1)]
            document[name] = ["bad", *items] if several else items[0]
        elif "datetime" in str(field.annotation):
            times.append(f"2026-06-10T10:30:00.{len(times):06}Z")
            document[name] = times[-1]
        else:
            document[name] = {"bad": []}
    return document


def inner_model(annotation: Any) -> type[WireModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, WireModel):
        return annotation
    found = [inner_model(part) for part in getattr(annotation, "__args__", ())]
    return next((model for model in found if model), None)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_value_is_looked_at_once_however_bad_its_surroundings(
    model: type[WireModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: Counter[str] = Counter()
    pattern = base._TIME

    class Counting:
        def search(self, text: str) -> re.Match[str] | None:
            looked[text] += 1
            return pattern.search(text)

    monkeypatch.setattr(base, "_TIME", Counting())
    times: list[str] = []
    model.model_validate(filled(model, times))
    assert looked == Counter(times)


def test_rooms_with_a_bad_field_at_each_level_do_no_harm() -> None:
    document: dict[str, Any] = {"id": "innermost"}
    for _ in range(200):
        document = {"id": "x", "status": {}, "breakoutRooms": [1, document]}
    (room,) = Session.model_validate(document).breakout_rooms
    assert room.model_dump(exclude_none=True) == {"id": "x"}


def test_a_list_is_read_as_far_as_a_page_can_be_long() -> None:
    for item, count in (({}, MAX_ITEMS), (1, 1)):
        page = SessionPage.model_validate({"sessions": [{"id": "first"}, *[item] * 1_000_000]})
        assert page.sessions[0].id == "first"
        assert len(page.sessions) == count
    assert len(Participant.model_validate({"peerEvents": [{}] * (MAX_ITEMS + 1)}).peer_events) == MAX_ITEMS


def test_lists_in_lists_share_what_an_answer_may_hold() -> None:
    page = ParticipantPage.model_validate(
        {"participants": [{"id": "x", "peerEvents": [{}] * MAX_ITEMS}] * 100}
    )
    assert len(page.participants) == 100
    assert sum(len(each.peer_events) for each in page.participants) == MAX_ITEMS_IN_ALL - 100
    metadata = PeerReportMetadata.model_validate(
        {"audio_devices_updates": [{"added": [{}] * MAX_ITEMS, "removed": [{}] * MAX_ITEMS}] * 50}
    )
    updates = metadata.audio_devices_updates
    assert sum(len(update.added) + len(update.removed) for update in updates) == MAX_ITEMS_IN_ALL - 50


@pytest.mark.parametrize("value", IMPOSSIBLE, ids=lambda value: repr(value)[:12])
def test_a_count_that_cannot_be_reads_as_absent(value: object) -> None:
    read = Session.model_validate({"id": "x", **dict.fromkeys(COUNTS, value)})
    assert read.model_dump(exclude_none=True, exclude_defaults=True) == {"id": "x"}
    names = ("totalCount", "startOffset", "endOffset")
    assert Paging.model_validate(dict.fromkeys(names, value)) == Paging()
    assert PeerReportMetadata.model_validate({"device_info": {"cpus": value}}).device_info is not None


@pytest.mark.parametrize("value", [-0.5, 1e308, 10**6 + 1, "9" * 30, "nan", "inf", float("inf")])
def test_a_duration_that_cannot_be_reads_as_absent(value: object) -> None:
    assert Participant.model_validate({"duration": value}).duration is None
    assert PeerEvent.model_validate({"minutesConsumed": value}).minutes_consumed is None


@pytest.mark.parametrize(
    ("value", "minutes"), [(0, 0), ("12.5", 12.5), (1_200_000, 1_200_000), (1e308, None)]
)
def test_the_minutes_of_all_participants_may_be_many(value: object, minutes: float | None) -> None:
    assert Session.model_validate({"minutesConsumed": value}).minutes_consumed == minutes
