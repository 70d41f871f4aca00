"""What the actions of a window do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from planner.editing.plans import only_part, whole_again
from planner.editing.scenarios import add_scenario
from planner.ui.dialogs.chooser import Choice
from planner.ui.edit_commands import EditCommands
from planner.ui.enter_commands import EnterCommands
from planner.ui.export_commands import ExportCommands
from planner.ui.file_commands import FileCommands
from planner.wording import LANGUAGES, plural

if TYPE_CHECKING:
    from planner.ui.pages.page import Page

__all__ = ["Commands"]

SAID = 3
"""Workloads of a part that are named."""


KEYS: Final = (
    ("agree", "Ctrl+Enter"),
    ("leave", "Esc"),
    ("offer", "Enter"),
    ("walk", "← ↑ ↓ →"),
    ("wave", "Alt+←   Alt+→"),
    ("zoom", "+   −   0"),
    ("cells", "Ctrl+C   Ctrl+V   Del"),
    ("curve", "Ins   Del"),
)
"""Keys that no action of a menu has: what is drawn or typed into takes them."""


class Commands(FileCommands, EditCommands, EnterCommands, ExportCommands):
    """One method an action; named after it."""

    def run(self, name: str) -> None:
        """Do the action called ``name``."""
        if name.startswith("page_"):
            self._window.go(name.removeprefix("page_"))
            return
        if name.startswith("programme_"):
            self.show_section(name.removeprefix("programme_"))
            return
        getattr(self, f"do_{name}")()

    def listen_to(self, page: Page) -> None:
        """Do what a page asks for."""
        window = self._window
        page.action_wanted.connect(self.run)
        page.page_wanted.connect(window.go)
        page.cell_wanted.connect(self.show_cell)
        page.path_wanted.connect(lambda path: self.open_paths([path]))
        page.reason_wanted.connect(self.ask_reason)
        page.error_told.connect(window.messages.tell_refused)
        page.note_told.connect(window.messages.tell_done)
        page.target_refused.connect(window.messages.refuse_target)
        page.settings_wanted.connect(window.change_settings)

    def show_cell(self, workload: str, field: str) -> None:
        """Show a cell of the inventory."""
        from planner.ui.pages.inventory_page import InventoryPage

        self._window.go("inventory")
        self._window.page_of(InventoryPage).go_to(workload, field)

    # Plan and view ----------------------------------------------------------------------------

    def do_plan(self) -> None:
        """Find a plan."""
        self._window.banner.hide()
        self._window.planning.plan()

    def do_plan_near(self) -> None:
        """Show plans near the present one, with every difference, before one is taken."""
        from planner.editing.scenarios import accept_plan
        from planner.ui.dialogs.plan_review import LeastChange

        window, session = self._window, self._session
        if session.study is None or session.stale:
            return
        options = window.planning.full_options(len(session.study.problem.workloads))
        dialog = LeastChange(session, window.look, window.runner, options, window)

        def take() -> None:
            if dialog.study is not None:
                session.perform(accept_plan(session.document, dialog.study))

        dialog.accepted.connect(take)
        dialog.open()

    def do_plan_part(self) -> None:
        """Plan the selected workloads alone; the rest is counted as it stands."""
        session, chosen = self._session, self._session.selection
        names = [session.workload_name(one) for one in chosen[:SAID]]
        asked = session.listed(names) + (" …" if len(chosen) > SAID else "")

        def decided(reason: str) -> None:
            session.perform(
                only_part(session.document, chosen, asked, reason, session.today, session.who)
            )
            self._window.planning.plan()

        self.ask_reason(plural("ui_enter.part.ask", session.language, len(chosen)), decided)

    def do_plan_whole(self) -> None:
        """Plan all workloads again."""
        self._session.perform(whole_again(self._session.document))
        self._window.planning.plan()

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
        shown = session.wording.scenario(session.document.scenario.name)
        name = session.say("ui.scenario.copy", name=shown)
        session.perform(add_scenario(session.document, name))

    def do_find(self) -> None:
        """Go to the search line of the page."""
        page = self._window.pages[self._window.page_key]
        if page.search_line is not None:
            page.search_line.setFocus()
            page.search_line.selectAll()

    def do_decisions(self) -> None:
        """Show or hide the decision log."""
        self._show_beside("decisions")

    def do_changes(self) -> None:
        """Show or hide what the last change did."""
        self._show_beside("changes")

    def do_facilitator(self) -> None:
        """Show or hide the agenda of the workshop and its clock."""
        self._show_beside("facilitator")

    def _show_beside(self, wanted: str) -> None:
        """Show or hide a panel beside the page; there is room for one."""
        actions = self._window.actions_by_name
        for other in self._window.beside.keys() - {wanted}:
            if actions[wanted].isChecked():
                actions[other].setChecked(False)
        self._window.show_beside()

    def do_presenter(self) -> None:
        """Fill the screen with large type and only what matters."""
        window = self._window
        on = window.actions_by_name["presenter"].isChecked()
        full = Qt.WindowState.WindowFullScreen
        # in the type of the screen that it is about to fill: dressed once, not twice
        window.present(on, window.screen().size().height())
        # only that bit: a window that filled the screen fills it again afterwards
        state = window.windowState()
        window.setWindowState(state | full if on else state & ~full)

    def do_dark(self) -> None:
        """Switch between light and dark."""
        name = "dark" if self._window.look.scheme.name == "light" else "light"
        self._window.look.use(name)
        self._window.change_settings(lambda settings: replace(settings, scheme=name))

    def do_chinese(self) -> None:
        """Switch between English and Chinese."""
        language = LANGUAGES[(LANGUAGES.index(self._session.language) + 1) % len(LANGUAGES)]
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
            Choice(workload.name, partial(session.select, [workload.id]), workload.id)
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
        say = self._session.say
        choices += [Choice(say(f"ui_enter.keys.{name}"), lambda: None, keys) for name, keys in KEYS]
        self._choose("ui.action.shortcuts", "ui.palette.search", choices)

    def do_guide(self) -> None:
        """Open the guide beside the work."""
        from planner.ui.dialogs.guide import Guide

        Guide(self._session, self._window.look, self._window).show()

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
