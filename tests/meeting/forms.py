"""One short meeting in every form that its files are known to have."""

import csv
import io
import json
from typing import Any

ANA = ("a1-peer", "a1-user", "ana-7", "Ana")
BO = ("b2-peer", "b2-user", "bo-9", "Bo")
SAID = (
    (1_000, 2_500, ANA, "Hello everyone"),
    (3_000, 4_250, BO, "שלום, 你好 👋"),
    (3_661_500, 3_662_000, ANA, "what is a user_id: a name, or not?"),
)
CHAT_HEADER = [
    "id",
    "participantId",
    "sessionId",
    "meetingId",
    "displayName",
    "pinned",
    "isEdited",
    "payloadType",
    "payload",
    "createdAt",
]
CHAT: tuple[tuple[str, ...], ...] = (
    ("m-1", "a1-peer", "s", "m", "Ana", "true", "false", "TEXT_MESSAGE", "one, two\nthree", "2026-05-04T10:00:01.500Z"),
    ("m-2", "b2-peer", "s", "m", "Bo", "false", "true", "FILE_MESSAGE", "https://h.example/x/my%20plan.pdf?k=s",
     "2026-05-04T10:00:02Z"),
    ("m-3", "b2-peer", "s", "m", "Bo", "false", "false", "IMAGE_MESSAGE", "https://h.example/cat.png",
     "2026-05-04T10:00:03Z"),
)  # fmt: skip


def table(rows: Any, **options: Any) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **options).writerows(rows)
    return out.getvalue()


def clock(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1_000)
    return f"{seconds // 3_600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{rest:03d}"


def peer_data(who: tuple[str, ...]) -> dict[str, Any]:
    return {"id": who[0], "userId": who[1], "cpi": who[2], "displayName": who[3], "leftAt": None}


def iso(milliseconds: int) -> str:
    return f"2026-05-04T{clock(36_000_000 + milliseconds, '.')}Z"


ROWS = [(start, *who, text) for start, _, who, text in SAID]
RECORDS = [
    {"startTime": start, "endTime": end, "sentence": text, "peerData": peer_data(who)}
    for start, end, who, text in SAID
]
HEADER = ("startTime", "peerId", "userId", "customParticipantId", "name", "text")

WITH_IDS = {
    "csv": table(ROWS, quoting=csv.QUOTE_ALL),
    "csv, sparsely quoted": table(ROWS),
    "csv, semicolons": table(ROWS, delimiter=";"),
    "csv, tabs": table(ROWS, delimiter="\t"),
    "csv, blanks after commas": table(ROWS, quoting=csv.QUOTE_ALL).replace('","', '", "'),
    "csv with header": table([HEADER, *ROWS]),
    "csv with header, other names": table(
        [("Start Time", "Peer ID", "USER_ID", "CPI", "Speaker Name", "Transcript"), *ROWS]
    ),
    "csv with header, other order": table([HEADER[::-1], *(row[::-1] for row in ROWS)]),
    "json": json.dumps(RECORDS),
    "json, unescaped and compact": json.dumps(RECORDS, ensure_ascii=False, separators=(",", ":")),
    "json, numbers as strings": json.dumps([{**each, "startTime": str(each["startTime"])} for each in RECORDS]),
    "json in an envelope": json.dumps({"success": True, "data": {"transcript": RECORDS, "errors": []}}),
    "json, one per line": "\n".join(map(json.dumps, RECORDS)),
    "json, comma too many": json.dumps(RECORDS)[:-1] + ",]",
}  # fmt: skip
OF_THE_WORLD = {
    "legacy csv": table([(iso(row[0]), *row[1:]) for row in ROWS], quoting=csv.QUOTE_ALL),
    "legacy csv with header": table(
        [("timestamp", "participant_id", "user_id", "custom_participant_id", "name", "text")]
        + [(iso(row[0]), *row[1:]) for row in ROWS]
    ),
    "csv of epoch milliseconds": table([(1_777_888_800_000 + row[0], *row[1:]) for row in ROWS]),
    "json of ISO times": json.dumps(
        [{**each, "startTime": iso(each["startTime"]), "endTime": iso(each["endTime"])} for each in RECORDS]  # type: ignore[arg-type]
    ),
}
_SRT = "".join(
    f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{who[3]}: {text}\n\n"
    for number, (start, end, who, text) in enumerate(SAID, 1)
)
NAMES_ONLY = {
    "srt": _SRT,
    "srt without numbers": "\n".join(line for line in _SRT.split("\n") if not line.isdecimal()),
    "srt without gaps": _SRT.replace("\n\n", "\n"),
    "vtt": "WEBVTT\n\n"
    + "".join(
        f"{clock(start, '.')} --> {clock(end, '.')}\n{who[3]}: {text}\n\n" for start, end, who, text in SAID
    ),
    "vtt with voices": "WEBVTT - a meeting\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE of\ntwo lines\n\n"
    + "".join(
        f"cue-{start}\n{clock(start, '.').removeprefix('00:')} --> {clock(end, '.')} align:start\n"
        f"<v.loud {who[3]}><i>{text}</i></v>\n\n"
        for start, end, who, text in SAID
    ),
}
TRANSCRIPTS = {**WITH_IDS, **OF_THE_WORLD, **NAMES_ONLY}
CHAT_RECORDS = [dict(zip(CHAT_HEADER, row, strict=True)) for row in CHAT]
CHATS = {
    "csv": table([CHAT_HEADER, *CHAT]),
    "csv, all quoted": table([CHAT_HEADER, *CHAT], quoting=csv.QUOTE_ALL),
    "csv without header": table(CHAT),
    "csv, other order": table([CHAT_HEADER[::-1], *(row[::-1] for row in CHAT)]),
    "csv, other names": table([[name.upper().replace("ID", "_ID") for name in CHAT_HEADER], *CHAT]),
    "json": json.dumps(CHAT_RECORDS),
    "json in an envelope": json.dumps({"data": {"messages": CHAT_RECORDS}}),
    "json, snake case": json.dumps(
        [
            {
                "participant_id": row[1],
                "display_name": row[4],
                "pinned": row[5] == "true",
                "is_edited": row[6] == "true",
                "payload_type": row[7],
                "payload": {"text": row[8]} if row[7] == "TEXT_MESSAGE" else {"link": row[8], "size": 3},
                "created_at": row[9],
            }
            for row in CHAT
        ]
    ),
}
