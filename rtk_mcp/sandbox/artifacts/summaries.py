"""A session's summary: the written one where the world has it, else one made from who talked and how much."""

from collections import Counter

from rtk_mcp.sandbox.world.model import Session, SummaryKept

_MINUTE_MS = 60_000


def summary_file(session: Session, *, generated: bool) -> str:
    """Markdown, or plain text; a summary that someone has just asked for is never empty."""
    if session.kept.summary is SummaryKept.EMPTY_FILE and not generated:
        return ""
    return session.summary or _from_talk(session)


def _from_talk(session: Session) -> str:
    names = {person.peer_id: person.name for person in session.people}
    talk_ms: Counter[str] = Counter()
    for said in session.utterances:
        talk_ms[names[said.peer_id]] += said.end_ms - said.start_ms
    points = "\n".join(f"- {name} spoke for {ms / _MINUTE_MS:.0f} min." for name, ms in talk_ms.most_common())
    return (
        f"## Meeting Summary\n\n{session.title}, {session.duration_s / 60:.0f} minutes.\n\n"
        f"### Key Discussion Points\n\n{points}\n\n"
        "### Action Items\n\n- None recorded.\n\n### Decisions Made\n\n- None recorded.\n"
    )
