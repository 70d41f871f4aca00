"""Every action of the window: name, shortcut, icon, menu; one table, read by menus and palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from planner.wording import has

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

__all__ = ["ACTIONS", "MENUS", "ActionSpec", "build_actions", "build_menus"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action; its words are ``ui.action.<name>``. ``menu`` empty: palette only."""

    name: str
    menu: str
    keys: str = ""
    icon: str = ""
    checkable: bool = False
    separate: bool = False


MENUS: Final = ("file", "edit", "plan", "view", "help")
PAGE_KEYS: Final = (
    "start", "inventory", "dependencies", "scores", "rules", "placement", "waves", "scenarios",
    "roadmap",
)  # fmt: skip

ACTIONS: Final = (
    ActionSpec("new_window", "file", "Ctrl+Shift+N"),
    ActionSpec("open", "file", "Ctrl+O", "open"),
    ActionSpec("import_preview", "file", "Ctrl+I"),
    ActionSpec("import_again", "file", "Ctrl+Shift+I"),
    ActionSpec("sample", "file", "", "sample"),
    ActionSpec("template", "file", "", "template"),
    ActionSpec("save", "file", "Ctrl+S", "save", separate=True),
    ActionSpec("save_as", "file", "Ctrl+Shift+S"),
    ActionSpec("export_pdf", "file", "Ctrl+E", "export", separate=True),
    ActionSpec("export_all", "file", "Ctrl+Shift+E"),
    ActionSpec("export_inventory", "file"),
    ActionSpec("close", "file", "Ctrl+W", separate=True),
    ActionSpec("undo", "edit", "Ctrl+Z", "undo"),
    ActionSpec("redo", "edit", "Ctrl+Shift+Z", "redo"),
    ActionSpec("history", "edit", "Ctrl+H", "history"),
    ActionSpec("server_groups", "edit", separate=True),
    ActionSpec("set_aside", "edit"),
    ActionSpec("note", "edit", "Ctrl+Shift+D", "decision", separate=True),
    ActionSpec("park", "edit", "Ctrl+Shift+P", "question"),
    ActionSpec("plan", "plan", "F5", "run"),
    ActionSpec("plan_near", "plan", "Ctrl+F5"),
    ActionSpec("cancel", "plan", "Shift+F5", "stop"),
    ActionSpec("scenario_add", "plan", "Ctrl+Shift+C", "scenarios", separate=True),
    ActionSpec("live", "plan", checkable=True),
    ActionSpec("weights_ahp", "plan", separate=True),
    ActionSpec("weights_swing", "plan"),
    *(
        ActionSpec(f"page_{key}", "view", f"Ctrl+{number}", key)
        for number, key in enumerate(PAGE_KEYS, 1)
    ),
    ActionSpec("find", "view", "Ctrl+F", "search", separate=True),
    ActionSpec("decisions", "view", "Ctrl+L", "decision", checkable=True),
    ActionSpec("presenter", "view", "F11", "presenter", checkable=True),
    ActionSpec("dark", "view", "Ctrl+Shift+K", "dark", checkable=True, separate=True),
    ActionSpec("chinese", "view", "Ctrl+Shift+L", "language", checkable=True),
    ActionSpec("palette", "help", "Ctrl+K", "command"),
    ActionSpec("tour", "help", "F1", "help"),
    ActionSpec("shortcuts", "help", "Ctrl+/", "list"),
)


def build_actions(window: MainWindow, run: Callable[[str], None]) -> dict[str, QAction]:
    """Make every action; ``run`` is given its name."""
    made = {}
    for spec in ACTIONS:
        action = QAction(window)
        action.setObjectName(f"action_{spec.name}")
        action.setCheckable(spec.checkable)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
        action.triggered.connect(lambda _=False, name=spec.name: run(name))
        window.addAction(action)
        made[spec.name] = action
    return made


def build_menus(window: MainWindow, actions: dict[str, QAction]) -> dict[str, QMenu]:
    """Put the actions into the menu bar."""
    menus = {name: window.menuBar().addMenu("") for name in MENUS}
    for spec in ACTIONS:
        if spec.menu:
            if spec.separate:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(actions[spec.name])
    return menus


def name_actions(window: MainWindow, actions: dict[str, QAction], menus: dict[str, QMenu]) -> None:
    """Say every name in the window's language, with its icon in the window's colours."""
    say, look = window.session.say, window.look
    for name, menu in menus.items():
        menu.setTitle(say(f"ui.menu.{name}"))
    for spec in ACTIONS:
        action = actions[spec.name]
        key = spec.name.removeprefix("page_")
        words = say(f"ui.page.{key}" if spec.name.startswith("page_") else f"ui.action.{spec.name}")
        action.setText(words)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip_key = f"ui.action.{spec.name}.tip"
        tip = say(tip_key) if has(tip_key) else words
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        if spec.icon:
            action.setIcon(look.icon(spec.icon))
