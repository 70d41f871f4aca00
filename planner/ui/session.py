"""The window's current state: document, history, selection, and the study worked out from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.errors import Message, PlannerError
from planner.model.study import Draft, Study
from planner.presenting.plan_changes import Before, differ
from planner.presenting.standing import SOUND, Standing
from planner.presenting.view import Named
from planner.project import Document, History
from planner.project.history import Step

if TYPE_CHECKING:
    from planner.editing.operations import Operation
    from planner.optimising.plan import Plan

__all__ = ["Session"]


class Session(Named, QObject):
    """Holds what is shown; everything that changes it goes through here and says so.

    ``draft`` is the scored document, ``study`` the same with a plan; either is None while it is
    being worked out (``stale`` then says that what is shown belongs to an earlier document).
    """

    document_changed = Signal()
    study_changed = Signal()
    selection_changed = Signal()
    history_changed = Signal()
    language_changed = Signal()
    decider_changed = Signal(str)
    working_changed = Signal()
    rescore_wanted = Signal(bool)
    """The document is to be scored again; and planned again where True."""

    language: str

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history: History[Document] = History.begin(Document())
        self.path: Path | None = None
        self.folder: Path | None = None
        """Where dialogs for files begin: where the last one was found."""
        self.exported: Path | None = None
        """What was written last for others to read."""
        self.draft: Draft | None = None
        self.study: Study | None = None
        self.befores: tuple[Before, ...] = ()
        """The plan before the last change, then that before a longer search; none once agreed."""
        self.standing = SOUND
        """What may be said of the plan that is shown."""
        self._found_for: dict[int, tuple[Plan, str]] = {}
        self._settled: Before | None = None
        self._replans = self._went_back = False
        self.stale = False
        self.working = ""
        self.selection: tuple[str, ...] = ()
        self.language = "en"
        self.today = date.today()  # noqa: DTZ011  # the user's own calendar day
        self.who = ""
        self._precious = False
        self._labels: dict[str, Message] = {}

    def set_working(self, what: str) -> None:
        """Say what is being worked out: ``"draft"``, ``"plan"``, or nothing."""
        if what != self.working:
            self.working = what
            self.working_changed.emit()

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self.history.current

    @property
    def marked(self) -> Plan | None:
        """The plan from which cards are marked that stood elsewhere; None where none are."""
        return self.befores[0].study.plan if self.befores else None

    def refuse_unsound(self) -> None:
        """Let nobody write down a plan that is not one of the document as it stands.

        Raises
        ------
        PlannerError
            It breaks a rule, or was found before the last change.
        """
        if self.stale or not self.standing.sound:
            raise PlannerError("ui_window.unsound", "ui_window.unsound.advice")

    @property
    def weights(self) -> dict[str, float]:
        """Weights the scores were made with, adding up to 1; empty before scoring."""
        return dict(self.draft.assessment.weights) if self.draft is not None else {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been opened yet."""
        return not self.document.inventory.workloads

    @property
    def would_lose(self) -> bool:
        """Whether closing would lose something: a workbook just opened can be opened again."""
        if self.is_empty or not self.history.dirty:
            return False
        return self._precious or len(self.history.steps) > 1

    def name_decider(self, who: str) -> None:
        """Remember who decided last; the next question proposes the name."""
        if who and who != self.who:
            self.who = who
            self.decider_changed.emit(who)

    # Opening -----------------------------------------------------------------------------------

    def open_document(
        self,
        document: Document,
        path: Path | None,
        *,
        saved: bool = True,
        precious: bool = False,
    ) -> None:
        """Begin anew with a document.

        Parameters
        ----------
        path
            Its file; None: it has none yet.
        saved
            It is as the file has it.
        precious
            It can be had nowhere else.
        """
        self.history = History.begin(document, saved=saved)
        self._precious = precious
        self.path = path
        self.draft = self.study = self._settled = None
        self.befores = ()
        self.standing, self._found_for = SOUND, {}
        self.stale = False
        self.selection = ()
        self.document_changed.emit()
        self.history_changed.emit()
        self.study_changed.emit()
        self.selection_changed.emit()

    def show_study(self, study: Study) -> None:
        """Begin anew with a study that is already worked out."""
        document = Document(
            name=study.inventory.name,
            inventory=study.inventory,
            programme=study.programme,
            rule_sets={study.rules.id: study.rules},
            scenarios=(replace(study.scenario, plan=study.plan),),
            active=study.scenario.name,
            issues=study.issues,
            log=study.scenario.decisions,
        )
        self.open_document(document, None, saved=False, precious=True)
        self.take_study(study)

    # Doing and undoing -------------------------------------------------------------------------

    def perform(self, operation: Operation) -> None:
        """Do an action; it is named in the history and can be undone."""
        label = self.label_of(operation.label)
        history = self.history.do(label, operation.document, merge=operation.merge)
        self._go(history, replan=operation.replan)

    def amend(self, document: Document, *, changed: bool = True) -> None:
        """Complete the last action (with the plan that answers it); no step of its own.

        Where nothing of the person's has ``changed``, a state on disk still counts as saved.
        """
        history = self.history
        step = Step(history.steps[history.at].label, document)
        steps = (*history.steps[: history.at], step, *history.steps[history.at + 1 :])
        saved = None if changed and history.saved == history.at else history.saved
        self.history = replace(history, steps=steps, saved=saved)
        self.document_changed.emit()
        self.history_changed.emit()

    def undo(self) -> None:
        """Take the last action back."""
        if self.history.undo_label is not None:
            self._go(self.history.undo(), elsewhere=True)

    def redo(self) -> None:
        """Do the action again that was taken back."""
        if self.history.redo_label is not None:
            self._go(self.history.redo(), elsewhere=True)

    def jump(self, index: int) -> None:
        """Go to any state of the history."""
        self._go(self.history.jump(index), elsewhere=True)

    def mark_saved(self, path: Path) -> None:
        """Note that the document is on disk at ``path``."""
        self.path = path
        self.history = self.history.mark_saved()
        self.history_changed.emit()

    def step_name(self, label: str) -> str:
        """Name of a step of the history in the window's language."""
        said = self._labels.get(label)
        if said is None:
            return label
        params: dict[str, object] = dict(said.params)
        if "field" in params:
            params["field"] = self.say(f"fields.{params['field']}")
        if "scenario" in said.key:
            params["name"] = self.wording.scenario(str(params.get("name", "")))
        if "target" in params:
            params["target"] = self.target_name(str(params["target"]))
        if "strategy" in params:
            params["strategy"] = self.say(f"common.strategy.{params['strategy']}")
        return self.say(said.key, **params)

    def label_of(self, said: Message) -> str:
        """Return the key under which the history keeps an action's name."""
        label = "|".join((said.key, *(f"{k}={v}" for k, v in sorted(said.params.items()))))
        self._labels[label] = said
        return label

    def note_before(self) -> None:
        """Note the plan that stands before a change, or a search, is answered.

        What comes in between, a plan scored anew or one that a longer search betters, is part of
        the same answer: it is compared with this.
        """
        if not self.stale:
            self._replans = self._went_back = False
            self._settled = Before(self.study, self.document) if self.study is not None else None

    def _go(
        self, history: History[Document], *, replan: bool = False, elsewhere: bool = False
    ) -> None:
        self.note_before()
        self._went_back = history.at < self.history.at
        self.history = history
        self.stale = True
        self._replans = self._replans or replan or elsewhere
        known = self.document.inventory.by_id
        self.selection = tuple(name for name in self.selection if name in known)
        self.document_changed.emit()
        self.history_changed.emit()
        self.rescore_wanted.emit(replan)

    def take_back(self, before: Before) -> None:
        """Go back to the plan before a change; where the history has lost it, as a new step."""
        steps = self.history.steps
        found = (at for at in reversed(range(len(steps))) if steps[at].state is before.document)
        at = next(found, None)
        if at is not None:
            self.jump(at)
            return
        label = self.label_of(Message("ui_changes.undo.taken_back"))
        self._go(self.history.do(label, before.document), elsewhere=True)

    def agree(self) -> None:
        """Let the plan stand as it is: nothing is marked as changed any more."""
        self.befores = ()
        self.study_changed.emit()

    def _answered(self, study: Study) -> None:
        """Note what is new in a plan; an edit that plans nothing leaves the marks as they are."""
        before = self._settled
        if before is None or before.study.scenario.name != study.scenario.name:
            self.befores = ()
        elif self._replans or differ(before.study, study):
            what = self.history.steps[self.history.at].label
            if self._went_back:
                what = self.label_of(Message("ui_changes.undo.taken_back"))
            self.befores = (replace(before, what=what),)

    # What was worked out -----------------------------------------------------------------------

    def found_for(self, plan: Plan | None) -> str:
        """Return the hash of the problem that a plan was found for here; empty where unknown."""
        return self._found_for.get(id(plan), (plan, ""))[1]

    def take_draft(self, draft: Draft, standing: Standing = SOUND) -> None:
        """Show a document that has been scored, with its plan where it has one."""
        self.draft, self.standing = draft, standing
        plan = self.document.scenario.plan
        if plan is not None and draft.is_answered_by(plan):
            self.study = draft.planned(plan)
            self._answered(self.study)
        else:
            self.study = None  # what was shown belongs to another document
        self.stale = False
        self.study_changed.emit()

    def take_study(self, study: Study, standing: Standing = SOUND) -> None:
        """Show a study as the current one."""
        self._answered(study)
        self._show(study, standing)

    def take_better(self, study: Study, document: Document, standing: Standing = SOUND) -> None:
        """Show what a longer search found, beside the plan that it was before.

        Parameters
        ----------
        study
            What was found.
        document
            Whose plan it was.
        standing
            What the check of it says.
        """
        if self.study is not None:
            self.befores = (*self.befores[:1], Before(self.study, document, searched=True))
        self._show(study, standing)

    def _show(self, study: Study, standing: Standing) -> None:
        self._found_for[id(study.plan)] = (study.plan, study.input_hash)
        self.standing = standing
        self.draft = study
        self.study = study
        self.stale = False
        self.study_changed.emit()

    def select(self, workloads: Sequence[str]) -> None:
        """Select workloads on every page."""
        chosen = tuple(workloads)
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit()

    def set_language(self, language: str) -> None:
        """Say everything in ``language`` from now on."""
        if language != self.language:
            self.language = language
            self.language_changed.emit()

    # Names -------------------------------------------------------------------------------------
