"""A workload opened: sums that can be done again by hand, cells, money lines, kind and strategy."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QTreeWidgetItemIterator

from planner.assessing import assess, load_rule_set
from planner.assessing.factors import score_of
from planner.model.assessment import Evidence, FactorScore, ValueSource
from planner.model.fields import Value
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.issue import CellRef
from planner.model.scenario import DecisionKind
from planner.presenting.evidence_words import cell_name, digits, star_signs, sum_words

RULES = load_rule_set("regulated-bank")


@pytest.fixture
def page(window, study, qtbot):
    """The page over three workloads: one read from cells, one unknown, one that retires."""
    values: dict[str, Value] = {
        "latency_ms": 197.0,
        "channel": "channel",
        "releases_wanted": 12.0,
        "releases_year": 4.0,
        "run_cost_year": 12_345_678,
        "staff_cost_year": 4_000_000,
        "cpu_cores": 16.0,
        "memory_gib": 64.0,
        "current_target": "legacy",
    }
    cells = {
        key: CellRef("bank.xlsx", "Systems", 12, letter)
        for key, letter in zip(values, "BCDEFGHIJ", strict=True)
    }
    old: dict[str, Value] = {
        "lifecycle": "phase_out",
        "retire_date": date(2027, 6, 30),
        "run_cost_year": 5_000_000,
    }
    inventory = Inventory(
        workloads=(
            Workload("M", "Mobile bank", values, cells),
            Workload("Z", "Zzz"),
            Workload("O", "Old archive", old | {"current_target": "legacy"}),
        ),
        dependencies=(Dependency("M", "O"),),
    )
    scenario = replace(study.scenario, rule_set=RULES.id, decisions=(), plan=None)
    assessment = assess(inventory, study.programme, RULES, scenario)
    shown = replace(
        study, inventory=inventory, rules=RULES, scenario=scenario, assessment=assessment
    )
    window.planning.live = False
    window.session.show_study(shown)
    window.session.who = "Chen"
    window.go("scores")
    window.session.select(["M"])
    qtbot.wait(20)
    return window.pages["scores"]


def texts(tree):
    rows, walk = [], QTreeWidgetItemIterator(tree)
    while (item := walk.value()) is not None:
        rows.append([item.text(column) for column in range(tree.columnCount())])
        walk += 1
    return rows


def test_every_score_is_done_again_from_the_sum_on_screen(page):
    sums = [row[0] for row in texts(page.evidence.scores) if "÷" in row[0]]
    factors = page.session.draft.assessment.workloads["M"].factors
    assert len(sums) == len(factors)
    assert all(len(part) <= 7 for words in sums for part in re.findall(r"[\d.]+", words))
    tree = page.evidence.scores
    tips = [
        tip
        for top in map(tree.topLevelItem, range(tree.topLevelItemCount()))
        for tip in (top.child(at).toolTip(0) for at in range(top.childCount()))
        if "÷" in tip
    ]
    for shown, exact, score in zip(sums, tips, factors.values(), strict=True):
        for words, near in ((shown, 1e-4), (exact, 0.0)):
            formula, _, result = words.partition(": ")[2].rpartition(" = ")
            worked = eval(formula.replace("×", "*").replace("÷", "/"))
            assert worked == pytest.approx(score.score, abs=near)
            assert float(result) == pytest.approx(score.score, abs=near)


def test_a_sum_written_out_is_the_score_to_the_last_digit():
    lines = tuple(
        Evidence(str(n), "x", 1.0, ValueSource.CELL, points, weight)
        for n, (points, weight) in enumerate([(66.73913043478261, 1.5), (0.1, 3.0), (100.0, 2.0)])
    )
    words = sum_words(FactorScore("elasticity", score_of(lines), 1.0, lines), digits)
    formula, _, result = words.rpartition(" = ")
    assert eval(formula.replace("×", "*").replace("÷", "/")) == float(result)
    assert float(result) == score_of(lines)


def test_values_show_unit_and_cell_and_the_missing_say_so(page):
    rows = {row[0]: row for row in texts(page.evidence.scores)}
    assert rows["Answer time its callers need"][1:4] == ["197 ms", "workbook", "Systems!B12"]
    gap = rows["Releases wanted beyond those reached"]
    assert gap[2:4] == ["derived", "Systems!D12, Systems!E12"]
    assert rows["Peak to average load"][2] == "typical of its kind"
    assert rows["Users"][1] == "missing"
    assert rows["Users"][4]  # its neutral points are shown
    assert cell_name(CellRef("f.csv", "", 3, "C")) == "C3"


def test_not_assessed_is_never_a_score(page):
    page.session.select(["Z"])
    heads = [row for row in texts(page.evidence.scores) if row[0] == "Elasticity"]
    assert heads[0][1] == "not assessed"
    row = page.model.row_of("Z")
    assert page.model.index(row, 4).data() == "not assessed"


def test_confidence_is_stars_and_words(page):
    assert star_signs(0.0) == "★☆☆☆☆"
    assert star_signs(0.61) == "★★★★☆"
    known = page.session.draft.assessment.workloads["M"].confidence
    assert page.evidence.sure.text().startswith(star_signs(known))
    assert "Whole portfolio" in page.portfolio.text()
    column = page.model.columnCount() - 1
    assert "★" in page.model.index(0, column).data()


def test_money_lines_add_up_and_name_where_they_come_from(page):
    page.evidence.tabs.setCurrentIndex(1)
    found = page.session.draft.assessment.workloads["M"]
    rows = texts(page.evidence.money)
    lines = [row for row in rows if row[3]]
    assert len(lines) == sum(len(case.lines) for case in found.cases.values())
    total = sum(round(float(row[3].replace(",", "")) * 100) for row in lines)
    assert total == sum(line.amount_minor for case in found.cases.values() for line in case.lines)
    assert all(row[5] for row in lines)
    today = next(row for row in lines if row[0] == "Running cost today")
    assert today[3:] == ["123,456.78", "a year", "Run cost a year, Systems!F12"]
    assert any("rule set: Public cloud, People" in row[5] for row in lines) or any(
        "price sheet of the workbook" in row[5] for row in lines
    )


def test_the_kind_of_system_is_changed_and_the_guess_comes_back(page):
    box = page.evidence.kind
    assert "Mobile bank" in box.itemText(0)
    box.setCurrentIndex(box.findData("office"))
    box.activated.emit(box.currentIndex())
    workload = page.session.document.inventory.by_id["M"]
    assert workload.text("archetype") == "office"
    assert "archetype" in workload.edited
    page.session.undo()
    assert page.session.document.inventory.by_id["M"].text("archetype") is None


def test_how_it_moves_is_overruled_with_a_reason_and_given_back(page, qtbot):
    box = page.evidence.strategy
    box.setCurrentIndex(box.findData("refactor"))
    with qtbot.waitSignal(page.reason_wanted) as told:
        box.activated.emit(box.currentIndex())
    told.args[1]("the vendor asks for it")
    decision = page.session.document.scenario.decisions[-1]
    assert (decision.kind, decision.value) == (DecisionKind.STRATEGY, "refactor")
    assert decision.reason == "the vendor asks for it"
    page.evidence.refresh()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert not page.session.document.scenario.decisions[-1].active


def test_a_retirement_tells_its_day_its_saving_and_who_is_left(page):
    page.session.select(["O"])
    words = " ".join(row[0] for row in texts(page.evidence.moves))
    assert "2027-06-30" in words
    assert "50,000" in words.replace("CNY 50 k", "50,000")
    assert "Mobile bank" in words


def test_a_pair_the_plan_splits_says_its_milliseconds(window, study, qtbot):
    """Five calls a transaction, legacy to public: 5 x 2 ms x 2.0 = 20 ms of 30 allowed."""
    inventory = Inventory(
        workloads=(
            Workload("A", "Front", {"latency_ms": 30.0, "current_target": "legacy"}),
            Workload("B", "Back", {"current_target": "legacy"}),
        ),
        dependencies=(
            Dependency("A", "B", interface="synchronous", calls_per_transaction=5.0),
            Dependency("B", "A", interface="synchronous", calls_per_transaction=0.0),
        ),
    )
    scenario = replace(study.scenario, rule_set=RULES.id, decisions=(), plan=None)
    assessment = assess(inventory, study.programme, RULES, scenario)
    plan = replace(study.plan, placement={"A": "public", "B": "legacy"}, wave={"A": 1, "B": None})
    window.planning.live = False
    window.session.show_study(
        replace(
            study,
            inventory=inventory,
            rules=RULES,
            scenario=scenario,
            assessment=assessment,
            plan=plan,
        )
    )
    window.go("scores")
    window.session.select(["A"])
    qtbot.wait(20)
    words = " ".join(row[0] for row in texts(window.pages["scores"].evidence.moves))
    assert "20.0 ms more a transaction" in words
    assert "30 ms allowed" in words
    assert "Moves in one wave with Back" in words
    assert "→" in words
