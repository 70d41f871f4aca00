"""The rules page: every value shown, changed by mouse and keys, undone, compared, audited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from planner.assessing import assess, load_rule_set
from planner.assessing.published.audit import published_sets
from planner.assessing.rules_table import table_of
from planner.editing.own_prices import OWN
from planner.editing.rules import base_of, rules_in_use
from planner.model.rules import FACTORS
from planner.model.scenario import DecisionKind
from planner.presenting.curve_scale import CurveScale, round_step, scale_for
from planner.presenting.rule_rows import rows_of
from planner.wording import say
from tests.support.known import known


@pytest.fixture
def page(window, study, qtbot):
    """The page over a study that has a whole rule set and the numbers it leads to."""
    planned = window
    rules = load_rule_set("regulated-bank")
    scenario = replace(study.scenario, rule_set=rules.id)
    assessment = assess(study.inventory, study.programme, rules, scenario)
    planned.planning.live = False
    planned.session.show_study(
        replace(study, rules=rules, scenario=scenario, assessment=assessment)
    )
    planned.session.who = "Chen"
    planned.go("rules")
    qtbot.wait(20)
    return planned.pages["rules"]


def open_entry(page, *entry):
    page.tree.open_entry(entry)
    page.editor.refresh()


def test_every_entry_can_be_shown_in_both_languages(page, qtbot):
    seen = []
    for language in ("en", "zh"):
        page.session.set_language(language)
        qtbot.wait(10)
        entries = list(page.tree._items)
        for entry in entries if language == "en" else entries[::4]:
            page.tree.open_entry(entry)
            assert page.editor.title.text()
            seen.append(page.editor.stack.currentWidget())
    assert {type(widget).__name__ for widget in seen} == {
        "RuleTable", "CurvePanel", "PointsPanel", "CompliancePanel", "StrategyPanel", "AuditPanel",
    }  # fmt: skip
    assert any(ord(letter) > 0x2E7F for letter in page.editor.title.text())


def test_every_number_and_price_of_a_rule_set_has_a_row():
    rules = load_rule_set("regulated-bank")
    tables = (table_of(rules), table_of(rules))
    shown = {
        row.path
        for section in ("weights", "money", "strategies", "needs")
        for row in rows_of(section, rules, tables)
        if row.path
    }
    table = tables[0]
    wanted: set[tuple[str, ...]] = {("numbers", name) for name in table["numbers"]}
    wanted |= {("weights", factor) for factor in FACTORS}
    wanted |= {("prices", kind, item) for kind, row in table["prices"].items() for item in row}
    wanted |= {("effort_days", r, work) for r, row in table["effort_days"].items() for work in row}
    wanted |= {("distance", a, b) for a, row in table["distance"].items() for b in row}
    assert wanted <= shown


def test_a_typed_weight_makes_an_own_rule_set_that_undo_takes_back(page):
    open_entry(page, "weights")
    model = page.editor.table.rule_model
    row = next(n for n, one in enumerate(model.rows) if one.path == ("weights", "risk"))
    assert model.setData(model.index(row, 1), "44")
    rules = rules_in_use(page.session.document)
    assert rules.weights["risk"] == 44
    assert rules.id != base_of(rules).id
    assert load_rule_set(base_of(rules).id).weights["risk"] != 44
    assert "Risk" in page.session.step_name(page.session.history.undo_label)
    page.session.undo()
    assert rules_in_use(page.session.document).weights["risk"] != 44


def test_what_cannot_be_is_told_and_nothing_changes(page, qtbot):
    open_entry(page, "weights")
    model = page.editor.table.rule_model
    row = next(n for n, one in enumerate(model.rows) if one.path == ("weights", "risk"))
    before = page.session.document
    for text in ("much", "-3"):
        with qtbot.waitSignal(page.error_told):
            model.setData(model.index(row, 1), text)
    assert page.session.document is before


def test_a_point_is_dragged_as_one_step_and_goes_back_to_the_preset(page, qtbot):
    open_entry(page, "values", "peak_to_average")
    chart = page.editor.curve.chart
    before = chart.shown.points
    start = chart.place(*before[2])
    steps = len(page.session.history.steps)
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=start.toPoint())
    for up in (5, 12, 20):
        qtbot.mouseMove(chart, start.toPoint() - QPoint(0, up))
        qtbot.wait(5)
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=start.toPoint() - QPoint(0, 20))
    points = next(
        known(one.curve).points
        for one in rules_in_use(page.session.document).indicators
        if one.key == "peak_to_average"
    )
    assert points[2][1] > before[2][1]
    assert points[:2] == before[:2]
    assert len(page.session.history.steps) == steps + 1
    qtbot.wait(20)
    assert len(page.changes.found) == 1
    page.editor.back.click()
    qtbot.wait(20)
    assert page.changes.found == ()


def test_the_keyboard_moves_adds_and_removes_points(page, qtbot):
    open_entry(page, "profiles", "elasticity")
    chart = page.editor.curve.chart
    kind = page.editor.target.currentData()

    def points():
        rules = rules_in_use(page.session.document)
        profile = next(one for one in rules.profiles if one.target_kind == kind)
        return profile.curves["elasticity"].points

    before = points()
    chart.setFocus()
    chart.choose(0)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert points()[1][1] == min(100, before[1][1] + 5)
    qtbot.keyClick(chart, Qt.Key.Key_Insert)
    assert len(points()) == len(before) + 1
    qtbot.keyClick(chart, Qt.Key.Key_Delete)
    assert len(points()) == len(before)
    for _ in range(20):
        qtbot.keyClick(chart, Qt.Key.Key_Delete)
    assert len(points()) == 2


def test_points_of_a_choice_are_set_by_slider(page):
    open_entry(page, "values", "channel")
    page.editor.points.sliders["batch"].setValue(33)
    rules = rules_in_use(page.session.document)
    found = next(one for one in rules.indicators if one.key == "channel")
    assert found.points["batch"] == 33


def test_figures_typed_beside_the_curve_must_rise(page):
    open_entry(page, "values", "peak_to_average")
    table = page.editor.curve.table
    before = page.session.document
    table.item(0, 0).setText("400")
    assert page.session.document is before
    assert table.item(0, 0).text() == "1"
    table.item(1, 1).setText("21")
    assert page.session.document is not before


def test_a_compliance_rule_is_switched_off_with_its_reason_and_on_again(page, qtbot):
    open_entry(page, "compliance")
    panel = page.editor.compliance
    with qtbot.waitSignal(page.reason_wanted) as told:
        panel.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    told.args[1]("agreed with the regulator")
    decision = page.session.document.scenario.decisions[-1]
    assert (decision.kind, decision.value) == (DecisionKind.DROP_RULE, "mlps-level-4")
    assert decision.reason == "agreed with the regulator"
    qtbot.wait(20)
    assert panel.tree.topLevelItem(0).checkState(0) is Qt.CheckState.Unchecked
    assert "agreed with the regulator" in panel.detail.text()
    panel.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    assert not page.session.document.scenario.decisions[-1].active


def test_a_preset_is_chosen_with_its_own_weights_and_undone(page, qtbot):
    before = page.session.document.scenario.rule_set
    page.sets.setCurrentIndex(page.sets.findData("cost-first"))
    page.sets.activated.emit(page.sets.currentIndex())
    assert page.session.document.scenario.rule_set == "cost-first"
    assert page.session.document.scenario.dials.weights == {}
    page.session.undo()
    assert page.session.document.scenario.rule_set == before


def test_other_scenarios_keep_their_rules(page):
    from planner.editing.scenarios import add_scenario, choose_scenario

    session = page.session
    first = session.document.scenario.name
    page._edit(("weights", "risk"), 60)
    session.perform(add_scenario(session.document, "other"))
    page._edit(("weights", "risk"), 10)
    assert rules_in_use(session.document).weights["risk"] == 10
    session.perform(choose_scenario(session.document, first))
    assert rules_in_use(session.document).weights["risk"] == 60


def test_rules_are_saved_and_loaded_as_a_file_and_mistakes_name_their_place(page, qtbot, tmp_path):
    page._edit(("weights", "risk"), 51)
    page.save(tmp_path / "ours.toml")
    page.session.undo()
    page.load(tmp_path / "ours.toml")
    assert rules_in_use(page.session.document).weights["risk"] == 51
    (tmp_path / "bad.toml").write_text('extends = "balanced"\n[weights]\nrisk = "much"')
    before = page.session.document
    with qtbot.waitSignal(page.error_told) as told:
        page.load(tmp_path / "bad.toml")
    assert "weights.risk" in say(told.args[0].sentence, "en")
    assert page.session.document is before


def test_the_effect_shows_before_and_after_at_once(page, window, qtbot):
    page.effect.begin_here()
    page._edit(
        ("indicators", "channel", "points"),
        {"channel": 0, "platform": 0, "back_office": 0, "batch": 0},
    )
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.planning.busy)
    qtbot.wait(20)
    model = page.effect.means.answers
    before, after = (model.cell(model.index(0, column)).key for column in (1, 2))
    assert after < before
    page.effect.begin_here()
    assert model.cell(model.index(0, 1)).key == pytest.approx(after)


def test_the_preset_is_worked_out_and_compared(page, window, qtbot):
    page._edit(("weights", "risk"), 90)
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.planning.busy)
    page.effect.since.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.effect._under is not None)
    assert page.effect.count.text()
    assert page.effect._under[1].weights["risk"] < page.session.draft.assessment.weights["risk"]


def test_own_weights_of_the_scenario_are_pointed_out(page, qtbot):
    from planner.editing.operations import turn_dials

    session = page.session
    dials = replace(session.document.scenario.dials, weights={"risk": 1.0})
    session.perform(turn_dials(session.document, dials, "weights"))
    qtbot.wait(20)
    assert page.own_weights.isVisibleTo(page)


def test_prices_of_the_workbook_are_changed_where_they_count(page):
    session = page.session
    if not session.document.programme.prices:
        from planner.model.programme import PriceLine

        programme = replace(
            session.document.programme, prices=(PriceLine("public", "cpu_core_year", 150_000.0),)
        )
        session.history = session.history.do("x", replace(session.document, programme=programme))
    line = next(one for one in session.document.programme.prices if one.factor is None)
    page._edit((OWN, line.target, line.item, line.team), 1234.5)
    changed = next(
        one
        for one in session.document.programme.prices
        if (one.target, one.item, one.team) == (line.target, line.item, line.team)
    )
    assert changed.price_minor == 123_450


def test_the_next_plan_keeps_a_publishers_rules_until_that_is_undone(page):
    open_entry(page, "audit")
    panel = page.editor.audit
    panel.box.setCurrentIndex(panel.box.findData("azure-automatic"))
    panel.by.click()
    assert page.session.document.scenario.preset == "azure-automatic"
    panel.refresh()
    assert panel.by.isChecked()
    page.session.undo()
    assert page.session.document.scenario.preset == ""
    panel.refresh()
    assert not panel.by.isChecked()


def test_the_plan_is_audited_under_every_publishers_name(page, qtbot):
    open_entry(page, "audit")
    panel = page.editor.audit
    assert panel.box.count() == len(published_sets())
    for number, one in enumerate(published_sets().values()):
        panel.box.setCurrentIndex(number)
        assert one.publisher in panel.box.currentText()
        assert panel.table.answers.source_count() >= len(one.rules)
        assert one.source in panel.source.text()
        assert panel.only.isHidden(), "all are planned by where the calendar is not written out"


def test_search_narrows_the_tree(page):
    page.search.setText("fraud")
    shown = [entry for entry, item in page.tree._items.items() if not item.isHidden()]
    assert ("kinds", "anti_fraud") in shown
    assert ("weights",) not in shown


def test_scales_are_straight_or_shortened_and_go_back():
    straight, short = scale_for([0, 30, 100]), scale_for([20, 100, 10_000], 0.0)
    assert straight.step == 0
    assert short.step > 0
    for scale in (straight, short, CurveScale(0, 5_000_000, 500)):
        for share in (0.0, 0.3, 1.0):
            assert scale.share(scale.value(share)) == pytest.approx(share)
    assert [round_step(x) for x in (0.3, 1.5, 7, 40)] == [0.5, 2, 10, 50]


def test_a_long_table_of_rules_is_filtered_with_its_headings(page) -> None:
    table = page.editor.table
    model = table.rule_model
    every = model.rows
    words, count = model.offered(1, 1)[0][0]
    model.filter_column(1, frozenset({words}))
    rules = [row for row in model.rows if row.path]
    assert 0 < len(rules) == count < len([row for row in every if row.path])
    assert {model.index(n, 1).data() for n, row in enumerate(model.rows) if row.path} == {words}
    headings = [n for n, row in enumerate(model.rows) if not row.path]
    assert all(model.rows[n + 1].path for n in headings)  # none stands alone
    assert model.headerData(1, Qt.Orientation.Horizontal).startswith("[")
    table.filter.clear_filters()
    assert model.rows == every
