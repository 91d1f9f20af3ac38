"""What tells who and where somebody is stays hidden; what only looks like it does not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.render.inspection_masks import MASK, Masks

HEX = "9f" * 32
BASE64 = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="


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
        "device_ids",
        "groupIds",
        "input-device-uuid",
        "mac",
        "macAddress",
        "IPAddress",
        "IPs",
        "clientIPv4",
        "clientip",
        "ip2",
        "local_candidate_address_v2",
        "city_name",
        "location_city_en",
        "Cities",
        "regionCode",
        "postal_code",
        "zipCode",
        "latlng",
        "latLng",
        "coordinates",
        "coords",
        "geo",
        "street",
        "latitude_deg",
        "user_location",
        "timezone",
        "time_zone",
        "ip_information_city",
        "hostName",
        "bssid",
        "phone",
        "c\u200bity",
        "\uff49\uff50",
        "x" * 500 + "_ip",
        "ip_" + "x" * 500 + "_y",
    ],
)
def test_private_keys_are_hidden_unless_asked_for(key: str) -> None:
    assert Masks(show_private=False).hides(key)
    assert not Masks(show_private=True).hides(key)


@pytest.mark.parametrize(
    "key",
    [
        "ice_ufrag",
        "icePwd",
        "password",
        "fingerprint",
        "credential",
        "authToken",
        "usernameFragment",
        "Authorization",
        "auth",
        "oauth2",
        "x-api-key",
        "apikey",
        "APIKey",
        "jwt",
        "set-cookie",
        "passphrase",
        "turn_pass",
        "private_key",
        "streamKey",
        "tokens",
        "accesstoken",
        "sessionTokens_v2",
    ],
)
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
        "consumerId",
        "peer_id",
        "rtt",
        "ssrc",
        "local_candidate_type",
        "local_candidate_protocol",
        "local_candidate_port",
        "local_candidate_network_type",
        "remote_candidate_id",
        "effective_network_type",
        "device_type",
        "device",
        "geo_country_code",
        "ip_country",
        "key_frames_decoded",
        "session_key_frames",
        "is_mac",
        "macOS_version",
        "audio_route",
        "token_expires_at",
        "ip_version",
        "address_count",
        "location_permission",
        "public_key",
        "capacity",
        "relative_latency",
        "headphones",
        "author",
        "passed",
        "pass_rate",
        "org",
        "",
        "\u200b",
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
        ("udp/10.0.0.1", f"udp/{MASK}"),
        ("TCP/143.0.0.0", f"TCP/{MASK}"),
        ("ip_10.0.0.1", f"ip_{MASK}"),
        ("v10.0.0.1", f"v{MASK}"),
        ("10.0.0.1-10.0.0.5", f"{MASK}-{MASK}"),
        ("ip-10-0-0-1.ec2", f"ip-{MASK}.ec2"),
        ("203-0-113-9.isp.example", f"{MASK}.isp.example"),
        ("010.001.002.003", MASK),
        ("\uff11\uff10.0.0.1 at\u3002", f"{MASK} at."),
        ("\u0661\u0660.0.0.1", MASK),
        ("10.0.\u200b0.1", MASK),
        ("x2001:db8::1", f"x{MASK}"),
        ("id:2001:db8::1", f"id:{MASK}"),
        ("2001:db8::1: unreachable", f"{MASK}: unreachable"),
        ("2001:db8::1:54321", f"{MASK}:54321"),
        ("2001:db8:0:1:2:3:4:5:443", MASK),
        ("nic AA:BB:CC:dd:ee:ff", f"nic {MASK}"),
        ("nic aa-bb-cc-dd-ee-ff", f"nic {MASK}"),
        (f"id={BASE64}", f"id={MASK}"),
        (f"id_{HEX[:40]}", f"id_{MASK}"),
        ("ana-macbook.local", MASK),
        ("turn:user:pa/ss@x", f"turn:{MASK}@x"),
        ("https://user:pass@x.example/y", f"https://{MASK}@x.example/y"),
        ("sent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", f"sent {MASK}"),
        ("Bearer abcdefghijklmnopqrst", f"Bearer {MASK}"),
    ],
)
def test_addresses_ids_and_secrets_are_masked_in_any_text(text: str, shown: str) -> None:
    assert Masks(show_private=False).text(text, "label") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"ice_pwd": "hunter2", "rtt": 5}', f'{{"ice_pwd": "{MASK}", "rtt": 5}}'),
        ('{"token":"s3\\"cret","rtt":5}', f'{{"token":"{MASK}","rtt":5}}'),
        ('{"token":"s3cret\\\\","pwd":"x"}', f'{{"token":"{MASK}","pwd":"{MASK}"}}'),
        (r"{\"token\":\"s3\\\"cret\",\"rtt\":5}", rf"{{\"token\":\"{MASK}\",\"rtt\":5}}"),
        ("{'city': 'Bonn', 'rtt': 5}", f"{{'city': '{MASK}', 'rtt': 5}}"),
        ('{city:"Bonn",rtt:5}', f'{{city:"{MASK}",rtt:5}}'),
        ('"coords":{"x":[48.1],"y":"}"},"rtt":5', f'"coords":"{MASK}","rtt":5'),
        ('"deviceIds": ["a", "b"], "n": 2', f'"deviceIds": "{MASK}", "n": 2'),
        ('"user.ip":"ana"', f'"user.ip":"{MASK}"'),
        ('"device id" : "abc"', f'"device id" : "{MASK}"'),
        ('{"latitude":48.1,"n":2}', f'{{"latitude":"{MASK}","n":2}}'),
        ('{"token":"cut off', f'{{"token":"{MASK}"'),
        ('{"tokens":["cut", "off', f'{{"tokens":"{MASK}"'),
        ("location: San Francisco, rtt 5", f"location: {MASK}, rtt 5"),
        ("geo:48.1,11.5 x", f"geo:{MASK} x"),
        ("at (48.1) coords=(48.1, 11.5) x", f"at (48.1) coords={MASK}) x"),
        ("--password=ab)c,d-1 x", f"--password={MASK} x"),
        ("Cookie: a=b; c=d\nnext", f"Cookie: {MASK}\nnext"),
        ('{"token":null,"city":null}', '{"token":null,"city":null}'),
        ('{"version":"143.0.0.0","ssrc":7}', '{"version":"143.0.0.0","ssrc":7}'),
    ],
)
def test_keys_inside_a_text_hide_their_values_too(text: str, shown: str) -> None:
    assert Masks(show_private=False).text(text, "label") == shown


def test_only_secrets_inside_a_text_are_hidden_when_asked_for_the_rest() -> None:
    masks = Masks(show_private=True)
    shown = masks.text('{"city": "Bonn", "token": "abc"} turn:u:p@203.0.113.7', "x")
    assert shown == f'{{"city": "Bonn", "token": "{MASK}"}} turn:{MASK}@203.0.113.7'
    assert (masks.secrets, masks.masked) == (2, 0)


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
        "HeadlessChrome/143.0.0.0 Edg/143.0.0.0 OPR/12.1.2.3",
        "::before",
        "node::add",
        "iPhone OS 17_1_2_3",
        "H264/90000 profile-level-id=42e01f",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
        "typ relay tcptype active, rtt=30 ms, ssrc=1234, mid:0",
        "TypeError: Cannot read properties of undefined (reading 'id') at auth.js:12:5",
        "https://cdn.example/npm/@cloudflare/realtimekit@1.2.0/dist/x.js:1:233",
        "TURN auth: 401 Unauthorized",
        "Default - Sennheiser SC 165 (1395:0088) \u2122 \uff08\u30de\u30a4\u30af\uff09",
        "0123456789abcdef0123456789abcdef",
    ],
)
def test_what_only_looks_like_an_address_stays(text: str) -> None:
    masks = Masks(show_private=False)
    assert masks.text(text, "label") == text
    assert masks.note() is None


@pytest.mark.parametrize(
    ("text", "key", "stays"),
    [
        ("143.0.0.0", "browser_version", True),
        ("v10.0.0.1-beta.2", "sdkVersion", True),
        ("143.0.0.0", "versions", True),
        ("143.0.0.0", "name", False),
        ("1 from 10.0.0.1", "version", False),
        ("x 203.0.113.9", "sdk_version", False),
        ("203.0.113.9", "user_agent", False),
        ("203.0.113.9", "ip_version", False),
        ("Mozilla/5.0 (X11) Chrome/143.0.0.0 Safari/537.36", "user_agent", True),
    ],
)
def test_a_version_is_no_address(text: str, key: str, stays: bool) -> None:
    assert (Masks(show_private=False).text(text, key) == text) is stays


def test_ids_of_streams_and_participants_stay_whatever_they_look_like() -> None:
    for key in ("producer_id", "consumerId", "peer_id", "session_ids"):
        assert Masks(show_private=False).text(HEX, key) == HEX
        assert Masks(show_private=False).text("10.0.0.1", key) == MASK
    assert Masks(show_private=False).text(HEX, "device") == MASK


def test_asked_for_addresses_are_shown_and_secrets_are_not() -> None:
    masks = Masks(show_private=True)
    assert masks.text("203.0.113.7 a=ice-pwd:abc", "x") == f"203.0.113.7 a=ice-pwd:{MASK}"
    assert masks.note() == "Secrets of the connection are masked."


def test_texts_are_cleaned_and_bounded() -> None:
    masks = Masks(show_private=False)
    assert masks.text("a\u202eb\x00\u200bc", "x") == "abc"
    assert len(masks.text("x" * 1_000_000, "x")) <= 8_000
    assert masks.key("k\n\u202e" * 100).startswith("k k k")


def test_names_are_masked_before_they_are_cut() -> None:
    masks = Masks(show_private=False)
    assert masks.key(f"{'x' * 50} 203.0.113.9") == f"{'x' * 50} {MASK}"
    assert masks.key("peer_join 10.0.0.7 token=abc") == f"peer_join {MASK} token={MASK}"
    assert masks.key("selected_microphone_update") == "selected_microphone_update"


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "a:", "a-", "0:", "ff:", "1.", "1-", "\\", '"', '\\"', '"a', "{", "(", "\ufdfa"),
        *("turn:", "://a", "-eyJ_", "ufrag ", '"token":"', "token=[", "city=A ", "lat=1,", '"token":"\\'),
    ],
)
def test_hostile_texts_take_no_longer_than_others(piece: str) -> None:
    text = piece * (32_000 // len(piece))
    start = time.process_time()
    Masks(show_private=False).text(text, "x")
    assert time.process_time() - start < 1


@given(
    st.ip_addresses(),
    st.sampled_from(["", "at ", "x=", "(", "udp:", "udp/", "ip_", "id:", "...", '{"a":"']),
    st.sampled_from(["", " ", ")", ", b", ": b", ".", ":54321", '"}']),
)
def test_no_address_gets_through(address: object, before: str, after: str) -> None:
    text = f"{before}{address}{after}"
    shown = Masks(show_private=False).text(text, "x")
    assert str(address) == "::" or str(address) not in shown
