"""Errors a person reads: what happened, what to do, and the detail for the log."""

from __future__ import annotations

__all__ = ["BadInputError", "CancelledError", "PlannerError"]


class PlannerError(Exception):
    """Base of every error that is shown to a user.

    Parameters
    ----------
    sentence
        What happened and where, as one sentence in plain words.
    advice
        What to do about it, as one sentence; may be empty.
    detail
        Technical detail for the log; never shown first.
    """

    def __init__(self, sentence: str, advice: str = "", detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}".strip()


class BadInputError(PlannerError):
    """A file or a value that cannot be used (exit status 2)."""


class CancelledError(PlannerError):
    """The user stopped a job; shown to nobody."""

    def __init__(self) -> None:
        super().__init__("Cancelled.")
