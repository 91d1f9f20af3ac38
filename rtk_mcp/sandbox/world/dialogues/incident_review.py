"""The review of an incident, with one participant who hears everyone badly."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the timeline", "the alert rules", "the retry storm", "the status page", "the database fail-over")

SCRIPT = """
@0:30
Ingrid: Welcome to the review of Thursday's checkout errors. No blame today, we want to understand it.
Ingrid: Lukas, will you walk us through the timeline?
Lukas: Gladly. At fourteen oh two the primary database failed over, as it should. That took eleven seconds.
Lukas: At fourteen oh three every client retried at once. That is when checkout began to fail.
Freya: So the fail-over was fine, and the retries were the incident.
Lukas: Exactly. Eleven seconds became twenty-six minutes.

@8:20
Tomás: Sorry, I missed the last minute, you are all breaking up here.
Ingrid: No problem. Lukas, can you repeat the part about the retries?
Lukas: Every client waits one second and tries again, all in the same moment. The new primary never got a chance.

@15:00
Freya: Why did the alert come only at fourteen fourteen?
Kofi: Because it looks at a ten-minute average. I have wanted to change that for a while.
Ingrid: What would have caught it?
Kofi: Errors per minute, compared with the hour before. I tried it on the data, it would have rung at fourteen oh five.

@24:30
Tomás: I could not follow the middle again. Your voices come in pieces, all of you, but the chat works.
Freya: We hear you perfectly, strangely enough.
Tomás: Then I read along in the chat. Please write down the numbers.

@33:10
Ingrid: What do we change, then?
Lukas: Jitter in the retries, and a limit on how many there are. I have a branch with it.
Kofi: The alert rule on errors per minute. I can do that today.
Freya: And the status page. We said nothing for nineteen minutes. I want a rule: five minutes, then we write something.
Ingrid: Does anyone disagree? No. Then those are our three actions.

@42:30
Ingrid: Lukas ships the retries by Wednesday, Kofi changes the alert today, Freya writes the rule for the status page.
Tomás: I have it from the chat. Thank you.
Ingrid: Thank you all. This was a good one.
"""

CHAT = (
    ChatLine(3.4, "Lukas", "14:02:10 fail-over, 14:02:21 done, 14:03 retries, 14:29 all clear"),
    ChatLine(8.6, "Tomás", "Perdón, I hear every second word"),
    ChatLine(24.9, "Tomás", "¿Podéis escribir los números aquí, por favor?"),
    ChatLine(25.6, "Kofi", "Alert at 14:14, would have been 14:05 with errors per minute"),
    ChatLine(34.0, "Freya", 'Rule: after 5 minutes we write something, even if it is "we are looking"'),
    ChatLine(34.3, "Lukas", "💯"),
    ChatLine(42.9, "Ingrid", "https://wiki.example.com/incidents/checkout-review.pdf", "FILE_MESSAGE"),
)

SUMMARY = """## Meeting Summary

Review of Thursday's checkout errors: a database fail-over of 11 seconds turned into an outage of 26 minutes because \
all clients retried at the same moment.

### Key Discussion Points

- 14:02 fail-over, 14:03 retries begin, 14:14 alert, 14:29 all clear.
- The alert uses a ten-minute average; errors per minute would have rung at 14:05.
- The status page was silent for 19 minutes.
- Tomás heard the others badly throughout and followed in the chat.

### Action Items

- Lukas: ship retries with jitter and a limit by Wednesday.
- Kofi: change the alert rule today.
- Freya: write the rule for the status page.

### Decisions Made

- After five minutes of trouble the status page says something.
"""
