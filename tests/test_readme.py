"""What the README promises is what there is."""

import re
from pathlib import Path

from rtk_mcp.command_line import build_parser
from rtk_mcp.settings import Settings
from rtk_mcp.tools.catalogue import all_tools
from rtk_mcp.tools.prompts import all_prompts
from rtk_mcp.tools.services import Services
from tests.test_manifests import AskedFor

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def rows(heading: str) -> list[str]:
    """The first cells of the table below a heading, without their code marks."""
    table = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)


def test_the_tool_table_lists_every_tool() -> None:
    tools = all_tools(Services.from_settings(Settings()))
    assert sorted(rows("Tools")) == sorted(tool.name for tool in tools)


def test_the_configuration_table_lists_every_variable() -> None:
    asked = AskedFor()
    Settings.from_env(asked)
    assert sorted(rows("Configuration")) == sorted(asked.names)


def test_every_prompt_is_named() -> None:
    assert all(f"`{prompt.name}`" in README for prompt in all_prompts())


def test_every_command_of_the_table_is_understood() -> None:
    parser = build_parser()
    commands = [row.split()[1] for row in rows("Commands") if " " in row]
    assert sorted(commands) == ["cache", "demo", "doctor", "install", "report", "sandbox", "serve"]
    needs = {"report": ["-"], "install": ["cursor"]}
    for command in commands:
        parser.parse_args([command, *needs.get(command, [])])


def test_nothing_was_left_to_fill_in() -> None:
    assert "@@" not in README
