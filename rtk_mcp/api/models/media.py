"""What kinds of media a report has, and which way they went."""

from typing import Literal

Media = Literal["audio", "video", "screenshare_audio", "screenshare_video"]
Direction = Literal["send", "receive"]
