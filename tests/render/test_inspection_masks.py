"""What tells who and where somebody is stays hidden; what only looks like it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.render.inspection_masks import MASK, Masks

HEX = "9f" * 32


@pytest.mark.parametrize(
    "key",
    [
        "ip",
        "ipv4",
        "clientIp",
        "client_ip",
        "local_candidate_address",
        "remoteCandidateRelatedAddress",
        "city",
        "region",
        "loc",
        "location",
        "latitude",
        "device_id",
        "deviceId",
        "groupId",
        "route",
    ],
)
def test_private_keys_are_hidden_unless_asked_for(key: str) -> None:
    assert Masks(show_private=False).hides(key)
    assert not Masks(show_private=True).hides(key)


@pytest.mark.parametrize("key", ["ice_ufrag", "icePwd", "password", "fingerprint", "credential", "authToken"])
def test_secret_keys_are_hidden_even_when_asked_for(key: str) -> None:
    assert Masks(show_private=False).hides(key)
    assert Masks(show_private=True).hides(key)


@pytest.mark.parametrize(
    "key",
    [
        "ip_information",
        "description",
        "relationship",
        "country",
        "asn",
        "clip",
        "label",
        "producer_id",
        "rtt",
    ],
)
def test_other_keys_are_not(key: str) -> None:
    assert not Masks(show_private=False).hides(key)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("turn:203.0.113.7:3478?transport=udp", f"turn:{MASK}:3478?transport=udp"),
        ("203.0.113.7", MASK),
        ("from 203.0.113.0/24.", f"from {MASK}."),
        ("http://198.51.100.7/x", f"http://{MASK}/x"),
        ("turn:[2001:db8::7]:3478", f"turn:[{MASK}]:3478"),
        ("via 2001:db8:0:1:2:3:4:5 and fe80::1", f"via {MASK} and {MASK}"),
        ("::ffff:203.0.113.7", MASK),
        ("203.0.113.7.line.example", f"{MASK}.line.example"),
        (f"id {HEX}", f"id {MASK}"),
        ("candidate:1 1 udp 2 8a1b2c3d-1234-4abc-8def-001122334455.local 9", f"candidate:1 1 udp 2 {MASK} 9"),
        ("a=ice-ufrag:Qx/y\r\na=ice-pwd:abc\nm=audio", f"a=ice-ufrag:{MASK}\na=ice-pwd:{MASK}\nm=audio"),
        ("a=fingerprint:sha-256 AB:CD:EF", f"a=fingerprint:{MASK}"),
        ("typ host ufrag Qxy network-id 1", f"typ host ufrag {MASK} network-id 1"),
        ("https://x.example/?token=abc&b=1", f"https://x.example/?token={MASK}&b=1"),
    ],
)
def test_addresses_ids_and_secrets_are_masked_in_any_text(text: str, shown: str) -> None:
    assert Masks(show_private=False).text(text, "label") == shown


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03T10:00:00.123Z",
        "10:00:07",
        "Chrome/143.0.0.0 Safari/537.36",
        "999.1.2.3",
        "1.2.3",
        "std::string",
        "4841fe37-9ed3-4cf3-b07a-fda825e8d945",
        "::",
        "1.2.3.4.5",
    ],
)
def test_what_only_looks_like_an_address_stays(text: str) -> None:
    masks = Masks(show_private=False)
    assert masks.text(text, "label") == text
    assert masks.note() is None


def test_a_version_is_no_address() -> None:
    assert Masks(show_private=False).text("143.0.0.0", "browser_version") == "143.0.0.0"
    assert Masks(show_private=False).text("143.0.0.0", "name") == MASK


def test_asked_for_addresses_are_shown_and_secrets_are_not() -> None:
    masks = Masks(show_private=True)
    assert masks.text("203.0.113.7 a=ice-pwd:abc", "x") == f"203.0.113.7 a=ice-pwd:{MASK}"
    assert masks.note() == "Secrets of the connection are masked."


def test_texts_are_cleaned_and_bounded() -> None:
    masks = Masks(show_private=False)
    assert masks.text("a\u202eb\x00\u200bc", "x") == "abc"
    assert len(masks.text("x" * 1_000_000, "x")) <= 8_000
    assert masks.key("k\n\u202e" * 100).startswith("k k k")


@given(
    st.ip_addresses(), st.sampled_from(["", "at ", "x=", "(", "udp:"]), st.sampled_from(["", " ", ")", ", b"])
)
def test_no_address_gets_through(address: object, before: str, after: str) -> None:
    text = f"{before}{address}{after}"
    shown = Masks(show_private=False).text(text, "x")
    assert str(address) == "::" or str(address) not in shown
