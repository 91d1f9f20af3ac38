"""One line per ratio, with the limit that it is held against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Ours and the yardstick, measured in the same run."""

    name: str
    ours: float
    yardstick: float
    unit: str
    limit: float

    def __str__(self) -> str:
        ratio = self.ours / self.yardstick
        judged = "within" if ratio <= self.limit else "OVER"
        figures = f"{self.ours:8.3f} {self.unit} / {self.yardstick:8.3f} {self.unit}"
        return f"{self.name:<36} {figures}  ratio {ratio:5.2f}  {judged} {self.limit:g}"
