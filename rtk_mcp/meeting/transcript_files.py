"""A transcript from whatever form its file has."""

from rtk_mcp.meeting.encoding import decode
from rtk_mcp.meeting.spoken import Transcript
from rtk_mcp.meeting.subtitles import has_cues, read_subtitles
from rtk_mcp.meeting.transcript_csv import read_csv
from rtk_mcp.meeting.transcript_json import read_json


def read_transcript(content: bytes) -> Transcript:
    """What was said, of CSV, JSON, SRT or WebVTT in any encoding; the content alone tells which it is.

    Never fails: what is no transcript has no utterances and, unless it is blank, `unreadable` rows.
    """
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff \n")
    if not text:
        return Transcript()
    if text[0] in "[{" and (read := read_json(text)).utterances:
        return read
    if has_cues(text):
        return read_subtitles(text)
    if text[0] in "[{":
        return read
    read = read_csv(text)
    return (
        read
        if read.utterances or "{" not in text
        else max(read, read_json(text), key=lambda each: len(each.utterances))
    )
