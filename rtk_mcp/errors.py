"""Every error this program raises on purpose, each a sentence that the reader can act on.

RtkError
├── NotConfigured            a setting is missing or unusable
├── BadArgument              an argument cannot be sent; names the argument
├── NotAReport               a file or answer is no peer report
├── CannotServe              the address cannot be listened on
├── HostNotEditable          a host's configuration file cannot be changed safely
└── UpstreamError            the service was asked, or could not be
    ├── NotFound             no such session, participant or peer
    ├── NotPermitted         the token is wrong or lacks a permission
    ├── WrongAccountOrApp    the account or app id leads nowhere
    ├── Rejected             the service refused the request as invalid
    ├── RateLimited          too many requests; `retry_after_s` says how long
    ├── UpstreamDown         unreachable or failing
    ├── UpstreamNonsense     answered something that is not what it documents
    ├── TimedOut             the call's deadline passed
    └── DownloadRefused      a download link leads where this program does not go
        ├── LinkExpired      the link is no longer good
        └── DownloadTooLarge the file is over the size limit

Messages are this program's own words: never the service's text, an id longer than 80 characters, a token or a
signed URL. `str(error)` is at most 1,500 characters.
"""

MAX_MESSAGE_CHARS = 1_500


class RtkError(Exception):
    """Base of all errors below; its text is for the person or model who asked."""

    def __init__(self, message: str) -> None:
        super().__init__(message[:MAX_MESSAGE_CHARS])


class NotConfigured(RtkError):
    """A setting is missing or unusable."""


class BadArgument(RtkError):
    """An argument cannot be sent; nothing went on the wire."""

    def __init__(self, argument: str, message: str) -> None:
        self.argument = argument
        super().__init__(f"{argument}: {message}")


class NotAReport(RtkError):
    """The bytes are no peer report."""


class CannotServe(RtkError):
    """The address cannot be listened on."""


class HostNotEditable(RtkError):
    """A host's configuration file cannot be changed safely; it was left as it is."""


class UpstreamError(RtkError):
    """The service was asked, or could not be."""


class NotFound(UpstreamError):
    """No such session, participant, peer or file."""


class NotPermitted(UpstreamError):
    """The token is wrong, expired or lacks the Realtime permission."""


class WrongAccountOrApp(UpstreamError):
    """The account id or app id leads nowhere."""


class Rejected(UpstreamError):
    """The service refused the request as invalid."""


class RateLimited(UpstreamError):
    """Too many requests.

    Attributes:
        retry_after_s: seconds the service asks to wait, None when it does not say.
    """

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(message)


class UpstreamDown(UpstreamError):
    """The service is unreachable or failing."""


class UpstreamNonsense(UpstreamError):
    """The answer is not what the service documents."""


class TimedOut(UpstreamError):
    """The call's deadline passed."""


class DownloadRefused(UpstreamError):
    """A download link leads where this program does not go."""


class LinkExpired(DownloadRefused):
    """A download link is no longer good."""


class DownloadTooLarge(DownloadRefused):
    """A file is over the size limit."""
