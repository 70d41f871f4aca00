"""What a window offers those who act in it: commands, import, messages, what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

if TYPE_CHECKING:
    from planner.errors import PlannerError
    from planner.settings import Settings
    from planner.ui.documents import Documents
    from planner.ui.import_flow import ImportFlow
    from planner.ui.look import Look
    from planner.ui.messages import Messages
    from planner.ui.pages.page import Page
    from planner.ui.planning import Planning
    from planner.ui.runner import Runner
    from planner.ui.session import Session
    from planner.ui.widgets.banner import Banner
    from planner.ui.widgets.change_panel import ChangePanel
    from planner.ui.widgets.decision_log import DecisionLog

__all__ = ["Frame"]


class Frame(QMainWindow):
    """The window as its parts know it; :class:`planner.ui.main_window.MainWindow` is one."""

    new_window_wanted = Signal()
    session: Session
    look: Look
    settings: Settings
    runner: Runner
    planning: Planning
    documents: Documents
    messages: Messages
    imports: ImportFlow
    banner: Banner
    log: DecisionLog
    changes: ChangePanel
    pages: dict[str, Page]
    page_key: str
    beside: dict[str, QWidget]
    """What can stand beside the page, by the action that shows it; one at a time."""
    actions_by_name: dict[str, QAction]
    find_open: Callable[[Path], Frame | None]

    def page(self, key: str) -> Page:
        """Return a page; it is made when it is first wanted."""
        raise NotImplementedError

    def page_of[Kind: Page](self, kind: type[Kind]) -> Kind:
        """Return the page of a kind; it is made when it is first wanted."""
        page = self.page(kind.key)
        if not isinstance(page, kind):
            raise TypeError(kind.key)
        return page

    def prepare(self, key: str) -> None:
        """Do a piece of the making of a page."""
        raise NotImplementedError

    def go(self, key: str) -> None:
        """Show a page."""
        raise NotImplementedError

    def tell(self, error: PlannerError) -> None:
        """Show an error above the page."""
        raise NotImplementedError

    def present(self, on: bool, height: int = 0) -> None:
        """Show a room only what matters."""
        raise NotImplementedError

    def show_beside(self) -> None:
        """Show beside the page what is asked for, and nothing else."""
        raise NotImplementedError

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Change what is remembered."""
        raise NotImplementedError

    def close_without_asking(self) -> None:
        """Close; the question has been answered."""
        raise NotImplementedError
