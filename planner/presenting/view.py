"""What those who say something need to know of the state that is shown."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from planner.model.study import Draft, Study
from planner.presenting.cells import Kinds, kinds_of
from planner.project import Document
from planner.wording import say
from planner.wording.names import Names
from planner.wording.wording import Wording

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

    @property
    def wording(self) -> Wording:
        """What says figures, names and rules of the document."""

    @property
    def kinds(self) -> Kinds:
        """Kinds of system that the document's rules know."""

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

    @property
    def wording(self) -> Wording:
        """What says figures, names and rules of the document; made once for a state."""
        state = (self.document, self.draft, self.language)
        made: tuple[object, ...]
        words: Wording | None
        made, words = self.__dict__.get("_wording", ((), None))
        if words is None or any(map(operator.is_not, made, state)):
            inventory, programme = self.document.inventory, self.document.programme
            names = Names.shown(inventory, programme, self.draft)
            words = Wording(self.language, inventory.currency, names)
            self.__dict__["_wording"] = (state, words)
        return words

    @property
    def kinds(self) -> Kinds:
        """Kinds of system that the document's rules know."""
        rules = self.document.rule_sets.get(self.document.scenario.rule_set)
        return kinds_of(self.draft.rules if self.draft is not None else rules)

    def listed(self, words: Iterable[str], between: str = "list") -> str:
        """Return words one after the other: ``a, b`` or ``a、b``; ``clauses`` with semicolons."""
        return self.wording.joined(words, between)

    def named(self, name: str, words: str) -> str:
        """Return words behind their name: ``name: words`` or ``name：words``."""
        return self.wording.headed(name, words)

    def workload_name(self, workload_id: str) -> str:
        """Return the name of a workload; its id where it is not known."""
        return self.wording.workload(workload_id)

    def target_kind(self, target_id: str) -> str:
        """Return the kind of a target; its id where nobody knows it."""
        return self.wording.names.target_kind(target_id)

    def target_name(self, target_id: str) -> str:
        """Return the name the user gave a target; else its kind in words."""
        return self.wording.target(target_id)


@dataclass(frozen=True)
class PlainView(Named):
    """A document as it stands, where nothing is drawn: the command line, a test."""

    document: Document
    language: str
    draft: Draft | None = None
    study: Study | None = None
    selection: tuple[str, ...] = ()
