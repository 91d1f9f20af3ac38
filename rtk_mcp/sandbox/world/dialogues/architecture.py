"""The architecture hour: a migration is planned, an outage comes up in the chat, one person drops out and returns."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the message queue", "the module borders", "the oldest service", "the naming rules")

SCRIPT = """
@0:25
Freya: Welcome to the architecture hour. One big thing today: the migration of the orders to the new cluster.
Lukas: The new cluster is ready. The copy of the orders takes five hours, I have tried it twice.
Amara: Can people order while it runs?
Lukas: They can read. For the last ten minutes they cannot write.

@8:10
Amara: Ten minutes without orders is fine on a Sunday morning, it is not on a

@11:40
Amara: I am back, the train took my network. I wanted to say: not on a weekday.
Freya: Sunday morning, then. Chidi, who has to know?
Chidi: Support, and the three partners who send orders at night. I write to them.
Amara: I check the copy before anybody writes to it. An hour, with the script from last time.

@19:30
Chidi: What if the migration goes wrong half way?
Lukas: Then nothing has moved for the customers. The old cluster stays as it is for two weeks.
Freya: Good. Then we decide. The migration is on Sunday the week after next, at six in the morning.
Freya: Lukas runs it, Amara checks the copy, Chidi tells support and the partners.
Lukas: Agreed.
Amara: Agreed.

@27:00
Freya: That was it. Thank you all, and read Chidi's link in the chat.
"""

CHAT = (
    ChatLine(5.5, "Chidi", "After Thursday's outage I would like a way back for every step"),
    ChatLine(6.2, "Lukas", "there is one: https://wiki.example.com/orders/way-back"),
    ChatLine(9.0, "Chidi", "Amara has dropped out"),
    ChatLine(12.3, "Amara", "sorry, tunnel 🚇"),
    ChatLine(25.0, "Chidi", "Sunday 06:00, orders read-only for about 10 min", pinned=True),
)

SUMMARY = """## Meeting Summary

The team planned the migration of the orders to the new cluster.

### Key Discussion Points

- The copy takes five hours; for the last ten minutes nobody can order.
- The old cluster stays for two weeks as a way back.

### Action Items

- Lukas: run the migration.
- Amara: check the copy before anybody writes to it.
- Chidi: tell support and the three partners who send orders at night.

### Decisions Made

- The migration takes place on Sunday the week after next, at six in the morning.
"""
