"""A webinar: two presenters, and an audience that writes."""

from rtk_mcp.sandbox.world.meeting import ChatLine

TOPICS = ("the templates", "the shared calendar", "the weekly report", "the shortcuts")

SCRIPT = """
@0:40
Rosa: Welcome to tips and tricks for teams. I am Rosa, and with me is Lukas. Please write your questions in the chat.
Lukas: Hello. I show the screen, Rosa watches the questions.

@14:30
Rosa: A question: can templates be shared between workspaces? Lukas?
Lukas: Yes, with a link. I show it. Here, under the three dots.

@33:00
Rosa: Thank you for coming. The recording is sent to everyone who signed up.
"""

CHAT = (
    ChatLine(1.2, "Ingrid", "Hallo aus Birkenau 👋"),
    ChatLine(1.5, "Tomás", "Buenas tardes"),
    ChatLine(13.8, "Mei", "テンプレートを別のワークスペースと共有できますか?"),
    ChatLine(15.5, "Noor", "شكرًا، هذا مفيد جدًا"),
    ChatLine(33.2, "Kofi", "Great session, thanks!"),
)
