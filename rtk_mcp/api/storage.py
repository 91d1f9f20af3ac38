"""What object storage answers: the content, or one of our errors."""

import math
from http import HTTPStatus

from rtk_mcp.api.connection import Answer
from rtk_mcp.api.retry import is_transient
from rtk_mcp.errors import DownloadRefused, LinkExpired, NotFound, RateLimited, UpstreamDown, UpstreamNonsense

_CONTENT_STATUSES = frozenset({HTTPStatus.OK, HTTPStatus.NO_CONTENT})
_SIGNATURE_STATUSES = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.GONE})
"""How a signature is refused: S3 and R2 answer 403 for one that has run out."""


def content(answer: Answer) -> bytes:
    """The file's content, possibly empty; raises for every answer that is not a whole file."""
    status = answer.status
    if status in _CONTENT_STATUSES:
        return answer.body
    if status in _SIGNATURE_STATUSES or (
        status == HTTPStatus.BAD_REQUEST and b"expired" in answer.body.lower()
    ):
        raise LinkExpired(
            f"The file storage does not accept the download link (status {status}), nor a fresh one: it has run out, or"
            " the file is no longer kept. Ask again in a minute."
        )
    if status == HTTPStatus.NOT_FOUND:
        raise NotFound(
            "There is no file behind the download link: it was never written or is no longer kept."
        )
    if is_transient(status):
        raise _busy(answer)
    if status >= HTTPStatus.BAD_REQUEST:
        raise DownloadRefused(
            f"The file storage refused the download link (status {status}): ask for the file again."
        )
    raise UpstreamNonsense(
        f"The file storage did not answer with a whole file (status {status}): try again later."
    )


def _busy(answer: Answer) -> RateLimited | UpstreamDown:
    when = "in a few minutes" if answer.retry_after_s is None else f"in {math.ceil(answer.retry_after_s)} s"
    sentence = f"The file storage is failing or busy (status {answer.status}): try again {when}."
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited(sentence, answer.retry_after_s)
    return UpstreamDown(sentence)
