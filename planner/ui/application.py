"""The application: fonts, look, settings, and the windows of one process."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QMessageBox

from planner.crash_net import record
from planner.errors import BadInputError, PlannerError
from planner.project.autosave import Recovery, recoverable, stamp_of
from planner.settings import Settings, load_settings, save_settings, state_folder
from planner.shipped import LIBRARIES, require
from planner.ui.accessible import read_by_screen_readers
from planner.ui.icons import program_icon
from planner.ui.look import BODY_POINTS, Look, families
from planner.ui.main_window import MainWindow
from planner.ui.plain import message_box
from planner.ui.theme import LIGHT
from planner.wording import LANGUAGES, form, language_of

__all__ = ["Windows", "make_application", "use_fonts"]

FONTS = Path(__file__).resolve().parents[1] / "reporting" / "fonts"
NAME_SHOWN = 60
LATIN = Path(__file__).resolve().parent / "resources"


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the one application, made where there is none yet."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("cloud-migration-planner")
    application.setDesktopFileName("cloud-migration-planner")
    application.setStyle("Fusion")
    use_fonts(application)
    application.setWindowIcon(program_icon(LIGHT.colour("accent"), LIGHT.colour("on_accent")))
    return application


def use_fonts(application: QApplication) -> None:
    """Use the program's own faces, so that both languages look alike on every machine."""
    for folder, face in ((FONTS, "NotoSansSC"), (LATIN, "PlannerLatin")):
        for weight in ("Regular", "Bold"):
            QFontDatabase.addApplicationFont(str(folder / f"{face}-{weight}.ttf"))
    font = QFont(application.font())
    font.setPointSizeF(BODY_POINTS)
    font.setFamilies(families("en"))
    application.setFont(font)


def _question(window: MainWindow, text: str, about: str = "") -> QMessageBox:
    box = message_box(window, window.session.say("ui.program"), text, about)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def _recovery_words(window: MainWindow, recovery: Recovery) -> str:
    """Ask for a copy by its time and size; its name, which anybody may have made, is cut."""
    say = window.session.say
    stamp = stamp_of(recovery.side) or (0, 0)
    name = "".join(sign for sign in recovery.name if sign.isprintable())[:NAME_SHOWN].strip()
    when = datetime.fromtimestamp(stamp[1] / 1e9).astimezone()
    return say(
        "ui.recover.again" if recovery.tried else "ui.recover.ask",
        name=name or say("ui.untitled"),
        when=f"{when:%Y-%m-%d %H:%M}",
        size=f"{max(1, stamp[0] // 1024):,}",
    )


def _show_recovered(window: MainWindow) -> None:
    window.go("inventory")
    window.planning.score()


class Windows(QObject):
    """Opens windows, keeps the settings they share, and ends with the last of them."""

    def __init__(self, application: QApplication, settings: Settings | None = None) -> None:
        super().__init__(application)
        self.settings = settings if settings is not None else load_settings()
        read_by_screen_readers()
        self.look = Look(application)
        self.look.use(self.settings.scheme)
        self.look.size_text(self.settings.text_points)
        self.windows: list[MainWindow] = []
        self._translator: QTranslator | None = None

    def open(self, paths: Sequence[Path] = ()) -> MainWindow:
        """Open a window, and files in it."""
        settings = self.settings
        if not settings.language:
            settings = replace(settings, language=language_of(QLocale.system().name()))
        window = MainWindow(self.look, settings)
        window.settings_changed.connect(self._keep)
        window.find_open = self.showing
        window.new_window_wanted.connect(lambda: self.open(()))
        window.closed.connect(self._closed)
        window.session.language_changed.connect(lambda: self._use_language(window.session.language))
        self._use_language(window.session.language)
        self.windows.append(window)
        window.show()
        QTimer.singleShot(0, window, lambda: self._tell_missing(window))
        if paths:
            chosen = list(paths)
            QTimer.singleShot(0, window, lambda: window.commands.open_paths(chosen))
        return window

    def _tell_missing(self, window: MainWindow) -> None:
        """Say before any work that a library is not there."""
        try:
            require(*LIBRARIES)
        except BadInputError as error:
            window.tell(error)

    def showing(self, path: Path) -> MainWindow | None:
        """Return the window in which the project at ``path`` is open."""
        for window in self.windows:
            known = window.session.path
            if known is not None and known.resolve() == path.resolve():
                return window
        return None

    def offer_recovery(self, window: MainWindow) -> bool:
        """Offer what autosaves kept when the program last ended without a word; whether any did."""
        try:
            found = recoverable(state_folder())
        except Exception as error:  # a copy never keeps the program from starting
            record(error, "recovery")
            return False
        self._offer(list(found), window)
        return bool(found)

    def _offer(self, found: list[Recovery], window: MainWindow) -> None:
        """Offer the newest, then the others, each in a window that shows nothing yet."""
        if not found:
            return
        recovery = found.pop()
        say = window.session.say
        box = _question(window, _recovery_words(window, recovery))
        agree = box.addButton(say("ui.recover.agree"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(say("ui.recover.drop"), QMessageBox.ButtonRole.DestructiveRole)
        if recovery.tried:
            later = box.addButton(say("ui_window.welcome.later"), QMessageBox.ButtonRole.RejectRole)
            box.setDefaultButton(later)

        def answered() -> None:
            if box.clickedButton() is agree:
                place = (
                    window if window.session.is_empty and not window.runner.jobs else self.open()
                )
                place.documents.recover(recovery, lambda: _show_recovered(place))
            elif box.clickedButton() is drop:
                recovery.discard()
            self._offer(found, window)

        box.finished.connect(lambda _: answered())
        box.open()

    def leave(self, number: int) -> None:
        """End at once, as a signal asks to, and keep unsaved work aside for the next start."""
        try:
            for window in self.windows:
                window.leave()
        finally:
            QApplication.exit(128 + number)

    def tell_crash(self, log: Path) -> None:
        """Say once that something went wrong, in the window in use; work goes on."""
        active = [window for window in self.windows if window.isActiveWindow()]
        for window in (active or self.windows)[:1]:
            window.tell(
                PlannerError(
                    "errors.file.something_unforeseen_went_wrong_your_work_is",
                    "errors.file.save_your_project_the_details_are_in",
                    log=log,
                )
            )

    def welcome(self, window: MainWindow) -> None:
        """Offer the tour to who is here for the first time."""
        if self.settings.toured:
            return
        say = window.session.say
        box = _question(window, say("ui_window.welcome"), say("ui_window.welcome.about"))
        agree = box.addButton(say("ui_window.welcome.agree"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(say("ui_window.welcome.later"), QMessageBox.ButtonRole.RejectRole)

        def answered() -> None:
            window.change_settings(lambda settings: replace(settings, toured=True))
            if box.clickedButton() is agree:
                window.commands.run("tour")

        box.finished.connect(lambda _: answered())
        box.open()

    def _use_language(self, language: str) -> None:
        """Let the face of the type and Qt's own words (buttons of file dialogs) follow."""
        self.look.later.do(partial(self.look.speak, language), partial(self._translate, language))

    def _translate(self, language: str) -> None:
        application = QApplication.instance()
        assert application is not None
        if self._translator is not None:
            application.removeTranslator(self._translator)
            self._translator = None
        if language != LANGUAGES[0]:
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            translator = QTranslator(self)
            tag = form("language.tag", language).replace("-", "_")
            if translator.load(f"qtbase_{tag}", folder):
                application.installTranslator(translator)
                self._translator = translator

    def _keep(self, settings: object) -> None:
        assert isinstance(settings, Settings)
        self.settings = settings
        for window in self.windows:
            window.settings = settings
        save_settings(settings)

    def _closed(self, window: object) -> None:
        self.windows = [one for one in self.windows if one is not window]
