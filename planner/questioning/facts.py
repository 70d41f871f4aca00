"""Look-ups over one plan, made once for all that is asked of its workloads."""

from __future__ import annotations

from planner.assessing.part import kept_outside
from planner.assessing.progress import locked
from planner.model.scenario import DecisionKind
from planner.model.study import Study
from planner.optimising.plan import RuleRef
from planner.optimising.problem import DependencyKind, PlanningProblem, ProblemWorkload
from planner.optimising.rules import Closing, GroupRule, closings, rules_like
from planner.questioning.timing import Windows
from planner.wording.names import Names

__all__ = ["Facts"]


class Facts:
    """What is known of every workload, limit and wave of one study.

    Attributes
    ----------
    touching
        Neighbours of a workload with the weight of the dependency, either way.
    needs, needed_by
        What a workload needs and who needs it, with the kind of order.
    used
        What the plan uses of a limit.
    ties
        The rules over groups of a workload: one target or value with the others, or none of theirs.
    pinned
        Wave that a decision or the sheet fixes for a workload.
    locked
        Why a workload is held: ``"done"`` or ``"committed"``, as its wave is, or ``"outside"`` of
        the part that is planned.
    windows
        The waves that a workload could move in, everything else as planned.
    names
        What workloads are called.
    closings
        What rules close to a workload by themselves: targets, and waves.
    first_open
        First wave in which anything may still move.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.problem: PlanningProblem = study.problem
        self.workloads: dict[str, ProblemWorkload] = {w.id: w for w in self.problem.workloads}
        self.placement = study.plan.placement
        self.wave = study.plan.wave or {}
        self.ready = {t.id: t.ready_wave for t in self.problem.targets}
        self._tie(study)
        self.used = {
            limit.id: sum(
                self.workloads[name].amount(limit.amount, target)
                for name, target in self.placement.items()
                if target in limit.targets
            )
            for limit in self.problem.limits
        }
        self.ties: dict[str, list[GroupRule]] = {}
        for tie in rules_like(self.problem, GroupRule):
            for name in tie.ref.names:
                self.ties.setdefault(name, []).append(tie)
        self.pinned = _pinned(study)
        self.locked = {
            name: one.state
            for one in study.scenario.progress
            if one.state in ("done", "committed")
            for name in one.workloads
        }
        outside = kept_outside(study.assessment, study.scenario, locked(study.scenario))
        self.locked |= dict.fromkeys(outside, "outside")
        self.windows = Windows(self.problem, study.plan)
        self.called = Names(study.programme, study.rules.compliance)
        self.names = {one.id: one.name for one in study.inventory.workloads}
        self.closings: dict[str, list[tuple[RuleRef, Closing]]] = {}
        for rule, closing in closings(self.problem):
            self.closings.setdefault(closing.workload, []).append((rule.ref, closing))
        self.first_open = min((w.earliest_wave or 1 for w in self.problem.workloads), default=1)

    def _tie(self, study: Study) -> None:
        """Index the dependencies by both of their ends."""
        names = self.workloads
        self.touching: dict[str, list[tuple[str, float]]] = {name: [] for name in names}
        self.needs: dict[str, list[tuple[str, DependencyKind]]] = {name: [] for name in names}
        self.needed_by: dict[str, list[tuple[str, DependencyKind]]] = {name: [] for name in names}
        for item in study.problem.dependencies:
            if item.source != item.needed:
                self.touching[item.source].append((item.needed, item.weight))
                self.touching[item.needed].append((item.source, item.weight))
                self.needs[item.source].append((item.needed, item.kind))
                if item.kind is DependencyKind.TOGETHER:
                    self.needs[item.needed].append((item.source, item.kind))
                else:
                    self.needed_by[item.needed].append((item.source, item.kind))


def _pinned(study: Study) -> dict[str, int]:
    pinned = {
        workload.id: int(wave)
        for workload in study.inventory.workloads
        if (wave := workload.number("pin_wave"))
    }
    for decision in study.scenario.decisions:
        if decision.active and decision.kind is DecisionKind.PIN_WAVE and decision.value.isdigit():
            pinned.update(dict.fromkeys(decision.workloads, int(decision.value)))
    return pinned
