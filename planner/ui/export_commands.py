"""The commands about files that were written, and what the program is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from planner.errors import PlannerError
from planner.ui.command_base import CommandBase
from planner.ui.dialogs.chooser import Choice

if TYPE_CHECKING:
    from planner.ui.frame import Frame

__all__ = ["ExportCommands"]

STEP = 1.0
"""Points by which the type grows or shrinks at a time."""


class ExportCommands(CommandBase):
    """One method an action; named after it."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        window.documents.exported.connect(self._note)

    def _note(self, path: object) -> None:
        self._session.exported = Path(str(path))

    def do_export_open(self) -> None:
        """Open what was exported last with the program of its kind."""
        if self._session.exported is not None:
            self._show(self._session.exported)

    def do_export_show(self) -> None:
        """Show the folder of what was exported last."""
        path = self._session.exported
        if path is not None:
            self._show(path if path.is_dir() else path.parent)

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._window.tell(
                PlannerError("ui_enter.unopened", "ui_enter.unopened.advice", path=path)
            )

    def do_export_picture(self) -> None:
        """Ask where to save the map or board that is shown."""
        window, say = self._window, self._session.say
        page = window.pages[window.page_key]

        def write(path: Path) -> None:
            from planner.ui.picture import save_picture

            whole = path if path.suffix.lower() in (".svg", ".png") else path.with_suffix(".svg")
            try:
                save_picture(page.picture, whole)
            except PlannerError as error:
                window.tell(error)
                return
            self._session.exported = whole
            page.note_told.emit(say("ui.exported", path=whole))

        name = f"{say(f'ui.page.{page.key}')}.svg"
        self._ask_path(say("ui.action.export_picture"), name, "SVG (*.svg);;PNG (*.png)", write)

    def do_open_recent(self) -> None:
        """List the files opened last, to open one of them."""
        choices = [
            Choice(Path(text).name, partial(self.open_paths, [Path(text)]), str(Path(text).parent))
            for text in self._window.settings.recent
        ]
        self._choose("ui.action.open_recent", "ui.palette.search", choices)

    def open_paths(self, paths: list[Path]) -> None:
        """Open files."""
        raise NotImplementedError

    def do_text_larger(self) -> None:
        """Show everything in larger type."""
        self._size_text(self._window.look.body + STEP)

    def do_text_smaller(self) -> None:
        """Show everything in smaller type."""
        self._size_text(self._window.look.body - STEP)

    def do_text_usual(self) -> None:
        """Show everything in the usual type."""
        self._size_text(0.0)

    def _size_text(self, points: float) -> None:
        look = self._window.look
        look.size_text(points)
        kept = look.body
        self._window.change_settings(lambda settings: replace(settings, text_points=kept))

    def do_about(self) -> None:
        """Say what the program is, and the licences of all that it uses."""
        from planner.ui.dialogs.about import About

        About(self._session, self._window).open()
