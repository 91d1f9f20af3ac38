"""The first call with new customers, one of them on a laptop that is too slow for it."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the import of the old data", "the roles and permissions", "the first workshop", "the invoices")

SCRIPT = """
@0:25
Leila: Hello and welcome. I am Leila, I look after you for the first ninety days.
Wanda: Hello, Leila. I am Wanda, and Stefan is here, who knows the old system.
Stefan: Hello. My laptop is rather slow with all of this open, I hope it holds.
Leila: If it does not, switch your camera off, I do not mind at all.

@4:50
Leila: Three things today. Your data, who may do what, and when we meet for the workshop.
Stefan: The data is one big spreadsheet. About nine thousand rows.
Leila: That is fine. Is the date always in the same format?
Stefan: No. Before last year it is the other way round.
Leila: Then please send me two hundred rows first, from both years, and I will prepare the import.

@13:20
Wanda: Stefan, your picture jumps from one second to the next.
Stefan: The fan is very loud too. Everything here is slow, even the spreadsheet.
Leila: We hear you well, so do not worry.

@21:00
Wanda: Who may see the invoices? I would like that to be only me and the accountant.
Leila: There is a role for that. I set it up for two people, and everybody else sees orders only.
Wanda: Good, that was my biggest worry.

@30:10
Leila: The workshop. Two hours, next Wednesday or the week after?
Wanda: Next Wednesday at ten.
Stefan: Works for me.

@37:30
Leila: Then Stefan sends two hundred rows by Friday, I prepare the import by Tuesday, and we meet on Wednesday at ten.
Wanda: Thank you. This was easier than I thought.
Leila: That is what I like to hear. Goodbye.
"""

CHAT = (
    ChatLine(5.4, "Leila", "Where to send the rows: https://upload.example.com/onboarding"),
    ChatLine(13.9, "Wanda", "Stefan, dein Bild ruckelt ziemlich"),
    ChatLine(14.4, "Stefan", "Ich weiß, der Rechner ist am Ende 😅"),
    ChatLine(30.8, "Wanda", "Wednesday, 10:00 ✅"),
)

SUMMARY = """## Meeting Summary

First onboarding call. They agreed how to import the old data, who may see invoices, and when to meet next.

### Key Discussion Points

- The old data is a spreadsheet of about 9,000 rows with two date formats.
- Only Wanda and the accountant may see invoices.

### Action Items

- Stefan: send 200 rows from both years by Friday.
- Leila: prepare the import by Tuesday and set up the invoice role for two people.

### Decisions Made

- The workshop takes place next Wednesday at ten.
"""
