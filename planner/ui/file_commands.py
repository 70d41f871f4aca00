"""The commands on files: open, import, export, save, close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.project import SUFFIX
from planner.shipped import samples_folder
from planner.ui.command_base import CommandBase
from planner.ui.documents import project_path
from planner.ui.import_flow import patterns
from planner.ui.plain import message_box
from planner.ui.widgets.file_dialog import file_dialog
from planner.wording import is_wide

__all__ = ["FileCommands"]


class FileCommands(CommandBase):
    """One method an action; named after it."""

    def do_new_window(self) -> None:
        """Open another window."""
        self._window.new_window_wanted.emit()

    def do_open(self) -> None:
        """Ask for a project or workbooks, and open them."""
        from planner.importing.reading.workbook import SUFFIXES

        say = self._session.say
        kinds = f"{say('ui.open.kinds')} ({patterns((SUFFIX, *SUFFIXES))})"
        dialog = file_dialog(self._session, say("ui.action.open"), self._window)
        dialog.setNameFilter(kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.accepted.connect(
            lambda: self.open_paths([Path(text) for text in dialog.selectedFiles()])
        )
        dialog.open()

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files; unsaved work is asked about first.

        A project that another window shows is gone to there: two of it would undo each other.
        """
        other = self._window.find_open(paths[0])
        if other is not None and other is not self._window:
            other.raise_()
            other.activateWindow()
            return

        def go_on() -> None:
            if paths[0].suffix == SUFFIX:
                self._window.documents.open_paths(paths)
            else:
                self._window.imports.open(paths)

        self._after_asking(go_on)

    def _after_asking(self, go_on: Callable[[], None]) -> None:
        if self._session.would_lose:
            self.ask_to_save(go_on)
        else:
            go_on()

    def do_import_preview(self) -> None:
        """Ask for workbooks, and show how they would be read before they are."""
        window = self._window
        window.imports.ask(
            "ui.action.import_preview",
            lambda paths: self._after_asking(lambda: window.imports.open(paths, always=True)),
        )

    def do_import_again(self) -> None:
        """Ask for a workbook, and show what it changes in the open project."""
        imports = self._window.imports
        imports.ask("ui.action.import_again", lambda paths: imports.again(paths[0]), several=False)

    def do_import_status(self) -> None:
        """Ask for trackers, exports of tickets or project files, and show what they change."""
        imports = self._window.imports
        imports.ask("ui.action.import_status", imports.status, kinds="ui_waves.status.kinds")

    def do_plan_compare(self) -> None:
        """Ask for somebody else's plan, and show it beside this one."""
        imports = self._window.imports
        imports.ask("ui.action.plan_compare", lambda paths: imports.beside(paths[0]), several=False)

    def do_server_groups(self) -> None:
        """Show which servers make up each application."""
        from planner.ui.dialogs.server_groups import ServerGroups

        ServerGroups(self._session, self._window).open()

    def do_set_aside(self) -> None:
        """Show the rows that could not be used, to correct them and take them in."""
        from planner.ui.dialogs.set_aside import SetAsideRows

        SetAsideRows(self._session, self._window).open()

    def do_sample(self) -> None:
        """Open the regional bank's workbook."""
        suffix = "-zh" if is_wide(self._session.language) else ""
        path = samples_folder() / f"regional-bank{suffix}.xlsx"
        if not path.exists():
            path = samples_folder() / "regional-bank.xlsx"
        self.open_paths([path])

    def do_template(self) -> None:
        """Ask where to write the empty workbook."""
        say, language = self._session.say, self._session.language

        def write(path: Path) -> None:
            def work(stop: object, listen: object) -> object:
                from planner.importing.own_workbook.template import write_template

                write_template(path, language)
                return path

            self._export(work)

        self._ask_path(say("ui.action.template"), "inventory.xlsx", "*.xlsx", write)

    def _export(self, work: Callable[[object, object], object]) -> None:
        """Have a file written; ``work`` returns where it lies, which is told."""
        window = self._window
        told = window.messages.tell_exported
        window.runner.start("ui.job.export", work, done=told, failed=window.tell)

    def do_export_inventory(self) -> None:
        """Ask where to write the inventory as a workbook that can be edited and imported again."""
        document, language = self._session.document, self._session.language

        def write(path: Path) -> None:
            def work(stop: object, listen: object) -> object:
                from planner.importing import write_workbook

                scenario = document.scenario
                write_workbook(
                    path,
                    document.inventory,
                    document.programme,
                    scenario.decisions,
                    language,
                    rule_set=scenario.rule_set,
                    dials=scenario.dials,
                )
                return path

            self._export(work)

        name = f"{document.name or 'inventory'}.xlsx"
        self._ask_path(self._session.say("ui.action.export_inventory"), name, "*.xlsx", write)

    def do_save(self) -> None:
        """Save where it was opened from; ask where it never was."""
        if self._session.path is None:
            self.do_save_as()
        else:
            self._save_here(self._session.path)

    def _save_here(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Save where it was opened from, unless somebody else has written there: then ask."""
        documents, say = self._window.documents, self._session.say
        if not documents.changed_elsewhere:
            documents.save(path, then)
            return
        box = message_box(
            self._window,
            say("ui.program"),
            say("ui_window.save.changed", name=path.name),
            say("ui_window.save.changed.about"),
            QMessageBox.Icon.Warning,
        )
        other = box.addButton(say("ui.action.save_as"), QMessageBox.ButtonRole.AcceptRole)
        replace = box.addButton(
            say("ui_window.save.changed.replace"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.addButton(say("ui.cancel"), QMessageBox.ButtonRole.RejectRole)

        def answered() -> None:
            if box.clickedButton() is other:
                self.do_save_as(then)
            elif box.clickedButton() is replace:
                documents.save(path, then)
            box.deleteLater()

        box.finished.connect(lambda _: answered())
        box.open()

    def do_save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask where to save; then go on."""
        name = (self._session.document.name or self._session.say("ui.untitled")) + SUFFIX
        self._ask_path(
            self._session.say("ui.action.save_as"),
            name,
            f"*{SUFFIX}",
            lambda path: self._save_as(path, then),
        )

    def _save_as(self, path: Path, then: Callable[[], None] | None) -> None:
        """Save under the name chosen; where its ending makes it another's name, ask.

        The dialog has looked only for the name as it was typed.
        """
        documents, say = self._window.documents, self._session.say
        target = project_path(path)
        if target == path or not target.exists():
            documents.save(path, then)
            return
        box = message_box(
            self._window,
            say("ui.program"),
            say("ui_window.save.exists", name=target.name),
            icon=QMessageBox.Icon.Warning,
        )
        replace = box.addButton(
            say("ui_window.save.changed.replace"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.addButton(say("ui.cancel"), QMessageBox.ButtonRole.RejectRole)

        def answered() -> None:
            if box.clickedButton() is replace:
                documents.save(path, then)
            box.deleteLater()

        box.finished.connect(lambda _: answered())
        box.open()

    def do_export_pdf(self) -> None:
        """Ask where to write the roadmap."""
        if self._session.study is None:
            return
        from planner.reporting.options import ReportOptions
        from planner.ui.pages.roadmap_page import RoadmapPage

        page = self._window.pages.get("roadmap")
        chosen = page if isinstance(page, RoadmapPage) else None
        language = chosen.report_language if chosen is not None else self._session.language

        def write(path: Path) -> None:
            options = chosen.options() if chosen is not None else ReportOptions()
            self._window.documents.export(path, language, options)

        self._ask_path(self._session.say("ui.action.export_pdf"), "roadmap.pdf", "*.pdf", write)

    def do_export_all(self) -> None:
        """Ask for a folder and write every export into it."""
        if self._session.study is None:
            return
        dialog = file_dialog(self._session, self._session.say("ui.action.export_all"), self._window)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        language = self._session.language
        dialog.accepted.connect(
            lambda: self._window.documents.export(Path(dialog.selectedFiles()[0]), language, None)
        )
        dialog.open()

    def do_close(self) -> None:
        """Close the window."""
        self._window.close()

    def ask_to_save(self, then: Callable[[], None] | None = None) -> None:
        """Ask about unsaved work; then go on (close, where nothing else is said)."""
        go_on = then or self._window.close_without_asking
        say = self._session.say
        box = message_box(
            self._window,
            say("ui.program"),
            say("ui.close.ask"),
            icon=QMessageBox.Icon.Question,
        )
        save = box.addButton(say("ui.action.save"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(say("ui.close.drop"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(say("ui.cancel"), QMessageBox.ButtonRole.RejectRole)

        def answered() -> None:
            clicked = box.clickedButton()
            if clicked is drop:
                go_on()
            elif clicked is save and self._session.path is not None:
                self._save_here(self._session.path, go_on)
            elif clicked is save:
                self.do_save_as(go_on)
            box.deleteLater()

        box.finished.connect(lambda _: answered())
        box.open()
