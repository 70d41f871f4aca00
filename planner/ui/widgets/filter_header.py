"""The heading of every table that can be filtered: a mark opens the values of its column.

Where nothing is left, a sentence stands in place of the rows, with a button that shows them all.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QPainter, QPalette, QPolygonF, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.ui.models.rows import RowOrderModel
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.words import set_role

__all__ = ["MARK", "FilterHeader"]

VALUES_OFFERED: Final = 30
MARK: Final = 18
"""Pixels of width at the right of a heading that open its menu."""
GRIP: Final = 4
"""Pixels at the border of a heading by which it is made wider."""
LEAST: Final = 48
"""Width below which a heading keeps its room for its words."""
FUNNEL: Final = ((-4, -4), (4, -4), (1, 0), (1, 4), (-1, 4), (-1, 0))


class FilterHeader(QHeaderView):
    """Filters by a click on the mark, by the context menu, or by Alt+Down in the column."""

    cleared = Signal()
    """Everything is to be shown again: whoever has a search line empties it."""

    def __init__(self, session: Session, table: QTableView, model: RowOrderModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._session, self._table, self._model = session, table, model
        self._bare = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.open(self.logicalIndexAt(at)))
        table.setHorizontalHeader(self)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        keys = QShortcut(QKeySequence("Alt+Down"), table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(lambda: self.open(max(0, table.currentIndex().column())))
        self.nothing = _Nothing(table)
        self.nothing.button.clicked.connect(lambda _=False: self.clear_filters())
        for changed in (model.layoutChanged, model.modelReset):
            changed.connect(self.tell_nothing)
        model.headerDataChanged.connect(lambda *_: self.viewport().update())

    def menu(self, column: int) -> QMenu:
        """Return the menu of a column: its values with their counts, those shown ticked."""
        say, model = self._session.say, self._model
        menu = QMenu(self._table)
        wanted = model.wanted(column)
        offered, left = model.offered(column, VALUES_OFFERED)
        for words, count in offered:
            shown = (words or say("ui_window.filter.missing")).replace("&", "&&")
            action = menu.addAction(f"{' '.join(shown.split())[:60]}   {count:,}")
            action.setCheckable(True)
            action.setChecked(words in wanted)
            kept = wanted ^ {words}
            action.triggered.connect(lambda _=False, kept=kept: model.filter_column(column, kept))
        menu.addSeparator()
        if left:
            menu.addAction(say("ui_window.filter.more", count=left)).setEnabled(False)
        every = menu.addAction(say("ui_window.filter.all"))
        every.setEnabled(bool(wanted))
        every.triggered.connect(lambda: model.filter_column(column, frozenset()))
        return menu

    def open(self, column: int) -> None:
        """Open the menu of a column under its heading."""
        if column >= 0 and self._model.filterable(column):
            place = QPoint(self.sectionViewportPosition(column), self.height())
            menu = self.menu(column)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.viewport().mapToGlobal(place))

    def clear_filters(self) -> None:
        """Show every row again."""
        self._model.show_all()
        self.cleared.emit()

    def tell_nothing(self) -> None:
        """Say so where rows are there and none is shown."""
        none = self._model.rowCount() == 0 and self._model.source_count() > 0
        if none:
            self.nothing.say(
                self._session.say("ui_window.filter.nothing"),
                self._session.say("ui_window.filter.show_all"),
            )
        self.nothing.setVisible(none)

    def show_marks(self, shown: bool) -> None:
        """Leave the marks out where their room is needed for the words."""
        if self._bare == shown:
            self._bare = not shown
            set_role(self, "bare" if self._bare else "")

    # The mark ---------------------------------------------------------------------------------

    def _mark_of(self, column: int) -> QRect | None:
        """Where the mark of a column stands; None where it has none."""
        wide = self.sectionSize(column)
        if self._bare or not self._model.filterable(column) or wide < LEAST:
            return None
        right = self.sectionViewportPosition(column) + wide - GRIP
        return QRect(right - MARK, 0, MARK, self.height())

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Draw a heading, then its mark: full where the column is filtered."""
        painter.save()
        super().paintSection(painter, rect, column)
        painter.restore()
        place = self._mark_of(column)
        if place is None:
            return
        on = bool(self._model.wanted(column))
        role = QPalette.ColorRole.Link if on else QPalette.ColorRole.PlaceholderText
        colour = self.palette().color(role)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        painter.setBrush(colour if on else Qt.BrushStyle.NoBrush)
        middle = place.center()
        painter.drawPolygon(QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in FUNNEL]))
        painter.restore()

    def sectionSizeFromContents(self, column: int) -> QSize:
        """Return the size of a heading with its mark."""
        size = super().sectionSizeFromContents(column)
        return size + QSize(MARK, 0) if self._model.filterable(column) else size

    def mousePressEvent(self, e: QMouseEvent) -> None:
        """Open the menu on the mark; sort or widen elsewhere."""
        column = self.logicalIndexAt(e.position().toPoint())
        place = self._mark_of(column) if column >= 0 else None
        left = e.button() == Qt.MouseButton.LeftButton
        if left and place is not None and place.contains(e.position().toPoint()):
            self.open(column)
            return
        super().mousePressEvent(e)


class _Nothing(QWidget):
    """A sentence and a button in the midst of an empty table."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        column = QVBoxLayout(self)
        self.words = PlainLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.setObjectName("show_all_rows")
        around = QVBoxLayout(table.viewport())
        around.addStretch(1)
        around.addWidget(self)
        around.addStretch(2)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def say(self, words: str, button: str) -> None:
        """Show these words."""
        self.words.setText(words)
        self.button.setText(button)
