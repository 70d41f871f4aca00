"""A page's map or board as a picture: SVG to be scaled and edited, PNG to be pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QWidget

from planner.codec import write_whole

__all__ = ["save_picture"]

MOST_PIXELS = 8_000
"""Longest side of a PNG file."""
SCALE = 2.0
"""Pixels of a PNG file per pixel of the screen, so that it can be printed."""


def save_picture(widget: QWidget, path: Path) -> None:
    """Draw a widget whole into a file; its ending tells the kind.

    Raises
    ------
    BadInputError
        The file cannot be written.
    """
    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    if path.suffix.lower() == ".svg":
        _draw_svg(widget, drawn)
    else:
        _draw_png(widget, drawn)
    write_whole(path, bytes(drawn.data().data()))


def _draw_svg(widget: QWidget, drawn: QBuffer) -> None:
    from PySide6.QtSvg import QSvgGenerator

    size = widget.size()
    generator = QSvgGenerator()
    generator.setOutputDevice(drawn)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    _draw(widget, painter, size)
    painter.end()


def _draw_png(widget: QWidget, drawn: QBuffer) -> None:
    size = widget.size()
    scale = min(SCALE, MOST_PIXELS / max(size.width(), size.height(), 1))
    image = QImage(size * scale, QImage.Format.Format_ARGB32)
    image.fill(widget.palette().window().color())
    painter = QPainter(image)
    painter.scale(scale, scale)
    _draw(widget, painter, size)
    painter.end()
    QImageWriter(drawn, QByteArray(b"png")).write(image)


def _draw(widget: QWidget, painter: QPainter, size: QSize) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QRectF(0, 0, size.width(), size.height())
    painter.fillRect(whole, widget.palette().window().color())
    QWidget.render(widget, painter, QPoint())  # a map has another of that name
