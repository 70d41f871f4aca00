"""The guide opens by F1, in the window's language, and no link leads out of it."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl

from planner.presenting.guide import guide_pages
from planner.shipped import pictures_folder
from planner.ui.dialogs.guide import PICTURE, Guide


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_has_a_title_and_links_only_to_others(language):
    pages = guide_pages(language)
    assert len(pages) >= 10
    names = {f"{page.name}.md" for page in pages}
    for page in pages:
        assert page.title != page.name
        links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)]*)\)", page.text)
        assert {link.partition("#")[0] for link in links} <= names, page.name


def test_a_language_without_a_guide_reads_the_english():
    assert guide_pages("xx") == guide_pages("en")


def test_f1_opens_it_a_link_turns_the_page_and_words_are_found(planned):
    assert planned.actions_by_name["guide"].shortcut().toString() == "F1"
    planned.commands.run("guide")
    (guide,) = planned.findChildren(Guide)
    assert guide.text.toPlainText()
    guide.follow(QUrl("workshop.md"))
    shown = guide_pages("en")[guide.contents.currentRow()]
    assert shown.name == "workshop"
    guide.follow(QUrl("https://example.org/other.md"))
    assert guide_pages("en")[guide.contents.currentRow()].name == "workshop"
    guide.search.setText("crash")
    guide.find_next()
    assert guide.text.textCursor().selectedText().lower() == "crash"
    guide.close()


def test_the_tour_has_its_pictures_as_wide_as_the_page(planned):
    planned.commands.run("guide")
    (guide,) = planned.findChildren(Guide)
    guide.follow(QUrl("tour.md"))
    document = guide.text.document()
    widths, found = [], document.find(PICTURE)
    while not found.isNull():
        form = found.charFormat().toImageFormat()
        assert (pictures_folder() / form.name()).is_file()
        widths.append(form.width())
        found = document.find(PICTURE, found)
    assert len(widths) == 3
    assert 0 < document.idealWidth() <= guide.text.viewport().width()
    assert set(widths) == {max(widths)}
    guide.close()


def test_links_take_the_colours_that_are_chosen_while_it_is_open(planned):
    planned.commands.run("guide")
    (guide,) = planned.findChildren(Guide)
    linked = next(at for at, page in enumerate(guide_pages("en")) if ".md)" in page.text)
    guide.contents.setCurrentRow(linked)

    def colours():
        block, found = guide.text.document().begin(), set()
        while block.isValid():
            for run in block.textFormats():
                if run.format.isAnchor():
                    found.add(run.format.foreground().color().name())
            block = block.next()
        return found

    light = colours()
    assert light
    planned.look.use("dark")
    assert colours().isdisjoint(light)
    planned.look.use("light")
    assert colours() == light
    guide.close()
