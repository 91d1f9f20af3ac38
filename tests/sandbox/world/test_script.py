"""Dialogues are read as they are written, and a slip in one is found when the world is built."""

from random import Random

import pytest

from rtk_mcp.sandbox.world.conversation import Conversation
from rtk_mcp.sandbox.world.script import Passage, parse_script
from rtk_mcp.sandbox.world.speaker import Speaker


def conversation(leaves_s: float) -> Conversation:
    speaker = Speaker("Ana", "Ana", "peer", 0.0, leaves_s, 1.0)
    return Conversation([speaker], Random(1), (1.0, 2.0), None)


def test_passages_have_a_time_and_lines() -> None:
    passages = parse_script("@0:20\nAna: Good: morning.\n\n@61:05\nSam in Sales: Bye.\nAna: Bye.")
    assert passages == (
        Passage(20.0, (("Ana", "Good: morning."),)),
        Passage(3_665.0, (("Sam in Sales", "Bye."), ("Ana", "Bye."))),
    )


@pytest.mark.parametrize("script", ["Ana: too early", "@0:20\nno speaker", "@20\nAna: bad mark"])
def test_anything_else_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match="not a line of dialogue"):
        parse_script(script)


def test_nobody_speaks_who_is_not_there() -> None:
    passages = (Passage(20.0, (("Ana", "Is anybody here? I think I am alone."),)),)
    (said,) = conversation(leaves_s=60.0).utterances(passages, 60.0)
    assert said.start_ms == 20_000
    with pytest.raises(ValueError, match="Ana is not there at 20 s"):
        conversation(leaves_s=21.0).utterances(passages, 60.0)
