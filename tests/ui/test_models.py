"""The parts that need no window: rows, cells, lanes, operations, what a move breaks, jobs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from planner.assessing import load_rule_set
from planner.editing.decisions import pin_target, pin_wave, withdraw
from planner.editing.operations import edit_cells
from planner.errors import BadInputError, CancelledError, PlannerError
from planner.jobs import Progress
from planner.model.fields import FIELD_BY_KEY, FIELDS, FieldKind
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Freeze, WaveSlot
from planner.model.scenario import DecisionKind
from planner.presenting.cards import capacity_use, cards_of, team_load
from planner.presenting.cells import cell_words, kinds_of, read_cell
from planner.presenting.lanes import frozen_shares, lay_out
from planner.presenting.what_if import broken_words, try_target, try_wave
from planner.project import Document
from planner.ui.models.inventory_model import InventoryModel
from planner.ui.runner import Runner

DAY = date(2026, 11, 2)


def inventory(*rows):
    return Inventory(
        workloads=tuple(Workload(f"W{n}", name, values) for n, (name, values) in enumerate(rows))
    )


def names(model):
    return [model.workload(row).name for row in range(model.rowCount())]


def test_rows_sort_with_missing_values_last_either_way(qtbot):
    model = InventoryModel()
    model.choose_columns(("cpu_cores",))
    model.show(inventory(("a", {"cpu_cores": 8.0}), ("b", {}), ("c", {"cpu_cores": 2.0})), (), "en")
    model.sort(2, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["c", "a", "b"]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["a", "c", "b"]
    model.sort(-1)
    assert names(model) == ["a", "b", "c"]


@pytest.mark.parametrize(("language", "words"), [("en", "Mobile bank"), ("zh", "手机银行")])
def test_a_kind_of_system_is_shown_found_sorted_and_typed_by_its_name(qtbot, language, words):
    kinds = kinds_of(load_rule_set("regulated-bank"))
    rows = inventory(("a", {"archetype": "mobile_bank"}), ("b", {"archetype": "of my own"}))
    model = InventoryModel()
    model.choose_columns(("archetype", "tags"))
    model.show(rows, (), language, kinds)
    shown = model.index(0, 2).data()
    assert shown == words
    assert model.index(1, 2).data() == "of my own"
    assert sorted(model.offered(2, 5)[0]) == sorted([(words, 1), ("of my own", 1)])
    assert words in model.choices(2)
    model.search(f"[archetype: {words}]")
    assert names(model) == ["a"]
    model.search("")
    edits = []
    model.edits_wanted.connect(lambda found, _: edits.append(found))
    model.set_cells([(1, 2, words), (0, 2, words)])
    assert edits == [{("W1", "archetype"): "mobile_bank"}]
    tags = FIELD_BY_KEY["tags"]
    said = cell_words(tags, ("common_service", "x_y"), language)
    assert "common_service" not in said
    assert read_cell(tags, said, language) == ("common_service", "x_y")


def test_a_search_needs_every_word_and_reads_choices_in_the_language_shown(qtbot):
    model = InventoryModel()
    rows = inventory(
        ("Mobile bank", {"criticality": "high"}), ("Mobile office", {"criticality": "low"})
    )
    model.show(rows, (), "en")
    model.search("mobile HIGH")
    assert names(model) == ["Mobile bank"]
    model.search("")
    assert len(names(model)) == 2


def test_a_persistent_index_follows_its_row_through_sorting(qtbot):
    from PySide6.QtCore import QPersistentModelIndex

    model = InventoryModel()
    model.show(inventory(("b", {}), ("a", {})), (), "en")
    kept = QPersistentModelIndex(model.index(0, 1))
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert kept.row() == 1
    assert kept.data() == "b"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("field", [f for f in FIELDS if f.choices], ids=lambda f: f.key)
def test_every_choice_reads_back_from_its_words(field, language):
    for choice in field.choices:
        assert read_cell(field, cell_words(field, choice, language), language) == choice


@given(st.integers(0, 10**14))
def test_money_reads_back_from_its_cell(amount):
    field = FIELD_BY_KEY["run_cost_year"]
    assert read_cell(field, cell_words(field, amount, "en"), "en") == amount


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    for field in FIELDS:
        value, refused = None, None
        try:
            value = read_cell(field, text, "en")
        except BadInputError as error:
            refused = error
        if refused is not None:
            assert str(refused.sentence)
            assert str(refused.advice)
        else:
            assert value is None or field.kind is not FieldKind.CHOICE or value in field.choices


def test_an_emptied_cell_is_missing_and_not_zero():
    document = Document(inventory=inventory(("a", {"cpu_cores": 8.0})))
    changed = edit_cells(document, {("W0", "cpu_cores"): None}).document
    assert "cpu_cores" not in changed.inventory.workloads[0].values
    assert document.inventory.workloads[0].number("cpu_cores") == 8.0


def test_a_new_pin_withdraws_the_old_one_for_the_same_workload_alone():
    document = Document(inventory=inventory(("a", {}), ("b", {})))
    first = pin_target(document, ["W0", "W1"], "public", "x", DAY).document
    second = pin_target(first, ["W0"], "private", "y", DAY).document
    active = {d.workloads: d.value for d in second.scenario.decisions if d.active}
    assert active == {("W1",): "public", ("W0",): "private"}
    third = pin_wave(second, ["W1"], 2, "", DAY).document
    assert third.scenario.decisions[-1].kind is DecisionKind.PIN_WAVE
    assert len({d.id for d in third.log}) == len(third.log) == 3
    back = withdraw(third, third.scenario.decisions[-1].id).document
    assert not back.scenario.decisions[-1].active


def test_boards_show_every_workload_once_and_limits_add_up(study):
    cards = cards_of(study)
    assert {card.id for card in cards} == set(study.plan.placement)
    lanes = lay_out(cards, [t.id for t in study.problem.targets], len(study.calendar), 1000)
    moving = [card for card in cards if card.wave is not None]
    assert len(lanes.boxes) == len(moving)
    for box in lanes.boxes:
        assert lanes.wave_at(box.x + 1) == box.card.wave
        assert lanes.box_at(box.x + 1, box.y + 1) is box
    for use, limit in zip(capacity_use(study), study.problem.limits, strict=True):
        by_hand = sum(
            w.amount(limit.amount, study.plan.placement[w.id])
            for w in study.problem.workloads
            if study.plan.placement[w.id] in limit.targets
        )
        assert use.used == pytest.approx(by_hand)
    for load in team_load(study):
        assert len(load.used) == len(study.problem.waves)


def test_boxes_of_the_wave_board_never_overlap(study):
    lanes = lay_out(cards_of(study), [t.id for t in study.problem.targets], 8, 700)
    for first in lanes.boxes:
        for second in lanes.boxes:
            if first is not second and first.x == second.x:
                assert abs(first.y - second.y) >= first.height


def test_a_freeze_takes_its_share_of_each_wave_it_touches():
    calendar = (
        WaveSlot("W1", date(2026, 1, 1), date(2026, 1, 10)),
        WaveSlot("W2", date(2026, 1, 11), date(2026, 1, 20)),
    )
    freeze = Freeze("year end", date(2026, 1, 6), date(2026, 1, 15))
    assert frozen_shares(calendar, [freeze]) == (
        (1, 0.5, 1.0, "year end"),
        (2, 0.0, 0.5, "year end"),
    )


def test_staying_in_the_same_wave_breaks_nothing_and_costs_nothing(study):
    name, wave = next((n, w) for n, w in study.plan.wave.items() if w)
    effect = try_wave(study, [name], wave)
    assert effect.broken == ()
    assert effect.worse == 0


def test_moving_before_what_is_needed_names_the_rule(study):
    from planner.optimising.problem import DependencyKind

    waves = study.plan.wave
    for dependency in study.problem.dependencies:
        source, needed = waves.get(dependency.source), waves.get(dependency.needed)
        if dependency.kind is DependencyKind.BEFORE and source and needed and needed > 1:
            effect = try_wave(study, [dependency.source], 1)
            kinds = {violation.kind for violation in effect.broken}
            assert "before" in kinds
            words = [broken_words(study, violation, "en") for violation in effect.broken]
            assert all(words)
            return
    pytest.skip("no ordered pair in this study")


def test_a_target_that_is_not_allowed_is_named_as_broken(study):
    for workload in study.problem.workloads:
        others = [t.id for t in study.problem.targets if t.id not in workload.candidates()]
        if others:
            effect = try_target(study, [workload.id], others[0])
            assert any(workload.id in violation.names for violation in effect.broken)
            return
    pytest.skip("everything is allowed everywhere")


def test_a_job_tells_progress_result_error_and_cancel(qtbot):
    runner = Runner()
    heard: list[object] = []

    def work(stop, listen):
        listen(Progress("phase.assess", 0.5))
        return 7

    job = runner.start("ui.job.score", work, done=heard.append)
    job.progressed.connect(heard.append)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert heard == [Progress("phase.assess", 0.5), 7]

    def fail(stop, listen):
        raise BadInputError("No.", "Try again.")

    errors: list[object] = []
    runner.start("ui.job.score", fail, failed=errors.append)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert str(errors[0]) == "No. Try again."

    def crash(stop, listen):
        raise ZeroDivisionError

    runner.start("ui.job.score", crash, failed=errors.append)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert isinstance(errors[1], PlannerError)
    assert "ZeroDivisionError" in errors[1].detail
    assert "ZeroDivisionError" not in str(errors[1].sentence)

    def wait(stop, listen):
        while not stop.cancelled:
            stop.cancel_event.wait(1)
        raise CancelledError

    ended: list[object] = []
    job = runner.start("ui.job.score", wait, done=ended.append, failed=ended.append)
    job.cancelled.connect(lambda: ended.append("cancelled"))
    job.cancel()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert ended == ["cancelled"]
    assert runner.shut_down()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_target_is_shown_by_name_and_read_back_as_its_id(language):
    field = FIELD_BY_KEY["current_target"]
    shown = cell_words(field, "private", language)
    assert shown != "private"
    assert read_cell(field, shown, language) == "private"
    assert read_cell(field, "region-2", language) == "region-2"


def test_a_team_is_said_found_and_typed_by_its_name(qtbot):
    model = InventoryModel()
    model.choose_columns(["team"])
    model.show(
        inventory(("A", {"team": "T1"}), ("B", {"team": "T9"})), (), "en", teams={"T1": "Payments"}
    )
    said = [model.index(row, 2).data(Qt.ItemDataRole.DisplayRole) for row in range(2)]
    assert said == ["Payments", "T9"]  # a team that nobody has named keeps its id
    assert dict(model.offered(2, 10)[0]) == {"Payments": 1, "T9": 1}
    model.search("[Team: Payments]")
    assert names(model) == ["A"]
    edits = []
    model.edits_wanted.connect(lambda typed, _: edits.append(typed))
    model.search("")
    assert model.setData(model.index(1, 2), "Payments", Qt.ItemDataRole.EditRole)
    assert edits == [{("W1", "team"): "T1"}]
