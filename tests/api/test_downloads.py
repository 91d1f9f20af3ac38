"""Files behind links, from a scripted storage server."""

import gzip
import socket
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import anyio
import pytest

from rtk_mcp.api.downloads import Downloads
from rtk_mcp.api.models.link import DownloadLink
from rtk_mcp.errors import (
    DownloadRefused,
    DownloadTooLarge,
    LinkExpired,
    NotFound,
    RateLimited,
    RtkError,
    TimedOut,
    UpstreamDown,
    UpstreamNonsense,
)
from rtk_mcp.settings import Settings

from .conftest import TOKEN
from .upstream import HANG, RESET, Reply, Upstream, reply

pytestmark = pytest.mark.anyio

SIGNATURE = "X-Amz-Signature=5ec2e7"


class Renewals:
    """Gives out one link after the other and counts."""

    def __init__(self, *links: DownloadLink) -> None:
        self._links = list(links)
        self.count = 0

    async def __call__(self) -> DownloadLink:
        self.count += 1
        return self._links.pop(0)


def link_to(storage: Upstream, path: str = "/chat.csv", *, lives_s: float | None = 3_600) -> DownloadLink:
    expires_at = None if lives_s is None else datetime.now(UTC) + timedelta(seconds=lives_s)
    return DownloadLink(url=f"{storage.url}{path}?{SIGNATURE}", expires_at=expires_at)


def text(body: bytes, **headers: str) -> Reply:
    return reply(body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("content", [b"", b"a,b\n", bytes(range(256)) * 4_000])
@pytest.mark.parametrize("lives_s", [3_600, None])
async def test_the_content_comes_as_it_is(
    content: bytes, lives_s: float | None, downloads: Downloads, storage: Upstream
) -> None:
    storage.answer(text(content))
    renew = Renewals()
    assert await downloads.fetch(link_to(storage, lives_s=lives_s), renew) == content
    assert renew.count == 0
    assert storage.last.target == f"/chat.csv?{SIGNATURE}"


async def test_no_credentials_and_no_cookies_are_sent(downloads: Downloads, storage: Upstream) -> None:
    storage.answer(text(b"x", Set_Cookie="a=b; Path=/"))
    for _ in range(2):
        await downloads.fetch(link_to(storage), Renewals())
    for request in storage.requests:
        assert not {"authorization", "cookie", "x-auth-key"} & set(request.headers)
        assert TOKEN not in repr(request)
        assert request.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("then", ["keep", "close"])
async def test_a_chunked_file_is_read_to_its_end(then: str, downloads: Downloads, storage: Upstream) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    storage.answer(Reply(head + b"2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n", "close" if then == "close" else "keep"))
    assert await downloads.fetch(link_to(storage), Renewals()) == b"abcde"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_file_stored_compressed_is_decoded(
    encoding: str, downloads: Downloads, storage: Upstream
) -> None:
    content = b"line\n" * 10_000
    packed = gzip.compress(content) if encoding == "gzip" else zlib.compress(content)
    storage.answer(text(packed, Content_Encoding=encoding))
    assert await downloads.fetch(link_to(storage), Renewals()) == content


async def test_a_compressed_bomb_is_given_up_at_the_limit(settings: Settings, storage: Upstream) -> None:
    bomb = gzip.compress(gzip.compress(bytes(200_000_000), 9))  # twice packed to be quick to send
    inner = gzip.decompress(bomb)
    assert len(inner) < 250_000
    storage.answer(text(inner, Content_Encoding="gzip"))
    downloads = Downloads(replace(settings, download_max_bytes=1_000_000))
    with pytest.raises(DownloadTooLarge, match=r"1 MB.*RTK_MCP_DOWNLOAD_MAX_BYTES"):
        await downloads.fetch(link_to(storage), Renewals())
    await downloads.aclose()


@pytest.mark.parametrize(("size", "fits"), [(1_000, True), (1_001, False)])
async def test_the_limit_is_exact(size: int, fits: bool, settings: Settings, storage: Upstream) -> None:
    storage.answer(text(b"x" * size))
    downloads = Downloads(replace(settings, download_max_bytes=1_000))
    if fits:
        assert len(await downloads.fetch(link_to(storage), Renewals())) == size
    else:
        with pytest.raises(DownloadTooLarge):
            await downloads.fetch(link_to(storage), Renewals())
    await downloads.aclose()


async def test_an_endless_file_is_given_up_at_the_limit(settings: Settings, storage: Upstream) -> None:
    storage.answer(reply(body=b"x" * 2_000, length=10**12, then="hang"))
    downloads = Downloads(replace(settings, download_max_bytes=1_000))
    with pytest.raises(DownloadTooLarge):
        await downloads.fetch(link_to(storage), Renewals())
    await downloads.aclose()


EXPIRED = [
    reply(status=403, body=b"<Code>AccessDenied</Code>"),
    reply(status=401),
    reply(status=410),
    reply(status=400, body=b"<Error><Code>ExpiredRequest</Code></Error>"),
]


@pytest.mark.parametrize("refusal", EXPIRED)
async def test_an_expired_link_is_renewed_once(
    refusal: Reply, downloads: Downloads, storage: Upstream
) -> None:
    storage.answer(refusal, text(b"fresh"))
    renew = Renewals(link_to(storage, "/fresh.csv"))
    assert await downloads.fetch(link_to(storage), renew) == b"fresh"
    assert [request.path for request in storage.requests] == ["/chat.csv", "/fresh.csv"]


@pytest.mark.parametrize("refusal", EXPIRED)
@pytest.mark.parametrize("lives_s", [3_600, -1])
async def test_a_link_is_renewed_no_more_than_once(
    refusal: Reply, lives_s: float, downloads: Downloads, storage: Upstream
) -> None:
    storage.answer(refusal)
    renew = Renewals(link_to(storage), link_to(storage))
    with pytest.raises(LinkExpired, match="nor a fresh one"):
        await downloads.fetch(link_to(storage, lives_s=lives_s), renew)
    assert renew.count == 1
    assert len(storage.requests) == (2 if lives_s > 0 else 1)


async def test_a_link_past_its_date_is_renewed_before_it_is_used(
    downloads: Downloads, storage: Upstream
) -> None:
    storage.answer(text(b"fresh"))
    renew = Renewals(link_to(storage, "/fresh.csv"))
    assert await downloads.fetch(link_to(storage, lives_s=-1), renew) == b"fresh"
    assert [request.path for request in storage.requests] == ["/fresh.csv"]


async def test_a_fresh_link_is_tried_even_if_this_clock_calls_it_expired(
    downloads: Downloads, storage: Upstream
) -> None:
    storage.answer(text(b"fresh"))
    assert (
        await downloads.fetch(link_to(storage, lives_s=-9), Renewals(link_to(storage, lives_s=-9)))
        == b"fresh"
    )


async def test_what_renewing_raises_is_passed_on(downloads: Downloads, storage: Upstream) -> None:
    async def renew() -> DownloadLink:
        raise RateLimited("Wait.", 5)

    storage.answer(EXPIRED[0])
    with pytest.raises(RateLimited):
        await downloads.fetch(link_to(storage), renew)


async def test_a_fresh_link_is_checked_like_the_first(downloads: Downloads, storage: Upstream) -> None:
    storage.answer(EXPIRED[0])
    with pytest.raises(DownloadRefused):
        await downloads.fetch(link_to(storage), Renewals(DownloadLink(url="http://169.254.169.254/meta")))
    with pytest.raises(NotFound):
        await downloads.fetch(link_to(storage), Renewals(DownloadLink()))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply(status=404, body=b"<Code>NoSuchKey</Code>"), NotFound),
        (reply(status=400, body=b"<Code>InvalidArgument</Code>"), DownloadRefused),
        (reply(status=416), DownloadRefused),
        (reply(status=206, body=b"x"), UpstreamNonsense),
        (reply(status=301, headers={"Location": "http://127.0.0.1:1/"}), DownloadRefused),
        (reply(status=302, headers={"Location": "http://[broken"}), DownloadRefused),
        (reply(status=429, headers={"Retry-After": "900"}), RateLimited),
        (reply(status=503), UpstreamDown),
        (RESET, UpstreamDown),
        (reply(body=b"abc", length=10, then="close"), UpstreamDown),
        (text(b"not gzip", Content_Encoding="gzip"), UpstreamNonsense),
        (text(gzip.compress(b"abc" * 99)[:-9], Content_Encoding="gzip"), UpstreamNonsense),
        (text(b"abc", Content_Encoding="br"), UpstreamNonsense),
    ],
)
async def test_every_failure_is_one_of_our_errors(
    answer: Reply, error: type[RtkError], downloads: Downloads, storage: Upstream
) -> None:
    storage.answer(answer)
    with pytest.raises(error) as caught:
        await downloads.fetch(link_to(storage), Renewals())
    assert type(caught.value) is error
    for secret in (SIGNATURE, "127.0.0.1", "chat.csv", str(storage.port)):
        assert secret not in str(caught.value)


async def test_a_passing_trouble_is_not_noticed(downloads: Downloads, storage: Upstream) -> None:
    storage.answer(reply(status=503), RESET, text(b"x"))
    assert await downloads.fetch(link_to(storage), Renewals()) == b"x"


async def test_no_link_is_not_found(downloads: Downloads, storage: Upstream) -> None:
    for url in (None, ""):
        with pytest.raises(NotFound):
            await downloads.fetch(DownloadLink(url=url), Renewals())
    assert storage.connections == 0


async def test_a_host_that_is_not_listed_gets_no_request(
    downloads: Downloads, storage: Upstream, upstream: Upstream
) -> None:
    for url in (upstream.url, f"http://localhost:{storage.port}/", f"http://127.1:{storage.port}/"):
        with pytest.raises(DownloadRefused):
            await downloads.fetch(DownloadLink(url=url), Renewals())
    assert storage.connections == upstream.connections == 0


async def test_a_listed_name_that_resolves_to_this_machine_gets_no_byte(
    settings: Settings, storage: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    resolve_everything_here(monkeypatch)
    host = f"files.example.com:{storage.port}"
    downloads = Downloads(replace(settings, download_hosts=(host,)))
    with pytest.raises(DownloadRefused, match="private or special address"):
        await downloads.fetch(DownloadLink(url=f"https://{host}/x"), Renewals())
    assert not storage.requests
    await downloads.aclose()


def resolve_everything_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def here(host: object, port: object, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", here)


@pytest.mark.parametrize("stall", [HANG, reply(body=b"abc", length=10, then="hang")])
async def test_the_deadline_covers_waiting_and_reading(
    stall: Reply, settings: Settings, storage: Upstream
) -> None:
    storage.answer(stall)
    downloads = Downloads(replace(settings, timeout_s=0.2))
    with pytest.raises(TimedOut, match=r"within 0\.2 s"):
        await downloads.fetch(link_to(storage), Renewals())
    await downloads.aclose()


async def test_the_deadline_covers_the_renewal(settings: Settings, storage: Upstream) -> None:
    async def never() -> DownloadLink:
        await anyio.sleep_forever()
        raise AssertionError

    storage.answer(EXPIRED[0])
    downloads = Downloads(replace(settings, timeout_s=0.2))
    with pytest.raises(TimedOut):
        await downloads.fetch(link_to(storage), never)
    await downloads.aclose()


async def test_logs_hold_no_link(
    downloads: Downloads, storage: Upstream, caplog: pytest.LogCaptureFixture
) -> None:
    storage.answer(text(b"x"))
    link = link_to(storage)
    with caplog.at_level("DEBUG"):
        await downloads.fetch(link, Renewals())
    assert "GET download: 200" in caplog.text
    for secret in (SIGNATURE, "chat.csv"):
        assert secret not in caplog.text
    assert SIGNATURE not in repr(link)


async def test_loopback_is_not_asked_through_a_proxy(
    downloads: Downloads, storage: Upstream, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, upstream.url)
    storage.answer(text(b"x"))
    assert await downloads.fetch(link_to(storage), Renewals()) == b"x"
    assert upstream.connections == 0
