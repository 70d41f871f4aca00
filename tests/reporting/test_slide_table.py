"""Tables of slides: nothing is cut, words stay whole, what has no room is counted."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from planner.reporting.content import Cell, Column, Table
from planner.reporting.geometry import text_width
from planner.reporting.slide_table import fitting
from planner.reporting.slides import draw_slides
from tests.reporting.studies import make_study


def table(rows: int, words: str) -> Table:
    columns = (Column("Name", 3.0), Column("Criticality", 0.4), Column("Why", 4.0))
    cells = (Cell("Some system"), Cell("Critical"), Cell(words))
    return Table(columns, (cells,) * rows)


def test_type_gets_smaller_before_rows_are_left_out() -> None:
    few, more, many = (fitting(table(count, "a few words"), 8.0, 4.0) for count in (3, 16, 60))
    assert few.size > more.size > 0
    assert (len(few.heights), len(more.heights)) == (4, 17)
    assert 2 < len(many.heights) < 61
    for one in (few, more, many):
        assert sum(one.heights) <= 4.0


def test_no_column_is_narrower_than_its_longest_word() -> None:
    found = fitting(table(3, "why " * 40), 6.0, 4.0)
    assert sum(found.widths) == pytest.approx(6.0)
    assert found.widths[1] > 0.5  # "Criticality"; its share would be a third of that


def test_a_number_with_its_word_stays_on_one_line() -> None:
    columns = (Column("系统", 3.0), Column("批次", 0.2), Column("缓释措施", 4.0))
    rows = (tuple(map(Cell, ("核心系统", "第 10 批", "两条线路并行四周"))),) * 3
    found = fitting(Table(columns, rows), 5.0, 4.0)
    assert found.widths[1] >= text_width("第 10 批", found.size) / 72


@pytest.mark.parametrize("language", ["en", "zh"])
def test_slides_hold_every_text_of_their_tables_whole(language: str) -> None:
    deck = Presentation(io.BytesIO(draw_slides(make_study(40, names=language), language)))
    texts = [
        cell.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert len(texts) > 100
    assert not [text for text in texts if text.endswith("…")]
