"""The preview of an import: proposals, corrections that are remembered, headers chosen by hand."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton

from planner.editing.imports import document_from, keep_book, kept_book, look_at_files, unsure
from planner.importing import Imported, MappingBook
from planner.importing.matching.mapping import signature_of
from planner.project import read_document, write_document
from planner.ui.dialogs.import_preview import ImportPreview
from planner.ui.look import Look
from planner.ui.models.mapping_model import CONFIDENCE, FIELD
from planner.ui.session import Session
from tests.support.known import known

TODAY = date(2026, 3, 2)
SURE = "Application,Criticality,vCPU,Memory (GB)\nPay,Tier 1,8,64GB\nLoans,low,4,32GB\n"
STRANGE = "Ding,Kram,Zahl\nPay,Tier 1,8\nLoans,low,4\n"


def file_of(folder, text, name="list.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def preview(qapp, qtbot, tmp_path):
    def made(text, language="en"):
        session = Session()
        session.language = language
        looked = look_at_files([file_of(tmp_path, text)], TODAY, MappingBook())
        dialog = ImportPreview(session, Look(qapp), looked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        # What the window does in the background is done at once here.
        dialog.read_wanted.connect(
            lambda book: dialog.show_read_again(
                look_at_files(
                    looked.paths,
                    TODAY,
                    book,
                    rollup=dialog.options.rollup(),
                    noise_ports=dialog.options.noise_ports(),
                )
            )
        )
        return dialog

    return made


def choose(dialog, header, key):
    row = [match.header for match in dialog.model.mapping.columns].index(header)
    assert dialog.model.setData(dialog.model.index(row, FIELD), key)


def words(dialog, row, column):
    return dialog.model.index(row, column).data()


def test_the_proposal_shows_fields_confidence_and_values_as_read(preview):
    dialog = preview(SURE)
    assert words(dialog, 0, FIELD) == "Name"
    assert "100%" in words(dialog, 0, CONFIDENCE)
    assert dialog.rows.item(0, 0).text() == "Pay"
    assert dialog.rows.item(0, 3).text() == "64"  # the unit is read, not kept
    assert "Workloads 2" in dialog.counts.text()


def test_a_correction_is_read_again_and_gives_the_field_to_one_column_only(preview, qtbot):
    dialog = preview(SURE)
    choose(dialog, "Criticality", "name")
    qtbot.waitUntil(dialog.take.isEnabled)
    fields = {match.header: match.field for match in dialog.model.mapping.columns}
    assert fields["Criticality"] == "name"
    assert fields["Application"] is None
    assert {w.name for w in dialog.looked.imported.inventory.workloads} == {"Tier 1", "low"}


def test_headers_nobody_knows_can_be_mapped_by_hand(preview, qtbot):
    dialog = preview(STRANGE)
    assert dialog.looked.imported is None
    assert not dialog.take.isEnabled()
    assert "No column" in dialog.counts.text()
    dialog.kind.setCurrentIndex(dialog.kind.findData("workloads"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    choose(dialog, "Ding", "name")
    choose(dialog, "Zahl", "cpu_cores")
    qtbot.waitUntil(dialog.take.isEnabled)
    imported: Imported | None = dialog.looked.imported
    workloads = known(imported).inventory.workloads
    assert [(w.name, w.number("cpu_cores")) for w in workloads] == [("Pay", 8.0), ("Loans", 4.0)]


def test_another_header_row_can_be_chosen(preview, qtbot):
    dialog = preview("Name,Domain,Owner\nThe report of May,,\nApplication,vCPU,Domain\nPay,8,a\n")
    dialog.header_row.setValue(3)
    qtbot.waitUntil(dialog.take.isEnabled)
    assert [w.name for w in dialog.looked.imported.inventory.workloads] == ["Pay"]


def test_a_sheet_can_be_left_out(preview, qtbot):
    dialog = preview(SURE)
    dialog.kind.setCurrentIndex(dialog.kind.findData("skip"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    qtbot.waitUntil(lambda: "Reading" not in dialog.counts.text())
    assert dialog.looked.imported is None
    assert dialog.rows.columnCount() == 0


def test_the_field_is_chosen_from_a_list_in_the_cell(preview, qtbot):
    dialog = preview(SURE)
    index = dialog.model.index(2, FIELD)
    dialog.table.edit(index)
    box = dialog.table.findChildren(QComboBox)[-1]
    box.setCurrentIndex(box.findData("notes"))
    box.activated.emit(box.currentIndex())
    assert dialog.model.mapping.columns[2].field == "notes"


def test_a_mapping_goes_to_a_file_and_comes_back(preview, qtbot, tmp_path):
    dialog = preview(STRANGE)
    dialog.kind.setCurrentIndex(dialog.kind.findData("workloads"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    choose(dialog, "Ding", "name")
    dialog.save(tmp_path / "mapping.json")
    assert "Pay" not in (tmp_path / "mapping.json").read_text(encoding="utf-8")
    other = preview(STRANGE)
    other.load(tmp_path / "mapping.json")
    qtbot.waitUntil(other.take.isEnabled)
    assert other.model.mapping.columns[0].field == "name"


def test_a_file_that_is_no_mapping_is_refused_with_a_sentence(preview, tmp_path):
    dialog = preview(SURE)
    dialog.load(file_of(tmp_path, "{}", "other.json"))
    assert "no mapping" in dialog.counts.text() or "not a mapping" in dialog.counts.text()


def test_only_guesses_are_asked_about(tmp_path):
    sure = look_at_files([file_of(tmp_path, SURE)], TODAY, MappingBook(), always=False)
    assert sure.sheets == ()
    guess = SURE.replace("Application", "Aplication Nmae")
    looked = look_at_files([file_of(tmp_path, guess)], TODAY, MappingBook(), always=False)
    assert looked.imported is None or unsure(looked.imported.mapping)
    assert looked.sheets


def test_a_project_keeps_the_corrections(preview, qtbot, tmp_path):
    dialog = preview(SURE)
    choose(dialog, "Criticality", "domain")
    kept = keep_book(dialog.book)
    assert list(kept) == [signature_of(["Application", "Criticality", "vCPU", "Memory (GB)"])]
    from planner.project import Document

    write_document(Document(mappings=kept), tmp_path / "one.plan")
    again = kept_book(read_document(tmp_path / "one.plan").mappings)
    assert [m.field for m in again.sheets[0].columns][:2] == ["name", "domain"]


SERVERS = "Hostname,OS,vCPU\npay-web-01,Linux,4\npay-db-01,Linux,8\nmail,Linux,2\n"


def test_the_rules_that_group_servers_can_be_left_out(preview, qtbot):
    dialog = preview(SERVERS)
    assert dialog.options.isVisible()
    assert {w.name for w in dialog.looked.imported.inventory.workloads} == {"pay", "mail"}
    dialog.options.rules["name"].setChecked(False)
    assert not dialog.take.isEnabled()
    qtbot.waitUntil(dialog.take.isEnabled)
    assert len(dialog.looked.imported.inventory.workloads) == 3


def test_ports_are_read_from_what_was_typed(preview):
    options = preview(SERVERS).options
    options.ports.setText("22, 8080;99999 none")
    assert options.noise_ports() == {22, 8080}
    assert not preview(SURE).options.isVisible()


# Through the window ---------------------------------------------------------------------------


def dialog_of(window, qtbot):
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportPreview)))
    return window.findChildren(ImportPreview)[-1]


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_strange_headers_open_the_preview_and_are_known_the_next_time(window, qtbot, tmp_path):
    path = file_of(tmp_path, STRANGE)
    window.commands.open_paths([path])
    dialog = dialog_of(window, qtbot)
    dialog.kind.setCurrentIndex(dialog.kind.findData("workloads"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    choose(dialog, "Ding", "name")
    qtbot.waitUntil(dialog.take.isEnabled)
    click(qtbot, dialog, "import_take")
    qtbot.waitUntil(lambda: window.session.draft is not None)
    assert len(window.session.document.inventory.workloads) == 2
    assert window.session.document.mappings
    window.session.open_document(type(window.session.document)(), None)
    window.commands.open_paths([file_of(tmp_path, STRANGE + "Cards,low,2\n", "next.csv")])
    qtbot.waitUntil(lambda: len(window.session.document.inventory.workloads) == 3)
    assert not [d for d in window.findChildren(ImportPreview) if d.isVisible()]


def test_as_proposed_leaves_the_corrections_out(window, qtbot, tmp_path):
    window.imports.open([file_of(tmp_path, SURE)], always=True)
    dialog = dialog_of(window, qtbot)
    choose(dialog, "Criticality", "name")
    click(qtbot, dialog, "import_proposal")
    qtbot.waitUntil(lambda: not window.session.is_empty)
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.planning.busy)
    assert [w.name for w in window.session.document.inventory.workloads] == ["Pay", "Loans"]


def test_the_menu_asks_for_files_and_shows_the_preview(window, qtbot, tmp_path):
    window.actions_by_name["import_preview"].trigger()
    asked = window.findChildren(QFileDialog)[-1]
    asked.setDirectory(str(tmp_path))
    path = file_of(tmp_path, SURE)
    asked.selectFile(str(path))
    asked.accept()
    dialog = dialog_of(window, qtbot)
    assert dialog.views[0].mapping.columns[0].field == "name"
    click(qtbot, dialog, "import_cancel")
    assert window.session.is_empty


ASKING = "Application;Criticality;P95 Memory\nPay;ganz oben;28,3\nLoans;egal;30,1\n"


def test_what_is_asked_stands_first_among_the_fields_and_is_answered_by_choosing(preview, qtbot):
    dialog = preview(ASKING)
    row = [match.header for match in dialog.model.mapping.columns].index("P95 Memory")
    assert words(dialog, row, FIELD).startswith("? Memory")
    editor = dialog.delegate.createEditor(dialog, None, dialog.model.index(row, FIELD))
    assert editor.itemData(0) == "memory_gib"
    assert dialog.model.setData(dialog.model.index(row, FIELD), "")  # left as text
    qtbot.waitUntil(dialog.take.isEnabled)
    assert "?" not in words(dialog, row, FIELD)
    assert not [i for i in dialog.looked.imported.issues if i.code == "column_question"]


def test_an_unknown_word_is_said_once_for_its_column_and_kept_with_the_mapping(preview, qtbot):
    dialog = preview(ASKING)
    box = dialog.meanings.boxes["Criticality", "egal"]
    box.setCurrentIndex(box.findData("low"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(dialog.take.isEnabled)
    found = {
        w.name: w.values.get("criticality") for w in dialog.looked.imported.inventory.workloads
    }
    assert found == {"Pay": None, "Loans": "low"}
    again = kept_book(keep_book(dialog.book))
    assert ("egal", "low") in again.sheets[0].columns[1].words
    assert dialog.meanings.boxes["Criticality", "egal"].currentData() == "low"


def test_a_matrix_is_shown_as_the_list_and_the_links_it_is_read_as(preview):
    dialog = preview("Application,Pay,Loans\nPay,,x\nLoans,,\n")
    assert [view.mapping.kind for view in dialog.views] == ["workloads", "dependencies"]


def test_the_preview_reads_the_year_that_the_import_reads(preview):
    dialog = preview("Application,Cost 2023,Cost 2024,Cost 2025\nPay,10000,20000,30000\n")
    read = {m.header: m.field for m in dialog.model.mapping.columns}
    assert read["Cost 2025"] == "run_cost_year"
    assert read["Cost 2023"] is read["Cost 2024"] is None
    (workload,) = dialog.looked.imported.inventory.workloads
    assert workload.values["run_cost_year"] == 3_000_000


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sheet_in_the_list_is_as_tall_as_its_lines(preview, language):
    item = preview(SURE, language).sheets.item(0)
    lines = item.text().split("\n")
    assert len(lines) == 3
    metrics = item.listWidget().fontMetrics()
    tall = sum(metrics.boundingRect(0, 0, 999, 0, 0, line).height() for line in lines)
    assert item.sizeHint().height() >= tall


def test_one_unknown_word_takes_no_more_room_than_it_needs(preview):
    one = preview("Application,Criticality\nPay,mega\nLoans,low\n").meanings
    words = "".join(f"App {n},strange {n}\n" for n in range(9))
    many = preview(f"Application,Criticality\nPay,high\nLoans,low\n{words}").meanings
    assert one.height() < many.height()


def test_a_project_is_made_of_what_was_read_off_the_windows_thread(
    window, qtbot, tmp_path, monkeypatch
):
    made = []

    def watched(*arguments):
        made.append(threading.current_thread())
        return document_from(*arguments)

    monkeypatch.setattr("planner.ui.import_flow.document_from", watched)
    window.imports.open([file_of(tmp_path, SURE)])
    qtbot.waitUntil(lambda: not window.session.is_empty and not window.runner.jobs)
    assert [one.name for one in window.session.document.inventory.workloads] == ["Pay", "Loans"]
    assert len(made) == 1
    assert made[0] is not threading.main_thread()
