"""What a screen reader finds: cards and nodes with names, states and actions; pages as tabs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QMenu

ROOT = Path(__file__).resolve().parents[2]
NAME = QAccessible.Text.Name
PRESS = QAccessibleActionInterface.pressAction()
MENU = QAccessibleActionInterface.showMenuAction()


def read(widget):
    return QAccessible.queryAccessibleInterface(widget)


def test_every_card_of_the_wave_board_is_read_chosen_and_offered(planned, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: opened.append(menu.actions()))
    planned.go("waves")
    qtbot.waitUntil(lambda: bool(planned.pages["waves"].board.lanes.boxes))
    board = planned.pages["waves"].board
    found = read(board)
    assert found.role() == QAccessible.Role.List
    assert found.childCount() == len(board.lanes.boxes)
    for at in (0, found.childCount() - 1):
        card, part = board.lanes.boxes[at].card, found.child(at)
        assert card.name in part.text(NAME)
        assert f"wave {card.wave}" in part.text(NAME)
        assert part.rect().width() > 40
        assert set(part.actionInterface().actionNames()) == {PRESS, MENU}
        assert not part.state().selected
        part.actionInterface().doAction(PRESS)
        assert planned.session.selection == (card.id,)
        assert part.state().selected
        assert found.childAt(part.rect().center().x(), part.rect().center().y()) is part
    part.actionInterface().doAction(MENU)
    (acts,) = opened
    assert acts


def test_a_child_reads_what_stands_there_after_another_plan(planned, qtbot):
    planned.go("waves")
    board = planned.pages["waves"].board
    qtbot.waitUntil(lambda: bool(board.lanes.boxes))
    found = read(board)
    last = found.child(found.childCount() - 1)
    assert last.isValid()
    board.show_study(planned.session.study, [], planned.session.today)
    assert found.childCount() == 0
    assert not last.isValid()
    assert last.text(NAME) == ""


def test_nodes_of_the_map_are_children_with_names(planned, qtbot):
    planned.go("dependencies")
    view = planned.pages["dependencies"].map
    qtbot.waitUntil(lambda: bool(view.facts.layout.spots) and view.settled)
    found = read(view)
    assert found.childCount() == len(view.facts.layout.spots)
    spot = view.facts.layout.spots[0]
    assert planned.session.workload_name(spot.id) in found.child(0).text(NAME)
    found.child(0).actionInterface().doAction(PRESS)
    assert planned.session.selection == (spot.id,)
    assert found.child(0).state().selected
    qtbot.waitUntil(lambda: view.settled)


def test_the_pages_are_tabs_of_which_one_is_selected(planned):
    rail = read(planned.rail)
    assert rail.role() == QAccessible.Role.PageTabList
    planned.go("scores")
    for key, button in planned.rail.buttons.items():
        tab = read(button)
        assert tab.role() == QAccessible.Role.PageTab
        assert tab.text(NAME) == planned.session.say(f"ui.page.{key}")
        assert bool(tab.state().selected) == (key == "scores")
    read(planned.rail.buttons["waves"]).actionInterface().doAction(PRESS)
    assert planned.page_key == "waves"


def test_cards_of_the_placement_board_are_read_in_the_marks_of_the_language(planned, qtbot):
    planned.go("placement")
    planned.session.set_language("zh")
    qtbot.wait(20)
    column = next(one for one in planned.pages["placement"].columns.values() if one.cards.cards)
    card = read(column).child(0).text(NAME)
    assert column.cards.cards[0].name in card
    assert "、适配度" in card
    assert ", " not in card


def _speaks_at_spi():
    probe = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    python = Path("/usr/bin/python3")
    tools = all(shutil.which(name) for name in ("Xvfb", "dbus-run-session"))
    launcher = Path("/usr/libexec/at-spi-bus-launcher").exists()
    if not (sys.platform.startswith("linux") and tools and launcher and python.exists()):
        return False
    done = subprocess.run([python, "-c", probe], capture_output=True, timeout=30, check=False)
    return done.returncode == 0


@pytest.mark.skipif(not _speaks_at_spi(), reason="needs Xvfb, at-spi2-core and python3-gi")
def test_a_reader_over_at_spi_finds_and_moves_the_same(tmp_path):
    """The real way, over the bus, on a screen of its own."""
    script = ROOT / "tests" / "ui" / "at_spi" / "on_a_screen.sh"
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        ["bash", script, sys.executable, "/usr/bin/python3"], cwd=ROOT, env=environment,
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    told = done.stdout + done.stderr
    assert "read: pages are tabs, one selected" in done.stdout, told
    for board in ("Waves", "Dependency map", "迁移批次", "依赖关系图"):
        assert f"read: {board}: names, states and actions of" in done.stdout, told
    for shown in ("waves in en", "dependencies in en", "waves in zh", "dependencies in zh"):
        assert f"shown: {shown}: chosen by the reader" in done.stdout, told
