"""`rtk-mcp doctor`: whether everything between this program and the meetings works, and what to do if not.

One request tells: which check failed follows from the kind of error it ends in. What a failure leaves open is
said to be open, not guessed.
"""

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TextIO

from rtk_mcp import __version__
from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.models.session import SessionPage
from rtk_mcp.errors import (
    NotConfigured,
    NotFound,
    NotPermitted,
    Rejected,
    UpstreamError,
    WrongAccountOrApp,
)
from rtk_mcp.settings import DEFAULT_BASE_URL, STORAGE_HOSTS, Settings

ALL_WELL, REFUSED, NOT_CONFIGURED = 0, 1, 2
LONGEST_WAIT_S = 20.0
"""A person is watching: give up earlier than a call that works on a long answer."""
_CLOSING = {
    ALL_WELL: "All is well.",
    REFUSED: "The service refuses or does not answer: see the lines marked FAIL.",
    NOT_CONFIGURED: "Something is not configured: see the lines marked FAIL.",
}
_REMOTE = ("reachability", "token", "permission", "account", "app")
_USUAL_ACCOUNT_ID = re.compile(r"[0-9a-fA-F]{32}")


class Status(StrEnum):
    """How a check came out; as it is printed."""

    OK = "ok"
    NOTE = "note"
    FAIL = "FAIL"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the examination."""

    name: str
    status: Status
    detail: str


async def examine(settings: Settings, out: TextIO) -> int:
    """Check configuration, reachability, token, permission, account and app; print a line for each.

    Args:
        settings: what to examine; the token is never printed.
        out: takes the lines.

    Returns:
        0 when all is well, 1 when the service refuses or does not answer, 2 when something is not configured.
    """
    local = [Check("program", Status.OK, f"rtk-mcp {__version__} on Python {platform.python_version()}")]
    local += _configuration(settings)
    unconfigured = _exit_code(local) == NOT_CONFIGURED
    remote = _all_skipped("the configuration comes first") if unconfigured else await _service(settings)
    checks = [*local, *remote]
    width = max(len(check.name) for check in checks)
    out.writelines(f"{check.status:<8} {check.name:<{width}}  {check.detail}\n" for check in checks)
    code = _exit_code(checks)
    out.write(f"{_CLOSING[code]}\n")
    return code


def _exit_code(checks: list[Check]) -> int:
    failed = {check.name for check in checks if check.status is Status.FAIL}
    if "configuration" in failed:
        return NOT_CONFIGURED
    return REFUSED if failed else ALL_WELL


def _configuration(settings: Settings) -> Iterator[Check]:
    """What can be judged without asking anyone."""
    for problem in settings.problems:
        yield Check("configuration", Status.FAIL, problem)
    if not settings.app_id and not any("REALTIMEKIT_APP_ID" in problem for problem in settings.problems):
        advice = "set it to the id of the app whose meetings to read."
        yield Check("configuration", Status.FAIL, f"REALTIMEKIT_APP_ID is not set: {advice}")
    elif not settings.problems:
        yield Check("configuration", Status.OK, _configured(settings))
    yield _downloads(settings)


def _configured(settings: Settings) -> str:
    mode = ", read-only" if settings.read_only else ""
    return f"token set, account {_short(settings.account_id)}, app {_short(settings.app_id)}{mode}"


def _short(identifier: str) -> str:
    """Enough of an id to recognise it, in lines that people paste elsewhere."""
    shown = 8
    return identifier if len(identifier) <= shown else f"{identifier[:shown]}..."


def _downloads(settings: Settings) -> Check:
    hosts = f"links may lead to {', '.join(settings.download_hosts)}"
    if settings.base_url != DEFAULT_BASE_URL and settings.download_hosts == STORAGE_HOSTS:
        advice = "set RTK_MCP_DOWNLOAD_HOSTS if the service at CLOUDFLARE_BASE_URL keeps its files elsewhere"
        return Check("downloads", Status.NOTE, f"{hosts}; {advice}")
    return Check("downloads", Status.OK, hosts)


async def _service(settings: Settings) -> list[Check]:
    """What one request for the newest session tells."""
    kit = RealtimeKit(replace(settings, timeout_s=min(settings.timeout_s, LONGEST_WAIT_S)))
    try:
        page = await kit.list_sessions(per_page=1)
    except NotConfigured as error:
        return [
            Check("configuration", Status.FAIL, str(error)),
            *_all_skipped("the configuration comes first"),
        ]
    except UpstreamError as error:
        return _refused(settings, error)
    finally:
        await kit.aclose()
    return [
        Check("reachability", Status.OK, f"{settings.base_url} answers"),
        Check("token", Status.OK, "accepted"),
        Check("permission", Status.OK, "may read this app's sessions"),
        Check("account", Status.OK, "known"),
        _app(page),
    ]


def _app(page: SessionPage) -> Check:
    total = page.paging.total_count
    if total is None and page.sessions:
        return Check("app", Status.OK, "known; has sessions")
    if total:
        return Check("app", Status.OK, f"known; has {total} session{'' if total == 1 else 's'}")
    advice = "if there should be some, REALTIMEKIT_APP_ID may be that of another app"
    return Check("app", Status.NOTE, f"known, but it has no sessions: {advice}")


def _refused(settings: Settings, error: UpstreamError) -> list[Check]:
    """The remote checks after an error: what failed, what must have worked before it, what stays open."""
    match error:
        case NotPermitted():
            failed = {"token": str(error)}
        case WrongAccountOrApp() | NotFound():
            failed = {
                "account": f"{error}{_account_hint(settings.account_id)}",
                "app": "this or the account id: the service does not say which.",
            }
        case Rejected():
            failed = {"app": str(error)}
        case _:
            failed = {"reachability": f"{settings.base_url}: {error}"}
    open_question = "not known: the request did not get that far"
    checks = {name: Check(name, Status.SKIPPED, open_question) for name in _REMOTE}
    checks["reachability"] = Check("reachability", Status.OK, f"{settings.base_url} answers")
    return list((checks | {name: Check(name, Status.FAIL, why) for name, why in failed.items()}).values())


def _account_hint(account_id: str) -> str:
    if _USUAL_ACCOUNT_ID.fullmatch(account_id):
        return ""
    return " Begin with CLOUDFLARE_ACCOUNT_ID: account ids are 32 hexadecimal digits, and this one is not."


def _all_skipped(reason: str) -> list[Check]:
    return [Check(name, Status.SKIPPED, reason) for name in _REMOTE]
