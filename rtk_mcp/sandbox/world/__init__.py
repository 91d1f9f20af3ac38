"""The sandbox's world: two weeks of one app's meetings and one day before, the same for the same seed and day.

| Session (key) | People | What is special |
|---|---|---|
| `tuesday-product-review` | 6 | 60 min; Ana's uplink is bad from 12:30 to 41:30: the call that users complained about |
| `tuesday-all-hands` | 34 | 15 min; Rosa's uplink, and so what she says and shows, is bad from 2:30 to 11:30 |
| `incident-review` | 5 | Tomás's downlink is bad from 6:30 to 39:00 |
| `onboarding` | 3 | Stefan's laptop has too little CPU; consumer counters are cumulative |
| `pricing` | 4 | Leila's media goes through a TCP relay; chat in Hebrew and Arabic |
| `field-visit` | 3 in 5 stays | Kofi roams, drops out and rejoins twice; summary not made yet (404) |
| `security-sync` | 3 | Viktor is on a VPN; summary is an empty file; cumulative counters |
| `retrospective` | 5 | three people in one office lose it together; chat 404; summary 200 without a link |
| `standup-latest` | 5 | healthy |
| `standup-before` | 4 | same meeting, other day; transcript and summary 404; chat has a header only |
| `one-to-one` | 2 | healthy, one remote peer for each |
| `all-hands` | 25 | greetings in many languages; names in three scripts; two people called Sam |
| `roadmap` | 5 in 9 stays | healthy, two breakout rooms (`roadmap-room-a`, `roadmap-room-b`) |
| `design-review` | 3 | V1: session and meeting ids are a room name; legacy transcript CSV; plain-text summary |
| `office-hours` | 6 | junk speakers in the transcript; hostile name and chat; a join time with a stray quote |
| `webinar` | 13 | a livestream with two presenters; transcript 200 without a link |
| `test-call` | 1 | V1 meeting id; the shared transcript file of 0 bytes; chat 404 |
| `handover` | 3 | the first transcript link is already expired |
| `languages` | 5 | four scripts, joined emoji, hidden characters; line breaks, Markdown and quotes in chat |
| `interviews` | 3 | Ana on pricing; transcript CSV with a header, chat as JSON |
| `release-notes` | 2 | legacy CSV with a header; first chat link expired; a summary that is never ready |
| `late-shift` | 2 | the summary failed |
| `vendor-call` | 2 | transcript and chat are files of 0 bytes of its own |
| `budget-check` | 2 | the transcript is an XML error page with status 200 |
| `contract` | 2 | the transcript's link leads to a file that is gone |
| `architecture-hour` | 4 in 5 stays | last week's Friday: the migration; an outage in chat; Amara talks in both stays |
| `design-critique` | 5 | LIVE, began 14 minutes before now; Sam has no report yet |

On the day before those two weeks, for questions that only the reports of a whole meeting answer:

| Session (key) | People | What is special |
|---|---|---|
| `partner-day` | 8 | on eight networks; the service drops packets of all of them from 4:00 to 8:00 |
| `product-tour` | 5 in 10 stays | Wanda is thrown out five times in her first two minutes, and stays from 2:34 on |
| `auditors` | 3 | nobody can be judged: two reports are empty, one is not there |
| `go-or-not` | 7 | Jonas's uplink is bad throughout; one report is not there, one ends in the middle, one fails (500) |
| `book-club` | 8 | healthy, everybody on camera |
| `shift-briefing` | 25 | healthy |
| `noon-briefing` | 100 | healthy, four of them talk |

These and `tuesday-all-hands` are put together when first looked into. So are two kinds more that are there only when
asked for: small meetings `extra-0`, `extra-1` and so on, older than all others, every second one lacking a file in one
of the ways above; and `long-meeting` on that day before, three hours of 16 people and 20,000 utterances, in which "the
cobalt lighthouse" comes up seven times.
"""

from rtk_mcp.sandbox.world.world import World

__all__ = ["World"]
