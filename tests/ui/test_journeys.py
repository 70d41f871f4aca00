"""What people do, from beginning to end, by clicks and keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from planner.optimising.check import check_plan
from planner.optimising.plan import StoppedBy
from planner.project import Document
from planner.ui.dialogs.reason import ReasonDialog
from samples.large import large_inventory, large_programme
from tests.support.waiting import settled

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "samples" / "tiny.xlsx"


def click(qtbot, parent, name):
    button = parent.findChild(QPushButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(window, qtbot, reason):
    dialog = window.findChildren(ReasonDialog)[-1]
    dialog.text.setPlainText(reason)
    dialog.name.setText("Li Wei")
    click(qtbot, dialog, "agree")
    qtbot.wait(10)


def drop_files(window, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(
        QDropEvent(
            QPointF(50, 50),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


@pytest.fixture
def opened(window, qtbot):
    drop_files(window, [TINY])
    qtbot.waitUntil(lambda: window.session.draft is not None)
    settled(qtbot, window)
    return window


def test_from_a_dropped_workbook_to_a_pdf(opened, qtbot, tmp_path):
    window = opened
    assert window.page_key == "inventory"
    count = len(window.session.document.inventory.workloads)
    assert window.pages["inventory"].model.rowCount() == count > 0
    click(qtbot, window, "plan_button")
    qtbot.waitUntil(lambda: window.session.study is not None)
    settled(qtbot, window)
    assert window.session.study.plan.exists
    assert "gap" in window.status.text.text()
    window.go("placement")
    columns = window.pages["placement"].columns.values()
    shown = sum(len(column.cards.cards) for column in columns)
    assert shown == len(window.session.study.plan.placement)
    window.go("roadmap")
    page = window.pages["roadmap"]
    click(qtbot, window, "parts_summary")
    assert page.options().parts == ("decision", "overview")
    click(qtbot, window, "parts_all")
    assert all(check.isChecked() for check in page.parts.values())
    click(qtbot, window, "export_pdf")
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "roadmap.pdf"))
    dialog.accept()
    qtbot.waitUntil((tmp_path / "roadmap.pdf").exists)
    settled(qtbot, window)
    assert (tmp_path / "roadmap.pdf").read_bytes().startswith(b"%PDF")
    assert not window.banner.isHidden()


def test_a_file_that_is_no_workbook_is_answered_with_a_sentence(window, qtbot, tmp_path):
    bad = tmp_path / "letter.xlsx"
    bad.write_bytes(b"Dear Sir")
    drop_files(window, [bad])
    qtbot.waitUntil(lambda: not window.banner.isHidden())
    assert "letter.xlsx" in window.banner.sentence.text()
    assert "Traceback" not in window.banner.sentence.text()
    assert window.session.is_empty


def test_a_save_and_a_reopening_give_the_same_document(opened, qtbot, tmp_path):
    window = opened
    path = tmp_path / "mine.cmplan"
    window.documents.save(path)
    settled(qtbot, window)
    assert not window.session.history.dirty
    document = window.session.document
    drop_files(window, [path])
    qtbot.wait(50)
    settled(qtbot, window)
    assert window.session.document == document
    assert window.settings.recent[0] == str(path.resolve())


def test_cancel_in_mid_solve_keeps_the_best_plan_so_far(window, qtbot):
    import multiprocessing

    window.session.open_document(
        Document(inventory=large_inventory(120, "en"), programme=large_programme(120, "en")),
        None,
        saved=False,
    )
    window.planning.time_limit_s = 120.0
    told = []

    def cancel_when_waves_are_bettered(job):
        def look(progress):
            told.append(progress)
            if progress.phase == "phase.waves" and progress.value is not None:
                window.planning.cancel()

        job.progressed.connect(look)

    window.planning.planning_started.connect(cancel_when_waves_are_bettered)
    window.planning.plan()
    qtbot.waitUntil(lambda: bool(multiprocessing.active_children()))
    (searching,) = multiprocessing.active_children()
    pid = searching.pid
    qtbot.waitUntil(lambda: window.session.study is not None)
    settled(qtbot, window)
    plan = window.session.study.plan
    assert plan.exists
    assert plan.stopped_by is StoppedBy.CANCELLED
    assert plan.placement.keys() == {one.id for one in window.session.draft.problem.workloads}
    assert plan.wave is not None
    assert check_plan(window.session.draft.problem, plan) == ()
    assert window.session.document.scenario.plan is plan
    assert told[-1].value is not None
    assert pid not in {one.pid for one in multiprocessing.active_children()}
    window.close_without_asking()
    assert multiprocessing.active_children() == []


def test_close_in_mid_solve_leaves_nothing_behind(opened, windows, qtbot):
    window = opened
    window.planning.plan()
    qtbot.waitUntil(lambda: window.planning.job is not None)
    window.close_without_asking()
    assert windows.windows == []
    import multiprocessing

    qtbot.waitUntil(lambda: not multiprocessing.active_children())


def forbidden_pair(study):
    for name, target in study.plan.placement.items():
        for case in study.assessment.workloads[name].cases.values():
            workload = next(w for w in study.problem.workloads if w.id == name)
            if case.target not in workload.candidates() and case.target != target:
                return name, case.target
    pytest.skip("this study forbids nothing")
    return None


def test_a_forbidden_drop_is_refused_and_says_which_rule(planned, study, qtbot):
    name, target = forbidden_pair(study)
    planned.go("placement")
    before = planned.session.document
    planned.pages["placement"].send(target, [name])
    assert planned.session.document is before
    assert not planned.banner.isHidden()
    assert planned.findChildren(ReasonDialog) == []


def a_move(study):
    for workload in study.problem.workloads:
        for target in workload.candidates():
            if target != study.plan.placement[workload.id]:
                return workload.id, target
    raise AssertionError


def test_a_drop_asks_for_the_reason_and_lands_in_the_log(planned, study, qtbot):
    name, target = a_move(study)
    planned.go("placement")
    planned.pages["placement"].columns[target].dropped.emit(target, (name,))
    answer(planned, qtbot, "The contract ends.")
    decision = planned.session.document.log[-1]
    assert (decision.workloads, decision.value, decision.reason) == (
        (name,),
        target,
        "The contract ends.",
    )
    assert decision.id in {d.id for d in planned.session.document.scenario.decisions}


def test_dragging_a_card_to_another_wave_says_what_it_breaks_and_pins_it(planned, study, qtbot):
    # nothing is done yet: a wave that is takes no card any more
    scenario = replace(study.scenario, progress=())
    planned.session.show_study(replace(study, scenario=scenario))
    planned.go("waves")
    qtbot.wait(30)
    page = planned.pages["waves"]
    box = next(b for b in page.board.lanes.boxes if b.card.wave and b.card.wave > 1)
    start = QPoint(int(box.x + box.width / 2), int(box.y + box.height / 2))
    goal = QPoint(int(page.board.lanes.left_of(1)) + 20, start.y())
    hints = []
    page.board.hovered.connect(lambda *_: hints.append(page.hint.text()))
    qtbot.mousePress(page.board, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(page.board, goal)
    qtbot.mouseMove(page.board, goal + goal.__class__(2, 0))
    qtbot.mouseRelease(page.board, Qt.MouseButton.LeftButton, pos=goal)
    assert any("wave 1" in hint.lower() for hint in hints)
    answer(planned, qtbot, "It must be first.")
    assert planned.session.document.scenario.decisions[-1].value == "1"


def test_everything_can_be_undone_and_done_again(planned, study, qtbot):
    session = planned.session
    begin = session.document
    name, target = a_move(study)
    planned.go("inventory")
    model = planned.pages["inventory"].model
    model.setData(model.index(0, 1), "Another name")
    planned.go("placement")
    planned.pages["placement"].send(target, [name])
    answer(planned, qtbot, "Because.")
    planned.go("scores")
    qtbot.wait(10)
    slider = planned.pages["scores"].weights.sliders["elasticity"]
    slider.setValue(slider.value() + 10)
    slider.setValue(slider.value() + 10)
    planned.commands.run("scenario_add")
    end = session.document
    labels = [session.step_name(step.label) for step in session.history.steps[1:]]
    assert len(labels) == 4
    assert all(labels)
    while session.history.undo_label:
        planned.actions_by_name["undo"].trigger()
    assert session.document == begin
    while session.history.redo_label:
        planned.actions_by_name["redo"].trigger()
    assert session.document == end
    session.set_language("zh")
    assert "撤销" in planned.actions_by_name["undo"].text()


def test_copy_and_paste_of_cells_with_a_spreadsheet(planned, qtbot):
    planned.go("inventory")
    page = planned.pages["inventory"]
    page.choose_columns(("domain", "cpu_cores"))
    table, model = page.table, page.model
    flags = table.selectionModel().SelectionFlag
    column = model.column_of("cpu_cores")
    table.selectionModel().select(model.index(0, column), flags.ClearAndSelect)
    QGuiApplication.clipboard().setText("12\r\n24\r\n")
    page.paste()
    workloads = planned.session.document.inventory.workloads
    assert [workloads[n].number("cpu_cores") for n in (0, 1)] == [12.0, 24.0]
    assert "cpu_cores" in workloads[0].edited
    planned.commands.run("undo")
    qtbot.wait(10)
    assert planned.session.document.inventory.workloads[0].edited == frozenset()
    planned.commands.run("redo")
    qtbot.wait(10)
    table.selectionModel().select(model.index(0, column), flags.ClearAndSelect)
    table.selectionModel().select(model.index(1, column), flags.Select)
    page.copy()
    assert QGuiApplication.clipboard().text() == "12\n24"


def test_a_value_out_of_range_is_refused_with_the_range(planned, qtbot):
    planned.go("inventory")
    page = planned.pages["inventory"]
    page.choose_columns(("cpu_utilisation",))
    before = planned.session.document
    assert not page.model.setData(page.model.index(0, 2), "140")
    assert planned.session.document is before
    assert "100" in planned.banner.advice.text()


def test_autosave_keeps_a_side_file_and_an_ordinary_end_removes_it(planned, qtbot):
    from planner.settings import state_folder

    planned.go("inventory")
    model = planned.pages["inventory"].model
    model.setData(model.index(0, 1), "Renamed")
    planned.documents.autosave()
    qtbot.waitUntil(lambda: not planned.runner.jobs)
    assert list(state_folder().glob("*.cmplan"))
    planned.close_without_asking()
    assert not list(state_folder().glob("*.cmplan"))


def test_the_search_says_its_worth_which_only_falls_and_how_far_the_best_can_be(planned):
    from planner.jobs import Progress
    from planner.ui.runner import Job

    job = Job("ui.job.plan", planned)
    planned.status.follow(job)
    job.shown.emit()
    job.take_progress(Progress("phase.placement", None, 120.0, 90.0, 0.25))
    text = planned.status.text.text()
    assert "120" in text
    assert "at most 25.0% from the best" in text
    job.take_progress(Progress("phase.placement", None, 130.0, 90.0, 0.31))
    assert planned.status.text.text() == text
    job.take_progress(Progress("phase.placement", None, 110.0, 90.0, 0.18))
    assert "110" in planned.status.text.text()
    assert planned.status.cancel.isVisible()
    planned.status.cancel.click()
    assert job.stop.cancelled
    job.take_end(None)
    assert not planned.status.cancel.isVisible()


def test_the_first_run_offers_a_tour_on_the_sample_once(windows, qtbot):
    from PySide6.QtWidgets import QMessageBox

    from planner.ui.dialogs.tour import Tour
    from planner.ui.pages import PAGES

    window = windows.open()
    window.planning.live = False
    windows.welcome(window)
    box = window.findChildren(QMessageBox)[-1]
    agree = next(b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole)
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(Tour)))
    window.planning.cancel()
    tour = window.findChildren(Tour)[0]
    assert not tour.isModal()
    seen = [window.page_key]
    for _ in PAGES[1:]:
        qtbot.mouseClick(tour.forth, Qt.MouseButton.LeftButton)
        seen.append(window.page_key)
    assert seen == list(PAGES)
    assert windows.settings.toured
    windows.welcome(window)
    assert not [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    window.close_without_asking()


def test_a_workbook_just_opened_closes_without_a_question_and_a_changed_one_does_not(
    opened, windows, qtbot
):
    from PySide6.QtWidgets import QMessageBox

    window = opened
    assert not window.session.would_lose
    window.go("inventory")
    model = window.pages["inventory"].model
    model.setData(model.index(0, 1), "Another name")
    window.close()
    assert window.isVisible()
    assert [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    window.commands.run("undo")
    window.close_without_asking()
    assert windows.windows == []


def test_reasons_that_arrive_while_a_card_is_pressed_do_not_take_it_from_the_pointer(
    planned, study, qtbot
):
    planned.go("placement")
    qtbot.wait(30)
    page = planned.pages["placement"]
    column = next(one for one in page.columns.values() if one.cards.cards)
    resets = []
    column.cards.modelReset.connect(lambda: resets.append(1))
    started: list[str] = []
    column.startDrag = started.append
    view, at = column.viewport(), column.visualRect(column.cards.index(0)).center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    planned.session.document_changed.emit()
    planned.session.study_changed.emit()
    settled(qtbot, planned)
    qtbot.wait(30)
    assert resets == []
    for far in (20, 40):
        qtbot.mouseMove(view, at + type(at)(far, 0))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at)
    assert started


def test_a_cell_with_choices_is_edited_by_a_list_of_them(planned, qtbot):
    from PySide6.QtWidgets import QComboBox

    planned.go("inventory")
    page = planned.pages["inventory"]
    page.choose_columns(("criticality", "cpu_cores"))
    index = page.model.index(0, page.model.column_of("criticality"))
    page.table.setCurrentIndex(index)
    page.table.edit(index)
    box = page.table.findChild(QComboBox)
    assert box is not None
    assert box.count() > 2
    wanted = next(n for n in range(1, box.count()) if n != box.currentIndex())
    words = box.itemText(wanted)
    box.setCurrentIndex(wanted)
    box.activated.emit(wanted)
    qtbot.wait(20)
    assert page.model.index(0, index.column()).data() == words
    assert "criticality" in planned.session.document.inventory.workloads[0].edited
    planned.commands.run("undo")
    assert planned.session.document.inventory.workloads[0].edited == frozenset()
