"""Where a download link may lead."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.hosts import check_target, is_public
from rtk_mcp.errors import DownloadRefused

R2 = "*.r2.cloudflarestorage.com"
ALLOWED = (
    R2,
    "files.example.com",
    "files.example.com:8443",
    "127.0.0.1:4011",
    "localhost:4011",
    "[::1]:4011",
    "127.0.0.1",
)


@pytest.mark.parametrize(
    "url",
    [
        "https://abc.r2.cloudflarestorage.com/a/b.csv?X-Amz-Signature=00",
        "https://a.b.r2.cloudflarestorage.com:443/",
        "https://abc_1.r2.cloudflarestorage.com/",
        "HTTPS://ABC.R2.CloudflareStorage.com/x",
        "https://files.example.com?x=1",
        "https://files.example.com:8443/x@y",
        "http://127.0.0.1:4011/chat.csv",
        "https://127.0.0.1:4011/chat.csv",
        "http://localhost:4011/",
        "http://[::1]:4011/",
        "http://[0:0:0:0:0:0:0:1]:4011/",
        "http://127.0.0.1/chat.csv",
    ],
)
def test_a_listed_host_is_allowed(url: str) -> None:
    target = check_target(url, ALLOWED)
    assert target.loopback == (target.host in {"127.0.0.1", "localhost", "[::1]", "[0:0:0:0:0:0:0:1]"})


@pytest.mark.parametrize(
    "url",
    [
        # not listed, or not quite
        "https://evil.example/",
        "https://r2.cloudflarestorage.com/",
        "https://evilr2.cloudflarestorage.com/",
        "https://abc.r2.cloudflarestorage.com.evil.example/",
        "https://abc.r2.cloudflarestorage.com:8443/",
        "https://sub.files.example.com/",
        "https://files.example.com:8444/",
        "http://127.0.0.1:4012/",
        "http://127.0.0.2:4011/",
        "https://localhost/",
        "http://sub.localhost:4011/",
        # plain http
        "http://abc.r2.cloudflarestorage.com/",
        "http://files.example.com/",
        "http://files.example.com:443/",
        "ftp://files.example.com/",
        "file:///etc/passwd",
        "//files.example.com/",
        "files.example.com/",
        "https:files.example.com/",
        "https:///files.example.com/",
        "javascript:alert(1)",
        "",
        # two ways to read one link
        "https://files.example.com@evil.example/",
        "https://evil.example@files.example.com/",
        "https://user:pass@files.example.com/",
        "https://files.example.com\\@evil.example/",
        "https://evil.example\\.files.example.com/",
        "https://files.example.com#@evil.example/",
        "https://files.example.com:443@evil.example/",
        "https://files.example.com:/",
        "https://files.example.com:0/",
        "https://files.example.com:99999/",
        "https://files.example.com:\uff14\uff14\uff13/",
        "https://files.example.com./",
        "https://.files.example.com/",
        "https://files..example.com/",
        "https://files.example.com/\r\nHost: evil",
        "https://files.example.com/\n",
        "https://files.example.com/\x00",
        "https://files.example.com\t/",
        " https://files.example.com/",
        "https://files%2eexample.com/",
        "https://\uff46iles.example.com/",
        "https://files\u3002example.com/",
        "https://abc.r2.cloudflarestorage.com\u2025/",
        "https://files.example.com/" + "a" * 9_000,
    ],
)
def test_anything_else_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(DownloadRefused) as caught:
        check_target(url, ALLOWED)
    assert "example" not in str(caught.value)


SPECIAL = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.01",
    "0.0.0.0", "0", "10.0.0.5", "10.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "2852039166", "100.64.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.1", "198.18.0.1", "192.0.2.1",
    "[::]", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[fe80::1]", "[fc00::1]", "[fec0::1]",
    "[ff02::1]", "[64:ff9b::7f00:1]", "[64:ff9b::a00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:db8::1]",
    "localhost", "LOCALHOST", "localhost.", "127.0.0.1.", "a.localhost",
    "\uff11\uff12\uff17.0.0.1", "\u2460\u2461\u2466.0.0.1",
    "[fe80::1%25eth0]",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", SPECIAL)
def test_special_addresses_are_refused_in_any_notation(host: str, scheme: str) -> None:
    everything = (R2, "*.1", "*.0.0.1", "*.localhost", "*.com", "files.example.com")
    with pytest.raises(DownloadRefused):
        check_target(f"{scheme}://{host}/x", everything)
    with pytest.raises(DownloadRefused):
        check_target(f"{scheme}://{host}:4011/x", (*everything, "127.0.0.9:4011"))


NOT_LOOPBACK = [
    host for host in SPECIAL if host not in {"127.0.0.1", "[::1]", "localhost", "LOCALHOST", "a.localhost"}
]


@pytest.mark.parametrize("host", NOT_LOOPBACK)
def test_only_a_plain_loopback_address_can_be_listed(host: str) -> None:
    with pytest.raises(DownloadRefused):
        check_target(f"https://{host}/x", (host, f"{host}:443", "*." + host))


def test_a_listed_public_address_is_allowed_over_https_only() -> None:
    assert not check_target("https://1.1.1.1/x", ("1.1.1.1",)).loopback
    with pytest.raises(DownloadRefused):
        check_target("http://1.1.1.1/x", ("1.1.1.1",))


@pytest.mark.parametrize(
    "entry", ["", "*", "*.", ".", ":443", "*:443", "https://files.example.com", "files.example.com:x"]
)
def test_an_entry_that_is_none_allows_nothing(entry: str) -> None:
    for url in ("https://files.example.com/", "https://x.com/", "http://127.0.0.1/"):
        with pytest.raises(DownloadRefused):
            check_target(url, (entry,))


def test_a_domain_may_have_a_port() -> None:
    assert check_target("https://a.example.com:9000/", ("*.example.com:9000",)).port == 9000
    with pytest.raises(DownloadRefused):
        check_target("https://a.example.com/", ("*.example.com:9000",))


@given(st.integers(0, 2**32 - 1))
def test_addresses_that_wrap_others_are_judged_by_what_they_wrap(number: int) -> None:
    address = ip_address(number)
    assert is_public(ip_address(f"64:ff9b::{address}")) == is_public(address)
    assert not is_public(ip_address(f"::ffff:{address}"))


@given(st.text())
def test_no_text_crashes_the_check(text: str) -> None:
    for url in (text, f"https://{text}", f"https://{text}/", f"http://{text}:4011"):
        with pytest.raises(DownloadRefused):
            check_target(url, ("files.example.com", "127.0.0.1:4011"))
