"""A filter in the header of a table: the values of a column, those shown ticked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QTableView

from planner.ui.models.rows import RowOrderModel
from planner.ui.session import Session

__all__ = ["HeaderFilter"]

VALUES_OFFERED = 30


class HeaderFilter(QObject):
    """Opens on the context menu of a column's heading; a filtered heading stands in brackets."""

    def __init__(self, session: Session, table: QTableView, model: RowOrderModel) -> None:
        super().__init__(table)
        self._session, self._table, self._model = session, table, model
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open)

    def menu(self, column: int) -> QMenu:
        """Return the menu of a column."""
        say, model = self._session.say, self._model
        menu = QMenu(self._table)
        wanted = model.column_filters.get(column, frozenset())
        counted = model.column_counts(column).most_common()
        for words, count in counted[:VALUES_OFFERED]:
            shown = (words or say("ui_window.filter.missing")).replace("&", "&&")
            action = menu.addAction(f"{shown[:60]}   {count:,}")
            action.setCheckable(True)
            action.setChecked(words in wanted)
            kept = wanted ^ {words}
            action.triggered.connect(lambda _=False, kept=kept: model.filter_column(column, kept))
        menu.addSeparator()
        if len(counted) > VALUES_OFFERED:
            left = len(counted) - VALUES_OFFERED
            menu.addAction(say("ui_window.filter.more", count=left)).setEnabled(False)
        every = menu.addAction(say("ui_window.filter.all"))
        every.setEnabled(bool(wanted))
        every.triggered.connect(lambda: model.filter_column(column, frozenset()))
        return menu

    def _open(self, where: QPoint) -> None:
        header = self._table.horizontalHeader()
        column = header.logicalIndexAt(where)
        if column >= 0:
            self.menu(column).popup(header.mapToGlobal(where))
