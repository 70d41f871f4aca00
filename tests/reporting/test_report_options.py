"""Bridge, one-off kinds, the range of the gain and half-moved pairs, against other countings."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from planner.model.assessment import ValueSource
from planner.reporting.bridge import bridge, largest_saving, largest_stay, one_off_kinds
from planner.reporting.compose import view_of
from planner.reporting.content import Bullets, Chart, Columns, Table
from planner.reporting.cost_steps import AS_PLANNED, Case
from planner.reporting.figures import Figures
from planner.reporting.geometry import Label, Rect, text_width
from planner.reporting.half_moved import OutOfStep, out_of_step, pairs_apart, waves_apart
from planner.reporting.money import gain_if, present
from planner.reporting.origins import origins_of
from planner.reporting.parts import overview
from planner.reporting.parts.apart import half_moved
from planner.reporting.plan_json import draw_json
from planner.reporting.schedule import schedule_of
from planner.reporting.sensitivity import gain_range
from tests.reporting.report_text import section_text
from tests.reporting.studies import make_study


@pytest.mark.parametrize("count", [12, 40])
def test_bridge_leads_from_today_to_the_plan(count: int) -> None:
    figures = Figures(make_study(count))
    found = bridge(figures)
    less = found.infrastructure + found.licences + found.staff
    assert found.today - less + found.platforms == found.after
    assert found.after == figures.run_after_minor + figures.staff_after_minor


def test_kinds_of_one_off_cost_add_up() -> None:
    figures = Figures(make_study(40))
    kinds = one_off_kinds(figures)
    assert sum(kinds.values()) == figures.one_off_minor
    assert list(kinds.values()) == sorted(kinds.values(), reverse=True)


def test_largest_saving_and_dearest_stay_are_those_of_single_workloads() -> None:
    figures = Figures(make_study(40))
    savings = {move.id: move.saving_year_minor or 0 for move in figures.counted if move.moves}
    assert largest_saving(figures) == max(savings.items(), key=lambda item: (item[1], item[0]))
    found = largest_stay(figures)
    assert found is not None
    move = figures.by_id[found[0]]
    assert move.stays
    assert move.staying is not None
    assert (
        found[2] == move.staying.net_present_minor - move.assessed.cases[found[1]].net_present_minor
    )


def test_gain_as_planned_is_that_of_the_present_values() -> None:
    figures = Figures(make_study(40))
    assert abs(gain_if(figures, AS_PLANNED) - present(figures).gain) <= 1


def test_what_gets_worse_lowers_the_gain() -> None:
    figures = Figures(make_study(40))
    planned = gain_if(figures, AS_PLANNED)
    dearer = gain_if(figures, Case(one_off=1.3))
    discounted = (planned - gain_if(figures, Case(one_off=2.0))) * 0.3
    assert planned - dearer == pytest.approx(discounted, rel=1e-3)
    assert gain_if(figures, Case(price=1.1)) < planned
    assert 0 < planned - dearer <= 0.3 * figures.one_off_minor


def test_range_spans_the_plan_and_has_the_largest_swing_first() -> None:
    found = gain_range(Figures(make_study(40)))
    assert found.pessimistic < found.planned < found.optimistic
    spans = [swing.span for swing in found.swings]
    assert spans == sorted(spans, reverse=True)
    worst = max(found.planned - swing.worse for swing in found.swings)
    assert found.planned - found.pessimistic >= worst


def test_what_the_largest_saving_brings_is_a_driver_of_its_own() -> None:
    """By hand: a third more or less of it shifts the gain by as much, over what is left of it."""
    study = make_study(40)
    figures = Figures(study)
    found = gain_range(figures)
    swing = next(one for one in found.swings if one.key == "top")
    move = max((one for one in figures.moving), key=lambda one: one.saving_year_minor or 0)
    assert swing.whose == move.id
    assert found.planned - swing.worse == pytest.approx(swing.better - found.planned, rel=1e-6)
    years = study.assessment.horizon_years
    assert 0 < found.planned - swing.worse < 0.3 * years * (move.saving_year_minor or 0)
    assert {one.key for one in found.swings} == {"price", "effort", "delay", "growth", "top"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_chart_of_drivers_says_both_ends_of_each_whole(language: str) -> None:
    study = make_study(40, names=language)
    view = view_of(study, language)
    (section,) = overview.build(view)
    charts = [
        chart
        for block in section.blocks
        if isinstance(block, Columns)
        for chart in (*block.left, *block.right)
        if isinstance(chart, Chart)
    ]
    (drawing,) = (chart.drawing for chart in charts)
    found = gain_range(view.figures)
    labels = {shape.text for shape in drawing.shapes if isinstance(shape, Label)}
    ends = {end for one in found.swings for end in (one.worse, one.better)} - {found.planned}
    for amount in (*ends, found.pessimistic, found.optimistic):
        assert view.words.in_unit(amount) in labels
        assert view.words.money(amount) in drawing.says
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            wide = text_width(shape.text, shape.size)
            assert not shape.room or wide <= shape.room, shape.text
            left = {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
            assert shape.x - left >= -1
            assert shape.x - left + wide <= drawing.width + 1
    bars = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    deep = {round(bar.y): 0.0 for bar in bars}
    for bar in bars:
        deep[round(bar.y)] += bar.width
    *drivers, _ = (deep[y] for y in sorted(deep))
    assert drivers == sorted(drivers, reverse=True)


def test_pairs_apart_are_those_on_two_targets_after_a_wave() -> None:
    study = make_study(150)
    figures = Figures(study)

    def place(key: str, wave: int) -> str | None:
        move = figures.by_id[key]
        return move.target if move.wave is not None and move.wave <= wave else move.current

    together = [
        (link.source, link.needed)
        for link in study.inventory.dependencies
        if figures.by_id[link.source].current
        and figures.by_id[link.source].current == figures.by_id[link.needed].current
        and not figures.by_id[link.source].retires
        and not figures.by_id[link.needed].retires
    ]
    for one in waves_apart(figures):
        apart = sum(place(a, one.number) != place(b, one.number) for a, b in together)
        assert one.pairs == apart
    pairs = pairs_apart(figures)
    assert pairs
    assert [pair.calls for pair in pairs] == sorted((pair.calls for pair in pairs), reverse=True)


def test_pairs_of_unknown_traffic_are_those_first_that_wait_for_each_other() -> None:
    study = make_study(150)
    links = tuple(
        replace(
            link,
            calls_per_transaction=None,
            traffic_gib_month=None,
            interface="batch" if number % 3 else "synchronous",
            latency_class="chatty" if number % 2 else "",
        )
        for number, link in enumerate(study.inventory.dependencies)
    )
    study = replace(study, inventory=replace(study.inventory, dependencies=links))
    by_ends = {(link.source, link.needed): link for link in links}
    pairs = [by_ends[pair.source, pair.needed] for pair in pairs_apart(Figures(study))]
    ranks = [(one.interface != "synchronous", one.latency_class != "chatty") for one in pairs]
    assert len(set(ranks)) == 4
    assert ranks == sorted(ranks)
    assert "traffic not known" in section_text(half_moved(view_of(study, "en"))[0])


def test_of_many_recovery_sites_out_of_step_the_farthest_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = make_study(40)
    keys = [one.id for one in study.inventory.workloads]
    apart = tuple(OutOfStep(keys[n], keys[n + 12], 1, 2 + n, 30 * n) for n in range(12))
    monkeypatch.setattr("planner.reporting.parts.apart.out_of_step", lambda *_: apart)
    (section, *_) = half_moved(view_of(study, "en"))
    (named,) = (block for block in section.blocks if isinstance(block, Bullets))
    assert len(named.items) == 8
    assert "(Wave 13)" in named.items[0].text
    assert "4 more" in repr(section.blocks[-1])
    said = section_text(section)
    assert "here up to 330 days apart" in said
    assert said.count("rehearse recovery") == 1
    monkeypatch.setattr("planner.reporting.parts.apart.pairs_apart", lambda _: ())
    (alone,) = half_moved(view_of(study, "en"))
    assert "here up to 330 days apart" in section_text(alone)


@pytest.mark.parametrize(
    ("here", "there", "together"),
    [
        ("Server room Brno", "Data centre Stuttgart", False),
        ("Data centre Stuttgart", "data centre stuttgart", True),
        ("Stuttgart", "Data centre Stuttgart", True),
        ("Server room Brno", "", True),
    ],
)
def test_what_stands_at_different_sites_today_is_not_parted_by_the_move(
    here: str, there: str, together: bool
) -> None:
    study = make_study(40)
    pair = pairs_apart(Figures(study))[0]
    places = {pair.source: here, pair.needed: there}
    workloads = tuple(
        replace(item, values={**item.values, "site": places[item.id], "current_target": ""})
        if item.id in places
        else item
        for item in study.inventory.workloads
    )
    study = replace(study, inventory=replace(study.inventory, workloads=workloads))
    found = [(one.source, one.needed) for one in pairs_apart(Figures(study))]
    assert ((pair.source, pair.needed) in found) is together


def test_recovery_sites_out_of_step_are_named() -> None:
    study = make_study(40)
    moving = [move for move in Figures(study).moving if move.wave]
    one = moving[0]
    other = next(move for move in moving if move.wave != one.wave)
    same = next(move for move in moving[1:] if move.wave == one.wave)
    serves = {other.id: one.id, same.id: one.id}
    workloads = tuple(
        replace(item, values={**item.values, "recovery_of": serves[item.id]})
        if item.id in serves
        else item
        for item in study.inventory.workloads
    )
    study = replace(study, inventory=replace(study.inventory, workloads=workloads))
    schedule = schedule_of(Figures(study))
    assert schedule.moves[same.id].cut_over == schedule.moves[one.id].cut_over
    (found,) = out_of_step(Figures(study), schedule)
    days = schedule.moves[other.id].cut_over - schedule.moves[one.id].cut_over
    assert found.days == abs(days.days) > 0
    assert (found.workload, found.recovery) == (one.id, other.id)
    assert (found.wave, found.recovery_wave) == (one.wave, other.wave)
    assert one.name in section_text(half_moved(view_of(study, "en"))[0])


def test_options_are_the_same_in_the_report_and_in_the_data() -> None:
    study = make_study(40)
    view = view_of(study, "en")
    (section,) = overview.build(view)
    table = next(block for block in section.blocks if isinstance(block, Table))
    data = json.loads(draw_json(study))
    shown = [(row[1].text, row[2].text) for row in table.rows]
    held = [
        (view.words.in_unit(one["cost_minor"]), view.words.in_unit(one["gain_minor"]))
        for one in data["options"]
    ]
    assert shown == held
    stay, plan, *_ = data["options"]
    assert stay["cost_minor"] - plan["cost_minor"] == plan["gain_minor"]
    assert plan["gain_minor"] == data["summary"]["net_present_gain_minor"]


def test_what_figures_rest_on_adds_up_and_is_stated_where_the_cells_say_it() -> None:
    found = {one.key: one for one in origins_of(Figures(make_study(40)))}
    assert set(found) >= {"scores", "run_today", "run_after", "one_off"}
    for one in found.values():
        assert one.stated + one.derived + one.assumed == pytest.approx(1.0)
    lines = [
        line.source
        for move in Figures(make_study(40)).moves
        for score in move.assessed.factors.values()
        for line in score.evidence
    ]
    cells = sum(source in (ValueSource.CELL, ValueSource.USER) for source in lines)
    assert found["scores"].stated == pytest.approx(cells / len(lines))
