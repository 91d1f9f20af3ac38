"""Roadmap planning: a common beginning and end, and two breakout rooms between them."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the second quarter", "the list of wishes", "the estimates")
ROOM_A_TOPICS = ("sharing by link", "the guest role", "the permissions")
ROOM_B_TOPICS = ("the offline mode", "the sync", "the phone layout")

SCRIPT = """
@0:30
Ingrid: Welcome to roadmap planning. We collect for a quarter of an hour, then two rooms, then we come back and choose.
Mei: From support: sharing by link is the first wish, working offline the second.
Jonas: From engineering: the sync is the oldest part we have, whatever we choose.
Amara: I would like us to choose one, and do it well.
Ingrid: Room A takes sharing, with Mei and Amara. Room B takes offline, with Jonas and Hana.

@17:00
Ingrid: I send you to the rooms in a minute. Twenty-five minutes, then everybody comes back with one slide.

@46:30
Ingrid: Welcome back. Room A?
Amara: Sharing by link, with an end date on every link. Six weeks, two people.
Ingrid: Room B?
Jonas: Offline is twelve weeks, and the sync comes first. We could do the sync alone in five.
Mei: Then I would take sharing now, and the sync as the ground for offline.
Ingrid: Anyone against that? No. Then it is decided: sharing by link and the sync\
 in the second quarter, offline in the third.

@57:20
Ingrid: Amara writes the plan for sharing, Jonas the one for the sync, both by Friday. Thank you.
"""

ROOM_A = """
@0:20
Mei: So, sharing by link. What do people want it for?
Amara: For their own customers, who have no account. They should see one thing, and not for ever.
Mei: An end date on every link, then. Thirty days unless you choose something else.

@20:30
Amara: I estimate six weeks with two people, if we leave comments out.
Mei: Leave them out. Let us write the slide.
"""

ROOM_B = """
@0:25
Jonas: Offline. The honest answer is that the sync has to be rewritten first.
Hana: How long is that alone?
Jonas: Five weeks. Offline on top of it another seven.

@20:10
Hana: Then we propose the sync alone for this quarter.
Jonas: Agreed. I draw the slide.
"""

CHAT = (
    ChatLine(3.0, "Hana", "オフラインは難しいですね 🤔"),
    ChatLine(5.2, "Amara", "One thing, done well ❤️"),
    ChatLine(47.4, "Jonas", "https://files.example.com/sync-plan.pdf", "FILE_MESSAGE"),
    ChatLine(56.9, "Ingrid", "Q2: sharing by link + sync. Q3: offline.", pinned=True),
)

SUMMARY = """## Meeting Summary

The team planned the second quarter in two breakout rooms and chose sharing by link and a new sync.

### Key Discussion Points

- Sharing by link: six weeks, two people, every link has an end date.
- Offline needs the sync to be rewritten first: five weeks for the sync, seven more for offline.

### Action Items

- Amara: plan for sharing by Friday.
- Jonas: plan for the sync by Friday.

### Decisions Made

- Second quarter: sharing by link and the sync. Third quarter: offline.
"""
