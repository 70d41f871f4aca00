"""Undo and redo as a list of labelled frozen states.

A state is the whole document. Documents share all they have in common, so a thousand steps cost
little more than the edits themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["History", "Step"]


@dataclass(frozen=True, slots=True)
class Step[State]:
    """A state and the name of the action that led to it, as shown in the Edit menu."""

    label: str
    state: State


@dataclass(frozen=True)
class History[State]:
    """States in order; ``at`` is the current one, ``saved`` the one on disk (None: none is)."""

    steps: tuple[Step[State], ...]
    at: int = 0
    saved: int | None = None

    @classmethod
    def begin(cls, state: State, *, saved: bool = True) -> History[State]:
        """Begin with one state."""
        return cls((Step("", state),), 0, 0 if saved else None)

    @property
    def current(self) -> State:
        """The current state."""
        return self.steps[self.at].state

    @property
    def dirty(self) -> bool:
        """Whether the current state is not the saved one."""
        return self.saved != self.at

    @property
    def undo_label(self) -> str | None:
        """Name of the action that undo takes back; None where there is none."""
        return self.steps[self.at].label if self.at > 0 else None

    @property
    def redo_label(self) -> str | None:
        """Name of the action that redo does again; None where there is none."""
        return self.steps[self.at + 1].label if self.at + 1 < len(self.steps) else None

    def do(self, label: str, state: State, *, merge: bool = False) -> History[State]:
        """Go on to a state; what was undone before is forgotten.

        Parameters
        ----------
        label
            What the step did, for the Edit menu.
        state
            After the step.
        merge
            A step of the same label that was just made is replaced, so that moving a slider is one
            step. A saved state is never merged away.
        """
        if (
            merge
            and self.at > 0
            and self.at + 1 == len(self.steps)
            and self.steps[self.at].label == label
            and self.saved != self.at
        ):
            return replace(self, steps=(*self.steps[: self.at], Step(label, state)))
        saved = self.saved if self.saved is not None and self.saved <= self.at else None
        return History((*self.steps[: self.at + 1], Step(label, state)), self.at + 1, saved)

    def undo(self) -> History[State]:
        """Go back one step; stays where there is none."""
        return replace(self, at=max(0, self.at - 1))

    def redo(self) -> History[State]:
        """Go forward one step; stays where there is none."""
        return replace(self, at=min(len(self.steps) - 1, self.at + 1))

    def jump(self, index: int) -> History[State]:
        """Go to any state of the list.

        Raises
        ------
        IndexError
            Where there is no such state.
        """
        if not 0 <= index < len(self.steps):
            raise IndexError(index)
        return replace(self, at=index)

    def mark_saved(self) -> History[State]:
        """Note that the current state is on disk."""
        return replace(self, saved=self.at)
