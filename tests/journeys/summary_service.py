"""A service with one session, and the summary that it has, makes or fails to make."""

from typing import Any

from tests.api.upstream import Reply, Request, Upstream, reply
from tests.journeys.test_hostile_service import environment_of

SESSION = "813432c7-3c5a-45e2-9acf-eef7061c7584"
MISSING = reply({"success": False, "error": {"code": 404, "message": "Summary not found"}}, status=404)
BROKEN = reply({"success": False, "error": {"code": 500, "message": "?"}}, status=500)
TAKEN = reply({"success": True, "data": {"session_id": SESSION, "status": "IN_PROGRESS"}})
WRITTEN = "## Meeting Summary\n\n### Action Items\n\n- Ana: send the notes.\n"


class Service:
    """A service with one session; each look at its summary takes the next of `looks`, the last again and again."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self.looks: list[Reply] = [MISSING]
        self.post: Reply = TAKEN
        self.session: dict[str, Any] = {"id": SESSION, "status": "ENDED", "meeting_display_name": "Standup"}
        upstream.answer(self._answer)

    @property
    def link(self) -> Reply:
        return reply({"success": True, "data": {"summaryDownloadUrl": f"{self.upstream.url}/file"}})

    @property
    def posts(self) -> int:
        return sum(request.method == "POST" for request in self.upstream.requests)

    @property
    def gets(self) -> int:
        return sum(
            request.method == "GET" and request.path.endswith("/summary")
            for request in self.upstream.requests
        )

    def _answer(self, request: Request) -> Reply:
        if request.path == "/file":
            return reply(body=WRITTEN.encode())
        if request.method == "POST":
            return self.post
        if request.path.endswith("/summary"):
            return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        return reply({"success": True, "data": self.session})

    def environment(self, wait_s: float) -> dict[str, str]:
        return environment_of(self.upstream, RTK_MCP_SUMMARY_WAIT_S=str(wait_s))
