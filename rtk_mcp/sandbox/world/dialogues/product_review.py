"""The Tuesday product review: the call that users complained about."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = (
    "the new export page",
    "the search results",
    "the sign-up form",
    "the March release",
    "the help texts",
)

SCRIPT = """
@0:25
Priya: Good morning, everyone. Let us start, we have the export page, search, and the release date.
Sam: Morning. I can share the export page whenever you like.
Ana: Good morning. Before that, I have the results of the five user tests.
Priya: Then Ana goes first, then Sam shows the page.

@3:40
Ana: So, five people tried the export. Four of them found the button, but three waited for a mail that never came.
Ingrid: Because the file downloads directly?
Ana: Yes. The page says we will send you a link, and then it just downloads. They all looked in their inbox.
Priya: That is an easy fix then. We change the sentence, not the feature.
Ana: I would still like a mail for files that take longer than a minute.
Sam: That is possible. The job queue already knows how long it took.

@9:50
Sam: I am sharing now. Can everybody see the export page?
Ingrid: Yes, I can see it.
Mei: Yes.

@13:10
Ana: What I noticed in the tests is that people do not read the second column, they go straight to
Sam: Ana, you have frozen for me.
Ingrid: For me too. The picture stands still and the voice is chopped.
Priya: Ana, can you hear us?
Ana: I can hear you very well, all of you. Is it me?
Priya: It is you, I think. Everybody else is fine.

@16:30
Ana: I have closed everything else here. Is that better?
Mei: A little, but you still sound like a robot.
Ana: My brother is sending his videos somewhere, I will ask him to stop.
Sam: We can go on with search in the meantime.

@23:15
Priya: Search, then. Mei, what came out of the comparison?
Mei: The new ranking is better for short queries and about the same for long ones. Two-word queries improved most.
Otto: And what does it cost?
Mei: About thirty milliseconds more per query. Nobody will notice that.
Priya: Then I would say we turn it on for everyone in the March release.
Otto: Agreed, if we can turn it off again.
Mei: There is a switch.
Priya: Decided. New ranking for everyone in March, with the switch.

@31:20
Ingrid: Ana, we lost you again in the middle of that.
Ana: Sorry. I will write it in the chat instead.

@42:40
Ana: He has stopped the upload. Can you hear me now?
Sam: Perfectly. Like a different person.
Priya: Wonderful. Ana, please tell us what we missed.
Ana: The second column. People go straight to the file size, so the date can move below the name.
Sam: I can do that this week.

@50:30
Priya: The release date. Otto, is the tenth of March still possible?
Otto: With the mail for long exports, no. Without it, yes.
Priya: Then the mail moves to April, and the sentence gets fixed now.
Ana: I can live with that. I will write the new sentence by Thursday.
Otto: Then the tenth of March stands.

@57:00
Priya: To sum up. New ranking for everyone, the tenth of March stands, the mail for long exports moves to April.
Priya: Ana writes the sentence by Thursday, Sam moves the column, Otto tells support.
Otto: Will do.
Ana: Thank you, and sorry for the bad line.
Priya: Not your fault. Goodbye, everyone.
"""

CHAT = (
    ChatLine(4.6, "Ingrid", "Were these existing customers or new ones?"),
    ChatLine(4.9, "Ana", "Three new, two existing"),
    ChatLine(10.2, "Sam", "https://files.example.com/export-page-v7.png", "IMAGE_MESSAGE"),
    ChatLine(13.6, "Mei", "Ana is frozen for me as well 🥶"),
    ChatLine(14.1, "Otto", "Same here: picture stands still, audio robotic"),
    ChatLine(17.0, "Ingrid", "Vielleicht hilft es, die Kamera auszuschalten?"),
    ChatLine(
        31.9,
        "Ana",
        'What I said: people read "file size" first, then the name.\nThe date can go below the name, in small letters.',
        pinned=True,
    ),
    ChatLine(32.4, "Sam", "Got it, thanks!"),
    ChatLine(43.0, "Mei", "よく聞こえます 👍"),
    ChatLine(51.2, "Otto", "Support wants to know by Friday", edited=True),
    ChatLine(
        57.9, "Priya", "Decisions: ranking on for everyone; 10 March stands; mail for long exports in April"
    ),
)

SUMMARY = """## Meeting Summary

The team reviewed user tests of the export page, compared the new search ranking with the old one, and confirmed the \
March release. Ana's connection was poor for about half an hour, and part of her report had to be repeated.

### Key Discussion Points

- Export: three of five test users waited for a mail that is never sent, because the page promises a link.
- Search: the new ranking is better for short queries and costs about 30 ms more per query.
- Release: the mail for long exports does not fit into the March release.

### Action Items

- Ana: write the new sentence for the export page by Thursday.
- Sam: move the date below the file name this week.
- Otto: tell support about the release date.

### Decisions Made

- The new search ranking is turned on for everyone in the March release, with a switch to turn it off.
- The release date stays 10 March.
- The mail for long exports moves to April.
"""
