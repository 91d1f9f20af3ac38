"""The sandbox's world: two weeks of one app's meetings, the same for the same seed and day.

| Session (key) | People | What is special |
|---|---|---|
| `tuesday-product-review` | 6 | 60 min; Ana's uplink is bad from 12:30 to 41:30: the call that users complained about |
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
| `design-critique` | 5 | LIVE, began 14 minutes before now; Sam has no report yet |
"""

from rtk_mcp.sandbox.world.world import World

__all__ = ["World"]
