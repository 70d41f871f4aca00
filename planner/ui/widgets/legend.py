"""What the signs of a board mean: a row of signs with their words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.theme import SPACE, text_on
from planner.ui.widgets.words import Words, set_role

__all__ = ["Legend"]

SIDE = 16


class Legend(QWidget):
    """Signs: ``freeze`` is hatched, ``chain`` a number, anything else an icon of that name."""

    def __init__(self, look: Look, words: Words, key: str, signs: Sequence[str]) -> None:
        super().__init__()
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        self._signs: dict[str, QLabel] = {}
        for sign in signs:
            picture, text = PlainLabel(), PlainLabel()
            set_role(text, "small")
            words.put(text.setText, f"{key}.{sign}")
            row.addWidget(picture)
            row.addWidget(text)
            row.addSpacing(SPACE)
            self._signs[sign] = picture
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for sign, picture in self._signs.items():
            picture.setPixmap(self._drawn(sign))

    def _drawn(self, sign: str) -> QPixmap:
        scheme, ratio = self._look.scheme, self.devicePixelRatioF()
        if sign not in ("freeze", "chain"):
            tone = "accent" if sign == "flag" else "quiet"
            return self._look.icon(sign, tone).pixmap(SIDE, SIDE)
        pixmap = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(0.5, 1.5, SIDE - 1, SIDE - 3)
        if sign == "freeze":
            painter.fillRect(place, scheme.colour("surface"))
            painter.fillRect(place, QBrush(scheme.colour("faint"), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(scheme.colour("line")))
            painter.drawRect(place)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scheme.colour("warn"))
            painter.drawRoundedRect(place, 7, 7)
            painter.setPen(text_on(scheme.colour("warn")))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), "1")
        painter.end()
        return pixmap
