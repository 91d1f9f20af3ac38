"""The all-hands of twenty-five people."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the quarter", "the new office", "the hiring plan", "the customer survey")

SCRIPT = """
@1:10
Rosa: Good afternoon, everybody. Twenty-five people on the call, that is a record. Let us begin.
Rosa: Three parts today. How the quarter went, what customers tell us, and your questions.
Priya: I take the first part. We shipped the two things we promised, and moved one to April.
Priya: The export page is done, the new search is on for everyone in March, and long exports get\
 their mail in April.

@9:30
Sam in Sales: The customer survey. Four hundred answers. The word that came most often was calm.
Sam in Sales: What they miss is an app for the phone. One in three asked for it.
Amara: Are we building one?
Sam in Sales: Not this quarter. We decided to make the web version good on phones first.

@19:00
Rosa: Hiring. We look for two people in support and one in design. Please tell your friends.
Kofi: Remote as well?
Rosa: Yes, within four hours of the main office's time.

@29:20
Rosa: Questions. The first one from the chat: does the office move?
Freya: It does, in June, ten minutes further by tram. You get a desk, a quiet room, and no open floor.
Chidi: Thank you for the quiet room.

@42:00
Rosa: That is all. The next all-hands is in six weeks. Thank you, everybody.
"""

CHAT = (
    ChatLine(1.6, "Uma", "Hello from the train 🚆"),
    ChatLine(1.8, "Noor", "صباح الخير للجميع"),
    ChatLine(2.0, "Yael", "שלום לכולם!"),
    ChatLine(2.1, "Hana", "こんにちは 😊"),
    ChatLine(2.3, "Diego", "¡Hola a todas y a todos!"),
    ChatLine(2.5, "Lukas", "Moin!"),
    ChatLine(10.4, "Mei", "Calm is the nicest word they could have chosen"),
    ChatLine(19.6, "Jonas", "Is the support role full time?"),
    ChatLine(27.8, "Wanda", "Does the office move?"),
    ChatLine(30.2, "Chidi", "🙌🙌🙌"),
    ChatLine(42.3, "Viktor", "Thank you, bye!"),
)

SUMMARY = """## Meeting Summary

All-hands with 25 people about the past quarter, the customer survey and the move of the office.

### Key Discussion Points

- Export page and new search are shipped or about to; the mail for long exports comes in April.
- 400 customers answered the survey; one in three asks for a phone app.

### Action Items

- Everyone: tell friends about two openings in support and one in design.

### Decisions Made

- No phone app this quarter: the web version on phones comes first.
- The office moves in June.
"""
