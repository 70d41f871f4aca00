"""A change is answered at once by a warm process, and bettered behind; nothing of it is left."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from planner import pipeline
from planner.editing.weighing import use_weights
from planner.optimising.outcome import unlimited
from planner.optimising.plan import PlanStatus, StoppedBy
from planner.ui.planning import Planning
from tests.support.waiting import settled

TINY = Path(__file__).resolve().parents[2] / "samples" / "tiny.xlsx"


def turn(window, factor, share):
    """Give one factor this share of the weight, as the slider does."""
    weights = window.session.weights
    rest = sum(value for name, value in weights.items() if name != factor)
    changed = {name: value * (1 - share) / rest for name, value in weights.items()}
    session = window.session
    weights = changed | {factor: share}
    session.perform(use_weights(session.document, weights, "", session.today))


def process_of(window):
    return window.planning._optimiser._child._process


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def live(tiny):
    """A window that shows the tiny sample with its plan, and plans again after each change."""
    tiny.planning.live = True
    return tiny


def test_the_window_finds_the_plan_of_the_command_line(window, qtbot):
    """By steps, so that no load of the machine makes it another."""
    session = window.session
    window.planning.time_limit_s = 0.0
    window.commands.open_paths([TINY])
    qtbot.waitUntil(lambda: session.draft is not None)
    window.planning.plan()
    qtbot.waitUntil(lambda: session.study is not None)
    shown = session.study.plan
    sources, _ = pipeline.import_sources([TINY], session.today)
    draft = pipeline.draft_study(sources, session.today)
    count = len(sources.inventory.workloads)
    plan = pipeline.plan_study(draft, unlimited(count)).plan
    assert (shown.placement, shown.wave) == (plan.placement, plan.wave)
    assert shown.stopped_by is plan.stopped_by is not StoppedBy.TIME


def test_a_plan_near_the_present_one_is_given_the_work_of_a_whole_search(live):
    from planner.ui.dialogs.plan_review import LeastChange

    live.commands.run("plan_near")
    dialog = live.findChild(LeastChange)
    assert dialog._options.work_limit == unlimited(8).work_limit
    assert dialog._options.time_limit_s is None
    dialog.reject()


def test_plan_after_plan_comes_from_one_process(live, qtbot):
    turn(live, "elasticity", 0.6)
    settled(qtbot, live)
    first, pid = live.session.study.plan, process_of(live).pid
    assert first.exists
    turn(live, "risk", 0.7)
    settled(qtbot, live)
    assert process_of(live).pid == pid
    assert live.session.study.plan is not first
    live.close_without_asking()
    assert not alive(pid)


def test_a_change_while_the_answer_is_on_its_way_wins(live, qtbot):
    turn(live, "elasticity", 0.6)
    qtbot.waitUntil(lambda: live.planning.job is not None)
    turn(live, "risk", 0.7)
    settled(qtbot, live)
    assert live.session.weights["risk"] == pytest.approx(0.7)
    assert live.session.study.scenario.dials.weights == live.session.document.scenario.dials.weights


def test_an_answer_that_proves_little_is_bettered_behind(live, qtbot, monkeypatch):
    rounds = []
    options = Planning.options

    def noted(self, document):
        given = options(self, document)
        rounds.append((self._deep, given.work_limit))
        return given

    monkeypatch.setattr(Planning, "options", noted)
    monkeypatch.setattr(Planning, "deepens", True)
    monkeypatch.setattr("planner.ui.planning._wants_more", lambda plan: True)
    monkeypatch.setattr("planner.ui.planning.DEEPEN_AFTER_MS", 10)
    turn(live, "elasticity", 0.6)
    qtbot.waitUntil(lambda: [deep for deep, _ in rounds] == [False, True])
    settled(qtbot, live)
    count = len(live.session.study.problem.workloads)
    first, second = (limit for _, limit in rounds)
    assert first is not None
    assert second is not None
    assert first < second == unlimited(count).work_limit
    assert live.session.study.plan.exists


def test_who_stops_a_search_gets_no_other_one_and_no_verdict(live, qtbot, monkeypatch):
    import planner.pipeline

    real, asked = planner.pipeline.plan_study, []

    def stopped(draft, options, stop, *rest, **named):
        asked.append(options)
        stop.cancel()
        return real(draft, options, stop, *rest, **named)

    monkeypatch.setattr(planner.pipeline, "plan_study", stopped)
    monkeypatch.setattr(Planning, "deepens", True)
    monkeypatch.setattr("planner.ui.planning.DEEPEN_AFTER_MS", 10)
    told: list[str] = []
    live.planning.impossible.connect(told.append)
    turn(live, "elasticity", 0.6)
    settled(qtbot, live)
    assert (len(asked), told) == (1, [])


def test_a_short_time_without_a_plan_is_no_verdict(live, qtbot, monkeypatch):
    import planner.pipeline

    real, asked = planner.pipeline.plan_study, []

    def first_none(draft, options, *rest, **named):
        study = real(draft, options, *rest, **named)
        asked.append(options)
        if len(asked) > 1:
            return study
        from dataclasses import replace

        from planner.optimising.plan import Plan, StoppedBy

        return replace(study, plan=Plan(PlanStatus.UNKNOWN, StoppedBy.TIME))

    monkeypatch.setattr(planner.pipeline, "plan_study", first_none)
    monkeypatch.setattr(Planning, "deepens", True)
    told: list[str] = []
    live.planning.impossible.connect(told.append)
    turn(live, "elasticity", 0.6)
    qtbot.waitUntil(lambda: len(asked) == 2)
    settled(qtbot, live)
    assert told == []
    assert live.session.study.plan.exists


@pytest.mark.parametrize("replan", [False, True])
def test_a_cancel_while_scores_are_worked_out_waits_for_none(planned, monkeypatch, qtbot, replan):
    hang, begun = threading.Event(), []
    drafted = pipeline.draft_study

    def hanging(*arguments):
        begun.append(1)
        hang.wait()
        return drafted(*arguments)

    monkeypatch.setattr("planner.ui.runner.GIVEN_UP_MS", 50)
    monkeypatch.setattr("planner.pipeline.draft_study", hanging)
    planning = planned.planning
    (planning.plan if replan else planning.score)()
    qtbot.waitUntil(lambda: bool(begun))
    planning.cancel()
    qtbot.waitUntil(lambda: not planning.busy)
    assert not hang.is_set()
    hang.set()
