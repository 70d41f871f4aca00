"""Maps and boards are saved as pictures; text size, recent files and licences."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from planner.errors import BadInputError
from planner.presenting.wave_words import wave_title
from planner.ui.dialogs.about import About
from planner.ui.dialogs.chooser import Chooser
from planner.ui.picture import save_picture


@pytest.mark.parametrize("page", ["dependencies", "waves", "placement"])
def test_a_page_is_saved_as_svg_and_png(planned, tmp_path, page):
    planned.go(page)
    drawn = planned.pages[page].picture
    save_picture(drawn, tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert len(list(root.iter())) > 50
    save_picture(drawn, tmp_path / "a.png")
    image = QImage(str(tmp_path / "a.png"))
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }
    assert len(colours) > 3


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_a_picture_takes_the_place_of_an_old_one_in_one_step(planned, tmp_path, name):
    planned.go("waves")
    place = tmp_path / name
    place.write_bytes(b"old")
    with place.open("rb") as reader:
        save_picture(planned.pages["waves"].picture, place)
        assert reader.read() == b"old"
    assert place.stat().st_size > 1_000
    with pytest.raises(BadInputError):
        save_picture(planned.pages["waves"].picture, tmp_path / "none" / name)


@pytest.mark.parametrize("page", ["dependencies", "waves"])
def test_a_picture_carries_its_headings(planned, tmp_path, page):
    planned.go(page)
    save_picture(planned.pages[page].picture, tmp_path / "a.svg")
    words = "".join(ET.parse(tmp_path / "a.svg").getroot().itertext())
    study = planned.session.study
    wave = min(one for one in study.plan.wave.values() if one is not None)
    moved = {study.plan.placement[name] for name, one in study.plan.wave.items() if one}
    heads = [
        wave_title(study.calendar[wave - 1], wave, "en"),
        *map(planned.session.target_name, moved),
    ]
    assert [one for one in heads if one not in words] == []


def test_type_grows_and_is_usual_again(planned):
    before = planned.look.scaled(100)
    planned.actions_by_name["text_larger"].trigger()
    assert planned.look.scaled(100) > before
    assert planned.settings.text_points == 11.0
    planned.actions_by_name["text_usual"].trigger()
    assert planned.look.scaled(100) == before


def test_the_file_that_was_written_can_be_found(planned, tmp_path, monkeypatch):
    shown = []

    def show(url: QUrl) -> bool:
        shown.append(url.toLocalFile())
        return True

    monkeypatch.setattr("planner.ui.export_commands.QDesktopServices.openUrl", show)
    planned.show_history()
    assert not planned.actions_by_name["export_show"].isEnabled()
    planned.documents.exported.emit(tmp_path / "a.pdf")
    planned.actions_by_name["export_open"].trigger()
    planned.actions_by_name["export_show"].trigger()
    assert shown == [str(tmp_path / "a.pdf"), str(tmp_path)]


def test_recent_files_and_licences_are_listed(planned, tmp_path):
    planned.remember(tmp_path / "bank.cmplan")
    planned.actions_by_name["open_recent"].trigger()
    chooser = planned.findChild(Chooser)
    assert chooser.list.item(0).text() == "bank.cmplan"
    chooser.reject()
    planned.actions_by_name["about"].trigger()
    about = planned.findChild(About)
    assert "Qt" in about.notices.toPlainText()
    about.works.setCurrentText("CPython")
    assert "PYTHON SOFTWARE FOUNDATION" in about.notices.toPlainText()
    about.reject()
