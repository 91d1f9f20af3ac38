"""Who talks when: one voice at a time, with pauses, some people more than others."""

from random import Random

from rtk_mcp.sandbox.simulation.plan import Span


def turns(rng: Random, people: int, duration_s: float) -> list[tuple[Span, ...]]:
    """Each person's turns at talking, in order."""
    eager = [rng.uniform(0.1, 1.0) for _ in range(people)]
    found: list[list[Span]] = [[] for _ in range(people)]
    now_s = rng.uniform(2.0, 8.0)
    while now_s < duration_s:
        end_s = min(duration_s, now_s + rng.uniform(2.0, 40.0))
        speaker = rng.choices(range(people), eager)[0]
        found[speaker].append((now_s, end_s))
        now_s = end_s + rng.uniform(0.2, 4.0)
    return [tuple(own) for own in found]


def around(talks: tuple[Span, ...], duration_s: float) -> tuple[Span, ...]:
    """When somebody is unmuted who presses a key to talk: a moment before and after each turn."""
    found: list[Span] = []
    for start, end in talks:
        low, high = max(0.0, start - 1.0), min(duration_s, end + 1.5)
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return tuple(found)
