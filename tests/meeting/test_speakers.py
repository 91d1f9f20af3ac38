"""The service's placeholder for speakers that it did not record."""

import pytest

from rtk_mcp.meeting.speakers import speakers_are_placeholders

JUNK = {
    "CSV": '"1000","TEST","user_id","unique_id","TEST","Hello"\n"2000","TEST","user_id","unique_id","TEST","Hi"\n',
    "JSON": '[{"sentence": "Hello", "peerData": {"id": "TEST", "userId": "user_id", "cpi": "unique_id"}}]',
    "compact JSON": '[{"sentence":"Hello","peerData":{"id":"TEST","userId":"user_id","cpi":"unique_id"}}]',
    "SRT": "1\n00:00:01,000 --> 00:00:02,500\nTEST: Hello\n\n2\n00:00:03,000 --> 00:00:04,000\nTEST: Hi\n",
    "VTT": "WEBVTT\n\n00:01.000 --> 00:02.500\nTEST: Hello\n",
}
REAL = {
    "CSV": '"1000","4f1c","9d0a","user-9","Ana","What is a user_id, and is it a unique_id?"\n',
    "JSON": '[{"sentence": "the user_id is a unique_id", "peerData": {"userId": "9d0a", "cpi": "user-9"}}]',
    "SRT": "1\n00:00:01,000 --> 00:00:02,500\nTEST: Hello\n\n2\n00:00:03,000 --> 00:00:04,000\nAna: Hi\n",
    "nothing": "",
}


@pytest.mark.parametrize("form", JUNK)
def test_placeholders_are_recognised(form: str) -> None:
    assert speakers_are_placeholders(JUNK[form])


@pytest.mark.parametrize("form", REAL)
def test_people_are_not_taken_for_placeholders(form: str) -> None:
    assert not speakers_are_placeholders(REAL[form])
