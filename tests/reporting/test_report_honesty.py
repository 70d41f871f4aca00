"""What a report may say: nothing is known that nobody knows, and figures agree with each other."""

from __future__ import annotations

import io
import itertools
import json
import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pypdf import PdfReader

from planner.assessing.open_records import priced_line
from planner.importing.own_workbook.form import SETTINGS
from planner.model.programme import Freeze, Person
from planner.model.rules import ComplianceRule, LocalText
from planner.model.study import Study
from planner.reporting.charts.axes import rows_for
from planner.reporting.compose import compose, view_of
from planner.reporting.figures import Figures
from planner.reporting.milestones import milestones
from planner.reporting.money import months, present, quarters, years
from planner.reporting.options import ReportOptions
from planner.reporting.origins import ruled_money
from planner.reporting.parts import calendar, decision, rules, standing
from planner.reporting.payback import payback_day
from planner.reporting.pdf import draw_pdf
from planner.reporting.plan_json import draw_json
from planner.reporting.schedule import schedule_of
from planner.reporting.slides import draw_slides
from planner.reporting.sureness import sureness
from planner.reporting.wording import ReportWording
from planner.reporting.workbook import draw_workbook
from planner.wording.seams import seamed
from tests.reporting.report_text import section_text
from tests.reporting.studies import make_study, no_plan_study

ALL, FIRST = ReportOptions(), ReportOptions(parts=("decision",))


def without_costs(study: Study, keep: int = 0) -> Study:
    """Return the study with what things cost known for the first ``keep`` workloads alone."""
    workloads = {}
    for place, (key, assessed) in enumerate(study.assessment.workloads.items()):
        cases = {
            target: replace(
                case, run_year_minor=0, lines=tuple(x for x in case.lines if x.when == "once")
            )
            for target, case in assessed.cases.items()
        }
        workloads[key] = assessed if place < keep else replace(assessed, cases=cases, costed=False)
    return replace(study, assessment=replace(study.assessment, workloads=workloads, confidence=0.2))


def study_with_lines(study: Study, item: str, source: str) -> Study:
    """Return the study with a yearly line of one kind and source on every target."""
    workloads = {}
    for key, assessed in study.assessment.workloads.items():
        cases = {
            target: replace(
                case,
                lines=(
                    *(x for x in case.lines if x.when == "once"),
                    priced_line(item, 1.0, case.run_year_minor or 1, "year", source),
                ),
            )
            for target, case in assessed.cases.items()
        }
        workloads[key] = replace(assessed, cases=cases)
    return replace(study, assessment=replace(study.assessment, workloads=workloads))


def pages_of(study: Study, language: str = "en", options: ReportOptions = ALL) -> list[str]:
    reader = PdfReader(io.BytesIO(draw_pdf(study, language, options).data))
    return [
        unicodedata.normalize("NFKC", re.sub(r"\s+", " ", page.extract_text()))
        for page in reader.pages
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_unknown_money_is_never_zero(language: str) -> None:
    study = without_costs(make_study(12, names=language))
    words = ReportWording(language, "CNY")
    first, *rest = pages_of(study, language)
    assert first.count(words.say("unknown")) >= 3
    zero = {"en": r"CNY 0(?!\.)", "zh": r"(?<![\d.,])0 元"}[language]
    assert not any(re.search(zero, page) for page in (first, *rest))
    assert words.say("decision.low").rstrip("。.") in first


def test_unknown_money_is_null_in_json_and_words_in_the_workbook_and_slides() -> None:
    study = without_costs(make_study(12))
    data = json.loads(draw_json(study))
    for key in ("run_now_minor", "run_after_minor", "saving_year_minor", "net_present_gain_minor"):
        assert data["summary"][key] is None
    assert data["summary"]["unpriced"] == 12
    assert data["years"] == []
    assert all(wave["saving_year_minor"] is None for wave in data["waves"])
    book = openpyxl.load_workbook(io.BytesIO(draw_workbook(study, "en")), data_only=True)
    summary = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert summary["Run cost saved a year"] == summary["Run cost a year, today"] == "not known"
    deck: Any = Presentation(io.BytesIO(draw_slides(study, "en")))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert any("what it saves is not known yet" in title for title in titles)
    assert not any("CNY\N{NO-BREAK SPACE}0 " in title for title in titles)


def test_what_is_known_of_some_is_said_to_be_of_some() -> None:
    study = without_costs(make_study(12), keep=7)
    figures = Figures(study)
    assert figures.unpriced == 5
    known = [move for move in figures.moves if move.run_now_minor is not None]
    assert figures.run_now_minor == sum(move.run_now_minor or 0 for move in known)
    assert "Run cost is known or estimated for 7 of 12 workloads" in pages_of(study, "en", FIRST)[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_rests_on_the_programs_own_factors_is_said_where_money_is(language: str) -> None:
    study = make_study(12, names=language)
    sources = {"cell:run_cost_year": "run_share", "price:x": "cores"}
    shares: dict[str, float] = {}
    for source, item in sources.items():
        ruled = study_with_lines(study, item, source)
        shares[item] = ruled_money(Figures(ruled))["run_after"]
        sentence = view_of(ruled, language).ruled
        first = pages_of(ruled, language, FIRST)[0]
        wanted = sentence or view_of(study, language).ruled or "-"
        flat = unicodedata.normalize("NFKC", re.sub(r"\s+", "", wanted.rpartition("’")[2]))
        assert (flat in re.sub(r"\s+", "", first)) == bool(sentence)
        book = openpyxl.load_workbook(io.BytesIO(draw_workbook(ruled, language)))
        cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
        assert (sentence in cells) == bool(sentence)
    assert shares["run_share"] > 0.9 > 0.1 > shares["cores"]


def test_years_months_and_present_value_agree() -> None:
    figures = Figures(make_study(40))
    found = years(figures)
    nets = {month.number: month.net for month in months(figures)}
    added = 0
    for year in found:
        added += year.stay - year.plan
        assert nets[12 * year.number] == pytest.approx(added, abs=5)
    for year in found:
        four = [one for one in quarters(figures) if one.year == year.number]
        assert [one.number for one in four] == [1, 2, 3, 4]
        for key in ("stay", "run", "one_off", "benefit"):
            assert sum(getattr(one, key) for one in four) == getattr(year, key)
        assert nets[12 * year.number - 9] - nets[12 * year.number - 12] == pytest.approx(
            four[0].net, abs=5
        )
    assert found[-1].run == figures.run_after_minor
    worth = present(figures)
    assert 0 < worth.gain < added  # later money counts less
    back = payback_day(figures)
    assert back is not None
    assert back > (figures.last_day or back) - timedelta(days=3650)


def test_retired_savings_make_the_calendar_s_total_that_of_the_first_page() -> None:
    figures = Figures(make_study(40))
    waves = sum(wave.saving_year_minor for wave in figures.waves)
    assert waves + figures.retiring_saving_minor == figures.saving_year_minor


def test_no_wave_is_cut_over_in_a_freeze() -> None:
    study = make_study(40)
    last = study.calendar[4].last_day
    freezes = (
        Freeze("End of wave 5", last - timedelta(days=9), last + timedelta(days=9)),
        Freeze("Just before", last - timedelta(days=12), last - timedelta(days=8)),
    )
    figures = Figures(replace(study, programme=replace(study.programme, freezes=freezes)))
    for wave in figures.waves:
        assert wave.slot.first_day <= wave.cut_over <= wave.slot.last_day
        assert not any(item.first_day <= wave.cut_over <= item.last_day for item in freezes)
    (fifth,) = (wave for wave in figures.waves if wave.number == 5)
    assert fifth.cut_over == last - timedelta(days=13)


def test_waves_are_counted_up_to_the_last_and_those_without_a_cut_over_named() -> None:
    study = make_study(40)
    assert study.plan is not None
    assert study.plan.wave is not None
    waves = {key: {2: 1, 3: 4}.get(wave, wave) for key, wave in study.plan.wave.items() if wave}
    idle = replace(study, plan=replace(study.plan, wave={**study.plan.wave, **waves}))
    count = max(waves.values())
    assert f"in {count} waves by" in section_text(decision.build(view_of(idle, "en"))[0])
    table = section_text(calendar.build(view_of(idle, "en"))[0])
    assert table.startswith(f"# The wave calendar\n{count} waves.")
    assert "Nothing is cut over in waves 2, 3." in table
    for number in (2, 3):
        assert f"Wave {number} | {study.calendar[number - 1].first_day} | no cut-over" in table
    assert table.lower().count("no cut-over") == 2, "said once of each, in its own row"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_one_names_the_wave_that_is_cut_over_first(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision, "is_draft", lambda _view: False)
    study = make_study(40, names=language)
    assert study.plan.wave is not None
    later = {key: max(3, wave) for key, wave in study.plan.wave.items() if wave}
    late = replace(study, plan=replace(study.plan, wave={**study.plan.wave, **later}))
    view = view_of(late, language)
    assert view.figures.waves[0].number == 3
    said = section_text(decision.build(view)[0])
    first, third = ("Wave 1", "Wave 3") if language == "en" else ("第 1 批", "第 3 批")
    assert third.lower() in said.lower()
    assert first.lower() not in said.lower()
    begins = view.schedule.begins(view.figures.waves[0])
    assert begins == min(view.figures.waves[0].slot.first_day, view.schedule.gates[3][0].day)
    assert view.words.day(begins) in said
    table = section_text(calendar.build(view)[0])
    for number in (1, 2):
        assert f"{study.calendar[number - 1].first_day}" in table


def test_no_page_and_no_sheet_speaks_of_points_of_the_plan() -> None:
    study = make_study(40)
    priced = replace(study.insights.prices[0], points=12.34)
    study = replace(study, insights=replace(study.insights, prices=(priced,)))
    sheets = openpyxl.load_workbook(io.BytesIO(draw_workbook(study, "en")))
    heads = [cell.value for sheet in sheets for cell in sheet[1] if isinstance(cell.value, str)]
    assert not [head for head in heads if "points" in head]
    value = next(sheets["Price of rules"].iter_rows(min_row=2, values_only=True))[1]
    plan = study.plan
    assert value == pytest.approx(12.34 / ((plan.placement_value or 0) + (plan.wave_value or 0)))


def test_a_wave_without_an_open_day_keeps_its_last() -> None:
    study = make_study(12)
    slot = study.calendar[0]
    frozen = (Freeze("All of it", slot.first_day, slot.last_day),)
    figures = Figures(replace(study, programme=replace(study.programme, freezes=frozen)))
    assert figures.waves[0].cut_over == slot.last_day


def test_people_without_a_name_are_to_be_named_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decision, "is_draft", lambda view: False)
    study = make_study(12)
    programme = replace(study.programme, people=(), decision_date=None)
    text = section_text(decision.build(view_of(replace(study, programme=programme), "en"))[0])
    assert "The decision owner (to be named) is asked to approve, by a date to be named" in text
    assert "to be named signs by" not in text
    people = (Person("decision_owner", "Li Wei", "Head of IT"),)
    programme = replace(study.programme, people=people)
    text = section_text(decision.build(view_of(replace(study, programme=programme), "en"))[0])
    assert "Li Wei (Head of IT) is asked to approve by 15 November 2026" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_budget_is_asked_for_where_most_figures_are_the_program_s_own(language: str) -> None:
    """The prices of the study are nobody's: page 1 asks to confirm them, in every sentence."""
    study = make_study(12)
    view = view_of(study, language)
    text = section_text(decision.build(view)[0])
    asked = next(line for line in text.splitlines() if line.startswith("!"))
    assert view.words.money(view.figures.one_off_minor) not in asked
    says = {"en": ("Nothing is to be approved yet", "asked to approve", "releases"),
            "zh": ("暂不提请审批", "前批准", "前签批")}[language]  # fmt: skip
    assert says[0] in asked
    assert not any(phrase in text for phrase in says[1:])
    assert {"en": "First draft:", "zh": "初稿："}[language] in text


def test_a_plan_that_rests_on_stated_figures_is_put_to_the_vote() -> None:
    view = view_of(make_study(12), "en")
    assert ruled_money(view.figures)["saving"] == 1.0
    priced = view_of(_stated(make_study(12)), "en")
    assert ruled_money(priced.figures)["saving"] == 0.0
    assert "is asked to approve by" in section_text(decision.build(priced)[0])


def _stated(study: Study) -> Study:
    """The study with every figure stated: prices of its own, effort and costs in cells."""
    cases = {
        key: replace(
            one,
            cases={
                target: replace(
                    case, lines=tuple(replace(x, source="cell:run_cost_year") for x in case.lines)
                )
                for target, case in one.cases.items()
            },
        )
        for key, one in study.assessment.workloads.items()
    }
    return replace(study, assessment=replace(study.assessment, workloads=cases))


def test_a_wide_gap_is_not_called_proof() -> None:
    study = make_study(12)
    wide = replace(study.plan, joint=True, gap=1.0, placement_gap=None, wave_gap=None)
    said = sureness(view_of(replace(study, plan=wide), "en"))[0].text
    assert "has not been proven" in said
    assert "100" not in said


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (0.0, "0%"),
        (4e-5, "0.01%"),
        (1e-4, "0.01%"),
        (0.00101, "0.11%"),
        (0.0261, "2.7%"),
        (1.0, "100.0%"),
    ],
)
def test_a_gap_that_bounds_is_rounded_up(gap: float, said: str) -> None:
    assert ReportWording("en").gap(gap) == said


def test_rules_count_those_they_forbid_and_those_they_ask_something_of() -> None:
    study = make_study(12)
    asks = ComplianceRule(
        "kind",
        LocalText("Kind rule", "类型规则"),
        {},
        (),
        LocalText("Kind guessed from the name.", "类型按名称推断。"),
    )
    silent = ComplianceRule(
        "silent",
        LocalText("Silent rule", "无关规则"),
        {},
        ("public",),
        LocalText("Never.", "从不。"),
    )
    changed = replace(study.rules, compliance=(*study.rules.compliance, asks, silent))
    text = section_text(rules.build(view_of(replace(study, rules=changed), "en"))[0])
    said = r"Kind guessed from the name\. \| first proof by [-\d]+ \|  \| 12"
    assert re.search(rf"Kind rule \| {said}", text)
    assert "every rule below" not in text
    assert "1 rule asks for proof, and no plan can give that" in text
    kept = section_text(rules.build(view_of(study, "en"))[0])
    assert "The plan keeps every rule below" in kept
    assert "first proof" not in kept
    assert "no workload of this inventory is affected: Silent rule." in text


def test_every_capability_of_the_form_is_known_to_the_report() -> None:
    fields = {field.key for field in SETTINGS["settings"]}
    asked = {key.removeprefix("capability_") for key in fields if key.startswith("capability_")}
    assert asked == set(standing.CAPABILITY_SHARES)


def test_the_bank_is_held_against_the_surveyed_ones() -> None:
    study = make_study(4)
    assert study.programme.standing.stage == "starting"
    text = section_text(standing.build(view_of(study, "en"))[0])
    assert "as 52% of the surveyed banks did; 39% were further ahead" in text
    assert all(sum(shares) in (99, 100) for shares in standing.STAGE_SHARES.values())


def test_first_page_is_one_page_whatever_stands_on_it() -> None:
    for names, language in (("en", "en"), ("zh", "zh"), ("nasty", "en"), ("nasty", "zh")):
        for study in (make_study(40, names=names), without_costs(make_study(40, names=names))):
            drawn = draw_pdf(study, language, ReportOptions(parts=("decision",)))
            assert drawn.pages == 1


def test_wave_of_the_usual_size_names_every_workload_on_its_page() -> None:
    study = make_study(70, names="zh")
    waves = Figures(study).waves
    drawn = draw_pdf(study, "zh", ReportOptions(parts=("waves",)))
    assert drawn.pages == len(waves)
    pages = pages_of(study, "zh", ReportOptions(parts=("waves",)))
    for wave in waves:
        start = ReportWording("zh").say("wave.name", number=wave.number)
        page = next(text for text in pages if text.startswith(f"{start}:"))
        flat = page.replace(" ", "")
        for move in wave.moves:
            assert move.name.replace(" ", "") in flat


def test_milestones_are_in_order_and_end_with_the_last_cut_over_or_later() -> None:
    study = make_study(40)
    figures = Figures(study)
    found = milestones(figures)
    assert [item.day for item in found] == sorted(item.day for item in found)
    by_key = {item.key: item.day for item in found if item.key != "ready"}
    assert by_key["decision"] == study.programme.decision_date
    days = [one.cut_over for one in schedule_of(figures).moves.values()]
    assert by_key["last"] == max(days)
    moved = sum(day <= by_key["half"] for day in days)
    assert 2 * moved >= len(figures.moving)


def test_actual_dates_and_efforts_stand_beside_the_plan() -> None:
    study = make_study(40)
    day = study.calendar[0].last_day - timedelta(days=2)
    progress = replace(study.scenario.progress[0], state="done", actual_day=day)
    study = replace(study, scenario=replace(study.scenario, progress=(progress,)))
    report = compose(study, "en", ReportOptions(parts=("calendar",)))
    text = section_text(report.sections[0])
    assert "Actual cut-over | Actual person-days" in text
    assert f"done | {day.isoformat()} | 12" in text
    book = openpyxl.load_workbook(io.BytesIO(draw_workbook(study, "en")), data_only=True)
    header = [cell.value for cell in book["Waves"][1]]
    assert header[-2:] == ["Actual cut-over", "Actual person-days"]
    assert book["Waves"][2][len(header) - 1].value == 12


def test_stability_of_a_report_without_a_plan_is_not_spoken_of() -> None:
    report = compose(no_plan_study(), "en", ReportOptions())
    assert "certainty" not in {section.key for section in report.sections}


@pytest.mark.parametrize(
    ("template", "params", "said"),
    [
        ("请{who}批准", {"who": "王芳"}, "请王芳批准"),
        ("请{who}批准", {"who": "Li Wei"}, "请 Li Wei 批准"),
        ("于 {day} 前", {"day": "2027 年 3 月 1 日"}, "于 2027 年 3 月 1 日前"),
        ("改为{target}。", {"target": "SaaS"}, "改为 SaaS。"),
        ("{name}：{count} 个", {"name": "2号系统", "count": "3"}, "2号系统：3 个"),
        ("{share} 的抽样", {"share": "30%"}, "30% 的抽样"),
        ("({a})", {"a": "b"}, "(b)"),
        ("{a} 个系统 · {b} 条依赖", {"a": "9", "b": "8"}, "9 个系统 · 8 条依赖"),
    ],
)
def test_chinese_seams_have_the_room_they_need(
    template: str, params: dict[str, str], said: str
) -> None:
    assert seamed(template, params) == said


@given(st.lists(st.tuples(st.floats(0, 700), st.floats(1, 150)), max_size=12), st.integers(1, 4))
def test_labels_in_rows_do_not_overlap(spans: list[tuple[float, float]], most: int) -> None:
    spans.sort()
    rows = rows_for(spans, most)
    for row in range(most):
        placed = [span for span, place in zip(spans, rows, strict=True) if place == row]
        for (left, wide), (after, _) in itertools.pairwise(placed):
            assert left + wide < after
