"""What kinds of meeting there are, and that their labels can be true."""

import pytest

from evaluation.meetings.command import jobs
from evaluation.meetings.label import (
    DEVICE,
    DOWNLINK,
    JOINING,
    NO_DATA,
    SERVICE,
    SHARED,
    UPLINK,
)
from evaluation.meetings.scenarios import BY_NAME, SLOW_BY_NAME, draw
from evaluation.meetings.seeds import DEFAULT_MEETINGS, EVALUATION_MEETINGS, TUNING_MEETINGS
from rtk_mcp.sandbox.simulation.plan import Network
from rtk_mcp.sandbox.simulation.streams import stay

SEEDS = range(5)
ALL = (*BY_NAME, *SLOW_BY_NAME)


def test_every_code_of_a_meeting_has_a_kind() -> None:
    labelled = {cause.code for name in BY_NAME for cause in draw(name, 1).label.causes}
    assert labelled == {UPLINK, DOWNLINK, DEVICE, SHARED, SERVICE, JOINING, NO_DATA}


def test_a_run_plays_at_least_a_hundred_and_fifty_meetings_of_every_kind_on_seeds_that_nothing_is_tuned_on() -> (
    None
):
    played = jobs(None, EVALUATION_MEETINGS, DEFAULT_MEETINGS, show=False)
    assert len(played) >= 150
    assert {name for name, _, _ in played} == {*ALL}
    assert [seed for _, seed, _ in played] == [*range(EVALUATION_MEETINGS, EVALUATION_MEETINGS + len(played))]
    assert TUNING_MEETINGS < EVALUATION_MEETINGS


def test_healthy_meetings_are_of_every_size_and_a_fifth_of_all() -> None:
    healthy = [case for name in ALL if (case := draw(name, 1)).label.healthy]
    sizes = {len(case.plan.people) for case in healthy}
    assert {2, 8, 25, 100} <= sizes
    assert len(healthy) >= len(ALL) / 5


@pytest.mark.parametrize("name", ALL)
def test_a_kind_is_the_same_for_the_same_seed_another_for_another_and_says_what_happens(name: str) -> None:
    assert draw(name, 5) == draw(name, 5)
    assert draw(name, 5).plan.seed != draw(name, 6).plan.seed
    assert ((BY_NAME | SLOW_BY_NAME)[name].__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("name", BY_NAME)
def test_labels_name_people_who_were_there_at_the_time(name: str) -> None:
    for seed in SEEDS:
        case = draw(name, seed)
        stays = [(person.user_id, stay(person, case.plan)) for person in case.plan.people]
        assert len({person.peer_id for person in case.plan.people}) == len(stays)
        assert all(start < end for _, (start, end) in stays)
        for each in case.label.causes:
            low, high = each.span or (0.0, case.plan.duration_s)
            there = {user for user, (start, end) in stays if start < high and end > low}
            assert 0.0 <= low < high <= case.plan.duration_s
            assert each.culprits | each.affected <= there


@pytest.mark.parametrize("name", [name for name in BY_NAME if name.startswith("shared.")])
def test_those_who_have_trouble_share_a_provider_or_a_town_and_all_but_one_of_the_others_do_not(
    name: str,
) -> None:
    for seed in SEEDS:
        case = draw(name, seed)
        (found,) = case.label.causes
        theirs = [each.network for each in case.plan.people if each.user_id in found.culprits]
        others = [each.network for each in case.plan.people if each.user_id not in found.culprits]
        providers, towns = {_provider(each) for each in theirs}, {each.city for each in theirs}
        assert 1 in {len(providers), len(towns)}
        assert 2 <= len(theirs) <= len(others)
        sharing = [each for each in others if _provider(each) in providers or each.city in towns]
        assert len(sharing) == (name == "shared.one-office-but-one")


@pytest.mark.parametrize("name", [name for name in BY_NAME if name.startswith("service.")])
def test_a_service_wide_trouble_has_most_people_none_of_whom_share_a_network_or_a_town(name: str) -> None:
    for seed in SEEDS:
        case = draw(name, seed)
        bad = [
            each for each in case.plan.people if each.network_changes or each.outages or _is_bad(each.network)
        ]
        assert len(bad) >= max(3, len(case.plan.people) / 2)
        assert len({_provider(each.network) for each in bad}) == len(bad)
        assert len({each.network.city for each in bad}) == len(bad)


def _provider(network: Network) -> tuple[str, str]:
    return network.asn, network.organisation


def _is_bad(network: Network) -> bool:
    return (
        max(network.up.loss_ratio, network.down.loss_ratio) > 0.05
        or max(network.up.jitter_ms, network.down.jitter_ms) > 40.0
    )
