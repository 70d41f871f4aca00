"""Every action of the window: name, shortcut, icon, menu; one table, read by menus and palette."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from planner.editing.plans import plans_part
from planner.editing.programme_tables import SECTIONS
from planner.ui.plain import plain_tip
from planner.wording import has

if TYPE_CHECKING:
    from planner.ui.look import Look
    from planner.ui.session import Session

__all__ = [
    "ACTIONS",
    "MENUS",
    "PAGE_SHORTCUTS",
    "ActionSpec",
    "build_actions",
    "build_menus",
    "enable_actions",
    "name_actions",
]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action, declared once: menus, palette, shortcuts and what it needs are read from here.

    Attributes
    ----------
    name
        Its words are ``ui.action.<name>``; it is done by the command ``do_<name>``.
    menu
        Where it stands; empty: in the palette only.
    needs
        What has to be there for it; see :data:`READY`.
    """

    name: str
    menu: str
    keys: str = ""
    icon: str = ""
    checkable: bool = False
    separate: bool = False
    needs: str = ""


READY: Final[Mapping[str, Callable[[Session], bool]]] = {
    "": lambda session: True,
    "document": lambda session: not session.is_empty,
    "selection": lambda session: bool(session.selection),
    "plan": lambda session: session.study is not None,
    "part": lambda session: plans_part(session.document),
    "servers": lambda session: bool(session.document.inventory.servers),
    "set_aside": lambda session: bool(session.document.inventory.set_aside),
    "exported": lambda session: session.exported is not None,
    "undo": lambda session: session.history.undo_label is not None,
    "redo": lambda session: session.history.redo_label is not None,
}
"""What an action may need, and whether it is there."""


MENUS: Final = ("file", "edit", "plan", "view", "help")
PAGE_KEYS: Final = (
    "start", "inventory", "dependencies", "programme", "scores", "rules", "placement", "waves",
    "scenarios", "roadmap",
)  # fmt: skip
PAGE_SHORTCUTS: Final = {
    **{key: f"Ctrl+{number % 10}" for number, key in enumerate(PAGE_KEYS, 1)},
    "under_way": "Ctrl+Shift+U",
}
"""Every page of the window with its key."""

ACTIONS: Final = (
    ActionSpec("new_window", "file", "Ctrl+Shift+N"),
    ActionSpec("open", "file", "Ctrl+O", "open"),
    ActionSpec("open_recent", "file", "Ctrl+Shift+O"),
    ActionSpec("import_preview", "file", "Ctrl+I"),
    ActionSpec("import_again", "file", "Ctrl+Shift+I", needs="document"),
    ActionSpec("import_status", "file", needs="plan"),
    ActionSpec("sample", "file", "", "sample"),
    ActionSpec("template", "file", "", "template"),
    ActionSpec("save", "file", "Ctrl+S", "save", separate=True, needs="document"),
    ActionSpec("save_as", "file", "Ctrl+Shift+S", needs="document"),
    ActionSpec("export_pdf", "file", "Ctrl+E", "export", separate=True, needs="plan"),
    ActionSpec("export_all", "file", "Ctrl+Shift+E", needs="plan"),
    ActionSpec("export_inventory", "file", needs="document"),
    ActionSpec("export_picture", "file", needs="document"),
    ActionSpec("export_open", "file", needs="exported"),
    ActionSpec("export_show", "file", needs="exported"),
    ActionSpec("close", "file", "Ctrl+W", separate=True),
    ActionSpec("undo", "edit", "Ctrl+Z", "undo", needs="undo"),
    ActionSpec("redo", "edit", "Ctrl+Shift+Z", "redo", needs="redo"),
    ActionSpec("history", "edit", "Ctrl+H", "history", needs="document"),
    ActionSpec("workload_add", "edit", "Ctrl+Shift+A", "plus", separate=True),
    ActionSpec("workload_duplicate", "edit", "", "copy", needs="selection"),
    ActionSpec("workload_set_aside", "edit", needs="selection"),
    ActionSpec("workload_delete", "edit", "", "remove", needs="selection"),
    ActionSpec("dependency_add", "edit", "", "link", needs="document"),
    ActionSpec("replace", "edit", "Ctrl+R", needs="document"),
    ActionSpec("server_groups", "edit", separate=True, needs="servers"),
    ActionSpec("set_aside", "edit", needs="set_aside"),
    ActionSpec("note", "edit", "Ctrl+Shift+D", "decision", separate=True, needs="document"),
    ActionSpec("park", "edit", "Ctrl+Shift+P", "question", needs="document"),
    ActionSpec("plan", "plan", "F5", "run", needs="document"),
    ActionSpec("plan_near", "plan", "Ctrl+F5", needs="plan"),
    ActionSpec("plan_compare", "plan", needs="plan"),
    ActionSpec("plan_part", "plan", needs="selection"),
    ActionSpec("plan_whole", "plan", needs="part"),
    ActionSpec("baseline", "plan", needs="plan"),
    ActionSpec("cancel", "plan", "Shift+F5", "stop"),
    ActionSpec(
        "scenario_add", "plan", "Ctrl+Shift+C", "scenarios", separate=True, needs="document"
    ),
    ActionSpec("live", "plan", checkable=True),
    ActionSpec("weights_ahp", "plan", separate=True, needs="document"),
    ActionSpec("weights_swing", "plan", needs="document"),
    *(ActionSpec(f"page_{key}", "view", keys, key) for key, keys in PAGE_SHORTCUTS.items()),
    ActionSpec("find", "view", "Ctrl+F", "search", separate=True),
    ActionSpec("decisions", "view", "Ctrl+L", "decision", checkable=True),
    ActionSpec("changes", "view", "Ctrl+M", "history", checkable=True),
    ActionSpec("facilitator", "view", "Ctrl+Shift+F", "under_way", checkable=True),
    ActionSpec("presenter", "view", "F11", "presenter", checkable=True),
    ActionSpec("text_larger", "view", "Ctrl++", "plus", separate=True),
    ActionSpec("text_smaller", "view", "Ctrl+-", "minus"),
    ActionSpec("text_usual", "view"),
    ActionSpec("dark", "view", "Ctrl+Shift+K", "dark", checkable=True, separate=True),
    ActionSpec("chinese", "view", "Ctrl+Shift+L", "language", checkable=True),
    *(ActionSpec(f"programme_{key}", "") for key in SECTIONS),
    ActionSpec("palette", "help", "Ctrl+K", "command"),
    ActionSpec("guide", "help", "F1", "help"),
    ActionSpec("tour", "help"),
    ActionSpec("shortcuts", "help", "Ctrl+/", "list"),
    ActionSpec("about", "help", separate=True),
)


def build_actions(window: QMainWindow, run: Callable[[str], None]) -> dict[str, QAction]:
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


def build_menus(window: QMainWindow, actions: dict[str, QAction]) -> dict[str, QMenu]:
    """Put the actions into the menu bar."""
    menus = {name: window.menuBar().addMenu("") for name in MENUS}
    for spec in ACTIONS:
        if spec.menu:
            if spec.separate:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(actions[spec.name])
    return menus


def enable_actions(session: Session, actions: dict[str, QAction]) -> None:
    """Enable what can be done now, and no more."""
    for spec in ACTIONS:
        actions[spec.name].setEnabled(READY[spec.needs](session))


def name_actions(
    session: Session, look: Look, actions: dict[str, QAction], menus: dict[str, QMenu]
) -> None:
    """Say every name in the window's language, with its icon in the window's colours.

    Parameters
    ----------
    actions, menus
        By name.
    """
    say = session.say
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
        action.setToolTip(plain_tip(f"{tip} ({keys})" if keys else tip))
        if spec.icon:
            action.setIcon(look.icon(spec.icon))
