"""What every drawer of the window asks for: colours, icons, names and numbers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from planner.ui.icons import icon
from planner.ui.theme import LIGHT, Scheme, palette, scheme_of, style_sheet

__all__ = ["Look", "money_words", "percent_words"]

BODY_POINTS = 10.0
PRESENTER_POINTS = 14.0


class Look(QObject):
    """The scheme in use, and the size of type; one per application."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.scheme: Scheme = LIGHT
        self.presenting = False
        self.name = ""

    @property
    def points(self) -> float:
        """Size of body type in points."""
        return PRESENTER_POINTS if self.presenting else BODY_POINTS

    def use(self, name: str, *, presenting: bool | None = None) -> None:
        """Use the scheme of a setting (empty: the desktop's) and the type of presenter mode."""
        self.name = name
        if presenting is not None:
            self.presenting = presenting
        self.scheme = scheme_of(name or _desktop_scheme())
        application = self._application
        application.setPalette(palette(self.scheme))
        font = QFont(application.font())
        font.setPointSizeF(self.points)
        application.setFont(font)
        application.setStyleSheet(style_sheet(self.scheme, self.points))
        self.changed.emit()

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """Return an icon in one of the scheme's colours."""
        return icon(name, self.scheme.colour(colour), self.scheme.colour("faint"))


def _desktop_scheme() -> str:
    from PySide6.QtCore import Qt

    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def money_words(amount_minor: float, currency: str, language: str) -> str:
    """Return money in its usual large unit: ``CNY 12.3 m``, ``1,230 万 CNY``."""
    amount = amount_minor / 100.0
    size = abs(amount)
    if language == "zh":
        if size >= 1e8:
            return f"{amount / 1e8:,.2f} 亿 {currency}"
        if size >= 1e4:
            return f"{amount / 1e4:,.0f} 万 {currency}"
        return f"{amount:,.0f} {currency}"
    if size >= 1e9:
        return f"{currency} {amount / 1e9:,.2f} bn"
    if size >= 1e6:
        return f"{currency} {amount / 1e6:,.1f} m"
    if size >= 1e4:
        return f"{currency} {amount / 1e3:,.0f} k"
    return f"{currency} {amount:,.0f}"


def percent_words(share: float | None) -> str:
    """Return a share (0 to 1) as per cent; small ones with the figures that matter."""
    if share is None:
        return "–"
    percent = share * 100.0
    return f"{percent:.1f} %" if percent >= 0.1 or percent == 0 else f"{percent:.3f} %"
