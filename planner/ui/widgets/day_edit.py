"""A line for a day: typed as it is written, or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from planner.presenting.days import read_day
from planner.ui.look import Look
from planner.ui.session import Session

__all__ = ["DayEdit"]


class DayEdit(QLineEdit):
    """Takes ``2027-03-10``, ``2027/3/10`` or ``2027年3月10日``; what is no day is put back.

    Qt's own field for dates edits section by section, and makes another year of a day that is
    typed into it.
    """

    changed = Signal()

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self.day = session.today
        self._calendar = self.addAction(
            look.icon("waves"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._calendar.triggered.connect(self._pick)
        self.editingFinished.connect(self._take)
        self.set_day(self.day)

    def set_day(self, day: date) -> None:
        """Show a day."""
        self.day = day
        self.setText(day.isoformat())

    def _take(self) -> None:
        found = read_day(self.text())
        before = self.day
        self.set_day(found or before)
        if self.day != before:
            self.changed.emit()

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setSelectedDate(QDate(self.day.year, self.day.month, self.day.day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        action: QAction = holder
        menu.addAction(action)

        def picked(chosen: QDate) -> None:
            menu.close()
            self.setText(f"{chosen.year():04d}-{chosen.month():02d}-{chosen.day():02d}")
            self._take()

        calendar.clicked.connect(picked)
        calendar.activated.connect(picked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
