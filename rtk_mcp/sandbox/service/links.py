"""Links to a session's files."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rtk_mcp.sandbox.service.state import Service

WEEK = timedelta(days=7)
DAY = timedelta(hours=24)
SHARED_EMPTY_FILE = "store/default/transcript.csv"


@dataclass(frozen=True, slots=True)
class Link:
    """A signed link and the time until which it opens the file."""

    url: str
    expires_at: datetime


def make_link(service: Service, name: str, lifetime: timedelta, *, expired: bool = False) -> Link:
    """A link to one file of the app's bucket; an expired one was good until an hour ago."""
    now = service.clock()
    signed_at = now - lifetime - timedelta(hours=1) if expired else now
    signed = service.signer.sign(path_of(service, name), signed_at=signed_at, lifetime=lifetime)
    return Link(f"http://{service.downloads_host}{signed}", signed_at + lifetime)


def make_link_late(service: Service, name: str, lifetime: timedelta) -> Link:
    """The same, whose first link for a file is already expired; those that follow are good."""
    expired = name not in service.links_given
    service.links_given.add(name)
    return make_link(service, name, lifetime, expired=expired)


def path_of(service: Service, name: str) -> str:
    """The path of a file on the downloads port."""
    return f"/realtimekit-{service.access.app_id}/{name}"
