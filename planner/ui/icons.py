"""Icons in the colours of the scheme, drawn sharp at any scale."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from planner.ui.resources.icon_shapes import SHAPES

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

__all__ = ["icon", "paint_icon", "program_icon"]

DOCUMENT = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='{colour}' "
    "stroke-width='2' stroke-linecap='round' stroke-linejoin='round'>{body}</svg>"
)


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    source = DOCUMENT.format(colour=colour, body=SHAPES[name]).encode()
    return QSvgRenderer(QByteArray(source))


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, pixels: int) -> QPixmap:
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _drawing(name, colour).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap


def paint_icon(painter: QPainter, name: str, colour: QColor, place: QRectF) -> None:
    """Draw the icon into ``place``.

    Parameters
    ----------
    name
        Of the shape.
    place
        In logical pixels.
    """
    ratio = painter.device().devicePixelRatioF()
    pixels = max(1, round(place.width() * ratio))
    pixmap = _drawn(name, colour.name(), pixels)
    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))


def icon(name: str, colour: QColor, faint: QColor) -> QIcon:
    """Return an icon.

    Parameters
    ----------
    name
        Of the shape.
    faint
        Its colour where it is disabled.
    """
    return _icon(name, colour.name(), faint.name())


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, faint: str) -> QIcon:
    pixmaps = QIcon()
    for pixels in (16, 20, 24, 32, 48):
        pixmaps.addPixmap(_drawn(name, colour, pixels), QIcon.Mode.Normal)
        pixmaps.addPixmap(_drawn(name, faint, pixels), QIcon.Mode.Disabled)
    return pixmaps


def program_icon(back: QColor, front: QColor) -> QIcon:
    """Return the program's own icon: a cloud on a square of ``back``."""
    made = QIcon()
    for pixels in (16, 24, 32, 48, 64, 128):
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(QRectF(0, 0, pixels, pixels), pixels * 0.2, pixels * 0.2)
        inside = round(pixels * 0.72)
        place = QRectF((pixels - inside) / 2, (pixels - inside) / 2, inside, inside)
        painter.drawPixmap(
            place, _drawn("program", front.name(), inside), QRectF(0, 0, inside, inside)
        )
        painter.end()
        made.addPixmap(pixmap)
    return made
