"""Where sections stand: pages are filled, names are whole, nothing runs over for a line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pptx import Presentation

from planner.errors import Message
from planner.reporting.compose import compose, view_of
from planner.reporting.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Columns,
    Prose,
    Report,
    Section,
    Table,
)
from planner.reporting.dates_owed import DateOwed
from planner.reporting.geometry import Label
from planner.reporting.options import NAMED_PARTS, ReportOptions
from planner.reporting.pages import Page, frame_of
from planner.reporting.parts import dates, decision, staying, waves, workloads
from planner.reporting.parts.workloads import decided_by
from planner.reporting.payback import payback_day
from planner.reporting.slides import draw_slides
from planner.reporting.table_layout import table_pieces
from planner.reporting.typesetting import load_typesetter
from tests.reporting.report_text import labels_of, laid_out, section_text
from tests.reporting.studies import MADE_ON, make_study

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
LINE = "words " * 26
"""A line of the page, nearly; its text area holds 38 of them."""


def lines(count: int) -> tuple[Prose, ...]:
    return tuple(Prose(LINE) for _ in range(count))


def report_of(*sections: Section) -> Report:
    return Report("t", "o", "s", "en", MADE_ON, sections)


def pages_of(*sections: Section) -> list[Page]:
    return laid_out(report_of(*sections), frame_of("a4"))[0]


def tables_of(block: Block) -> Iterator[Table]:
    if isinstance(block, Table):
        yield block
    if isinstance(block, Columns):
        for inner in (*block.left, *block.right):
            yield from tables_of(inner)


def titles_of(page: Page, *titles: str) -> list[str]:
    said = {shape.text for _, _, shape in labels_of(page)}
    return [title for title in titles if title in said]


def test_loose_sections_change_places_to_fill_pages() -> None:
    def loose(key: str, count: int) -> Section:
        return Section(key, key, lines(count), one_page=True, loose=True)

    first = Section("first", "first", lines(14))
    found = pages_of(first, loose("high", 16), loose("low", 4), loose("last", 4))
    assert [titles_of(page, "first", "high", "low", "last") for page in found] == [
        ["first", "low"],
        ["high", "last"],
    ]
    in_order = pages_of(
        *(replace(one, loose=False) for one in (first, loose("high", 16), loose("low", 4)))
    )
    assert [titles_of(page, "first", "high", "low") for page in in_order] == [
        ["first"],
        ["high", "low"],
    ]


def test_a_last_page_of_a_few_rows_is_drawn_into_the_one_before() -> None:
    columns = (Column("ID", 1.0), Column("Name", 4.0))

    def pages(count: int) -> list[int]:
        rows = tuple((Cell(f"K{number}"), Cell("A system")) for number in range(count))
        found = pages_of(Section("all", "all", (Table(columns, rows),)))
        held = [sum(shape.text == "A system" for _, _, shape in labels_of(page)) for page in found]
        assert sum(held) == count
        return held

    spread = [held for count in range(20, 90) if len(held := pages(count)) > 1]
    assert {len(held) for held in spread} >= {2, 3}
    assert min(held[-1] for held in spread) > 1


def test_two_chapters_that_fit_in_smaller_type_share_a_page() -> None:
    def loose(key: str, count: int) -> Section:
        return Section(key, key, lines(count), one_page=True, loose=True)

    first = Section("first", "first", lines(24))
    found = pages_of(first, loose("one", 11), loose("two", 11))
    assert [titles_of(page, "first", "one", "two") for page in found] == [["first"], ["one", "two"]]
    alone = pages_of(first, loose("one", 24), loose("two", 24))
    assert [titles_of(page, "one", "two") for page in alone][1:] == [["one"], ["two"]]


def test_a_page_that_would_stay_empty_says_more() -> None:
    short = Section("short", "short", lines(4), longer=(lines(40), lines(12)))
    whole = Section("whole", "whole", lines(21), one_page=True)
    for after, count in ((whole, 12), (replace(whole, blocks=lines(4)), 4)):
        found = pages_of(short, after)
        said = [shape.text for _, _, shape in labels_of(found[0])]
        if after is whole:
            assert sum(text.startswith("words") for text in said) >= count
            assert titles_of(found[0], "whole") == []
        else:
            assert len(found) == 1


@LANGUAGES
def test_no_title_in_the_list_of_contents_is_cut(language: str) -> None:
    study = make_study(60, names=language)
    report = compose(study, language, ReportOptions())
    pages, _ = laid_out(report, frame_of("a4"))
    portfolio = next(page for page in pages if page.section.key == "portfolio")
    texts = [shape.text for _, _, shape in labels_of(portfolio)]
    assert not [text for text in texts if text.endswith(("…", "⋯", "···"))]


def test_a_name_that_is_one_word_is_not_cut_in_its_cell() -> None:
    columns = (Column("编号", 0.5), Column("系统", 9.0))
    rows = (("MBANK-DEV", "手机银行"), ("WORKFLOW", "流程平台"))
    table = Table(columns, tuple((Cell(key), Cell(name)) for key, name in rows))
    report = replace(report_of(Section("x", "x", (table,))), language="zh")
    pages, _ = laid_out(report, frame_of("a4"))
    assert titles_of(pages[0], "MBANK-DEV", "WORKFLOW") == ["MBANK-DEV", "WORKFLOW"]


def test_what_stays_and_what_leaves_take_two_pages_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = make_study(600)
    view = view_of(study, "en")
    assert len(view.figures.staying) > 30
    assert view.figures.retiring
    monkeypatch.setattr(
        type(view), "reasons", lambda _view, move, _brief=None: f"{move.id} " + "why " * 90
    )
    pages, _ = laid_out(report_of(*staying.build(view)), frame_of("a4"))
    assert len(pages) <= 2


def test_dates_that_end_alike_share_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    view = view_of(make_study(40), "en")
    moves = view.figures.moving[:6]
    owed = tuple(
        DateOwed(MADE_ON, kind, move.id, move.wave, MADE_ON)
        for kind, move in zip([*["contract"] * 5, "licence"], moves, strict=True)
    )
    monkeypatch.setattr(dates, "dates_owed", lambda *_: owed)
    text = section_text(dates.build(view)[0])
    rows = [line for line in text.splitlines() if line.startswith(MADE_ON.isoformat())]
    assert len(rows) == 2
    assert any("and 3 more" in row and moves[0].name in row for row in rows)


@LANGUAGES
def test_a_wave_names_all_that_move_in_it(language: str) -> None:
    study = make_study(120, names=language)
    report = compose(study, language, ReportOptions(parts=("waves",)))
    pages, _ = laid_out(report, frame_of("a4"))
    assert len(pages) == len(report.sections)
    view = view_of(study, language)
    for page, wave in zip(pages, view.figures.waves, strict=True):
        said = "".join(shape.text for _, _, shape in labels_of(page)).replace(" ", "")
        missing = [
            move.id
            for move in wave.moves
            if view.workload_name(move.id).replace(" ", "") not in said
        ]
        assert not missing
    assert any(len(wave.moves) > 20 for wave in view.figures.waves)


@LANGUAGES
def test_what_too_little_is_known_of_says_so_where_it_stays(language: str) -> None:
    study = make_study(40, names=language)
    view = view_of(study, language)
    move = view.figures.staying[0]
    key = "questioning.here.unproven"
    said = Message(key, {"other": "a", "other_fit": 1, "fit": 1, "target": "b", "points": 1})
    why = replace(next(iter(study.insights.why.values())), workload_id=move.id, here=(said,))
    insights = replace(study.insights, why={move.id: why})
    scenario = replace(study.scenario, decisions=())
    thin = view_of(replace(study, insights=insights, scenario=scenario), language)
    told = {"en": "too little known", "zh": "数据不足"}[language]
    assert decided_by(thin, thin.figures.by_id[move.id]) == told


@LANGUAGES
def test_page_one_shares_its_words_out_evenly(language: str) -> None:
    (section,) = decision.build(view_of(make_study(40, names=language), language))
    columns = next(block for block in section.blocks if isinstance(block, Columns))

    def long(side: tuple[object, ...]) -> int:
        items = (one for block in side if isinstance(block, Bullets) for one in block.items)
        prose = (block for block in side if isinstance(block, Prose))
        return sum(len(one.lead + one.text) for one in (*items, *prose))

    left, right = long(columns.left), long(columns.right)
    assert abs(left - right) < 0.35 * (left + right)


def test_the_calendar_slide_says_when_it_is_paid_back() -> None:
    study = make_study(40)
    view = view_of(study, "en")
    day = payback_day(view.figures)
    assert day is not None
    slides = Presentation(io.BytesIO(draw_slides(study, "en"))).slides
    said = [
        shape.text_frame.text
        for slide in slides
        for shape in slide.shapes
        if shape.has_text_frame and "First wave done" in shape.text_frame.text
    ]
    marks = view.words.say("milestone.payback", day=day.isoformat())
    assert any(marks in text for text in said if " · " in text)


@LANGUAGES
def test_what_a_board_reads_is_in_type_for_an_arm_s_length(language: str) -> None:
    study = make_study(120, names=language)
    board = ReportOptions(parts=NAMED_PARTS["board"])
    pages, _ = laid_out(compose(study, language, board), frame_of("a4"))
    found = [shape for page in pages for _, _, shape in labels_of(page) if len(shape.text) > 2]
    assert min(shape.size for shape in found) >= 7.5
    table = Table((Column("a", 1),), ((Cell("read by a board"),),))
    for shrink in range(7):
        pieces = table_pieces(table, 200, load_typesetter(language), 500, shrink)
        groups = [group for piece in pieces for group in piece.groups]
        sizes = [one.size for group in groups for one in group.shapes if isinstance(one, Label)]
        assert min(sizes) >= 8.5


def test_a_note_is_not_alone_on_its_page() -> None:
    rows = tuple((Cell(f"row {number}"),) for number in range(200))
    note = Prose("a note of the table", style="small")
    for count in range(60, 100):
        section = Section("one", "One", (Table((Column("a", 1),), rows[:count]), note))
        pages, _ = laid_out(report_of(section), frame_of("a4"))
        said = [shape.text for _, _, shape in labels_of(pages[-1])]
        assert any(text.startswith("row") for text in said)


@LANGUAGES
def test_a_reason_that_many_share_is_said_once(language: str) -> None:
    study = make_study(40, names=language)
    view = view_of(study, language)
    key, shared = "questioning.here.unproven", view.figures.staying[:4]
    some = next(iter(study.insights.why.values()))
    params = {"other": "Aa", "other_fit": "71", "fit": "67", "target": "Bb", "points": "18"}
    why = {
        move.id: replace(some, workload_id=move.id, here=(Message(key, params),)) for move in shared
    }
    scenario = replace(study.scenario, decisions=())
    thin = replace(study, insights=replace(study.insights, why=why), scenario=scenario)
    view = view_of(thin, language)
    (section,) = staying.build(view)
    said = section_text(section)
    once = view.words.say("staying.unproven.all")
    assert said.count(once) == 1
    assert view.words.worded(Message(key, params)) not in said
    alone = replace(thin, insights=replace(study.insights, why=dict([*why.items()][:1])))
    (section,) = staying.build(view_of(alone, language))
    assert once not in section_text(section)


@pytest.mark.parametrize(("language", "mark", "between"), [("en", ": ", "; "), ("zh", "：", "；")])
def test_what_a_wave_has_no_row_for_has_its_day(language: str, mark: str, between: str) -> None:
    view = view_of(make_study(120, names=language), language)
    wave = max(view.figures.waves, key=lambda wave: len(wave.moves))
    section = waves.build(view)[view.figures.waves.index(wave)]
    told = section.shorter[-2][-1]
    assert isinstance(told, Prose)
    shown = {cell.text for block in section.shorter[-2] for table in tables_of(block)
             for row in table.rows for cell in row}  # fmt: skip
    of_day = dict(part.split(mark, 1) for part in told.text.split(between))
    rest = [move for move in wave.moves if view.workload_name(move.id) not in shown]
    assert len(rest) > 5
    for move in rest:
        day = view.schedule.moves[move.id].cut_over.isoformat()
        assert view.workload_name(move.id) in of_day[day]


@LANGUAGES
def test_the_lines_of_a_long_appendix_name_targets_by_letters_that_are_explained(
    language: str,
) -> None:
    view = view_of(make_study(300, names=language), language)
    section = workloads.build(view)[-1]
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert table.close is not None
    named = {view.words.target(move.target): row for move, row in zip(
        view.figures.moves, table.close.rows, strict=True) if not move.retires}  # fmt: skip
    intro = section.blocks[0]
    assert isinstance(intro, Prose)
    assert len(named) > 1
    for target, row in named.items():
        assert len(row[1].text) <= 2
        assert f"{row[1].text} {target}" in intro.text
