"""Errors a person reads, and the sentence that is not in a language yet.

A :class:`Message` is a key of the catalogues in ``planner/wording`` and what fills its words. It is
said where it is shown (:func:`planner.wording.say`), in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["BadInputError", "CancelledError", "Message", "PlannerError", "message"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that is not in a language yet.

    Attributes
    ----------
    key
        Key of its words, such as ``errors.file.cannot_be_read``. Words that are no key stand as
        they are: what a person or another program has written.
    params
        What fills the words: names, numbers, texts of the user's own, messages again, or a tuple
        of these, said as a list. A whole number called ``count`` chooses singular or plural.
    """

    key: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """Key and parameters, for the log."""
        filled = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.key} ({filled})" if filled else self.key


def message(key: str, /, **params: object) -> Message:
    """Return the message of a key and what fills it."""
    return Message(key, params)


class PlannerError(Exception):
    """Base of every error that is shown to a user.

    Parameters
    ----------
    sentence
        What happened and where: a message, or its key.
    advice
        What to do about it: a message or its key; may be empty, may use the same parameters.
    detail
        Technical detail for the log; never shown first.
    params
        What fills the two.
    """

    def __init__(
        self,
        sentence: str | Message,
        advice: str | Message = "",
        detail: str = "",
        /,
        **params: object,
    ) -> None:
        self.sentence = sentence if isinstance(sentence, Message) else Message(sentence, params)
        self.advice = advice if isinstance(advice, Message) else Message(advice, params)
        self.detail = detail
        super().__init__(str(self))

    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}".strip()

    def __reduce__(self) -> tuple[object, ...]:  # errors cross from the optimiser's process
        return type(self), (self.sentence, self.advice, self.detail)


class BadInputError(PlannerError):
    """A file or a value that cannot be used (exit status 2)."""


class CancelledError(PlannerError):
    """The user stopped a job; shown to nobody."""

    def __init__(self) -> None:
        super().__init__("errors.program.cancelled")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), ()
