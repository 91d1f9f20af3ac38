"""Short calls in which something is wrong with more than one stream, or with nobody knows what."""

PARTNERS = """
@0:20
Ingrid: Welcome to the open questions. Eight of us, from eight places, so let us go round.
Leila: I start. Our customers ask for a list of all partners.

@4:20
Ingrid: Leila, I have lost you. Kenji?
Kenji: You all break up. Every one of you.
Rosa: Here it is the same with everybody. My own line is fine, I have just looked.
Lukas: Then it is not us. Let us wait.

@8:20
Ingrid: It is good again. Is it good for everybody?
Leila: For me it is. Where were we?
Ingrid: At the list of partners. I put it on the agenda for next time.
"""

JOINING = """
@0:40
Priya: Was that Wanda? She was here, and she is gone.
Otto: She comes and goes. It is the third time, I think.

@2:50
Wanda: Hello? It throws me out again and again.
Priya: We see you. Stay where you are, we wait.

@5:10
Otto: Then let us begin with the tour. Wanda, say when you are lost.
Wanda: So far, so good.
"""

AUDITORS = """
@0:20
Leila: Good afternoon. You are behind your own network today, aren't you?
Stefan: We are. It lets nothing out that it does not know.

@4:30
Leila: Then you have the two lists by tomorrow. Thank you.
"""

GO_OR_NOT = """
@0:20
Freya: Go or no go for Monday. Jonas, you have the list.
Jonas: I have. Eleven points, nine of them done.

@2:30
Chidi: Jonas, half of that did not arrive. You crackle.
Freya: I hear it too. Can you write the open points down?

@6:40
Freya: Two open points, both small. Then it is a go.
Chidi: Go.
"""
