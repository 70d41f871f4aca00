"""The head of the wave board, which stays in sight: a wave's name, its dates, how many move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.model.study import Study
from planner.presenting.lanes import Lanes, day_share, frozen_shares
from planner.presenting.view import View
from planner.presenting.wave_marks import WaveMark, done_words, wave_marks
from planner.presenting.wave_words import days_of, wave_title
from planner.ui.icons import paint_icon
from planner.ui.look import Look
from planner.ui.plain import show_tip
from planner.wording import mark_of, say

__all__ = ["WaveHead", "draw_freezes", "draw_today"]

LEFT_WORDS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)

CENTRED = int(Qt.AlignmentFlag.AlignCenter)


def draw_freezes(
    painter: QPainter, look: Look, study: Study, lanes: Lanes, top: float, high: float
) -> None:
    """Hatch the days on which nothing is cut over.

    Parameters
    ----------
    lanes
        Of the board.
    top, high
        Of the strip, in logical pixels.
    """
    colour = look.scheme.colour("faint")
    colour.setAlpha(130)
    brush = QBrush(colour, Qt.BrushStyle.BDiagPattern)
    for wave, start, end, _ in frozen_shares(study.calendar, study.programme.freezes):
        left = lanes.left_of(wave) + start * lanes.column_width
        painter.fillRect(QRectF(left, top, (end - start) * lanes.column_width, high), brush)


def draw_today(
    painter: QPainter, look: Look, study: Study, lanes: Lanes, today: date, high: float
) -> None:
    """Draw a line where the day of today falls in the calendar.

    Parameters
    ----------
    lanes
        Of the board.
    today
        The day.
    high
        Length of the line, in logical pixels.
    """
    found = day_share(study.calendar, today)
    if found is not None:
        wave, share = found
        x = lanes.left_of(wave) + share * lanes.column_width
        painter.setPen(QPen(look.scheme.colour("bad"), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, high))


class WaveHead(QWidget):
    """One line for the name, one for the dates; moves sideways with the board."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._study: Study | None = None
        self._lanes: Lanes | None = None
        self._counts: dict[int, int] = {}
        self._language = "en"
        self._offset = 0
        self._marks: Mapping[int, WaveMark] = {}
        self._done = ""
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lanes(self, study: Study, lanes: Lanes, view: View, today: date) -> None:
        """Show the waves of a plan above the columns of ``lanes``, and how far they are."""
        self._study, self._lanes, self._language = study, lanes, view.language
        self._marks, self._done, self._today = wave_marks(view), done_words(view), today
        language = view.language
        self._counts = {}
        for box in lanes.boxes:
            wave = box.card.wave or 0
            self._counts[wave] = self._counts.get(wave, 0) + 1
        words = (
            f"{wave_title(slot, number, language)} {slot.first_day} – {slot.last_day}"
            f" {self._mark(number)}".rstrip()
            for number, slot in enumerate(study.calendar, 1)
        )
        self.setAccessibleName(say("rules.clauses", language).join(words))
        self.updateGeometry()
        self.update()

    def set_offset(self, offset: int) -> None:
        """Follow the board sideways."""
        self._offset = offset
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines; three once the programme is under way."""
        lines = 3 if self._marks else 2
        return QSize(300, round(lines * self.fontMetrics().lineSpacing() + 10))

    def _mark(self, wave: int) -> str:
        return self._marks[wave].tip if wave in self._marks else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names over their columns."""
        study, lanes = self._study, self._lanes
        if study is None or lanes is None:
            return
        painter = QPainter(self)
        scheme, high = self._look.scheme, float(self.height())
        painter.fillRect(event.rect(), scheme.colour("surface"))
        painter.translate(-self._offset, 0)
        draw_freezes(painter, self._look, study, lanes, 0, high)
        draw_today(painter, self._look, study, lanes, self._today, high)
        for wave in range(1, lanes.columns + 1):
            self._draw_wave(painter, study, lanes, wave)
        painter.translate(self._offset, 0)
        label = QRectF(0, 0, lanes.metrics.label_width, high)
        painter.fillRect(label, scheme.colour("surface"))
        painter.setPen(scheme.colour("quiet"))
        painter.drawText(label.adjusted(6, 0, -4, 0), LEFT_WORDS, self._done)
        painter.setPen(scheme.colour("line"))
        painter.drawLine(QPointF(0, high - 1), QPointF(self.width(), high - 1))
        painter.end()

    def _draw_wave(self, painter: QPainter, study: Study, lanes: Lanes, wave: int) -> None:
        scheme, slot = self._look.scheme, study.calendar[wave - 1]
        left, width = lanes.left_of(wave), lanes.column_width
        half = self.height() / (3 if self._marks else 2)
        painter.setPen(scheme.colour("line"))
        painter.drawLine(QPointF(left, 0), QPointF(left, self.height()))
        plain, bold = self.font(), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        title = f"{wave_title(slot, wave, self._language)}  ({self._counts.get(wave, 0)})"
        pilot = wave == 1 and study.programme.pilot is not None
        if pilot:
            title += "  " + say("ui.waves.pilot", self._language)
        place = QRectF(left, 2, width, half)
        if pilot:
            wide = QFontMetricsF(bold).horizontalAdvance(title)
            side = round(1.4 * bold.pointSizeF())
            left_of = place.center().x() - wide / 2 - side - 6
            spot = QRectF(left_of, place.center().y() - side / 2, side, side)
            paint_icon(painter, "flag", scheme.colour("accent"), spot)
        painter.setPen(scheme.colour("ink"))
        painter.drawText(place, CENTRED, title)
        painter.setFont(plain)
        painter.setPen(scheme.colour("quiet"))
        days = days_of(slot)
        if QFontMetricsF(plain).horizontalAdvance(days) > width - 8:
            days = f"→ {slot.last_day.isoformat()}"
        painter.drawText(QRectF(left, half, width, half - 3), CENTRED, days)
        mark = self._marks.get(wave)
        if mark is not None:
            painter.setPen(scheme.colour("good" if mark.over else "accent"))
            painter.drawText(QRectF(left, 2 * half - 3, width, half), CENTRED, mark.words)

    def event(self, event: QEvent) -> bool:
        """Tell a wave's dates and its freezes under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(event.globalPos(), self._tip(event.pos().x()), self)
            return True
        return super().event(event)

    def _tip(self, x: int) -> str:
        study, lanes = self._study, self._lanes
        wave = lanes.wave_at(x + self._offset) if lanes is not None else None
        if study is None or wave is None:
            return ""
        if lanes is not None and x < lanes.metrics.label_width:
            return say("ui_waves.done.tip", self._language) if self._done else ""
        slot = study.calendar[wave - 1]
        title = wave_title(slot, wave, self._language)
        mark = mark_of("common.colon", self._language)
        lines = [f"{title}{mark}{slot.first_day} – {slot.last_day}"]
        for freeze in study.programme.freezes:
            if freeze.first_day <= slot.last_day and freeze.last_day >= slot.first_day:
                days = f"{freeze.first_day} – {freeze.last_day}"
                words = say("ui_window.waves.freeze", self._language, name=freeze.name, days=days)
                lines.append(words)
        lines += [self._mark(wave)] if wave in self._marks else []
        found = day_share(study.calendar, self._today)
        if found is not None and found[0] == wave:
            lines.append(f"{say('ui_waves.today', self._language)}{mark}{self._today}")
        return "\n".join(lines)
