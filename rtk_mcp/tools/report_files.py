"""Reports' signals on disk, for the next process: `RTK_MCP_CACHE_DIR`.

It pays: a report of 10 MB, which takes 110 ms to fetch over loopback and condense, is read from its file of 240 KB in
4 ms, one of 1 MB in 1 ms instead of 14, and no request is spent. Writing takes some 10 ms once. (CPython 3.11.)
"""

import hmac
import logging
import sys
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import anyio.to_thread

from rtk_mcp import __version__
from rtk_mcp.api.scope import Scope
from rtk_mcp.meeting.cache_directory import CacheDirectory

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals

logger = logging.getLogger("rtk_mcp.tools")

FOLDER: Final = "reports"
"""Under the cache directory."""
_FORMAT: Final = f"rtk-mcp {__version__} signals 1 {sys.byteorder}\n".encode()
"""How a file begins; the number is that of the layout, for changes between two releases."""
_SEAL: Final = "sha256"
_SEAL_BYTES: Final = 32

ResultT = TypeVar("ResultT")


def directory_of(cache_dir: str) -> CacheDirectory:
    """Where the reports' files are."""
    return CacheDirectory(Path(cache_dir) / FOLDER)


class ReportFiles:
    """Keeps signals in files, each readable only with the token that asked for it in the first place.

    A file's name is a keyed hash of service, account, app, peer and question, so that it tells nothing; its content is
    sealed with the same key, which is the hash of the token. A file that is damaged, of another version or somebody
    else's is deleted. The content itself is not encrypted: the directory's mode is what guards it.

    Where the directory cannot be used, that is logged once, and everything goes on without.
    """

    def __init__(self, directory: CacheDirectory) -> None:
        self._directory = directory
        self._warned = False

    async def read(self, scope: Scope, peer_id: str, *, events: bool) -> "PeerSignals | None":
        """What was kept of a report; None where there is nothing."""
        return await self._in_thread(partial(self._read, _name(scope, peer_id, events=events), _key(scope)))

    async def write(self, scope: Scope, peer_id: str, signals: "PeerSignals", *, events: bool) -> None:
        """Keep a report that will not change any more."""
        name = _name(scope, peer_id, events=events)
        await self._in_thread(partial(self._write, name, _key(scope), signals))

    def _read(self, name: str, key: bytes) -> "PeerSignals | None":
        content = self._directory.read(name)
        if content is None:
            return None
        from rtk_mcp.report.packing import Unpackable, unpack  # noqa: PLC0415 - heavy: with the first report

        try:
            packed = _unsealed(content, name, key)
            if packed is not None:
                return unpack(zlib.decompress(packed))
        except (Unpackable, zlib.error):
            pass
        self._directory.delete(name)
        return None

    def _write(self, name: str, key: bytes, signals: "PeerSignals") -> None:
        from rtk_mcp.report.packing import Unpackable, pack  # noqa: PLC0415 - heavy: with the first report

        try:
            packed = zlib.compress(pack(signals), level=1)
        except Unpackable:
            return
        self._directory.write(name, _sealed(packed, name, key))

    async def _in_thread(self, job: Callable[[], ResultT]) -> ResultT | None:
        try:
            return await anyio.to_thread.run_sync(job, abandon_on_cancel=True)
        except OSError as error:
            if not self._warned:
                self._warned = True
                logger.warning("%s: reports are kept in memory alone.", unusable(error))
            return None


def unusable(error: OSError) -> str:
    """What is wrong with the directory, as the beginning of a sentence."""
    return f"RTK_MCP_CACHE_DIR cannot be used ({error.strerror or 'no reason given'})"


def _key(scope: Scope) -> bytes:
    return bytes.fromhex(scope.token_hash)


def _name(scope: Scope, peer_id: str, *, events: bool) -> str:
    asked = ascii((scope.service, scope.account_id, scope.app_id, peer_id, events))
    return hmac.digest(_key(scope), asked.encode(), _SEAL).hex()


def _sealed(packed: bytes, name: str, key: bytes) -> bytes:
    return _FORMAT + hmac.digest(key, name.encode() + packed, _SEAL) + packed


def _unsealed(content: bytes, name: str, key: bytes) -> bytes | None:
    """What is in a file; None where it is not what was written under this name with this key."""
    sealed = content.removeprefix(_FORMAT)
    seal, packed = sealed[:_SEAL_BYTES], sealed[_SEAL_BYTES:]
    if sealed == content or not hmac.compare_digest(seal, hmac.digest(key, name.encode() + packed, _SEAL)):
        return None
    return packed
