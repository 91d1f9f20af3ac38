"""A pricing decision, with one participant behind a firewall that lets no UDP through."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the yearly discount", "the small plan", "the seats", "the free trial", "the price page")

SCRIPT = """
@0:25
Rosa: Good afternoon. One question today: do we change the small plan or not?
Sam in Sales: I have numbers. Of everyone who leaves in the first month, six in ten are on the small plan.
Leila: Hello, I am in the bank's building today, so there is a long delay on my side. Forgive me if I interrupt.
Rosa: No problem. Sam, go on.

@9:00
Sam in Sales: They leave because of the limit of three projects. Not because of the price.
Yael: So raising the limit to five keeps them?
Sam in Sales: In the test, yes. Churn went from eleven percent to seven.
Leila: And what do we lose? Some of them would have moved to the middle plan.
Sam in Sales: About one in twelve. I took that into account.

@22:40
Yael: Sorry, Leila, you go first.
Leila: No, no, you first. It is the delay, I hear you two seconds late.
Yael: I wanted to say that the price page has to change as well.

@34:20
Rosa: Then the proposal. Five projects in the small plan, same price, from the first of the month.
Sam in Sales: In favour.
Yael: In favour.
Leila: In favour, if we look at it again after ninety days.
Rosa: We do. Decided. And the yearly discount stays as it is.

@47:00
Rosa: Sam writes to the customers, Yael changes the price page, I put the review in the calendar.
Leila: Thank you. Goodbye.
"""

CHAT = (
    ChatLine(9.8, "Sam in Sales", "Churn, month 1: 11 % → 7 % (n = 412)"),
    ChatLine(23.1, "Yael", "יש עיכוב גדול, נדבר לאט 🙂"),
    ChatLine(35.0, "Leila", "موافقة، مع مراجعة بعد تسعين يومًا"),
    ChatLine(35.4, "Rosa", "Decided 🎉"),
)

SUMMARY = """## Meeting Summary

The team decided to raise the limit of the small plan from three to five projects at the same price.

### Key Discussion Points

- Six in ten early leavers are on the small plan; the limit drives them away, not the price.
- In the test, first-month churn fell from 11 % to 7 %.
- About one in twelve would otherwise have moved to the middle plan.

### Action Items

- Sam: write to the customers.
- Yael: change the price page.
- Rosa: put a review after 90 days in the calendar.

### Decisions Made

- Five projects in the small plan from the first of the month, same price.
- The yearly discount stays as it is.
"""
