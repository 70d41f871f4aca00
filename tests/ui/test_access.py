"""What people who do not use a mouse or a screen need: names, focus by Tab, keys, signs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from planner.ui.pages import PAGES

CONTROLS = (
    QPushButton,
    QToolButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
)


def controls(parent):
    """Yield what a person can act on; parts of Qt's own widgets are told by those."""
    for widget in parent.findChildren(QWidget):
        drawn = type(widget).__module__.startswith("planner") and widget.focusPolicy()
        if not (isinstance(widget, CONTROLS) or drawn) or not widget.isVisibleTo(parent):
            continue
        if isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith("qt_"):
            continue
        above = widget.parentWidget()
        inside = isinstance(above, QComboBox | QAbstractSpinBox | QLineEdit)
        if not inside and above.metaObject().className() not in (
            "QComboBoxPrivateContainer", "QTabBar", "QTableView", "QTreeView",
        ):  # fmt: skip
            yield widget


def named(widget):
    text = getattr(widget, "text", None)
    words = text() if callable(text) and not isinstance(widget, QLineEdit) else ""
    return widget.accessibleName() or words


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name_that_a_screen_reader_can_say(planned, qtbot, page, language):
    planned.session.set_language(language)
    planned.go(page)
    qtbot.wait(10)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in controls(planned)
        if not named(widget)
    ]
    assert nameless == []
    assert len(list(controls(planned.pages[page]))) >= 3


@pytest.mark.parametrize("name", ["palette", "history", "note", "weights_ahp", "weights_swing"])
def test_every_control_of_a_dialog_has_a_name(planned, qtbot, name):
    planned.commands.run(name)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle()
    assert [type(one).__name__ for one in controls(dialog) if not named(one)] == []
    dialog.reject()


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_to_every_control_of_a_page_and_comes_back(planned, qtbot, page):
    planned.go(page)
    qtbot.wait(10)
    wanted = {
        widget
        for widget in controls(planned.pages[page])
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    reached, at = set(), planned.rail.buttons[page]
    for _ in range(600):
        at = at.nextInFocusChain()
        reached.add(at)
        if at is planned.rail.buttons[page]:
            break
    assert at is planned.rail.buttons[page]
    assert len(wanted) >= 2
    assert wanted <= reached


def test_every_action_can_be_had_by_keys_and_shows_its_shortcut(planned):
    from planner.ui.dialogs.chooser import Chooser

    planned.commands.run("palette")
    chooser = planned.findChildren(Chooser)[-1]
    listed = {
        chooser.list.item(row).text(): chooser.list.item(row).data(Qt.ItemDataRole.UserRole).hint
        for row in range(chooser.list.count())
    }
    for action in planned.actions_by_name.values():
        if action.isEnabled():
            assert listed[action.text()] == action.shortcut().toString()
    chooser.reject()


def test_the_keys_of_the_pages_and_of_the_shortcut_list(planned, qtbot):
    for number, page in enumerate(PAGES[:9], 1):
        keys = planned.actions_by_name[f"page_{page}"].shortcut().toString()
        assert keys == f"Ctrl+{number}"
    qtbot.keyClick(planned, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert planned.page_key == PAGES[2]
    qtbot.keyClick(planned, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert planned.pages[PAGES[2]].search_line.hasFocus() or not planned.isActiveWindow()


def test_targets_are_told_by_letters_and_not_by_colour_alone():
    from planner.reporting.theme import TARGET_LETTERS
    from planner.ui.theme import DARK, LIGHT

    kinds = {"legacy", "private", "public", "hybrid", "saas"}
    assert kinds <= set(TARGET_LETTERS)
    assert len({TARGET_LETTERS[kind] for kind in kinds}) == len(kinds)
    for scheme in (LIGHT, DARK):
        assert len({scheme.targets[kind] for kind in kinds}) == len(kinds)


def contrast(first, second):
    def light(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    one, other = sorted((light(first), light(second)), reverse=True)
    return (one + 0.05) / (other + 0.05)


def test_words_stand_out_from_what_they_are_written_on():
    """Web content accessibility guidelines 2.2: 4.5 to 1 for text, 3 to 1 for signs."""
    from planner.ui.theme import DARK, LIGHT

    for scheme in (LIGHT, DARK):
        for back in (scheme.window, scheme.surface, scheme.raised):
            assert contrast(scheme.ink, back) >= 7
            for name in ("quiet", "good", "warn", "bad", "accent"):
                assert contrast(getattr(scheme, name), back) >= 4.5, (scheme.name, name, back)
            assert contrast(scheme.faint, back) >= 3, (scheme.name, back)
        assert contrast(scheme.on_accent, scheme.accent) >= 4.5
