"""The version, tools and settings have their one place in the code; the manifests must say the same.

A failing assertion says what to write where.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from rtk_mcp import __version__
from rtk_mcp.hosts.entry import NOT_OVER_STDIO
from rtk_mcp.server import build_server
from rtk_mcp.settings import Settings
from rtk_mcp.tools.services import Services

ROOT = Path(__file__).parents[1]
REQUIRED = {"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "REALTIMEKIT_APP_ID"}


def read(name: str) -> Any:
    return json.loads((ROOT / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def registry_entry() -> Any:
    return read("server.json")


@pytest.fixture(scope="module")
def package(registry_entry: Any) -> Any:
    (package,) = registry_entry["packages"]
    return package


@pytest.fixture(scope="module")
def bundle() -> Any:
    return read("mcpb/manifest.json")


@pytest.fixture(scope="module")
def project() -> Any:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


class AskedFor(dict[str, str]):
    """An empty environment that notes which variables were looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return default


def test_every_manifest_has_the_version_of_the_code(registry_entry: Any, package: Any, bundle: Any) -> None:
    places = {
        "server.json: version": registry_entry["version"],
        "server.json: packages[0].version": package["version"],
        "mcpb/manifest.json: version": bundle["version"],
    }
    wrong = [place for place, version in places.items() if version != __version__]
    assert not wrong, f'write "{__version__}", as in rtk_mcp/__init__.py, at {", ".join(wrong)}'


def test_the_registry_entry_lists_every_setting_of_a_server_over_stdio(package: Any) -> None:
    environ = AskedFor()
    Settings.from_env(environ)
    listed = [variable["name"] for variable in package["environmentVariables"]]
    wanted = environ.names - NOT_OVER_STDIO
    assert set(listed) == wanted, f"server.json: add {wanted - set(listed)}, remove {set(listed) - wanted}"
    assert len(listed) == len(set(listed))


def test_what_is_required_and_what_is_secret_is_marked(package: Any) -> None:
    variables = package["environmentVariables"]
    assert {variable["name"] for variable in variables if variable.get("isRequired")} == REQUIRED
    assert {variable["name"] for variable in variables if variable.get("isSecret")} == {
        "CLOUDFLARE_API_TOKEN"
    }


def test_the_defaults_that_the_registry_entry_states_are_those_of_the_code(package: Any) -> None:
    stated = {v["name"]: v["default"] for v in package["environmentVariables"] if "default" in v}
    assert Settings.from_env(stated) == Settings.from_env({})


def test_the_registry_entry_keeps_the_registry_s_limits(
    registry_entry: Any, package: Any, project: Any
) -> None:
    assert len(registry_entry["description"]) <= 100
    assert re.fullmatch(r"io\.github\.[A-Za-z0-9-]+/[A-Za-z0-9._-]+", registry_entry["name"])
    assert package["identifier"] == project["name"]
    assert package["transport"] == {"type": "stdio"}
    assert "registryBaseUrl" not in package


def test_the_readme_carries_the_name_by_which_the_registry_knows_the_package(registry_entry: Any) -> None:
    marker = f"<!-- mcp-name: {registry_entry['name']} -->"
    assert marker in (ROOT / "README.md").read_text("utf-8"), f"README.md: add {marker}"


@pytest.mark.anyio
async def test_the_bundle_lists_the_tools_that_the_server_offers(bundle: Any) -> None:
    tools = await build_server(Services.from_settings(Settings.from_env({}))).list_tools()
    listed, offered = {tool["name"] for tool in bundle["tools"]}, {tool.name for tool in tools}
    assert listed == offered, f"mcpb/manifest.json: add {offered - listed}, remove {listed - offered}"


def test_the_bundle_asks_for_what_is_required_and_hides_the_token(bundle: Any) -> None:
    questions = bundle["user_config"]
    env = bundle["server"]["mcp_config"]["env"]
    asked = {
        variable: value.removeprefix("${user_config.").removesuffix("}") for variable, value in env.items()
    }
    assert set(asked.values()) == set(questions)
    assert {variable for variable, key in asked.items() if questions[key]["required"]} == REQUIRED
    assert {variable for variable, key in asked.items() if questions[key].get("sensitive")} == {
        "CLOUDFLARE_API_TOKEN"
    }


@pytest.mark.parametrize(("answer", "read_only"), [("true", True), ("false", False)])
def test_a_ticked_box_of_the_bundle_is_understood(answer: str, read_only: bool) -> None:
    assert Settings.from_env({"RTK_MCP_READ_ONLY": answer}).read_only is read_only


def test_the_bundle_starts_this_project_s_command(bundle: Any, project: Any) -> None:
    assert (ROOT / bundle["server"]["entry_point"]).is_file()
    assert bundle["name"] in project["scripts"]
    assert bundle["server"]["mcp_config"]["args"][-2:] == [bundle["name"], "serve"]
    assert bundle["compatibility"]["runtimes"]["python"] == project["requires-python"]
    assert bundle["license"] == project["license"]
