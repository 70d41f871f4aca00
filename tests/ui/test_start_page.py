"""The start page offers every sample that came with the program, and opens the one chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QPushButton

from planner.presenting.samples import FILES, shipped_samples
from planner.shipped import samples_folder
from planner.ui.dialogs.import_preview import ImportPreview


def test_every_sample_is_there_in_both_languages():
    for chinese in (False, True):
        found = shipped_samples(chinese=chinese)
        assert [one.title for one in found] == [f"ui.sample.{key}" for key in FILES]


def test_a_project_among_the_samples_is_opened_as_a_copy(windows, qtbot):
    window = windows.open()
    found = {one.title: one.path for one in shipped_samples(chinese=False)}
    with qtbot.waitSignal(window.documents.opened):
        window.documents.open_paths([found["ui.sample.under_way"]])
    assert window.session.document.scenario.plan is not None
    assert window.session.path is None


def test_every_sample_is_opened_from_the_start_page(windows, qtbot):
    window = windows.open()
    page = window.pages["start"]
    page.list_samples()
    systems = dict.fromkeys(FILES, 0)
    for key, action in zip(FILES, list(page.samples.actions()), strict=True):
        with qtbot.waitSignal(window.documents.opened, timeout=60_000):
            action.trigger()
            if key == "public":  # it asks what its classes of protection mean
                qtbot.waitUntil(lambda: bool(window.findChildren(ImportPreview)))
                window.findChildren(ImportPreview)[-1].take.click()
        systems[key] = len(window.session.document.inventory.workloads)
    assert systems == {
        "tiny": 8,
        "workshop": 30,
        "bank": 151,
        "insurer": 48,
        "manufacturer": 45,
        "public": 39,
        "messy": 24,
        "ugly": 42,
        "conflict": 8,
        "under_way": 30,
        "large": 2000,
    }


def test_the_menu_opens_the_sample_chosen(windows):
    page = windows.open().pages["start"]
    page.path_wanted.disconnect()
    wanted: list[Path] = []
    page.path_wanted.connect(wanted.append)
    page.list_samples()
    assert len(page.samples.actions()) == len(FILES)
    next(one for one in page.samples.actions() if one.text().startswith("Insurer")).trigger()
    assert [path.name for path in wanted] == ["insurer.xlsx"]


def test_a_project_is_begun_by_typing_its_first_workload_in(windows, qtbot):
    window = windows.open()
    window.pages["start"].findChild(QPushButton, "start_workload_add").click()
    dialog = window.findChild(QInputDialog)
    assert dialog.windowTitle() == window.session.say("ui.action.workload_add").rstrip("…")
    dialog.setTextValue("Payroll")
    dialog.accept()
    assert window.page_key == "inventory"
    assert window.topbar.name.text() == window.session.say("ui.untitled")
    page = window.pages["inventory"]
    assert page.issues.none.isVisible()  # a sentence, not a blank
    assert window.topbar.figures.text() == "1 workload · 0 dependencies"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_dialog_for_files_speaks_the_language_and_begins_where_the_last_was(
    windows, tmp_path, language
):
    window = windows.open()
    window.session.set_language(language)
    window.remember(tmp_path / "a.xlsx")
    window.commands.run("open")
    dialog = window.findChild(QFileDialog)
    assert dialog.directory().absolutePath() == str(tmp_path)
    say = window.session.say
    assert dialog.windowTitle() == say("ui.action.open").rstrip("…")
    assert dialog.labelText(QFileDialog.DialogLabel.LookIn) == say("ui_window.file.look_in")
    assert dialog.labelText(QFileDialog.DialogLabel.FileType) == say("ui_window.file.kind")
    assert windows.open().session.folder == tmp_path  # another window, another day
    window.remember(samples_folder() / "tiny.xlsx")
    assert window.session.folder == tmp_path  # nothing is saved among what is shipped
