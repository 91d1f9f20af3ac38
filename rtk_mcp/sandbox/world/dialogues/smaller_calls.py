"""The smaller calls: a one-to-one, a field visit, a design review of old, a security sync, a retrospective."""

from rtk_mcp.sandbox.world.meeting import ChatLine

ONE_TO_ONE_TOPICS = ("the talk in May", "the handover", "the reading list", "the team lunch")
ONE_TO_ONE = """
@0:20
Priya: Hello, Ana. How is the new flat?
Ana: Full of boxes, but the line is much better than last week.
Priya: I can see that. Shall we start with the conference talk?

@12:30
Ana: I would like to give it with Mei, half and half.
Priya: I like that. Ask her, and send me the outline by the end of the month.

@27:10
Priya: So, outline by the end of the month, and you take over the research meetings from me.
Ana: Happily. Thank you.
"""
ONE_TO_ONE_SUMMARY = """## Meeting Summary

One-to-one of Priya and Ana about the conference talk and the research meetings.

### Key Discussion Points

- Ana would like to give the talk together with Mei.

### Action Items

- Ana: send the outline by the end of the month.

### Decisions Made

- Ana takes over the research meetings.
"""

FIELD_TOPICS = ("the sensors", "the spare parts", "the route", "the photos")
FIELD_VISIT = """
@0:30
Freya: Hello, Kofi. Where are you?
Kofi: On the train to the site. I walk out of the station in ten minutes, then I show you the hall.
Diego: The connection is fine so far.

@14:20
Freya: And there he is gone again. Kofi?
Diego: He left. I think that was a tunnel.
Freya: He will come back. Let us look at the list in the meantime.

@17:40
Kofi: I am back. That was the tunnel.
Freya: Welcome back. You were telling us about the second sensor.
Kofi: It is loose. I have a photo.

@26:00
Kofi: I am back once more, now by phone signal alone.
Diego: We hear you. Shall we go on without the picture?
Kofi: Yes, better.

@37:30
Freya: Two sensors to replace, Kofi orders the parts, Diego changes the route. Thank you both.
"""
FIELD_CHAT = (
    ChatLine(14.8, "Diego", "se cortó 🚇"),
    ChatLine(18.9, "Kofi", "https://files.example.com/sensor-2.jpg", "IMAGE_MESSAGE"),
    ChatLine(38.0, "Freya", "2 sensors, parts: Kofi, route: Diego"),
)

DESIGN_TOPICS = ("the colours", "the icons", "the empty states", "the dark theme")
DESIGN_REVIEW = """
@0:30
Uma: Hello. I have brought three variants of the empty page.
Zoë: Show us the second one first, I liked it in the draft.

@11:40
Hana: The second one explains what to do next. The others only say that there is nothing.
Uma: Then I make the second one ready.

@21:00
Uma: Second variant, with Hana's sentence. I have it on Thursday. Thank you.
"""
DESIGN_CHAT = (ChatLine(12.4, "Hana", "二番目がいいです"), ChatLine(21.2, "Zoë", "👏"))
DESIGN_SUMMARY = (
    "The team looked at three variants of the empty page and chose the second one, because it says what to do next. "
    "Uma makes it ready by Thursday, with Hana's sentence."
)

SECURITY_TOPICS = ("the key rotation", "the access list", "the audit", "the laptops")
SECURITY_SYNC = """
@0:30
Jonas: Good morning. Viktor, you are on the VPN again, aren't you?
Viktor: I have to be, here. I know, everything arrives late.
Amara: We wait for you, it is fine.

@12:20
Amara: The key rotation. Forty of forty-four are done, the last four are in the old scheduler.
Viktor: Which Lukas removes this week, so they disappear by themselves.
Jonas: Then we close it on Friday.

@27:00
Jonas: Rotation closes on Friday, Viktor reviews the access list. Thank you.
"""
SECURITY_CHAT = (ChatLine(13.0, "Amara", "40/44 ✅"),)

RETRO_TOPICS = ("the release train", "the reviews", "the meeting-free day", "the test suite")
RETRO = """
@0:30
Chidi: Retrospective. What went well, what did not, what do we change?
Lukas: The release train went well. Nobody worked late.
Amara: Reviews did not. Mine waited for three days.

@16:10
Lukas: Chidi, Amara, Sam, all three of you break up at the same moment.
Sam: We sit in the same building. I think the whole office has no network.
Yael: I hear Lukas well, and you three hardly at all.

@26:30
Chidi: It is back. Then what do we change?
Amara: A review is answered within a day, even if the answer is tomorrow.
Chidi: Everybody in favour? Good.

@37:00
Chidi: One change then: reviews within a day. See you in two weeks.
"""

CRITIQUE_TOPICS = ("the new icons", "the first screen", "the tour", "the wording")
CRITIQUE = """
@0:25
Zoë: Hello, everybody. I show the first screen, you say what you do not understand.
Mei: I do not understand the arrow.
Zoë: Good. That is the kind of thing I want to hear.

@8:40
Priya: What happens if I press it twice?
Zoë: Nothing, at the moment. It should close again.
"""
CRITIQUE_CHAT = (ChatLine(3.1, "Mei", "The arrow 🏹?"), ChatLine(9.0, "Priya", "twice = close"))

SOLO = """
@0:40
Otto: Hello? I think I am too early.
Otto: Or it is tomorrow. Yes, it is tomorrow.
"""
