"""What the actions of a window do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.errors import PlannerError
from planner.project import SUFFIX
from planner.ui.dialogs.chooser import Choice, Chooser
from planner.ui.dialogs.reason import ReasonDialog
from planner.ui.operations import add_scenario, note_decision, park_question

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

__all__ = ["Commands", "samples_folder"]


def samples_folder() -> Path:
    """Return where the samples lie: beside the program, or inside the packaged one."""
    root = getattr(sys, "_MEIPASS", None)
    return (Path(root) if root else Path(__file__).resolve().parents[2]) / "samples"


class Commands(QObject):
    """One method an action; named after it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def run(self, name: str) -> None:
        """Do the action called ``name``."""
        if name.startswith("page_"):
            self._window.go(name.removeprefix("page_"))
            return
        getattr(self, f"do_{name}")()

    def answer(self, name: str, about: object) -> None:
        """Answer what a page asks for."""
        if name == "open_path":
            self.open_paths([Path(str(about))])
        elif name == "tell":
            assert isinstance(about, PlannerError)
            self._window.tell(about)
        elif name == "note_saved":
            self._window.banner.tell(str(about), kind="note")
        elif name == "reason":
            self.ask_reason(*about)  # type: ignore[misc]
        elif name == "refuse_target":
            self._window.messages.refuse_target(*about)  # type: ignore[misc]
        elif name == "show_cell":
            self._window.go("inventory")
            self._window.pages["inventory"].go_to(*about)  # type: ignore[attr-defined,misc]
        elif name == "show_page":
            self._window.go(str(about))
        else:
            self.run(name)

    # File -------------------------------------------------------------------------------------

    def do_new_window(self) -> None:
        """Open another window."""
        self._window.new_window_wanted.emit()

    def do_open(self) -> None:
        """Ask for a project or workbooks, and open them."""
        say = self._session.say
        kinds = f"{say('ui.open.kinds')} (*{SUFFIX} *.xlsx *.xlsm *.csv)"
        dialog = QFileDialog(self._window, say("ui.action.open"))
        dialog.setNameFilter(kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.accepted.connect(
            lambda: self.open_paths([Path(text) for text in dialog.selectedFiles()])
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files; unsaved work is asked about first."""

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
        suffix = "-zh" if self._session.language == "zh" else ""
        path = samples_folder() / f"regional-bank{suffix}.xlsx"
        if not path.exists():
            path = samples_folder() / "regional-bank.xlsx"
        self.open_paths([path])

    def do_template(self) -> None:
        """Ask where to write the empty workbook."""
        say, language = self._session.say, self._session.language

        def write(path: Path) -> None:
            def work(stop: object, listen: object) -> object:
                from planner.importing.template import write_template

                write_template(path, language)
                return path

            self._window.runner.start(
                "ui.job.export",
                work,
                done=self._window.messages.tell_exported,
                failed=self._window.tell,
            )

        self._ask_path(say("ui.action.template"), "inventory.xlsx", "*.xlsx", write)

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

            self._window.runner.start(
                "ui.job.export",
                work,
                done=self._window.messages.tell_exported,
                failed=self._window.tell,
            )

        name = f"{document.name or 'inventory'}.xlsx"
        self._ask_path(self._session.say("ui.action.export_inventory"), name, "*.xlsx", write)

    def do_save(self) -> None:
        """Save where it was opened from; ask where it never was."""
        if self._session.path is None:
            self.do_save_as()
        else:
            self._window.documents.save(self._session.path)

    def do_save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask where to save; then go on."""
        name = (self._session.document.name or self._session.say("ui.untitled")) + SUFFIX
        self._ask_path(
            self._session.say("ui.action.save_as"),
            name,
            f"*{SUFFIX}",
            lambda path: self._window.documents.save(path, then),
        )

    def do_export_pdf(self) -> None:
        """Ask where to write the roadmap."""
        if self._session.study is None:
            return
        page = self._window.pages.get("roadmap")
        language = getattr(page, "report_language", self._session.language)

        def write(path: Path) -> None:
            from planner.reporting.options import ReportOptions

            options = page.options() if page is not None else ReportOptions()  # type: ignore[attr-defined]
            self._window.documents.export(path, language, options, whole=False)

        self._ask_path(self._session.say("ui.action.export_pdf"), "roadmap.pdf", "*.pdf", write)

    def do_export_all(self) -> None:
        """Ask for a folder and write every export into it."""
        if self._session.study is None:
            return
        dialog = QFileDialog(self._window, self._session.say("ui.action.export_all"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        language = self._session.language
        dialog.accepted.connect(
            lambda: self._window.documents.export(
                Path(dialog.selectedFiles()[0]), language, None, whole=True
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def do_close(self) -> None:
        """Close the window."""
        self._window.close()

    def _ask_path(self, title: str, name: str, kinds: str, then: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.selectFile(name)
        dialog.accepted.connect(lambda: then(Path(dialog.selectedFiles()[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_to_save(self, then: Callable[[], None] | None = None) -> None:
        """Ask about unsaved work; then go on (close, where nothing else is said)."""
        go_on = then or self._window.close_without_asking
        say = self._session.say
        box = QMessageBox(self._window)
        box.setWindowTitle(say("ui.program"))
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(say("ui.close.ask"))
        save = box.addButton(say("ui.action.save"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(say("ui.close.drop"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(say("ui.cancel"), QMessageBox.ButtonRole.RejectRole)

        def answered() -> None:
            clicked = box.clickedButton()
            if clicked is drop:
                go_on()
            elif clicked is save and self._session.path is not None:
                self._window.documents.save(self._session.path, go_on)
            elif clicked is save:
                self.do_save_as(go_on)
            box.deleteLater()

        box.finished.connect(lambda _: answered())
        box.open()

    # Edit -------------------------------------------------------------------------------------

    def do_undo(self) -> None:
        """Take the last action back."""
        self._session.undo()

    def do_redo(self) -> None:
        """Do it again."""
        self._session.redo()

    def do_history(self) -> None:
        """List every action, to go to any of them."""
        session = self._session
        steps = session.history.steps
        choices = [
            Choice(
                session.step_name(step.label) if step.label else session.say("ui.history.begin"),
                lambda number=number: session.jump(number),  # type: ignore[misc]
                "◀" if number == session.history.at else "",
            )
            for number, step in enumerate(steps)
        ]
        self._choose("ui.action.history", "ui.history.search", list(reversed(choices)))

    def do_note(self) -> None:
        """Write into the decision log."""
        session = self._session
        self.ask_reason(
            session.say("ui.note.ask"),
            lambda text: session.perform(
                note_decision(session.document, text, session.today, session.who)
            ),
        )

    def do_park(self) -> None:
        """Put a question on the parking lot."""
        session = self._session
        self.ask_reason(
            session.say("ui.park.ask"),
            lambda text: session.perform(park_question(session.document, text)),
        )

    def ask_reason(self, question: str, then: Callable[[str], object]) -> None:
        """Ask for words; ``then`` gets them unless the person thinks better of it."""
        dialog = ReasonDialog(self._session, question, self._window)

        def agreed() -> None:
            who = dialog.who
            if who != self._session.who:
                self._session.who = who
                self._window.change_settings(lambda settings: replace(settings, who=who))
            then(dialog.reason)

        dialog.accepted.connect(agreed)
        dialog.open()

    # Plan and view ----------------------------------------------------------------------------

    def do_plan(self) -> None:
        """Find a plan."""
        self._window.banner.hide()
        self._window.planning.plan()

    def do_plan_near(self) -> None:
        """Show plans near the present one, with every difference, before one is taken."""
        from planner.ui.dialogs.plan_review import LeastChange
        from planner.ui.scenario_operations import accept_plan

        window, session = self._window, self._session
        if session.study is None or session.stale:
            return
        dialog = LeastChange(
            session, window.look, window.runner, window.planning.time_limit_s, window
        )

        def take() -> None:
            if dialog.study is not None:
                session.perform(accept_plan(session.document, dialog.study))

        dialog.accepted.connect(take)
        dialog.open()

    def do_cancel(self) -> None:
        """Stop the search and keep the best plan so far."""
        self._window.planning.cancel()

    def do_live(self) -> None:
        """Plan again after every change, or only when asked."""
        self._window.planning.live = self._window.actions_by_name["live"].isChecked()

    def do_weights_ahp(self) -> None:
        """Find the weights by pairwise comparison."""
        from planner.ui.dialogs.weights_ahp import AhpDialog

        AhpDialog(self._session, self._window.look, self._window).open()

    def do_weights_swing(self) -> None:
        """Find the weights by swings."""
        from planner.ui.dialogs.weights_swing import SwingDialog

        SwingDialog(self._session, self._window.look, self._window).open()

    def do_scenario_add(self) -> None:
        """Copy the scenario."""
        session = self._session
        name = session.say("ui.scenario.copy", name=session.document.scenario.name)
        session.perform(add_scenario(session.document, name))

    def do_find(self) -> None:
        """Go to the search line of the page."""
        page = self._window.pages[self._window.page_key]
        if page.search_line is not None:
            page.search_line.setFocus()
            page.search_line.selectAll()

    def do_decisions(self) -> None:
        """Show or hide the decision log."""
        self._window.log.setVisible(self._window.actions_by_name["decisions"].isChecked())
        self._window.log.refresh()

    def do_presenter(self) -> None:
        """Fill the screen with large type and only what matters."""
        window = self._window
        on = window.actions_by_name["presenter"].isChecked()
        window.present(on)
        if on:
            window.showFullScreen()
        else:
            window.showNormal()

    def do_dark(self) -> None:
        """Switch between light and dark."""
        name = "dark" if self._window.look.scheme.name == "light" else "light"
        self._window.look.use(name)
        self._window.change_settings(lambda settings: replace(settings, scheme=name))

    def do_chinese(self) -> None:
        """Switch between English and Chinese."""
        language = "en" if self._session.language == "zh" else "zh"
        self._session.set_language(language)
        self._window.change_settings(lambda settings: replace(settings, language=language))

    # Help -------------------------------------------------------------------------------------

    def do_palette(self) -> None:
        """List every action and every workload."""
        window = self._window
        choices = [
            Choice(
                action.text(),
                action.trigger,
                action.shortcut().toString(),
                action.icon(),
            )
            for action in window.actions_by_name.values()
            if action.isEnabled()
        ]
        session = self._session
        choices += [
            Choice(workload.name, lambda one=workload.id: session.select([one]), workload.id)  # type: ignore[misc]
            for workload in session.document.inventory.workloads[:5000]
        ]
        self._choose("ui.action.palette", "ui.palette.search", choices)

    def do_shortcuts(self) -> None:
        """List the shortcuts."""
        choices = [
            Choice(action.text(), action.trigger, action.shortcut().toString(), action.icon())
            for action in self._window.actions_by_name.values()
            if not action.shortcut().isEmpty()
        ]
        self._choose("ui.action.shortcuts", "ui.palette.search", choices)

    def do_tour(self) -> None:
        """Say what each page is for, one after the other; on the sample where nothing is open."""
        self._window.change_settings(lambda settings: replace(settings, toured=True))
        if not self._session.is_empty:
            self._begin_tour()
            return
        self._window.documents.opened.connect(
            self._tour_of_sample, Qt.ConnectionType.SingleShotConnection
        )
        self.do_sample()

    def _tour_of_sample(self, _: object) -> None:
        self._window.planning.plan()
        self._begin_tour()

    def _begin_tour(self) -> None:
        from planner.ui.dialogs.tour import Tour

        Tour(self._window).begin()

    def _choose(self, title: str, prompt: str, choices: Sequence[Choice]) -> None:
        say = self._session.say
        Chooser(say(title), say(prompt), choices, self._window).open()
