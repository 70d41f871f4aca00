"""What came second for a workload, and by how much the whole plan would be worse.

The workload's target is forbidden and everything else is placed again around it; comparing its own
costs alone would leave out what it pulls along. The difference is between two best plans: with the
workload anywhere else, and with it where it is. A plan of both stages at once is planned again
jointly; any other is placed again at its own dates (see :mod:`planner.questioning.timing`).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.jobs import Stop
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.optimising.problem import PlanningProblem
from planner.questioning.edits import allow_only, forbid
from planner.questioning.remake import made_as_one, plan_worth, remake
from planner.questioning.timing import timed

if TYPE_CHECKING:
    from planner.optimising.placement.around import Around, Best
    from planner.questioning.again import Again
    from planner.questioning.weighed import Weighed

__all__ = ["Alternative", "Seconds"]

GAP = 1e-6
JOINT_WORK = 2_000
"""Steps of a joint plan made again."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another placement of the whole, and what it costs more than the best with the plan's target.

    ``least`` and ``most`` enclose the difference; where it is ``exact`` they are equal (proven to
    1e-6 of the plan's worth). Below 0 this plan would be better at the plan's dates. ``target`` is
    None where nothing else was found, and nothing else is possible where ``exact``.
    """

    target: str | None
    least: float
    most: float
    exact: bool
    moved: tuple[str, ...] = ()
    placement: Mapping[str, str] = field(default_factory=dict)


class Seconds:
    """The question asked of one plan, workload by workload; what one learns serves the next.

    It may be kept as long as the plan is; threads take turns. ``proof`` is that of the plan's
    placement where there is one already.
    """

    def __init__(self, study: Study, proof: Around | None = None) -> None:
        self.study = study
        self._lock = threading.RLock()
        self._around: dict[bool, Around] = {} if proof is None else {True: proof}
        self._open: dict[str, tuple[str, ...]] | None = None
        self._weighed: Weighed | None = None
        self._again: Again | None = None
        self._workloads = {w.id: w for w in study.problem.workloads}

    def best(self, workload_id: str, stop: Stop | None = None) -> Alternative:
        """Return the best plan in which ``workload_id`` is anywhere but where the plan has it."""
        target = self.study.plan.placement[workload_id]
        if made_as_one(self.study.problem, self.study.plan):
            changed = forbid(self.study.problem, workload_id, target)
            return self._jointly(workload_id, changed, stop)
        return self._placed(workload_id, self._others(workload_id), stop)

    def force(self, workload_id: str, target: str, stop: Stop | None = None) -> Alternative:
        """Return the best plan with one workload elsewhere, whatever else must give way.

        Parameters
        ----------
        workload_id, target
            Who is forced where.
        """
        if made_as_one(self.study.problem, self.study.plan):
            changed = allow_only(self.study.problem, workload_id, target)
            return self._jointly(workload_id, changed, stop)
        return self._placed(workload_id, [target], stop, closing=False)

    def each(self, workload_id: str, stop: Stop | None = None) -> dict[str, Alternative]:
        """Return the best plan with ``workload_id`` on each of its other targets."""
        if made_as_one(self.study.problem, self.study.plan):
            now = self.study.plan.placement[workload_id]
            targets = [t for t in self._workloads[workload_id].candidates() if t != now]
            return {target: self.force(workload_id, target, stop) for target in targets}
        return {
            target: self._placed(workload_id, [target], stop)
            for target in self._others(workload_id)
        }

    def _others(self, name: str) -> list[str]:
        """Targets besides the plan's own that its calendar leaves open."""
        if self._open is None:
            problem = timed(self.study.problem, self.study.plan)
            self._open = {one.id: one.candidates() for one in problem.workloads}
        return [t for t in self._open[name] if t != self.study.plan.placement[name]]

    @property
    def weighed(self) -> Weighed:
        """The whole plan at other weights, made when it is first asked for."""
        with self._lock:
            if self._weighed is None:
                from planner.questioning.weighed import Weighed

                self._weighed = Weighed(self.study)
            return self._weighed

    @property
    def again(self) -> Again:
        """The whole study with one input changed, made when it is first asked for."""
        with self._lock:
            if self._again is None:
                from planner.questioning.again import Again

                self._again = Again(self.study)
            return self._again

    def intervals(self, names: Iterable[str], stop: Stop) -> dict[str, Alternative]:
        """Return a proven interval for what came second, for many workloads at little cost.

        The lower end is what the messages prove with the workload's own target closed, the upper
        one the best plan that local search finds. Those that time did not reach are left out.
        """
        found: dict[str, Alternative] = {}
        with self._lock:
            around = self.around(stop)
            for name in names:
                if stop.expired():
                    break
                others = self._others(name)
                if not others:
                    found[name] = Alternative(None, math.inf, math.inf, exact=True)
                    continue
                here = self._here(name, stop, quick=True)
                there = around.restricted(name, others, stop, quick=True)
                found[name] = self._difference(name, here, there)
        return found

    def around(self, stop: Stop | None = None, *, closing: bool = True) -> Around:
        """The proof learned from; who forces a place opens those that no wave is left for.

        It is made when it is first asked for, and not for two threads at once.
        """
        found = self._around.get(closing)
        if found is None:
            from planner.optimising.placement.around import Around

            problem = timed(self.study.problem, self.study.plan, closing=closing)
            found = Around(problem, self.study.plan.placement, stop)
            self._around[closing] = found
        return found

    def _placed(
        self,
        name: str,
        targets: Collection[str],
        stop: Stop | None,
        *,
        closing: bool = True,
    ) -> Alternative:
        if not targets:
            return Alternative(None, math.inf, math.inf, exact=True)
        with self._lock:
            around = self.around(stop, closing=closing)
            here = self._here(name, stop, quick=False, closing=closing)
            there = around.restricted(name, targets, stop)
            return self._difference(name, here, there)

    def _here(
        self,
        name: str,
        stop: Stop | None,
        *,
        quick: bool,
        closing: bool = True,
    ) -> Best:
        """The best plan with the workload where the plan has it: mostly the best of all."""
        around, target = self.around(closing=closing), self.study.plan.placement[name]
        best = around.found() if quick else around.best(stop)
        if best.placement.get(name) == target:
            return best
        return around.restricted(name, [target], stop, quick=quick)

    def _difference(self, name: str, here: Best, there: Best) -> Alternative:
        if math.isinf(there.value):
            least = there.bound - here.value
            return Alternative(None, least, math.inf, exact=there.proven)
        exact = here.proven and there.proven
        most = there.value - (here.value if exact else here.bound)
        least = most if exact else there.bound - here.value
        plan = self.study.plan.placement
        moved = tuple(n for n, place in there.placement.items() if n != name and place != plan[n])
        return Alternative(there.placement[name], least, most, exact, moved, there.placement)

    def _jointly(
        self, name: str, changed: PlanningProblem | None, stop: Stop | None
    ) -> Alternative:
        plan = self.study.plan
        if changed is None:
            return Alternative(None, math.inf, math.inf, exact=True)
        options = Options(time_limit_s=None, work_limit=JOINT_WORK, gap=GAP, mend=False)
        found = remake(changed, plan, options, stop or Stop())
        worth = plan_worth(self.study.problem, plan)
        if found.value is None:
            least = math.inf if found.impossible else _less(found.bound, worth)
            return Alternative(None, least, math.inf, exact=found.impossible)
        most = found.value - worth
        moved = tuple(
            other
            for other, place in found.placement.items()
            if other != name and place != plan.placement[other]
        )
        least = most if found.proven else _less(found.bound, worth)
        return Alternative(found.placement[name], least, most, found.proven, moved, found.placement)


def _less(bound: float | None, value: float) -> float:
    return -math.inf if bound is None else bound - value
