"""Actions are declared once, and what is asked for by name is there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from planner import ui
from planner.ui.actions import ACTIONS
from planner.ui.commands import Commands

NAMES = {spec.name for spec in ACTIONS}
OTHERWISE = ("page_", "programme_")  # what takes to a place is done by one command


def asked(node: ast.Call) -> Iterator[ast.expr]:
    """What names an action in a call."""
    if isinstance(node.func, ast.Attribute):
        if node.func.attr == "emit" and ast.unparse(node.func.value).endswith("action_wanted"):
            yield node.args[0]
        elif node.func.attr == "stack_behind":
            yield node.args[2]


def test_every_action_has_a_command_and_every_command_an_action() -> None:
    commands = {name.removeprefix("do_") for name in dir(Commands) if name.startswith("do_")}
    assert len(NAMES) == len(ACTIONS)
    assert {name for name in NAMES if not name.startswith(OTHERWISE)} == commands


def test_pages_ask_for_actions_that_there_are() -> None:
    found = {
        name.value
        for path in Path(ui.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for name in asked(node)
        if isinstance(name, ast.Constant)
    }
    assert {"open", "plan", "export_all"} <= found <= NAMES


def test_no_key_of_a_table_is_also_one_of_the_window(planned):
    """Qt does neither of two actions that have the same key."""
    for key in planned.rail.buttons:
        planned.page(key)
    own = {
        action.shortcut().toString(): action.text()
        for action in planned.findChildren(QAction)
        if action.shortcutContext() is Qt.ShortcutContext.WidgetShortcut
    }
    wide = {one.shortcut().toString() for one in planned.actions_by_name.values()}
    assert "Ctrl+D" in own
    assert not {keys: text for keys, text in own.items() if keys and keys in wide}
