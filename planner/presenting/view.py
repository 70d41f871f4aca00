"""What those who say something need to know of the state that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from planner.model.study import Draft, Study
from planner.project import Document

__all__ = ["View"]


class View(Protocol):
    """The state that is shown, and its names in the reader's language."""

    @property
    def language(self) -> str:
        """Language of the words."""

    @property
    def document(self) -> Document:
        """The document as it stands."""

    @property
    def draft(self) -> Draft | None:
        """The scored document; None while it is being worked out."""

    @property
    def study(self) -> Study | None:
        """The draft with a plan; None where there is none."""

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of the selected workloads."""

    def say(self, key: str, **params: object) -> str:
        """Return words of the catalogue."""

    def listed(self, words: Iterable[str], between: str = "list") -> str:
        """Return words one after the other."""

    def named(self, name: str, words: str) -> str:
        """Return words behind their name."""

    def workload_name(self, workload_id: str) -> str:
        """Return the name of a workload."""

    def target_kind(self, target_id: str) -> str:
        """Return the kind of a target."""

    def target_name(self, target_id: str) -> str:
        """Return the name of a target."""
