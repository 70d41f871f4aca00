"""The PDF: its text, its fonts, its structure, its bytes."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import NameObject, NumberObject, TextStringObject

from planner.errors import CancelledError, Message
from planner.jobs import Stop
from planner.model.insight import Insights, RulePrice
from planner.model.rules import LocalText
from planner.optimising.plan import RuleRef
from planner.reporting import SUMMARY_PARTS, ReportOptions, write_pdf
from planner.reporting.compose import compose, view_of
from planner.reporting.content import Bullets, Cell, Column, Heading, Prose, Report, Section, Table
from planner.reporting.figures import Figures
from planner.reporting.geometry import Rect
from planner.reporting.money import present, years
from planner.reporting.options import PAGE_SIZES
from planner.reporting.pages import frame_of
from planner.reporting.parts import decision
from planner.reporting.pdf import draw_pdf
from planner.reporting.sureness import sureness
from planner.reporting.theme import TARGET_COLOURS, TARGET_LETTERS, TYPE
from planner.reporting.wording import ReportWording
from tests.reporting.pdf_ua import elements, faults, plain, root_of
from tests.reporting.report_text import labels_of, laid_out, section_text, shapes_of
from tests.reporting.studies import NASTY_NAMES, make_study, no_plan_study
from tests.support.refusals import refused


def flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_first_page_says_the_figures_of_the_study(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision, "is_draft", lambda view: False)
    study = make_study(40, names=language)
    drawn = draw_pdf(study, language)
    page = flat(read(drawn.data).pages[0].extract_text())
    figures, words = Figures(study), ReportWording(language, "CNY")
    for amount in (
        figures.one_off_minor,
        figures.run_now_minor,
        figures.run_after_minor,
        figures.saving_year_minor,
        present(figures).gain,
    ):
        assert flat(words.money(amount)) in page
    assert flat(words.day(study.programme.decision_date)) in page
    assert flat(study.programme.person("decision_owner")) in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_appendix_has_every_workload_number_by_number(language: str) -> None:
    study = make_study(40, names=language)
    drawn = draw_pdf(study, language, ReportOptions(parts=("workloads",)))
    text = flat(" ".join(page.extract_text() for page in read(drawn.data).pages))
    words = ReportWording(language, "CNY")
    for move in Figures(study).moves:
        assert flat(move.id + move.name) in text
        if move.moves:
            assert move.run_after_minor is not None
            pair = words.in_unit(move.run_after_minor) + words.in_unit(move.one_off_minor)
            assert flat(pair) in text


def test_same_study_gives_the_same_bytes_whatever_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = make_study(12)
    first = draw_pdf(study, "en").data
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert draw_pdf(study, "en").data == first


@pytest.fixture(scope="module", params=["en", "zh"])
def reader(request: pytest.FixtureRequest) -> PdfReader:
    return read(draw_pdf(make_study(12, names=request.param), request.param).data)


def test_every_font_is_a_subset_of_our_own(reader: PdfReader) -> None:
    names = {
        font.get_object()["/BaseFont"]
        for page in map(plain, reader.pages)
        for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all(re.match(r"/[A-Z]{6}\+PlannerNotoSansSC-(Regular|Bold)$", name) for name in names)


def test_pdf_is_accessible(reader: PdfReader) -> None:
    assert not faults(reader)
    roles = {str(element["/S"]) for _, element in elements(reader)}
    assert {"/H1", "/H2", "/H3", "/L", "/TOCI", "/Link", "/Figure", "/TH", "/TD"} <= roles


def test_title_language_and_day_are_the_study_s(reader: PdfReader) -> None:
    tag, title = (str(root_of(reader)["/Lang"]), reader.metadata)
    assert title is not None
    assert (tag, title.title) in {
        ("en", "Cloud migration roadmap"),
        ("zh-CN", "上云迁移路线图"),
    }
    assert "20261001" in str(title["/CreationDate"])


def test_checks_of_accessibility_find_what_is_wrong() -> None:
    parts = ReportOptions(parts=("portfolio", "calendar", "waves"))
    reader = read(draw_pdf(make_study(12), "en", parts).data)
    assert not faults(reader)
    root = root_of(reader)
    pages = map(plain, reader.pages)
    note = next(page["/Annots"][0].get_object() for page in pages if "/Annots" in page)
    note[NameObject("/Contents")] = TextStringObject("")
    note[NameObject("/StructParent")] = NumberObject(0)
    del root[NameObject("/Metadata")]
    found = dict.fromkeys(str(element["/S"]) for _, element in elements(reader))
    firsts = {
        role: next(element for _, element in elements(reader) if element["/S"] == role)
        for role in found
    }
    del firsts["/TH"][NameObject("/A")]
    del firsts["/Figure"][NameObject("/Alt")]
    firsts["/TR"]["/K"].pop()
    firsts["/H1"][NameObject("/S")] = NameObject("/H3")
    wrong = " ".join(faults(reader))
    for words in (
        "no metadata",
        "link outside the structure",
        "link without words",
        "header of nothing",
        "figure without words",
        "rows of different length",
        "H3 after H0",
    ):
        assert words in wrong


def test_outline_lists_the_parts_and_the_waves_below_theirs(reader: PdfReader) -> None:
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[0] in ("Example Bank: the decision", "示例银行：决策事项")
    assert {"The waves, one by one", "各批次详情"} & {*titles[1:]}
    waves = next(item for item in reader.outline if isinstance(item, list))
    assert len(waves) == len(Figures(make_study(12)).waves)


def test_links_lead_to_pages(reader: PdfReader) -> None:
    pages = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference}
    links = [
        note.get_object()["/Dest"][0].idnum
        for page in reader.pages
        for note in page.get("/Annots", [])
    ]
    assert len(links) > 12
    assert set(links) <= pages


def test_pages_are_numbered_of_all(reader: PdfReader) -> None:
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        said = flat(page.extract_text())
        assert f"Page{number}of{count}" in said or f"第{number}页，共{count}页" in said


def test_table_header_is_repeated_on_every_page() -> None:
    reader = read(draw_pdf(make_study(150), "en", ReportOptions(parts=("workloads",))).data)
    assert len(reader.pages) > 3
    for page in reader.pages:
        assert "Strategy" in page.extract_text()


@pytest.mark.parametrize(
    ("count", "names", "language", "page_size"),
    [
        (8, "en", "en", "a4"),
        (40, "nasty", "en", "letter"),
        (40, "nasty", "zh", "a4"),
        (150, "zh", "zh", "letter"),
        (0, "en", "en", "letter"),
    ],
)
def test_nothing_stands_outside_the_text_area(
    count: int, names: str, language: str, page_size: str
) -> None:
    report = compose(make_study(count, names=names), language, ReportOptions(page_size=page_size))
    frame = frame_of(page_size)
    pages, typesetter = laid_out(report, frame)
    right, bottom = frame.left + frame.width, frame.top + frame.height
    for page in pages:
        for x, y, shape in labels_of(page):
            width = typesetter.width(shape.text, shape.size, shape.bold)
            assert x + shape.x >= frame.left - 1, shape
            assert x + shape.x + width <= right + 1, shape
            assert frame.top <= y + shape.y <= bottom + 1, shape
        for x, y, drawn in shapes_of(page):
            if isinstance(drawn, Rect):
                assert x + drawn.x + drawn.width <= right + 1, drawn
                assert y + drawn.y + drawn.height <= bottom + 1, drawn


def test_heading_never_stands_at_the_foot_of_a_page() -> None:
    report = compose(make_study(150), "en", ReportOptions())
    pages, _ = laid_out(report, frame_of("a4"))
    for page in pages:
        assert not page.pieces[-1].piece.keep


def test_note_of_many_words_runs_over_pages() -> None:
    long = Section("x", "Long", (Heading("H"), Bullets((Prose("words " * 4000),))))
    report = Report("t", "o", "s", "en", make_study(1).made_on, (long,))
    frame = frame_of("a4")
    pages, _ = laid_out(report, frame)
    assert len(pages) > 2
    words = sum(shape.text.count("words") for page in pages for _, _, shape in labels_of(page))
    assert words == 4000


def test_crowded_page_shrinks_and_the_next_one_does_not() -> None:
    crowded = tuple(Prose("words " * 60, style="lead") for _ in range(16))
    first = Section("x", "Crowded", crowded, one_page=True)
    second = Section("y", "Usual", (Prose("usual"),))
    report = Report("t", "o", "s", "en", make_study(1).made_on, (first, second))
    pages, _ = laid_out(report, frame_of("a4"))
    assert len(pages) == 2
    sizes = [{shape.size for _, _, shape in labels_of(page)} for page in pages]
    assert min(sizes[0]) < TYPE.lead
    assert sizes[1] == {TYPE.title, TYPE.body}


def test_small_sections_share_a_page_and_one_that_keeps_to_a_page_is_never_cut() -> None:
    def section(key: str, lines: int, *, one_page: bool = False) -> Section:
        return Section(key, key, (Prose("words " * 26 * lines),), one_page=one_page)

    sections = (section("a", 6), section("b", 6), section("c", 38, one_page=True))
    report = Report("t", "o", "s", "en", make_study(1).made_on, sections)
    pages, _ = laid_out(report, frame_of("a4"))
    assert [page.section.key for page in pages] == ["a", "c"]
    assert {"a", "b"} <= {shape.text for _, _, shape in labels_of(pages[0])}


@pytest.mark.parametrize("share", [0.02, 0.2])
def test_title_of_a_column_is_not_cut_inside_a_word(share: float) -> None:
    columns = (Column("Workload", 5.0), Column("Person-days", share, "right"), Column("Lead", 1.0))
    table = Table(columns, ((Cell("Mobile bank"), Cell("55"), Cell("Qin")),))
    report = Report("t", "o", "s", "en", make_study(1).made_on, (Section("x", "X", (table,)),))
    pages, _ = laid_out(report, frame_of("a4"))
    assert "Person-days" in [shape.text for _, _, shape in labels_of(pages[0])]


def test_many_workloads_stand_two_in_a_line_and_links_find_them() -> None:
    study = make_study(300)
    alone = ReportOptions(parts=("workloads",))
    few = draw_pdf(make_study(200), "en", alone).pages
    assert draw_pdf(study, "en", alone).pages < few * 300 / 200 * 0.8
    drawn = draw_pdf(study, "en", ReportOptions(parts=("risks", "workloads")))
    reader = read(drawn.data)
    assert not faults(reader)
    text = flat(" ".join(page.extract_text() for page in reader.pages))
    assert all(flat(one.name) in text for one in study.inventory.workloads)
    pages = [page.indirect_reference.idnum for page in reader.pages if page.indirect_reference]
    named = [note.get_object()["/Dest"][0].idnum for note in reader.pages[0].get("/Annots", [])]
    assert named
    assert set(named) <= set(pages[1:])


def test_large_wave_counts_by_target_what_it_does_not_name() -> None:
    report = compose(make_study(400), "en", ReportOptions(parts=("waves",)))
    pages, _ = laid_out(report, frame_of("a4"))
    assert len(pages) == len(report.sections)
    text = " ".join(shape.text for page in pages for _, _, shape in labels_of(page))
    said = r"[0-9]+ more by target: .* Names are in the appendix, days in plan\.xlsx\."
    assert re.search(said, text)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_decision_with_much_to_say_stays_on_its_page(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where how sure it is needs more lines than usual, the type gets smaller."""
    long = (Prose("known and not known " * 46, "Data."), *[Prose("words " * 30)] * 2)
    monkeypatch.setattr("planner.reporting.parts.decision.sureness", lambda view, **_: long)
    study = make_study(40, names=language)
    report = compose(study, language, ReportOptions(parts=("decision", "portfolio")))
    pages, _ = laid_out(report, frame_of("a4"))
    assert [page.section.key for page in pages][:2] == ["decision", report.sections[1].key]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("asked", [True, False])
def test_what_a_board_reads_first_is_set_in_type_that_it_can_read(
    language: str, asked: bool
) -> None:
    study = make_study(40, names=language)
    study = study if asked else replace(study, insights=Insights())
    report = compose(study, language, ReportOptions(parts=("decision",)))
    (page,), _ = laid_out(report, frame_of("a4"))
    said = section_text(report.sections[0])
    labels = [shape for _, _, shape in labels_of(page) if len(shape.text) > 20]
    sizes = {shape.size for shape in labels if shape.text.strip() in said}
    assert len(labels) > 10
    assert min(sizes) >= 8.5


def test_decision_log_without_decisions_is_left_out() -> None:
    study = make_study(8)
    study = replace(study, scenario=replace(study.scenario, decisions=()))
    assert "decisions" not in [one.key for one in compose(study, "en", ReportOptions()).sections]


def test_targets_stay_apart_in_grey_print() -> None:
    def lightness(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = ((part + 0.055) / 1.055 for part in parts)
        return float(0.2126 * red**2.4 + 0.7152 * green**2.4 + 0.0722 * blue**2.4 + 0.05)

    kinds = ("legacy", "private", "hybrid", "public")
    found = sorted(lightness(TARGET_COLOURS[kind]) for kind in kinds)
    assert all(light / dark > 1.4 for dark, light in itertools.pairwise(found))


def test_bars_of_areas_carry_the_letters_of_their_targets() -> None:
    report = compose(make_study(60), "en", ReportOptions(parts=("portfolio",)))
    pages, _ = laid_out(report, frame_of("a4"))
    shown = [shape.text for _, _, shape in labels_of(pages[0])]
    assert any(text in TARGET_LETTERS.values() for text in shown)  # the key
    assert any(re.fullmatch(r"[LPUHS] [0-9]+", text) for text in shown)


def test_decision_keeps_to_the_first_page() -> None:
    for page_size in PAGE_SIZES:
        for names in ("en", "zh"):
            options = ReportOptions(parts=SUMMARY_PARTS, page_size=page_size)
            report = compose(make_study(150, names=names), names, options)
            pages, _ = laid_out(report, frame_of(page_size))
            assert pages[1].section.key == "overview"


def test_nasty_names_are_printed_as_they_are() -> None:
    study = make_study(40, names="nasty")
    drawn = draw_pdf(study, "en", ReportOptions(parts=("workloads", "provenance")))
    text = flat(" ".join(page.extract_text() for page in read(drawn.data).pages))
    for name in NASTY_NAMES[:9]:
        assert flat(name) in text
    assert "🚀" in drawn.replaced
    assert "U+1F680" in text  # said in the report itself
    assert "核" not in drawn.replaced


def test_summary_has_two_pages() -> None:
    drawn = draw_pdf(make_study(150), "zh", ReportOptions(parts=SUMMARY_PARTS))
    assert drawn.pages == 2


def test_wave_keeps_to_its_page_in_the_usual_case() -> None:
    study = make_study(150)
    report = compose(study, "en", ReportOptions(parts=("waves",)))
    pages, _ = laid_out(report, frame_of("a4"))
    assert len(pages) == len(Figures(study).waves)


@pytest.mark.parametrize(("language", "words"), [("en", "Private cloud suits"), ("zh", "私有云")])
def test_reasons_of_the_plan_are_said_in_the_language(language: str, words: str) -> None:
    study = make_study(8)
    key = study.inventory.workloads[0].id
    place = LocalText("Private cloud", "私有云")
    said = Message("questioning.here.best_fit", {"target": place, "fit": "77"})
    why = replace(study.insights.why[key], here=(said, Message("questioning.not.known")))
    insights = replace(study.insights, why={**study.insights.why, key: why})
    view = view_of(replace(study, insights=insights), language)
    assert words in view.reasons(view.figures.moves[0])


def test_limits_and_prices_have_names_people_know() -> None:
    study = make_study(8)
    view = view_of(study, "en")
    assert view.words.limit("capacity.private.cpu_cores") == "Capacity of Private cloud (CPU cores)"
    assert view.words.limit("team.infra") == "Days of team Infra"
    rule = RulePrice(RuleRef("allowed", "core_data", ("A0001",)), "core_data", 1.0)
    assert view.words.priced(rule) == "Core data stays in the bank"
    shut = RulePrice(RuleRef("allowed", "closed", ("A0001", "A0002")), "closed", 1.0)
    assert view.words.priced(shut).startswith("Places that take nothing new")


def test_wide_gap_is_said_to_be_worth_more_time() -> None:
    study = make_study(8)
    wide = replace(study, plan=replace(study.plan, wave_gap=0.2))
    said = [sureness(view_of(item, "en"))[0].text for item in (study, wide)]
    assert ["more time" in sentence for sentence in said] == [False, True]
    assert "20.0%" in said[1]


def test_without_insights_the_report_still_stands() -> None:
    drawn = draw_pdf(make_study(12, insights=False), "en")
    assert flat("has not been examined yet") in flat(read(drawn.data).pages[0].extract_text())


def test_without_a_plan_the_conflict_is_told() -> None:
    text = read(draw_pdf(no_plan_study(), "en").data).pages[0].extract_text()
    assert "No plan keeps every rule" in text
    assert "private CPU" in text


def test_unknown_part_and_paper_are_refused() -> None:
    with refused("no part called"):
        ReportOptions(parts=("cover",))
    with refused("not known"):
        ReportOptions(page_size="a3")
    with refused("No part"):
        ReportOptions(parts=())


def test_cancelled_report_leaves_nothing(tmp_path: Path) -> None:
    stop = Stop()
    stop.cancel()
    with pytest.raises(CancelledError):
        write_pdf(make_study(8), tmp_path / "r.pdf", "en", stop=stop)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with refused("cannot be written"):
        write_pdf(make_study(8), tmp_path / "none" / "r.pdf", "en")


def test_many_targets_do_not_break_the_page() -> None:
    study = make_study(8)
    extra = tuple(
        replace(study.programme.targets[2], id=f"region-{number}", name=f"Region {number} " * 6)
        for number in range(30)
    )
    programme = replace(study.programme, targets=study.programme.targets + extra)
    report = compose(replace(study, programme=programme), "en", ReportOptions())
    frame = frame_of("letter")
    pages, _ = laid_out(report, frame)
    for page in pages:
        for placed in page.pieces:
            assert placed.y + placed.piece.height <= frame.top + frame.height + 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_part_is_read_back_and_held_against_the_plan(language: str) -> None:
    study = make_study(60, names=language)
    figures, words = Figures(study), ReportWording(language, "CNY")
    report = compose(study, language, ReportOptions())
    keys = [section.key for section in report.sections]
    reader = read(draw_pdf(study, language).data)
    outline: dict[str, int] = {}

    def walk(items: list[Any]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                outline[str(item.title)] = reader.get_destination_page_number(item) or 0

    walk(reader.outline)
    titles = {section.key: section.title for section in report.sections}
    text = {key: flat(reader.pages[outline[titles[key]]].extract_text()) for key in keys}
    for year in years(figures):
        for amount in (year.stay, year.run, year.one_off, year.stay - year.plan):
            assert flat(words.in_unit(amount)) in text["money"]
    for wave in figures.waves:
        row = (
            words.say("wave.name", number=wave.number),
            wave.slot.first_day.isoformat(),
            wave.cut_over.isoformat(),
            words.number(len(wave.moves)),
            words.number(wave.effort_days),
            words.in_unit(wave.one_off_minor),
            words.in_unit(wave.saving_year_minor),
            words.number(wave.highest_risk),
        )
        assert flat("".join(row)) in text["calendar"]
        page = text[f"wave-{wave.number}"]
        for said in (
            words.money(wave.one_off_minor),
            words.money(wave.saving_year_minor),
            words.day(wave.cut_over),
            *(words.number(days) for days in wave.load_days.values()),
        ):
            assert flat(said) in page
        for move in wave.moves:
            assert flat(move.name) in page
    for key, count in figures.after.items():
        name = view_of(study, language).words.target(key)
        line = f"{name}{words.number(figures.before.get(key, 0))}{words.number(count)}"
        assert flat(line) in text["portfolio"]
    for limit, used in figures.limits_used:
        money = limit.amount == "one_off"
        shown = words.money(round(used * 100)) if money else words.number(used)
        assert flat(shown) in text["rules"]
    for item in study.scenario.decisions:
        assert flat(item.reason) in text["decisions"]
    for move in figures.staying[:5]:
        assert flat(move.name) in text["staying"]
    assert study.input_hash in text["provenance"]
    assert str(study.plan.seed) in text["provenance"]
