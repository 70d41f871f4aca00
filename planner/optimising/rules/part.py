"""A part of a problem beside the rest of a plan: what those outside mean for those inside.

Every rule writes its own into the part (:meth:`~planner.optimising.rules.rule.Rule.narrow`), so any
plan of the part, put back, keeps every rule of the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from planner.optimising.problem import PlanningProblem, ProblemWorkload

__all__ = ["Mark", "Part", "Waves"]

type Waves = Mapping[str, int | None]


@dataclass(slots=True)
class Mark:
    """What those outside mean for one workload.

    ``extra`` is added to its cost by target; ``first`` and ``last`` are its window; ``exposed`` has
    (wave of the other, exposure per day).
    """

    extra: dict[str, float]
    first: int
    last: int
    barred: set[str] = field(default_factory=set)
    exposed: list[tuple[int, float]] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """The problem of a few in the making, everybody else where ``placement`` and ``wave`` say."""

    whole: PlanningProblem
    placement: Mapping[str, str]
    wave: Waves
    inside: frozenset[str]
    problem: PlanningProblem
    marks: dict[str, Mark]

    @classmethod
    def beside(
        cls,
        whole: PlanningProblem,
        placement: Mapping[str, str],
        wave: Waves,
        names: Collection[str],
    ) -> Part:
        """Begin with the workloads alone."""
        inside = frozenset(names)
        last = len(whole.waves) or 1
        members = tuple(w for w in whole.workloads if w.id in inside)
        marks = {
            w.id: Mark(
                dict.fromkeys(w.cost, 0.0), w.earliest_wave or 1, min(w.latest_wave or last, last)
            )
            for w in members
        }
        return cls(whole, placement, wave, inside, replace(whole, workloads=members), marks)

    def outside(self) -> list[ProblemWorkload]:
        """Workloads that stand where they stand."""
        return [workload for workload in self.whole.workloads if workload.id not in self.inside]

    def finished(self) -> PlanningProblem | None:
        """Return the problem of the part; None where somebody has no target left."""
        workloads = []
        for workload in self.problem.workloads:
            mark = self.marks[workload.id]
            open_ones = [
                target
                for target in workload.candidates()
                if target not in mark.barred
                and (not workload.moves_to(target) or mark.first <= mark.last)
            ]
            if not open_ones:
                return None
            cost = {target: workload.cost[target] + mark.extra[target] for target in open_ones}
            workloads.append(
                replace(
                    workload,
                    cost=cost,
                    allowed=None,
                    forbidden={},
                    earliest_wave=mark.first,
                    latest_wave=max(1, mark.last),
                )
            )
        return replace(self.problem, workloads=tuple(workloads))
