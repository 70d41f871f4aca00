"""Hostile words in every field, every dialog of the window opened: all of it is shown as words."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QLabel, QMessageBox

from planner.model.inventory import Server, SetAside
from planner.model.issue import CellRef
from planner.model.status import MoveStatus
from planner.optimising.outcome import Options
from planner.presenting.foreign import beside_foreign
from planner.ui import dialogs
from planner.ui.dialogs.chooser import Choice, Chooser
from planner.ui.dialogs.foreign_plan import ForeignPlan
from planner.ui.dialogs.import_preview import ImportPreview
from planner.ui.dialogs.link import LinkDialog
from planner.ui.dialogs.overrule import OverruleDialog
from planner.ui.dialogs.plan_review import LeastChange, PlanReview
from planner.ui.dialogs.reason import ReasonDialog
from planner.ui.dialogs.reimport_preview import ReimportPreview
from planner.ui.dialogs.status_review import StatusReview
from tests.ui import test_words_not_markup
from tests.ui.test_words_not_markup import POISONS, guesses, marks_in

opened, hostile = test_words_not_markup.opened, test_words_not_markup.hostile
COMMANDS = (
    "about", "close", "dependency_add", "guide", "history", "note", "palette", "park", "replace",
    "server_groups", "set_aside", "shortcuts", "tour", "weights_ahp", "weights_swing",
    "workload_add", "workload_delete", "open_recent",
)  # fmt: skip
READY_MADE = {"QMessageBox", "QInputDialog"}


def every_dialog() -> set[str]:
    """Names of all dialogs there are; what only others are made of is not counted."""
    found = set(READY_MADE)
    for module in pkgutil.iter_modules(dialogs.__path__, f"{dialogs.__name__}."):
        members = vars(importlib.import_module(module.name)).values()
        found |= {
            one.__name__
            for one in members
            if isinstance(one, type) and issubclass(one, QDialog) and one.__module__ == module.name
        }
    return found


class Walk:
    """Dialogs that came up, and what was wrong with them."""

    def __init__(self, window, qtbot):
        self.window, self.qtbot = window, qtbot
        self.seen: set[str] = set()
        self.faults: list[str] = []

    def look(self, what: str) -> None:
        """Draw, look through and close every dialog that is open."""
        self.qtbot.wait(10)
        for dialog in [one for one in QApplication.topLevelWidgets() if self.is_open(one)]:
            dialog.grab()
            self.seen.add(type(dialog).__name__)
            found = list(guesses(dialog))
            if isinstance(dialog, QMessageBox):  # its labels guess unless they are told not to
                found += [one.text() for one in dialog.findChildren(QLabel) if self.guessing(one)]
                found += marks_in(dialog)
            self.faults += [f"{what}, {type(dialog).__name__}: {fault}" for fault in found]
            assert isinstance(dialog, QDialog)
            dialog.done(0)
        for job in self.window.runner.jobs:
            job.cancel()
        self.qtbot.waitUntil(lambda: not self.window.runner.jobs)

    def is_open(self, widget) -> bool:
        return isinstance(widget, QDialog) and widget.isVisible()

    @staticmethod
    def guessing(label: QLabel) -> bool:
        return label.textFormat() != label.textFormat().PlainText


@pytest.fixture
def walk(window, qtbot):
    window.planning.live = False
    return Walk(window, qtbot)


def with_strange_rows(study, picture):
    """Servers and rows set aside, named as hostilely as all the rest."""
    words = [one.replace("/dev/zero", str(picture)) for one in POISONS]
    first = study.inventory.workloads[0].id
    servers = tuple(Server(f"{word} {n}", first) for n, word in enumerate(words))
    aside = tuple(
        SetAside(CellRef(f"{word}.xlsx", word, n + 1, "A"), {word: word, "name": word}, "no_name")
        for n, word in enumerate(words)
    )
    inventory = dataclasses.replace(study.inventory, servers=servers, set_aside=aside)
    return dataclasses.replace(study, inventory=inventory)


def test_no_dialog_guesses_markup_or_opens_what_a_name_says(walk, hostile, opened, tmp_path):
    window, picture = walk.window, opened[0]
    study = with_strange_rows(hostile, picture)
    window.session.show_study(study)
    session = window.session
    first, second = (one.id for one in study.inventory.workloads[:2])
    for command in COMMANDS:
        window.go("inventory")
        session.select((first,))
        window.commands.run(command)
        walk.look(command)
    words = POISONS[0].replace("/dev/zero", str(picture))
    Chooser(words, words, [Choice(word, lambda: None, word) for word in POISONS], window).open()
    walk.look("a choice")
    LinkDialog(session, (first, second), window).open()
    walk.look("a link")
    LinkDialog(session, (), window, 0).open()
    walk.look("a link that is there")
    OverruleDialog(session, first, window).open()
    walk.look("overruling")
    ReasonDialog(session, words, window, owned=True).open()
    walk.look("a reason")
    review = PlanReview(session, window.look, words, window, decides=True)
    review.show_plans(study, study, words)
    review.open()
    walk.look("two plans")
    said = [MoveStatus(word.replace("/dev/zero", str(picture)), "done") for word in POISONS]
    StatusReview(session, study, [*said, MoveStatus(first, "done")], window).open()
    walk.look("what a tracker says")
    LeastChange(session, window.look, window.runner, Options(1.0), window).open()
    walk.look("the nearest plan")
    theirs = dict.fromkeys((first, second, *POISONS), 1)
    found = beside_foreign(study, theirs, words, "en")
    ForeignPlan(session, window.look, found, window).open()
    walk.look("somebody else's plan")
    window.page("placement").show_frontier()
    walk.look("the frontier")
    window.go("scenarios")
    window.pages["scenarios"]._rename()
    walk.look("another name")
    files_of_strangers(walk, picture, tmp_path)
    assert walk.faults == []
    assert every_dialog() - walk.seen == set()
    assert opened[1]() == 0


def files_of_strangers(walk, picture, tmp_path):
    """A list whose name, headings and cells are hostile, read anew and once more."""
    window, qtbot = walk.window, walk.qtbot
    words = [f'<img src=""{picture}"">', "<b>x", "=\u200b1+1", "\u200b=cmd", "\x1b[31mred"]
    path = tmp_path / "<img src=x onerror=1> \u202egnp.csv"
    head = ",".join(f'"{word} head"' for word in words)
    rows = "\n".join(f"App{n},{n}," + ",".join(f'"{word}"' for word in words) for n in range(6))
    path.write_text(f"Application,vCPU,{head}\n{rows}\n", encoding="utf-8")
    window.imports.again(path)
    shown(qtbot, window, ReimportPreview)
    walk.look("imported again")
    window.session.open_document(type(window.session.document)(), None)
    window.imports.open([path], always=True)
    shown(qtbot, window, ImportPreview)
    walk.look("read")


def shown(qtbot, window, *kinds):
    qtbot.waitUntil(
        lambda: any(one.isVisible() for kind in kinds for one in window.findChildren(kind)),
    )


def test_ready_made_dialogs_are_asked_for_words_of_the_program_alone(walk, hostile):
    """The label of a ready-made question guesses: none may hold a word of the inventory."""
    walk.window.session.show_study(hostile)
    walk.window.commands.run("workload_add")
    (dialog,) = walk.window.findChildren(QInputDialog)
    assert not any(poison in dialog.labelText() for poison in POISONS)
    dialog.done(0)
