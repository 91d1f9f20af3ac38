from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.endpoints import GET_PEER_REPORT
from rtk_mcp.api.envelope import error_codes, unwrap
from rtk_mcp.errors import NotFound, Rejected, UpstreamError, UpstreamNonsense

PAGING = {"total_count": 1}


def test_data_comes_out() -> None:
    assert unwrap({"success": True, "data": {"a": 1}}) == {"a": 1}
    assert unwrap({"data": {}}) == {}


def test_paging_is_in_data_wherever_it_was() -> None:
    assert unwrap({"data": {"a": 1}, "paging": PAGING}) == {"a": 1, "paging": PAGING}
    assert unwrap({"data": {"a": 1, "paging": PAGING}}) == {"a": 1, "paging": PAGING}
    assert unwrap({"data": {"a": 1, "paging": PAGING}, "paging": {}}) == {"a": 1, "paging": PAGING}
    assert unwrap({"data": {"a": 1}, "paging": None}) == {"a": 1}


def test_a_failure_beside_data_is_a_failure() -> None:
    with pytest.raises(Rejected):
        unwrap({"success": False, "data": {"a": 1}, "error": {"code": 400}})


def test_an_error_list_beside_success_is_no_failure() -> None:
    assert unwrap({"success": True, "data": {"a": 1}, "errors": []}) == {"a": 1}
    assert unwrap({"data": {"a": 1}, "errors": [{"code": 10000}]}) == {"a": 1}


def test_what_is_missing_is_named_for_the_endpoint_that_was_asked() -> None:
    document = {"success": False, "error": {"code": 404}}
    with pytest.raises(NotFound, match="no report for this peer id"):
        unwrap(document, endpoint=GET_PEER_REPORT)
    with pytest.raises(NotFound, match="nothing under this id"):
        unwrap(document)


def test_codes_are_found_in_both_shapes_and_in_chains() -> None:
    chained = {"code": "7003", "error_chain": [{"code": 7000}, "text"]}
    assert error_codes({"error": {"code": 404}, "errors": [chained, None, "text"]}) == (404, 7003, 7000)
    assert error_codes({"errors": {"code": 10000}}) == (10000,)
    assert error_codes([{"code": 10000}]) == ()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=5,
)
NAMES = st.sampled_from(["success", "data", "error", "errors", "message", "paging", "code"])


@given(ANYTHING | st.dictionaries(NAMES, ANYTHING))
def test_any_document_is_data_or_one_of_our_errors(document: object) -> None:
    with suppress(UpstreamError):
        assert isinstance(unwrap(document), dict)


def test_nonsense_says_what_to_do() -> None:
    with pytest.raises(UpstreamNonsense, match="Try again later"):
        unwrap({"success": True, "data": None})
