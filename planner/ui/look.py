"""What every drawer of the window asks for: colours, icons and type."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from weakref import WeakMethod

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from planner.ui.icons import icon
from planner.ui.later import Later
from planner.ui.theme import LIGHT, Scheme, palette, scheme_of, style_sheet
from planner.wording import is_wide

__all__ = ["BODY_POINTS", "PRESENTER_POINTS", "Dresser", "Look", "families"]

BODY_POINTS = 10.0
BODY_RANGE = (8.0, 16.0)
"""Least and greatest size of body type that can be asked for."""
PRESENTER_POINTS = (12.0, 24.0)
"""Least and greatest size of body type in presenter mode."""
PRESENTER_SHARE = 1 / 66
"""Points of body type per pixel of the window's height: a room reads what fills the screen,
however many pixels the projector makes of it."""
CHINESE_FACE = "Planner Noto Sans SC"
LATIN_FACE = "Planner Latin"


def families(language: str) -> list[str]:
    """Return the faces of a language, the first that has a character draws it.

    In Chinese type the ellipsis, quotes and middle dot are as wide as a character; among English
    words they are not, so a face of the same design with narrow ones stands before it.
    """
    return [CHINESE_FACE] if is_wide(language) else [LATIN_FACE, CHINESE_FACE]


@contextmanager
def no_collection() -> Iterator[None]:
    """Let no garbage be collected: widgets that it would delete are just being walked over by Qt.

    Dressing the application sends every widget an event, which may run Python and with it the
    collector; what that deletes of a closed window is still on Qt's list, which ends in a crash.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Listeners:
    """Who is told of a new look, in the order of asking: what still stands, of open windows alone.

    A signal of Qt goes on telling a closed window until that is deleted, when some of its parts
    (a menu, say) may be gone already.
    """

    def __init__(self, later: Later) -> None:
        self._later = later
        self._slots: list[WeakMethod[Callable[[], object]]] = []

    def connect(self, slot: Callable[[], object]) -> None:
        """Call a method of a widget from now on."""
        self._slots.append(WeakMethod(slot))

    def emit(self) -> None:
        """Tell all who stand, one after another: together they would hold up the window."""
        self._later.do(*filter(None, [known() for known in self._slots]))

    def forget(self, window: QWidget) -> None:
        """Tell no part of a window any more, which is about to go."""
        parts = {id(window), *map(id, window.findChildren(QObject))}
        self._slots = [
            known
            for known in self._slots
            if (slot := known()) is not None and id(slot.__self__) not in parts  # type: ignore[attr-defined]
        ]
        self._later.drop(parts)


class Look(QObject):
    """The scheme in use, and the size of type; one per application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.later = Later(self)
        """What is said and drawn anew all over the window, piece by piece."""
        self.changed = Listeners(self.later)
        self._application = application
        self.scheme: Scheme = LIGHT
        self.sheet = ""
        """Style sheet of the scheme and size in use; a :class:`Dresser` gives it to a window."""
        self.presenting = False
        self._presented = PRESENTER_POINTS[0]
        self.name = ""
        self.body = BODY_POINTS
        """Size of body type, in points, outside presenter mode."""
        self.families = families("en")

    @property
    def points(self) -> float:
        """Size of body type in points."""
        return self._presented if self.presenting else self.body

    def scaled(self, pixels: float) -> int:
        """Return a length made for the usual type in the type as it is."""
        return round(pixels * self.points / BODY_POINTS)

    def use(self, name: str, *, presenting: bool | None = None) -> None:
        """Use the scheme of a setting (empty: the desktop's) and the type of presenter mode."""
        self.name = name
        if presenting is not None:
            self.presenting = presenting
        self.scheme = scheme_of(name or _desktop_scheme())
        with no_collection():
            self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        application = self._application
        application.setPalette(palette(self.scheme))
        font = QFont(application.font())
        font.setPointSizeF(self.points)
        font.setFamilies(self.families)
        application.setFont(font)
        self.sheet = style_sheet(self.scheme, self.points)

    def present_in(self, height: int) -> None:
        """Fit the type of presenter mode to a window of ``height`` pixels."""
        least, most = PRESENTER_POINTS
        points = float(round(min(most, max(least, height * PRESENTER_SHARE))))
        if points != self._presented:
            self._presented = points
            if self.presenting:
                self.use(self.name)

    def size_text(self, points: float) -> None:
        """Use another size of body type; 0: the usual one."""
        least, most = BODY_RANGE
        body = min(most, max(least, points)) if points else BODY_POINTS
        if body != self.body:
            self.body = body
            self.use(self.name)

    def speak(self, language: str) -> None:
        """Use the faces of ``language``."""
        if self.families != families(language):
            self.families = families(language)
            self.use(self.name)

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """Return an icon in one of the scheme's colours."""
        return icon(name, self.scheme.colour(colour), self.scheme.colour("grip"))


class Dresser(QObject):
    """Gives the parts of a window the style sheet: those in sight at once, others when shown.

    A style sheet of the whole application is worked out anew for every widget of every page, and
    holds up the window for that long at each change of colours, size or language.
    """

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._parts: list[QWidget] = []
        look.changed.connect(self._dress_shown)

    def add(self, *parts: QWidget) -> None:
        """Dress these from now on; dialogs of the window need not be named."""
        for part in parts:
            self._parts.append(part)
            self.attend(part)

    def attend(self, part: QWidget) -> None:
        """Dress a part now, and again whenever it is shown in another style than the one in use."""
        part.installEventFilter(self)
        self._dress(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dress what is about to be seen."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._dress(watched)
        return False

    def _dress_shown(self) -> None:
        only = Qt.FindChildOption.FindDirectChildrenOnly
        dialogs = self._window.findChildren(QDialog, options=only)
        shown = [part for part in (*self._parts, *dialogs) if part.isVisible()]
        shown.sort(key=lambda part: -part.width() * part.height())  # what is looked at goes first
        self._look.later.do(*(partial(self._dress, part) for part in shown), first=True)

    def _dress(self, part: QWidget) -> None:
        stale = part.font().pointSizeF() != self._look.points  # of what was hidden meanwhile
        if stale or part.styleSheet() != self._look.sheet:
            with no_collection():
                part.setStyleSheet(self._look.sheet)


def _desktop_scheme() -> str:
    from PySide6.QtCore import Qt

    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"
