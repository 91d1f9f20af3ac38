"""The all-hands of which hardly anybody heard the middle."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the new desks", "the quiet rooms", "the tram stop", "the boxes", "the bicycle cellar")

SCRIPT = """
@0:20
Rosa: Good morning, everybody. An extra all-hands, because the office moves earlier than planned.
Rosa: I show the plan of the floors, then the dates, then your questions.
Priya: How much earlier?
Rosa: Six weeks. I come to that.

@2:45
Freya: Rosa, you break up. I got every second word.
Priya: Here as well, and your slides stand still.
Rosa: Is it better like this?
Kenji: No. The picture is gone too.

@5:40
Rosa: The first floor is for support and sales, with the quiet rooms at the back.
Freya: Sorry, Rosa, which floor? We lose most of what you say.
Rosa: The first floor. For support. And sales.

@8:30
Kenji: We hear each other well, Rosa, it is only you.
Priya: Shall I read the dates from your notes?
Rosa: Please do. I try to find out what it is.

@11:50
Rosa: Better now? Somebody here was sending a whole holiday film to the grandparents.
Kenji: Much better. Now I hear every word.
Rosa: Then once more: boxes on the ninth, the move on the twelfth, first day in the new office on the sixteenth.

@13:50
Priya: Please send the plan round, most people saw nothing of it.
Rosa: I do that right away. Sorry, everybody, and thank you.
"""

CHAT = (
    ChatLine(3.1, "Ingrid", "We cannot hear Rosa"),
    ChatLine(3.4, "Lukas", "Same here, only fragments, and the slides hang"),
    ChatLine(4.2, "Chidi", "Is it the service or is it me?"),
    ChatLine(4.5, "Mei", "Everybody else sounds fine to me"),
    ChatLine(7.9, "Wanda", "Could somebody write down what was said about support?"),
    ChatLine(12.2, "Ingrid", "Now it is good"),
    ChatLine(14.2, "Sam", "Boxes 9th, move 12th, first day 16th 📦"),
)
