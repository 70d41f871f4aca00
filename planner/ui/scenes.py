"""What is pictured besides the pages: dialogs, presenter mode, a search that runs, a conflict.

Each scene brings the window into a state and says which widget is to be pictured; what it changed
is put back by the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from planner.jobs import Progress
from planner.optimising.plan import Conflict, Repair, RuleRef
from planner.presenting.plan_changes import Before
from planner.ui.main_window import MainWindow
from planner.ui.pages.placement_page import PlacementPage
from planner.ui.pages.waves_page import WavesPage
from planner.ui.runner import Job

__all__ = ["SCENES"]

type Scene = Callable[[MainWindow], QWidget]


def _dialog(name: str) -> Scene:
    def scene(window: MainWindow) -> QWidget:
        window.commands.run(name)
        shown = [one for one in window.findChildren(QDialog) if one.isVisible()]
        return shown[-1] if shown else window

    return scene


def _presenting(page: str) -> Scene:
    def scene(window: MainWindow) -> QWidget:
        window.go(page)
        window.present(True)
        return window

    return scene


def _changed(window: MainWindow) -> QWidget:
    """A room sees what the last change did."""
    window.session.befores = _pretended(window)
    window.strip.refresh()
    return _presenting("placement")(window)


def _changes(window: MainWindow) -> QWidget:
    """What the last change did, beside the board it marks."""
    window.present(False)
    window.session.befores = _pretended(window)
    window.go("waves")
    window.session.study_changed.emit()
    window.actions_by_name["changes"].setChecked(True)
    window.commands.run("changes")
    return window


def _pretended(window: MainWindow) -> tuple[Before, ...]:
    """A plan in which some workloads were elsewhere, as if it were the one before."""
    session = window.session
    if session.study is None:
        return ()
    plan = session.study.plan
    waves = dict(plan.wave or {})
    moving = [name for name, wave in waves.items() if wave is not None and wave > 1][:9:2]
    waves.update((name, (waves[name] or 2) - 1) for name in moving)
    before = replace(session.study, plan=replace(plan, wave=waves))
    return (Before(before, session.document),)


def _chain(window: MainWindow) -> QWidget:
    window.session.select(())
    window.go("waves")
    page = window.page_of(WavesPage)
    page.chain_button.setChecked(True)
    for bar in (page.area.verticalScrollBar(), page.area.horizontalScrollBar()):
        bar.setValue(0)
    return window


def _dragging(window: MainWindow) -> QWidget:
    """A card over a wave that breaks something."""
    window.go("waves")
    page = window.page_of(WavesPage)
    page.chain_button.setChecked(False)
    last = max(page.board.lanes.boxes, key=lambda box: box.card.wave or 0)
    page.board.hovered.emit((last.card.id,), 1)
    return window


def _reason(window: MainWindow) -> QWidget:
    study = window.session.study
    page = window.page_of(WavesPage)
    if study is None:
        return window
    moving = next(name for name, wave in (study.plan.wave or {}).items() if wave and wave > 2)
    page.move_to((moving,), 1)
    shown = [one for one in window.findChildren(QDialog) if one.isVisible()]
    return shown[-1] if shown else window


def _progress(window: MainWindow) -> QWidget:
    """A search under way, as its reports come in."""
    window.go("placement")
    job = Job("ui.job.plan", window)
    window.status.follow(job)
    job.shown.emit()
    job.take_progress(Progress("phase.waves", 0.6, 18_402.5, 17_733.1, 0.0364))
    return window


def _conflict(window: MainWindow) -> QWidget:
    """A plan that cannot be, with the rules in conflict and the ways out."""
    for job in window.findChildren(Job):
        job.take_end(None)
    window.go("placement")
    study = window.session.study
    if study is None:
        return window
    limit = next(one for one in study.problem.limits if one.at_most is not None)
    pinned = [name for name, target in study.plan.placement.items() if target in limit.targets][:3]
    full = RuleRef("limit", limit.id)
    kept = tuple(RuleRef("allowed", limit.targets[0], (name,)) for name in pinned)
    ways = (
        Repair((full,), "raise", 42.0, proven=True),
        *(Repair((rule,), "allow", None, proven=True) for rule in kept[:1]),
    )
    conflict = Conflict((full, *kept), ways)
    window.messages.tell_impossible(replace(study, plan=replace(study.plan, conflict=conflict)))
    return window


def _frontier(window: MainWindow) -> QWidget:
    """The frontier, opened from the placement and worked out."""
    window.go("placement")
    page = window.page_of(PlacementPage)
    page.show_frontier()
    dialog = page.frontier
    if dialog is None:
        return window
    answer = dialog.answer
    if window.session.study is not None and not window.session.study.insights.frontier:
        answer.ask.ask()
    return dialog


def _log(window: MainWindow) -> QWidget:
    window.go("placement")
    window.actions_by_name["decisions"].setChecked(True)
    window.commands.run("decisions")
    return window


SCENES: Final[dict[str, Scene]] = {
    "chain": _chain,
    "dragging": _dragging,
    "reason": _reason,
    "palette": _dialog("palette"),
    "history": _dialog("history"),
    "shortcuts": _dialog("shortcuts"),
    "note": _dialog("note"),
    "weights_ahp": _dialog("weights_ahp"),
    "weights_swing": _dialog("weights_swing"),
    "tour": _dialog("tour"),
    "guide": _dialog("guide"),
    "progress": _progress,
    "conflict": _conflict,
    "frontier": _frontier,
    "log": _log,
    "presenting_scores": _presenting("scores"),
    "presenting_placement": _presenting("placement"),
    "presenting_waves": _presenting("waves"),
    "presenting_change": _changed,
    "changes": _changes,
}
"""By name, in an order in which each finds the window as it needs it."""
