"""The start page offers every sample that came with the program, and opens the one chosen."""

from __future__ import annotations

from pathlib import Path

from planner.presenting.samples import FILES, shipped_samples


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
