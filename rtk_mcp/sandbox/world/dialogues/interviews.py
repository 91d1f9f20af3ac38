"""Customer interviews: what Ana heard about pricing."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the interview questions", "the quotes", "the next five calls")

SCRIPT = """
@0:20
Rosa: Ana, you have talked to nine customers. What did you hear?
Ana: Mostly good things. The one hard subject was pricing, all nine came back to it.
Rosa: Because it is too much?
Ana: No. Pricing per seat scares small teams: they are afraid to invite a colleague for one week.
Sam in Sales: I hear that as well, but only from teams under ten.
Ana: My advice is to count people who were active, and to leave the pricing of large teams alone.

@8:30
Rosa: Then let us not decide today. Ana, can you write it up?
Ana: By Wednesday, with the nine quotes on pricing.
Sam in Sales: I add what it would cost us, by the same day.
"""

CHAT = (
    ChatLine(1.5, "Sam in Sales", "Nine calls, three countries, under-10 teams: six"),
    ChatLine(3.0, "Ana", 'Quote of the week: "I pay for a chair, not for who sits on it", said twice'),
    ChatLine(9.5, "Rosa", "Ana: write-up, Wed.\nSam: cost, Wed.", edited=True),
)

SUMMARY = """## Meeting Summary

Ana reported on nine interviews; pricing per seat keeps small teams from inviting colleagues.

### Key Discussion Points

- All nine customers spoke of pricing; the price itself is accepted.
- Ana suggests counting active people, and changing nothing for large teams.

### Action Items

- Ana: write it up by Wednesday, with the quotes.
- Sam: add the cost by Wednesday.

### Decisions Made

- None today.
"""
