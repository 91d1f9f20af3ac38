"""What the sandbox has of each session, to hold answers against."""

import httpx

from rtk_mcp.sandbox import SandboxServer
from rtk_mcp.sandbox.world.model import ChatKept, Session, TranscriptKept

NO_CHAT = {
    ChatKept.NOT_FOUND: "not_found",
    ChatKept.HEADER_ONLY: "no_messages",
    ChatKept.EMPTY_FILE: "empty_file",
}
NO_TRANSCRIPT = {
    TranscriptKept.NOT_FOUND: "not_found",
    TranscriptKept.NO_LINK: "no_link",
    TranscriptKept.SHARED_EMPTY_FILE: "placeholder",
    TranscriptKept.EMPTY_FILE: "empty_file",
    TranscriptKept.DAMAGED: "unreadable",
    TranscriptKept.GONE: "file_gone",
}


def why_no_transcript(session: Session) -> str | None:
    return "session_live" if session.live else NO_TRANSCRIPT.get(session.kept.transcript)


def stored(sandbox: SandboxServer, session_id: str, kind: str, **params: str) -> bytes:
    """A session's file as a plain client gets it; the first link may be expired."""
    app = f"{sandbox.base_url}/accounts/{sandbox.account_id}/realtime/kit/{sandbox.app_id}"
    path = f"{app}/sessions/{session_id}/{kind}"
    headers = {"Authorization": f"Bearer {sandbox.api_token}"}
    for _ in range(2):
        data = (
            httpx.get(path, params=params, headers=headers, trust_env=False).raise_for_status().json()["data"]
        )
        file = httpx.get(data[f"{kind}_download_url"], trust_env=False)
        if file.is_success:
            break
    return file.raise_for_status().content


def letters(text: str) -> str:
    """What no cleaning changes."""
    return "".join(filter(str.isalnum, text))
