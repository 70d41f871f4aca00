"""Whatever stands in a field is shown as words: nothing guesses markup, nothing opens a file."""

from __future__ import annotations

import ctypes
import dataclasses
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QMessageBox,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from planner.assessing import load_rule_set
from planner.codec.plain_text import without_marks
from planner.project import Document, read_document, write_document
from planner.ui.pages import PAGES
from planner.ui.plain import message_box, plain_tip
from tests.reporting.studies import NASTY_NAMES, make_study, with_insights
from tests.ui.test_plain import shown

POISONS = (
    '<img src="/dev/zero">',
    "<b>bold</b> & <a href='file:///etc/passwd'>x</a>",
    "\u202egnp.exe\u202c <i>\u2066x\u2069",
    "\x07\x1b[31mred\x00 <br/>\x7f",
)
SHOWN = {
    "name", "note", "interface", "latency_class", "reason", "who", "value", "organisation",
    "region", "provider", "source", "file", "sheet", "sponsor", "role", "detail",
}  # fmt: skip
MOST_CELLS = 400
IN_OPEN = 0x20
PICTURE = "/dev/zero"


@pytest.fixture
def opened(tmp_path):
    """Return how often a picture that all poisoned fields name was opened, by whomever."""
    picture = tmp_path / "canary.png"
    picture.write_bytes(b"no picture")
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells who opens a file")
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, str(picture).encode(), IN_OPEN) > 0

    def events() -> int:
        try:
            return len(os.read(watch, 65_536))
        except BlockingIOError:
            return 0

    yield picture, events
    os.close(watch)


@dataclasses.dataclass
class Poison:
    """Which poison comes next, and the picture that it names."""

    picture: str
    count: int = 0


def poisoned(value: Any, number: Poison, name: str = "") -> Any:
    """The same data with markup in each field that is free text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        given = {}
        for field in dataclasses.fields(value):
            if field.init:
                given[field.name] = poisoned(getattr(value, field.name), number, field.name)
        return dataclasses.replace(value, **given)
    if isinstance(value, tuple):
        return tuple(poisoned(one, number, name) for one in value)
    if isinstance(value, Mapping) and name in {"texts", "extra"}:
        return {key: poison(number, str(words)) for key, words in value.items()}
    if isinstance(value, str) and name in SHOWN and value:
        return poison(number, value)
    return value


def poison(number: Poison, words: str) -> str:
    number.count += 1
    picked = POISONS[number.count % len(POISONS)].replace(PICTURE, number.picture)
    return f"{picked} {words} {number.count}"


@pytest.fixture
def hostile(opened):
    study = with_insights(make_study(18, names="nasty"))
    number = Poison(str(opened[0]))
    inventory = poisoned(study.inventory, number)
    scenario = poisoned(study.scenario, number)
    scenario = dataclasses.replace(scenario, name=study.scenario.name)
    programme = dataclasses.replace(
        study.programme,
        organisation=poison(number, "Bank"),
        targets=poisoned(study.programme.targets, number),
        teams=poisoned(study.programme.teams, number),
        people=poisoned(study.programme.people, number),
        freezes=poisoned(study.programme.freezes, number),
    )
    return dataclasses.replace(
        study,
        rules=dataclasses.replace(study.rules, numbers=load_rule_set("balanced").numbers),
        inventory=inventory,
        scenario=scenario,
        programme=programme,
        issues=poisoned(study.issues, number),
    )


def guesses(widget: QWidget) -> Iterator[str]:
    """What in a widget and below it would be drawn, or said, as markup that it is not."""
    for label in widget.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText and GuiQt.mightBeRichText(label.text()):
            yield f"label {label.objectName()}: {label.text()!r}"
        if label.textFormat() == Qt.TextFormat.AutoText and type(label).__name__ != "QLabel":
            yield f"a label of the program guesses: {label.text()!r}"
    for one in widget.findChildren(QWidget):
        yield from tip_faults(one.toolTip(), type(one).__name__)
    for view in widget.findChildren(QAbstractItemView):
        yield from model_faults(view)
    for text in (*widget.findChildren(QTextBrowser), *widget.findChildren(QTextEdit)):
        if "<img" in text.toHtml().casefold():
            yield f"a picture in {type(text).__name__}"


def tip_faults(tip: str, where: str) -> Iterator[str]:
    bare = tip.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")
    if GuiQt.mightBeRichText(tip) and (not tip.startswith("<qt>") or "<" in bare):
        yield f"tool tip of {where}: {tip!r}"


def model_faults(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    role = Qt.ItemDataRole.ToolTipRole
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        tip = model.headerData(column, Qt.Orientation.Horizontal, role)
        yield from tip_faults(str(tip or ""), f"head {column} of {type(view).__name__}")
    cells = 0
    for row in range(model.rowCount()):
        for column in range(columns):
            cells += 1
            if cells > MOST_CELLS:
                return
            tip = model.index(row, column).data(role)
            yield from tip_faults(str(tip or ""), f"{type(view).__name__} {row},{column}")


def test_no_page_guesses_markup_or_opens_what_a_name_says(window, qtbot, hostile, opened):
    window.planning.live = False
    window.session.show_study(hostile)
    first = hostile.inventory.workloads[0].id
    found: list[str] = []
    for page in PAGES:
        window.go(page)
        window.session.select((first,))
        qtbot.wait(20)
        window.grab()  # what is drawn is read
        found += [f"{page}: {fault}" for fault in guesses(window)]
    assert found == []
    picture, events = opened
    assert events() == 0
    picture.read_bytes()
    assert events() > 0  # else nothing was watched


def marks_in(widget: QWidget) -> list[str]:
    """Labels, cells and heads that hold a control character, or one that turns a line round."""
    texts = [label.text() for label in widget.findChildren(QLabel)]
    role = Qt.ItemDataRole.DisplayRole
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or isinstance(model, QAbstractListModel):
            continue
        for row in range(min(model.rowCount(), 20)):
            columns = range(min(model.columnCount(), 20))
            texts += [str(model.index(row, column).data(role) or "") for column in columns]
    return [text for text in texts if text != without_marks(text)]


def test_a_project_with_marks_that_turn_lines_is_shown_without_them(
    window, qtbot, hostile, tmp_path
):
    path = tmp_path / "hostile.cmplan"
    inventory = dataclasses.replace(hostile.inventory, dependencies=(), servers=())
    document = Document(
        name="\u202eknaB", inventory=inventory, programme=hostile.programme,
        scenarios=(dataclasses.replace(hostile.scenario, decisions=(), plan=None),),
        active=hostile.scenario.name, issues=hostile.issues,
    )  # fmt: skip
    write_document(document, path)
    assert any("\u202e" in workload.name for workload in document.inventory.workloads)
    opened = read_document(path)
    assert opened.name == "knaB"
    write_document(opened, path)
    assert read_document(path) == opened
    window.planning.live = False
    window.session.open_document(opened, path)
    found = []
    for page in PAGES:
        window.go(page)
        qtbot.wait(20)
        found += [f"{page}: {text!r}" for text in marks_in(window)]
    assert found == []


@pytest.mark.parametrize("words", POISONS)
def test_message_boxes_and_banners_show_words(window, qtbot, words):
    box = message_box(window, "title", words, words, QMessageBox.Icon.Question)
    box.open()
    assert not list(guesses(box))
    assert {one.textFormat() for one in box.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    box.close()
    assert not marks_in(box)
    window.banner.tell(words, words)
    assert not list(guesses(window.banner))
    assert window.banner.sentence.text() == without_marks(words)


@pytest.mark.parametrize("words", [*POISONS, *NASTY_NAMES])
def test_tool_tips_of_every_kind_show_every_character(qapp, words):
    tip = plain_tip(words)
    assert not list(tip_faults(tip, "made"))
    words = without_marks(words)
    if "\x00" not in words and "  " not in words:  # a zero byte has no picture
        assert shown(tip).replace("\n", "") == words.replace("\n", "")
