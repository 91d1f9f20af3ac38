"""Short calls whose files are the odd thing about them."""

from rtk_mcp.sandbox.world.meeting import ChatLine

NOTES_TOPICS = ("the release notes", "the screenshots", "the order of the items")
NOTES = """
@0:20
Otto: The release notes. What comes first?
Ingrid: The new search, people have waited for it.
Otto: Then search first, and the small repairs in one line.

@6:00
Ingrid: I write them tonight, you read them tomorrow.
"""
NOTES_CHAT = (ChatLine(2.0, "Ingrid", "Draft: https://wiki.example.com/notes"), ChatLine(6.5, "Otto", "👍"))

VENDOR = """
@0:20
Jonas: Did the vendor answer?
Viktor: Not yet. I call again tomorrow.
"""

BUDGET = """
@0:20
Leila: The budget. We are two percent over, because of the fair.
Rosa: Then we take it from the travel line.
"""
BUDGET_CHAT = (ChatLine(2.2, "Rosa", "2 % over, from travel"), ChatLine(3.0, "Leila", "booked"))

CONTRACT = """
@0:20
Leila: The contract is signed. Stefan, welcome.
Stefan: Thank you. I send the first order on Monday.
"""

SHIFT_TOPICS = ("the night shift", "the open alerts", "the phone numbers")
SHIFT = """
@0:20
Kofi: Evening. Two alerts open, both about disks.
Amara: I take them. Anything else?
Kofi: No. Good night.
"""
