"""Under way: what has been done of the plan, when and at what effort, and the rest from today."""

from __future__ import annotations

from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.session import Session
from planner.ui.widgets.under_way import UnderWay

__all__ = ["UnderWayPage"]


class UnderWayPage(Page):
    """Plan and actual of every wave, side by side."""

    key = "under_way"

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.under_way = UnderWay(session, look, self.words)
        self.under_way.replan_wanted.connect(lambda: self.action_wanted.emit("plan"))
        self.stack_behind("ui.waves.empty", "ui.action.plan", "plan", needs="plan")
        self.stack.addWidget(self.under_way)

    def refresh(self) -> None:
        """Show the waves as they stand."""
        study = self.session.study
        planned = study is not None and study.plan.wave is not None
        self.stack.setCurrentIndex(1 if planned else 0)
        if planned:
            self.under_way.show_study(study)
