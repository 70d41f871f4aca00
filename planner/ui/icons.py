"""Icons in the colours of the scheme, drawn sharp at any scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from planner.ui.resources.icon_shapes import SHAPES

__all__ = ["icon", "paint_icon"]

DOCUMENT = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='{colour}' "
    "stroke-width='2' stroke-linecap='round' stroke-linejoin='round'>{body}</svg>"
)


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, pixels: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    body = SHAPES[name]
    source = DOCUMENT.format(colour=colour, body=body).encode()
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap


def paint_icon(painter: QPainter, name: str, colour: QColor, place: QRectF) -> None:
    """Draw the icon into ``place``."""
    ratio = painter.device().devicePixelRatioF()
    pixels = max(1, round(place.width() * ratio))
    pixmap = _drawn(name, colour.name(), pixels)
    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))


def icon(name: str, colour: QColor, faint: QColor) -> QIcon:
    """Return an icon; ``faint`` is its colour where it is disabled."""
    pixmaps = QIcon()
    for pixels in (16, 20, 24, 32, 48):
        pixmaps.addPixmap(_drawn(name, colour.name(), pixels), QIcon.Mode.Normal)
        pixmaps.addPixmap(_drawn(name, faint.name(), pixels), QIcon.Mode.Disabled)
    return pixmaps
