"""The commands that enter what no spreadsheet brought: workloads, dependencies, the programme."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QLineEdit

from planner.editing.workloads import (
    add_workloads,
    delete_workloads,
    duplicate_workloads,
    set_aside_workloads,
)
from planner.ui.command_base import CommandBase
from planner.ui.widgets.dialog import title_of

__all__ = ["EnterCommands"]

NAME_WIDTH = 420


class EnterCommands(CommandBase):
    """One method an action; named after it."""

    def show_section(self, key: str) -> None:
        """Show a section of the programme."""
        from planner.ui.pages.programme_page import ProgrammePage

        self._window.go("programme")
        self._window.page_of(ProgrammePage).show_section(key)

    def do_workload_add(self) -> None:
        """Ask for a name and add a workload."""
        session = self._session
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(title_of(session.say("ui.action.workload_add")))
        dialog.resize(NAME_WIDTH, dialog.height())
        dialog.setLabelText(session.say("ui_enter.workload.name"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)

        def agreed(name: str) -> None:
            page = self._window.pages[self._window.page_key]
            if page.perform(lambda document: add_workloads(document, [(name, {})])):
                self._show_workload(session.document.inventory.workloads[-1].id)

        dialog.textValueSelected.connect(agreed)
        dialog.open()

    def _show_workload(self, workload: str) -> None:
        self._session.select([workload])
        self._window.go("inventory")

    def do_workload_duplicate(self) -> None:
        """Put a copy behind each selected workload, and select the copies."""
        session = self._session
        before = session.document.inventory.by_id.keys()
        session.perform(duplicate_workloads(session.document, session.selection))
        session.select(
            [one.id for one in session.document.inventory.workloads if one.id not in before]
        )

    def do_workload_set_aside(self) -> None:
        """Set the selected workloads aside, with their servers and dependencies."""
        session = self._session
        session.perform(set_aside_workloads(session.document, session.selection))

    def do_workload_delete(self) -> None:
        """Delete the selected workloads; undo brings them back."""
        session = self._session
        session.perform(delete_workloads(session.document, session.selection))

    def do_dependency_add(self) -> None:
        """Ask for two workloads and draw the dependency."""
        from planner.ui.dialogs.link import LinkDialog

        chosen = self._session.selection
        LinkDialog(self._session, chosen[:2], self._window).open()

    def do_replace(self) -> None:
        """Find words in cells of the inventory and replace them."""
        from planner.ui.pages.inventory_page import InventoryPage

        self._window.go("inventory")
        self._window.page_of(InventoryPage).replace_words()
