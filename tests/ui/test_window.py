"""The window as a whole: pages, languages, schemes, settings, closing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel

from planner.assessing import load_rule_set
from planner.presenting.standing import SOUND, Standing
from planner.reporting.options import ReportOptions
from planner.settings import Settings, load_settings, save_settings
from planner.ui.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_empty_and_with_a_plan_in_both_languages(window, study, qtbot, page):
    window.go(page)
    window.session.show_study(study)
    qtbot.wait(20)
    assert window.stack.currentWidget() is window.pages[page]
    english = window.pages[page].title.text()
    window.session.set_language("zh")
    qtbot.wait(20)
    chinese = window.pages[page].title.text()
    assert english != chinese
    assert any(ord(letter) > 0x2E7F for letter in chinese)


def test_no_english_is_left_on_the_frame_after_the_switch(planned):
    planned.session.set_language("zh")
    for widget in planned.rail.findChildren(QAbstractButton):
        assert any(ord(letter) > 0x2E7F for letter in widget.text())
    for action in planned.actions_by_name.values():
        assert any(ord(letter) > 0x2E7F for letter in action.text()), action.objectName()


def test_every_action_has_words_and_no_shortcut_twice(window):
    keys = [
        action.shortcut().toString()
        for action in window.actions_by_name.values()
        if not action.shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys))
    assert all(action.text() for action in window.actions_by_name.values())


def test_buttons_have_accessible_names(planned, qtbot):
    for page in PAGES:
        planned.go(page)
        qtbot.wait(10)
    nameless = [
        button
        for button in planned.findChildren(QAbstractButton)
        if button.isVisibleTo(planned)
        and not (button.accessibleName() or button.text())
        and type(button).__name__ not in ("QAbstractButton",)
        and button.objectName() != "qt_toolbar_ext_button"
    ]
    assert [b for b in nameless if b.parent() is not None and b.width() > 0 and b.toolTip()] == []


def test_scheme_switch_repaints_in_dark(planned):
    planned.go("placement")
    light = planned.grab().toImage().pixelColor(400, 60).lightness()
    planned.commands.run("dark")
    dark = planned.grab().toImage().pixelColor(400, 60).lightness()
    assert light > 200 > 60 > dark
    assert planned.settings.scheme == "dark"


def test_settings_are_kept_and_a_damaged_file_is_passed_over(tmp_path):
    path = tmp_path / "settings.json"
    assert save_settings(Settings(language="zh", recent=("a", "b"), search_limit_s=9.0), path)
    assert load_settings(path) == Settings(language="zh", recent=("a", "b"), search_limit_s=9.0)
    path.write_text('{"version": 1, "language": 5, "recent": "x", "page": "waves"}')
    assert load_settings(path) == Settings(page="waves")
    path.write_text("{")
    assert load_settings(path) == Settings()


def test_closing_unsaved_work_asks_and_cancel_keeps_it_open(planned, windows, qtbot):
    planned.close()
    box = next(d for d in planned.findChildren(QDialog) if d.isVisible())
    box.reject()
    assert planned.isVisible()
    planned.close_without_asking()
    assert windows.windows == []


def test_an_untouched_window_closes_without_a_question(window, windows):
    window.close()
    assert windows.windows == []


def test_palette_finds_and_runs_a_command(planned, qtbot):
    planned.commands.run("palette")
    from planner.ui.dialogs.chooser import Chooser

    chooser = next(d for d in planned.findChildren(Chooser))
    chooser.search.setText("waves")
    qtbot.keyPress(chooser.search, "\r")
    assert planned.page_key == "waves"


def test_two_windows_are_independent(windows, study):
    first, second = windows.open(), windows.open()
    first.session.show_study(study)
    assert second.session.is_empty
    assert not first.session.is_empty


def test_presenter_mode_enlarges_the_type_and_goes_back(planned):
    before = planned.look.points
    planned.actions_by_name["presenter"].trigger()
    assert planned.look.points > before
    assert not planned.rail.isVisible()
    planned.actions_by_name["presenter"].trigger()
    assert planned.look.points == before
    assert planned.rail.isVisible()


def test_the_first_window_imports_nothing_heavy():
    heavy = "pandas,openpyxl,networkx,pulp,highspy,numpy,reportlab,pptx,rapidfuzz"
    code = f"""
import sys
from pathlib import Path
from planner.presenting.standing import SOUND, Standing
from planner.reporting.options import ReportOptions
from planner.settings import Settings
from planner.ui.application import Windows, make_application
application = make_application()
windows = Windows(application, Settings())
window = windows.open()
application.processEvents()
found = [name for name in {heavy!r}.split(",") if name in sys.modules]
window.close()
sys.exit(",".join(found) or 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_labels_are_not_cut_in_either_language(planned, qtbot):
    for language in ("en", "zh"):
        planned.session.set_language(language)
        for page in ("start", "scores", "placement", "waves"):
            planned.go(page)
            qtbot.wait(10)
            for label in planned.pages[page].findChildren(QLabel):
                if label.isVisible() and not label.wordWrap() and label.text():
                    assert label.width() >= label.sizeHint().width() - 2, (page, label.text())


def test_windows_share_what_is_remembered(windows, tmp_path):
    first, second = windows.open(), windows.open()
    first.remember(tmp_path / "one.cmplan")
    second.remember(tmp_path / "two.cmplan")
    assert [Path(text).name for text in second.settings.recent] == ["two.cmplan", "one.cmplan"]
    assert load_settings().recent == second.settings.recent


def test_saving_on_close_asks_for_a_name_and_then_closes(planned, windows, qtbot, tmp_path):
    from PySide6.QtWidgets import QFileDialog, QMessageBox

    planned.close()
    box = next(d for d in planned.findChildren(QMessageBox) if d.isVisible())
    save = next(b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole)
    save.click()
    dialog = next(d for d in planned.findChildren(QFileDialog) if d.isVisible())
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "kept.cmplan"))
    dialog.accept()
    qtbot.waitUntil(lambda: windows.windows == [])
    assert (tmp_path / "kept.cmplan").exists()


def test_page_filter_and_columns_of_a_project_are_found_again(windows, study, qtbot, tmp_path):
    path = tmp_path / "mine.cmplan"
    first = windows.open()
    first.session.show_study(replace(study, rules=load_rule_set("regulated-bank")))
    first.documents.save(path)
    qtbot.waitUntil(lambda: path.exists() and not first.runner.jobs)
    first.go("inventory")
    page = first.pages["inventory"]
    page.choose_columns(("domain", "cpu_cores"))
    page.table.setColumnWidth(3, 77)
    page.search.setText("1")
    page.only("domain", (page.model.offered(page.model.column_of("domain"), 1)[0][0][0],))
    filtered = page.search.text()
    shown = page.model.rowCount()
    page.split.setSizes([200, 300])
    sizes = page.split.sizes()
    first.close_without_asking()

    second = windows.open([path])
    second.resize(1280, 720)
    qtbot.waitUntil(lambda: not second.session.is_empty)
    qtbot.waitUntil(lambda: second.page_key == "inventory")
    page = second.pages["inventory"]
    assert page.search.text() == filtered
    assert list(page.model.filters) == ["domain"]
    assert page.model.rowCount() == shown < len(study.inventory.workloads)
    assert page.model.columns == ("domain", "cpu_cores")
    assert page.table.columnWidth(3) == 77
    assert page.split.sizes()[1] / sum(page.split.sizes()) == pytest.approx(
        sizes[1] / sum(sizes), abs=0.1
    )
    assert second.settings.column_widths["cpu_cores"] == 77


def test_a_filter_of_one_project_does_not_hide_rows_of_another(windows, study, qtbot):
    first = windows.open()
    first.session.show_study(study)
    first.go("inventory")
    first.pages["inventory"].search.setText("nothing of the kind")
    first.close_without_asking()
    second = windows.open()
    second.session.show_study(study)
    second.go("inventory")
    assert second.pages["inventory"].model.rowCount() == len(study.inventory.workloads)


@pytest.mark.parametrize("page", PAGES)
def test_a_file_can_be_dropped_anywhere_on_a_page(planned, qtbot, tmp_path, page, monkeypatch):
    from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtWidgets import QApplication

    planned.go(page)
    qtbot.wait(20)
    taken = []
    enter = type(planned).dragEnterEvent

    def count(self, one):
        taken.append(1)
        enter(self, one)

    monkeypatch.setattr(type(planned), "dragEnterEvent", count)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "inventory.xlsx"))])
    for x in range(180, 1280, 90):
        for y in range(60, 700, 60):
            event = QDragEnterEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            event.ignore()
            taken.clear()
            QApplication.sendEvent(planned.childAt(x, y), event)
            assert event.isAccepted(), (x, y)
            assert taken, (x, y)


def test_a_plan_of_other_rules_or_figures_is_neither_exported_nor_previewed(planned, tmp_path):
    told = planned.session.say("ui_window.unsound")
    planned.session.standing = Standing(broken=1)
    assert planned.documents.export(tmp_path / "roadmap.pdf", "en", None) is None
    assert planned.banner.sentence.text() == told
    planned.go("roadmap")
    assert planned.pages["roadmap"].state.text().startswith(told)
    assert not planned.runner.jobs
    planned.session.standing = SOUND
    assert planned.documents.export(tmp_path / "roadmap.pdf", "en", ReportOptions()) is not None


def test_the_scenario_a_project_begins_with_is_named_in_the_language_of_the_window(planned, qtbot):
    study = planned.session.study
    scenario = replace(study.scenario, name="base")
    planned.session.show_study(replace(study, scenario=scenario))
    planned.go("scenarios")
    planned.session.set_language("zh")
    assert planned.topbar.scenario.currentText() == "基准"
    qtbot.waitUntil(lambda: "基准" in planned.pages["scenarios"].list.item(0).text())
    assert planned.session.document.scenario.name == "base"
    qtbot.waitUntil(lambda: not planned.runner.jobs)


def test_a_closed_window_is_told_of_no_new_look(windows, study):
    closed, open_still = windows.open(), windows.open()
    told = []
    for window in (closed, open_still):
        window.session.show_study(study)
        window.go("placement")
        window.words.put(lambda _, window=window: told.append(window), "ui.program")
        page = window.pages["placement"]
        page.changed = lambda window=window: told.append(window)
    told.clear()
    closed.close_without_asking()
    windows.look.use("dark")
    assert told
    assert set(map(id, told)) == {id(open_still)}
    windows.look.use("light")
