"""The sandbox as something to start: ports, environment, records, and the command that serves until stopped."""

import os
import re
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from rtk_mcp.sandbox import SandboxServer, run_forever


def sessions_url(sandbox: SandboxServer) -> str:
    return f"{sandbox.base_url}/accounts/{sandbox.account_id}/realtime/kit/{sandbox.app_id}/sessions"


def test_the_environment_is_the_four_variables_of_the_official_client(sandbox: SandboxServer) -> None:
    environment = sandbox.environment()
    assert set(environment) == {
        "CLOUDFLARE_API_TOKEN",
        "CLOUDFLARE_ACCOUNT_ID",
        "CLOUDFLARE_BASE_URL",
        "REALTIMEKIT_APP_ID",
    }
    assert environment["CLOUDFLARE_API_TOKEN"].startswith("rtk-sandbox-")
    assert re.fullmatch(r"[0-9a-f]{32}", environment["CLOUDFLARE_ACCOUNT_ID"])
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/client/v4", environment["CLOUDFLARE_BASE_URL"])


def test_files_are_served_from_the_port_after_the_api(sandbox: SandboxServer) -> None:
    port = int(sandbox.base_url.removesuffix("/client/v4").rpartition(":")[2])
    assert sandbox.downloads_host == f"127.0.0.1:{port + 1}"
    assert httpx.get(f"http://{sandbox.downloads_host}/anything").status_code == 403


def test_requests_are_recorded_and_can_be_cleared(sandbox: SandboxServer) -> None:
    sandbox.requests.clear()
    httpx.get(sessions_url(sandbox))
    assert sandbox.requests == [
        ("GET", sessions_url(sandbox).removeprefix(sandbox.base_url[: -len("/client/v4")]))
    ]


def test_large_answers_are_gzip_for_those_who_accept_it(sandbox: SandboxServer) -> None:
    headers = {"Authorization": f"Bearer {sandbox.api_token}"}
    packed = httpx.get(sessions_url(sandbox), headers=headers)
    plain = httpx.get(sessions_url(sandbox), headers=headers | {"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_more_sessions_are_served_when_asked_for(sandbox: SandboxServer) -> None:
    headers = {"Authorization": f"Bearer {sandbox.api_token}"}
    usual = httpx.get(sessions_url(sandbox), headers=headers).json()["paging"]["total_count"]
    with SandboxServer(extra_sessions=3, long_meeting=True) as larger:
        with httpx.Client(headers=headers) as client:
            page = client.get(sessions_url(larger), params={"sort_order": "ASC"}).json()
            oldest, long = page["data"]["sessions"][0], page["data"]["sessions"][3]
            (first, *_) = client.get(f"{sessions_url(larger)}/{oldest['id']}/participants").json()["data"][
                "participants"
            ]
            report = client.get(f"{sessions_url(larger)}/peer-report/{first['id']}").json()
            link = client.get(f"{sessions_url(larger)}/{long['id']}/transcript").json()["data"]
        rows = httpx.get(link["transcript_download_url"]).text.count("\n")
    assert page["paging"]["total_count"] == usual + 4
    assert any(
        row["packets_sent"]
        for row in report["data"]["participant"]["peer_report"]["quality"]["audio_producer"]
    )
    assert (long["meeting_display_name"], rows) == ("Workshop of all teams", 20_000)


def test_both_ports_are_free_again_afterwards() -> None:
    with SandboxServer() as first:
        port = int(first.base_url.removesuffix("/client/v4").rpartition(":")[2])
    with SandboxServer(port=port) as second:
        assert httpx.get(sessions_url(second)).status_code == 401


def test_two_with_one_seed_are_the_same_account() -> None:
    assert SandboxServer(seed=3).environment() == SandboxServer(seed=3).environment()
    assert SandboxServer(seed=3).account_id != SandboxServer(seed=4).account_id


def test_a_port_in_use_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run_forever("127.0.0.1", port, 7) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"rtk-mcp: The sandbox cannot use ports {port} and {port + 1} on 127.0.0.1: Address already in use; "
        "choose another with --port.\n"
    )


def test_a_port_that_does_not_exist_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_forever("127.0.0.1", 65_535, 7) == 1
    assert "there is no such port" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals are delivered differently")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_a_signal_and_ends_quietly(how: signal.Signals) -> None:
    code = "from rtk_mcp.sandbox import run_forever; raise SystemExit(run_forever('127.0.0.1', 0, 7))"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        lines = dict(process.stdout.readline().strip().split("=", 1) for _ in range(4))
        answer = httpx.get(
            f"{lines['CLOUDFLARE_BASE_URL']}/accounts/{lines['CLOUDFLARE_ACCOUNT_ID']}"
            f"/realtime/kit/{lines['REALTIMEKIT_APP_ID']}/sessions",
            headers={"Authorization": f"Bearer {lines['CLOUDFLARE_API_TOKEN']}"},
        )
        process.send_signal(how)
        rest, errors = process.communicate(timeout=10)
    assert answer.status_code == 200
    assert (process.returncode, rest, errors) == (0, "", "")
