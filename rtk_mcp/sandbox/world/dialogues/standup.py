"""Two stand-ups of the platform team."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the nightly jobs", "the queue workers", "the staging cluster", "the cache warm-up")

SCRIPT = """
@0:20
Chidi: Morning. Shall we go round? Lukas, you first.
Lukas: Yesterday I finished moving the nightly jobs. All forty-two ran, one was slow, I know why.
Lukas: Today I remove the old scheduler. Nothing blocks me.
Chidi: Thank you. Amara?
Amara: I was on call. Quiet night, one alert about disk space, which was a log file. Today I write the runbook for it.
Amara: I need somebody to read it by noon.
Jonas: I can read it.
Chidi: Jonas, anything else from you?
Jonas: The queue workers are on the new version in staging. I would like to roll them out tomorrow, not today.
Chidi: Why tomorrow?
Jonas: Because Freya changes the connection limits today, and I do not want both at once.
Freya: That is right. The limits go out at two. I will say it in the channel before and after.
Chidi: Good. Then the roll-out is tomorrow at ten, after the limits have been quiet for a night.

@7:10
Chidi: Two short things. The cost report is out, we are four percent under. And please fill in the on-call survey.
Amara: Is there a deadline?
Chidi: Friday.

@12:40
Chidi: Good. Limits today at two, workers tomorrow at ten, Jonas reads the runbook by noon. Have a nice day.
Freya: You too.
Lukas: Bye.
"""

CHAT = (
    ChatLine(2.2, "Amara", "Draft of the runbook: https://wiki.example.com/runbooks/disk-space"),
    ChatLine(2.8, "Jonas", "reading it 👀"),
    ChatLine(7.6, "Chidi", "Survey: https://forms.example.com/on-call"),
    ChatLine(12.9, "Lukas", "Schönen Tag euch!"),
)

SUMMARY = """## Meeting Summary

Short stand-up of the platform team. The nightly jobs have moved to the new scheduler;
the queue workers follow tomorrow.

### Key Discussion Points

- All 42 nightly jobs ran on the new scheduler.
- Connection limits change today at two, so the workers are not rolled out on the same day.

### Action Items

- Jonas: read Amara's runbook by noon.
- Freya: announce the change of limits before and after.
- Everyone: fill in the on-call survey by Friday.

### Decisions Made

- The queue workers are rolled out tomorrow at ten.
"""
