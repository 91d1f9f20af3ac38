"""The only reader of the environment.

A wrong or missing value never stops the server: it becomes one of `problems`, so that a host can still list
the tools and the user reads what is wrong from the first call.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import Literal, Self, get_args
from urllib.parse import SplitResult, urlsplit

DEFAULT_BASE_URL = "https://api.cloudflare.com/client/v4"
STORAGE_HOSTS = ("*.r2.cloudflarestorage.com", "*.amazonaws.com")
"""Where RealtimeKit's pre-signed links have been seen to lead: R2, and S3 for meetings of the Dyte days."""
MOST_WORKERS = 2
"""Each takes about 40 MB of memory; more would wait for the downloads, which are this process's."""
SANDBOX_TOKEN_PREFIX = "rtk-sandbox-"  # noqa: S105 - not a secret: how the sandbox's made-up tokens begin
LogLevel = Literal["INFO", "DEBUG", "WARNING", "ERROR"]
_SEGMENT = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_HOST = re.compile(r"([a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(:\d{1,5})?", re.ASCII)
_LOOPBACK_NAMES = {"localhost"}


@dataclass(frozen=True, slots=True)
class Settings:
    """One process's configuration.

    Attributes:
        api_token: bearer token of the Cloudflare API.
        account_id, app_id: path segments of every request; the app can be chosen per call as well.
        base_url: no trailing slash.
        timeout_s: one deadline per call, covering retries and reading the body.
        download_hosts: exact `host` or `host:port`, or `*.domain`; where signed links may lead.
        download_max_bytes: decoded size at which a download is given up.
        summary_wait_s: how long a summary that was asked for is waited for; 0 for not at all.
        requests_per_5_min: how many requests the service allows in five minutes.
        workers: how many processes may help to read the reports of a large meeting, at most.
        cache_dir: absolute path under which what was measured is kept on disk; empty for not at all.
        read_only: no request but GET leaves, and no writing tool is offered.
        http_token: bearer token that HTTP clients of this server must send.
        allowed_hosts: exact Host header values served over HTTP besides the bound address.
        problems: one sentence for each setting that is missing or unusable.
    """

    api_token: str = field(default="", repr=False)
    account_id: str = ""
    app_id: str = ""
    base_url: str = DEFAULT_BASE_URL
    timeout_s: float = 60.0
    download_hosts: tuple[str, ...] = STORAGE_HOSTS
    download_max_bytes: int = 50_000_000
    summary_wait_s: float = 90.0
    requests_per_5_min: int = 1_200
    workers: int = MOST_WORKERS
    cache_dir: str = ""
    read_only: bool = False
    http_token: str = field(default="", repr=False)
    allowed_hosts: tuple[str, ...] = ()
    log_level: LogLevel = "INFO"
    problems: tuple[str, ...] = ()

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the environment; never raises, see `problems`."""
        reader = _Reader(environ)
        token = reader.secret("CLOUDFLARE_API_TOKEN", "create one with the Realtime permission and set it")
        base_url = reader.base_url("CLOUDFLARE_BASE_URL", DEFAULT_BASE_URL)
        return cls(
            api_token=token,
            account_id=reader.segment("CLOUDFLARE_ACCOUNT_ID", "set it to the account's 32-character id"),
            app_id=reader.segment("REALTIMEKIT_APP_ID", "", required=False),
            base_url=base_url,
            timeout_s=reader.number("RTK_MCP_TIMEOUT_S", 60.0, lowest=0.1, highest=3_600.0),
            download_hosts=reader.hosts("RTK_MCP_DOWNLOAD_HOSTS", wildcards=True)
            or (*STORAGE_HOSTS, *_sandbox_downloads(token, base_url)),
            download_max_bytes=int(
                reader.number("RTK_MCP_DOWNLOAD_MAX_BYTES", 50_000_000, lowest=1_000, highest=2_000_000_000)
            ),
            summary_wait_s=reader.number("RTK_MCP_SUMMARY_WAIT_S", 90.0, lowest=0.0, highest=3_600.0),
            requests_per_5_min=int(
                reader.number("RTK_MCP_REQUESTS_PER_5_MIN", 1_200, lowest=10, highest=100_000)
            ),
            workers=int(reader.number("RTK_MCP_WORKERS", MOST_WORKERS, lowest=0, highest=MOST_WORKERS)),
            cache_dir=reader.directory("RTK_MCP_CACHE_DIR"),
            read_only=reader.switch("RTK_MCP_READ_ONLY"),
            http_token=reader.text("RTK_MCP_HTTP_TOKEN"),
            allowed_hosts=reader.hosts("RTK_MCP_ALLOWED_HOSTS"),
            log_level=reader.log_level("RTK_MCP_LOG_LEVEL"),
            problems=tuple(reader.problems),
        )

    def with_read_only(self) -> Self:
        """The same settings, never writing."""
        return replace(self, read_only=True)


def is_loopback(host: str) -> bool:
    """Whether a host name or address literal is this machine's loopback."""
    if host.lower() in _LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _sandbox_downloads(token: str, base_url: str) -> tuple[str, ...]:
    """The sandbox serves its files on the port after its API's."""
    parts = urlsplit(base_url)
    if not token.startswith(SANDBOX_TOKEN_PREFIX) or not parts.port or not is_loopback(parts.hostname or ""):
        return ()
    return (f"{parts.hostname}:{parts.port + 1}",)


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        return self._environ.get(name, "").strip()

    def secret(self, name: str, advice: str) -> str:
        value = self.text(name)
        if not value:
            self.problems.append(f"{name} is not set: {advice}.")
        elif not value.isascii() or not value.isprintable() or " " in value:
            self.problems.append(f"{name} has characters that no token has: copy it again.")
            return ""
        return value

    def segment(self, name: str, advice: str, *, required: bool = True) -> str:
        value = self.text(name)
        if not value:
            if required:
                self.problems.append(f"{name} is not set: {advice}.")
            return ""
        if not _SEGMENT.fullmatch(value):
            self.problems.append(f"{name} is not an id: it holds letters, digits and dashes only.")
            return ""
        return value

    def base_url(self, name: str, default: str) -> str:
        value = self.text(name) or default
        problem = _base_url_problem(value)
        if problem:
            self.problems.append(f"{name} {problem}.")
            return default
        return value.rstrip("/")

    def number(self, name: str, default: float, *, lowest: float, highest: float) -> float:
        value = self.text(name)
        try:
            number = float(value) if value else default
        except ValueError:
            number = float("nan")
        if not lowest <= number <= highest:
            self.problems.append(f"{name} must be a number from {lowest:g} to {highest:g}.")
            return default
        return number

    def directory(self, name: str) -> str:
        """An absolute path, `~` read as the home directory: hosts start servers in directories of their own."""
        value = os.path.expanduser(self.text(name))  # noqa: PTH111 - Path raises where there is no home
        if value and not os.path.isabs(value):  # noqa: PTH117 - as text: pathlib is imported at no start
            self.problems.append(f"{name} must be an absolute path, such as ~/.cache/rtk-mcp.")
            return ""
        return value

    def hosts(self, name: str, *, wildcards: bool = False) -> tuple[str, ...]:
        entries = tuple(part.strip().lower() for part in self.text(name).split(",") if part.strip())
        for entry in entries:
            if not _HOST.fullmatch(entry.removeprefix("*.") if wildcards else entry):
                forms = "host, host:port or *.domain" if wildcards else "host or host:port"
                self.problems.append(f"{name} has an entry that is not of the form {forms}, comma separated.")
                break
        return entries

    def switch(self, name: str) -> bool:
        value = self.text(name).lower()
        if value in {"", "0", "false", "no", "off"}:
            return False
        if value not in {"1", "true", "yes", "on"}:
            self.problems.append(f"{name} must be 1 or 0; it is read as 1.")
        return True

    def log_level(self, name: str) -> LogLevel:
        value = self.text(name).upper()
        levels: tuple[LogLevel, ...] = get_args(LogLevel)
        for level in levels:
            if level == value:
                return level
        if value:
            self.problems.append(f"{name} must be one of {', '.join(levels)}.")
        return levels[0]


def _base_url_problem(value: str) -> str:
    """What is wrong with a base URL, or an empty string."""
    try:
        parts: SplitResult = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "is not a URL"
    if parts.scheme not in {"https", "http"} or not host:
        return "must be a URL that begins with https://"
    if parts.username or parts.password or parts.query or parts.fragment:
        return "must not hold a user name, a query or a fragment"
    if parts.scheme == "http" and not is_loopback(host):
        return "must use https: plain http is for loopback addresses alone"
    return ""
