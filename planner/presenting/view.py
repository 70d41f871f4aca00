"""What those who say something need to know of the state that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from planner.model.programme import Target
from planner.model.study import Draft, Study
from planner.project import Document
from planner.wording import has, mark_of, say

__all__ = ["Named", "PlainView", "View"]


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


class Named:
    """Words and names of what ``language``, ``document`` and ``draft`` of a class hold."""

    if TYPE_CHECKING:

        @property
        def language(self) -> str: ...  # noqa: D102

        @property
        def document(self) -> Document: ...  # noqa: D102

        draft: Draft | None

    def say(self, key: str, **params: object) -> str:
        """Return words of the catalogue."""
        return say(key, self.language, **params)

    def listed(self, words: Iterable[str], between: str = "list") -> str:
        """Return words one after the other: ``a, b`` or ``a、b``; ``clauses`` with semicolons."""
        return self.say(f"rules.{between}").join(words)

    def named(self, name: str, words: str) -> str:
        """Return words behind their name: ``name: words`` or ``name：words``."""
        return f"{name}{mark_of('common.colon', self.language)}{words}"

    def workload_name(self, workload_id: str) -> str:
        """Return the name of a workload; its id where it is not known."""
        workload = self.document.inventory.by_id.get(workload_id)
        return workload.name if workload else workload_id

    def target_kind(self, target_id: str) -> str:
        """Return the kind of a target; its id where nobody knows it."""
        for target in self._targets():
            if target.id == target_id:
                return target.kind
        return target_id

    def target_name(self, target_id: str) -> str:
        """Return the name the user gave a target; else its kind in words."""
        for target in self._targets():
            if target.id == target_id and target.name:
                return target.name
        key = f"common.target.{self.target_kind(target_id)}"
        return self.say(key) if has(key) else target_id

    def _targets(self) -> Iterator[Target]:
        """Targets of the document, then those that its scoring took for granted."""
        yield from self.document.programme.targets
        if self.draft is not None:
            yield from self.draft.programme.targets


@dataclass(frozen=True)
class PlainView(Named):
    """A document as it stands, where nothing is drawn: the command line, a test."""

    document: Document
    language: str
    draft: Draft | None = None
    study: Study | None = None
    selection: tuple[str, ...] = ()
