"""Transcripts whose speakers the service did not record.

It then writes the same placeholder for everybody: the name `TEST`, the user id `user_id` and the custom id
`unique_id`. SRT and VTT have the name alone, so there every cue must carry it.
"""

import re

NOT_RECORDED = (
    'Speakers were not recorded: "TEST" is what the service writes for everybody, so each speaker is unknown.'
)
_PLACEHOLDER_IDS = ('"unique_id"', '"user_id"')
_NOT_SPOKEN = re.compile(r"\d+|WEBVTT.*|(\d+:)?\d\d:\d\d[.,]\d{3} --> .*|")


def speakers_are_placeholders(transcript: str) -> bool:
    """Whether a transcript, in any of its formats, names the placeholder instead of people."""
    if all(re.search(rf"[:,]\s?{mark}", transcript) for mark in _PLACEHOLDER_IDS):
        return True
    spoken = [line for line in map(str.strip, transcript.splitlines()) if not _NOT_SPOKEN.fullmatch(line)]
    return bool(spoken) and all(line.startswith("TEST: ") for line in spoken)
