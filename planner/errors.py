"""Errors a person reads: what happened, what to do, and the detail for the log.

A sentence is a template in English and the facts that fill it, kept apart, so that it can be said
in the reader's language where it is shown (:func:`planner.wording.translate`); as text it is
English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["BadInputError", "CancelledError", "Phrase", "PlannerError", "phrase"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words not yet in a language.

    Attributes
    ----------
    template
        The English words, with ``{fact}`` where a fact goes; the key of its translation too.
    facts
        What goes there: names, numbers, or phrases again. Without facts the words stand as they
        are, braces included.
    """

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.facts) if self.facts else self.template


def phrase(template: str, /, **facts: object) -> Phrase:
    """Return a phrase of a template and its facts."""
    return Phrase(template, facts)


class PlannerError(Exception):
    """Base of every error that is shown to a user.

    Parameters
    ----------
    sentence
        What happened and where, as one sentence in plain words; ``{fact}`` where a fact goes.
    advice
        What to do about it, as one sentence; may be empty, may use the same facts.
    detail
        Technical detail for the log; never shown first.
    facts
        What fills the two.
    """

    def __init__(
        self,
        sentence: str | Phrase,
        advice: str | Phrase = "",
        detail: str = "",
        /,
        **facts: object,
    ) -> None:
        self.sentence = sentence if isinstance(sentence, Phrase) else Phrase(sentence, facts)
        self.advice = advice if isinstance(advice, Phrase) else Phrase(advice, facts)
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
        super().__init__("Cancelled.")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), ()
