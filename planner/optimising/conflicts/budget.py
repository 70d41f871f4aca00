"""How long the search for a conflict may take: by the clock, or by steps where the clock is out."""

from __future__ import annotations

import time
from typing import Final

from planner.jobs import Stop

__all__ = ["Budget"]

NODES: Final = 400
"""Nodes of one exact question where steps count and not seconds."""
QUESTIONS: Final = 1_500
"""Exact questions in all, where steps count."""


class Budget:
    """What is left, and what one question may take of it.

    With a work limit and no time limit, nothing here looks at the clock, so that the same problem
    gets the same answer.
    """

    def __init__(self, stop: Stop | None, seconds: float) -> None:
        self.stop = stop or Stop()
        self.by_steps = self.stop.work_limit is not None and self.stop.time_limit_s is None
        self.began = time.monotonic()
        self.seconds = seconds
        self.questions = 0

    def over(self, share: float = 1.0) -> bool:
        """Whether this share of the budget is spent, or somebody asked to stop."""
        if self.stop.cancelled:
            return True
        if self.by_steps:
            return self.questions >= share * QUESTIONS
        return time.monotonic() - self.began >= share * self.seconds

    def left_s(self) -> float | None:
        """Seconds left; None where steps count."""
        if self.by_steps:
            return None
        return max(0.0, self.seconds - (time.monotonic() - self.began))

    def ask(self, most_s: float) -> tuple[float | None, int | None]:
        """Count a question; return its limits in seconds and in nodes."""
        self.questions += 1
        left = self.left_s()
        if left is None:
            return None, NODES
        return max(0.05, min(most_s, left)), None

    def part(self, most_s: float, steps: int) -> Stop:
        """Return a stop for a piece of work of a stage of its own."""
        self.questions += 1
        left = self.left_s()
        if left is None:
            return Stop(work_limit=steps)
        return self.stop.within(max(0.05, min(most_s, left)))
