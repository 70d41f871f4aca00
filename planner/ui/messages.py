"""What the window says above the page: doubts, files written, plans that cannot exist, refusals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from planner.errors import PlannerError
from planner.presenting.waived import waived_lines
from planner.ui.widgets.ways_out import WaysOut
from planner.wording import plural, worded
from planner.wording.wording import Wording

if TYPE_CHECKING:
    from planner.model.study import Study
    from planner.ui.planning import Planning
    from planner.ui.session import Session
    from planner.ui.widgets.banner import Banner

__all__ = ["Messages"]

OF_ONE = ("allowed", "forbidden")
"""Kinds of rules that speak of one workload each."""


class Messages(QObject):
    """Puts facts into sentences for the banner."""

    def __init__(self, session: Session, banner: Banner, planning: Planning) -> None:
        super().__init__(banner)
        self._session, self._banner, self._planning = session, banner, planning
        self._impossible: Study | None = None
        self._turns = 0
        self.ways = WaysOut(session)
        self.ways.applied.connect(self.apply_way)
        banner.put_below(self.ways)
        session.language_changed.connect(self._again)
        session.study_changed.connect(banner.look_again)
        session.history_changed.connect(banner.look_again)

    def _again(self) -> None:
        """Say a conflict that is shown in the language as it is now."""
        if self._impossible is not None and self._banner.opener.isVisible():
            self.tell_impossible(self._impossible)

    def _while_unchanged(self) -> Callable[[], bool]:
        """Whether the problem is still the one that it was when this was asked for."""
        told_of = self._problem()
        return lambda: self._problem() == told_of

    def _problem(self) -> str:
        draft = self._session.draft
        return draft.input_hash if draft is not None else ""

    def _errors(self) -> int:
        issues = self._session.document.issues
        return sum(issue.severity.value == "error" for issue in issues)

    def turned(self) -> None:
        """Let go what was said of what was done on a page: another one is looked at."""
        self._turns += 1
        self._banner.look_again()

    def _while_here(self) -> Callable[[], bool]:
        """Whether nothing has been done since, and the page is still the same."""
        told_at = (self._session.history.at, self._turns)
        return lambda: (self._session.history.at, self._turns) == told_at

    def tell_refused(self, error: PlannerError) -> None:
        """Say what was not taken, until something else is done or another page is turned to."""
        self._banner.tell_error(error, self._session.language, self._while_here())

    def tell_done(self, words: str) -> None:
        """Say what was done on a page, as long."""
        self._banner.tell(words, kind="note", holds=self._while_here())

    def tell_doubts(self) -> None:
        """Say how many doubts the import left."""
        if errors := self._errors():
            self._banner.tell(
                plural("ui.import.errors", self._session.language, errors),
                self._session.say("ui.import.errors.advice"),
                "warning",
                lambda: self._errors() > 0,
            )

    def tell_exported(self, path: object) -> None:
        """Say where the file is."""
        self._banner.tell(self._session.say("ui.exported", path=path), kind="note")

    def tell_impossible(self, study: Study) -> None:
        """Say why there is no plan, and the ways out."""
        say, language = self._session.say, self._session.language
        status = study.plan.status.value
        if study.plan.conflict is None and self._session.study is not None:
            self._banner.tell(say("ui.no_plan.stands"), "", "note", self._while_unchanged())
            return
        if study.plan.conflict is None:
            self._banner.tell(
                say(f"ui.no_plan.{status}"),
                say("ui.no_plan.advice"),
                "warning",
                lambda: self._session.study is None,
            )
            return
        conflict, words = study.plan.conflict, Wording.of(study, language)
        own = sorted(conflict.told, key=lambda rule: rule.kind in OF_ONE)  # what all share first
        conflict = replace(conflict, rules=tuple(own))
        rules, _ = words.conflict(conflict)
        lines = [f"✖ {line}" for line in rules]
        if self._impossible is not study:
            self._banner.opener.setChecked(False)
        changes = [words.change(way) for way in conflict.repairs]
        self._impossible = study
        ways = conflict.repairs
        lifted = [waived_lines(study, way, language) for way in ways]
        told = "\n".join((say("ui.no_plan.conflict"), *lines))
        self.ways.show_ways(told, ways, changes, lifted)
        counts = {"rules": len(rules), "ways": len(ways)}
        openers = (say("ui_ask.conflict.open"), say("ui_ask.conflict.close"))
        self._banner.tell_folded(say("ui_ask.conflict", **counts), openers, self._while_unchanged())

    def apply_way(self, number: int) -> None:
        """Take a way out: one named step with its reason in the log, then plan again."""
        from planner.editing.ways_out import take_way_out

        study, session = self._impossible, self._session
        if study is None or study.plan.conflict is None:
            return
        why, _ = self.ways.fields.agreed()
        self._banner.hide()
        self._impossible = None
        session.perform(
            take_way_out(
                session.document, study, number, session.today, session.who, why, session.language
            )
        )
        self._planning.answer()

    def refuse_target(self, workload_id: str, target: str) -> None:
        """Say which rule keeps a workload from a target."""
        session, study = self._session, self._session.study
        if study is None:
            return
        found = study.assessment.workloads.get(workload_id)
        case = found.cases.get(target) if found else None
        reasons = [worded(rule.reason, session.language) for rule in case.forbidden] if case else []
        self._banner.tell(
            session.say(
                "ui.placement.forbidden",
                name=session.workload_name(workload_id),
                target=session.target_name(target),
            ),
            session.listed(reasons, "clauses") or session.say("ui.placement.forbidden.advice"),
            "warning",
            self._while_unchanged(),
        )
        QApplication.beep()
