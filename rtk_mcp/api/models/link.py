"""What a session leaves behind: links to chat, transcript and summary, and the request for a summary."""

from typing import Any

from pydantic import ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from rtk_mcp.api.models.base import Timestamp, WireModel

_URL_ENDING = "downloadurl"
_EXPIRY_ENDING = "downloadurlexpiry"


class DownloadLink(WireModel):
    """A pre-signed link to a file; a secret, so it is not in the repr.

    Read from `chat_download_url`, `summaryDownloadUrl` and every other spelling of the kind.

    Attributes:
        url: None when the service gave no link, which means that there is no file yet or at all.
        expires_at: None when not said.
        status: the service's own word on the file, where it gives one; not documented.
    """

    url: str | None = Field(default=None, repr=False)
    expires_at: Timestamp = None
    status: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _by_any_spelling(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "url" in data or "expires_at" in data:
            return data
        return {
            "url": said_link(data),
            "expires_at": _ending(data, _EXPIRY_ENDING),
            "status": data.get("status"),
        }


def said_link(data: dict[str, Any]) -> Any:
    """What the service put where a link goes, be it one or not; None for nothing."""
    return _ending(data, _URL_ENDING)


def _ending(data: dict[str, Any], ending: str) -> Any:
    flat = {str(name).replace("_", "").lower(): value for name, value in data.items() if value}
    return next((value for name, value in flat.items() if name.endswith(ending)), None)


class SummaryRequest(WireModel):
    """The service's answer to a request for a summary.

    Attributes:
        status, message: the service's own words; neither is documented, both may be None.
    """

    model_config = ConfigDict(alias_generator=to_camel)

    session_id: str | None = None
    status: str | None = None
    message: str | None = None
