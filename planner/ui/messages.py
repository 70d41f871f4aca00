"""What the window says above the page: doubts, files written, plans that cannot exist, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from planner.model.study import Study
    from planner.ui.main_window import MainWindow

__all__ = ["Messages"]


class Messages(QObject):
    """Puts facts into sentences for the banner."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def tell_doubts(self) -> None:
        """Say how many doubts the import left."""
        issues = self._window.session.document.issues
        errors = sum(issue.severity.value == "error" for issue in issues)
        if errors:
            self._window.banner.tell(
                self._window.session.say("ui.import.errors", count=errors),
                self._window.session.say("ui.import.errors.advice"),
                "warning",
            )

    def tell_exported(self, path: object) -> None:
        """Say where the file is."""
        self._window.banner.tell(self._window.session.say("ui.exported", path=path), kind="note")

    def tell_impossible(self, study: Study) -> None:
        """Say why there is no plan, and the ways out."""
        from planner.rule_words import conflict_lines

        say, language = self._window.session.say, self._window.session.language
        status = study.plan.status.value
        if study.plan.conflict is None:
            self._window.banner.tell(
                say(f"ui.no_plan.{status}"), say("ui.no_plan.advice"), "warning"
            )
            return
        rules, repairs = conflict_lines(study.plan.conflict, language, study.programme)
        advice = "\n".join(f"→ {line}" for line in repairs[:4])
        self._window.banner.tell(
            say("ui.no_plan.conflict") + "\n" + "\n".join(f"✖ {line}" for line in rules[:6]), advice
        )

    def refuse_target(self, workload_id: str, target: str) -> None:
        """Say which rule keeps a workload from a target."""
        session, study = self._window.session, self._window.session.study
        if study is None:
            return
        found = study.assessment.workloads.get(workload_id)
        case = found.cases.get(target) if found else None
        reasons = [rule.reason.say(session.language) for rule in case.forbidden] if case else []
        self._window.banner.tell(
            session.say(
                "ui.placement.forbidden",
                name=session.workload_name(workload_id),
                target=session.target_name(target),
            ),
            "; ".join(reasons) or session.say("ui.placement.forbidden.advice"),
            "warning",
        )
        QApplication.beep()
