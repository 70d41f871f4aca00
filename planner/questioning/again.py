"""One input changed, everything assessed and placed again: whether a flip is so.

Weights and indicators are in what a day's delay costs, in the order of moves and in rules as well
as in a workload's own costs. So a flip that was found with those left as they are is tried: the
whole inventory is assessed with the changed input, the problem stated anew and everything placed
again, in the way the plan was made (a joint plan jointly, any other at its own dates). Where the
change found does too little or too much, its neighbours are tried until one keeps the workload and
the next, half a point further, does not.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planner.assessing.stated import assessed_and_stated
from planner.jobs import Stop
from planner.model.insight import Flip
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.optimising.problem import PlanningProblem
from planner.questioning.remake import made_as_one, remake
from planner.questioning.timing import timed
from planner.questioning.weighed import STEPS, with_weight

if TYPE_CHECKING:
    from planner.optimising.placement.around import Around

__all__ = ["Again", "tried"]

GAP: Final = 1e-6
JOINT_WORK: Final = 2_000
"""Steps of a joint plan made again."""
MOST_TRIES: Final = 12
"""Changes tried for one flip."""
WORK: Final = 2_400
"""Workloads placed again for the flips of a kind: ``WORK / n`` plans of ``n`` workloads."""
LEAST_PLANS, MOST_PLANS = 2, 40

type Placed = tuple[str | None, bool]
"""Where the workload asked about goes, None where no plan was found; whether that is proven."""


class Again:
    """The whole study at one changed input; what is found is kept, and threads take turns."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._lock = threading.RLock()
        self._base: Around | None = None
        self._kept: dict[tuple[str, str, float], tuple[Mapping[str, str], bool]] = {}
        self._usable: bool | None = None

    def keeps(self, name: str, stop: Stop) -> bool:
        """Whether a change can be tried: the plan's problem is what its inventory says today.

        And the best plan without any change has the workload where this plan has it.
        """
        with self._lock:
            if self._usable is None:
                self._usable = self._problem(Flip(name, "", "", 0.0, 0.0, ""), stop) == (
                    self.study.problem
                )
            if not self._usable:
                return False
            if made_as_one(self.study.problem, self.study.plan):
                return self.study.plan.gap is not None and self.study.plan.gap <= GAP
            best = self._around(self.study.problem).best(stop=stop.within(None))
            return best.proven and best.placement[name] == self.study.plan.placement[name]

    def placed(self, flip: Flip, stop: Stop) -> Placed:
        """Where the flip's workload goes with the flip's change made."""
        # What is changed for one workload's indicator moves others, too: it is part of the key.
        owner = flip.workload_id if flip.what == "indicator" else ""
        key = owner, flip.indicator or flip.name, flip.after
        with self._lock:
            if key not in self._kept:
                stop.count()
                self._kept[key] = self._placement(self._problem(flip, stop), stop)
            placement, proven = self._kept[key]
            return placement.get(flip.workload_id), proven

    def _problem(self, flip: Flip, stop: Stop) -> PlanningProblem:
        """State the problem with the change; without one where the flip names none."""
        study, scenario, points = self.study, self.study.scenario, {}
        if flip.what == "weight":
            weights = with_weight(study.assessment.weights, flip.name, flip.after)
            scenario = replace(scenario, dials=replace(scenario.dials, weights=weights))
        elif flip.what == "indicator":
            points = {flip.workload_id: {flip.indicator: flip.after}}
        return assessed_and_stated(
            study.inventory,
            study.programme,
            study.rules,
            scenario,
            study.calendar,
            study.made_on,
            stop.within(None),
            points,
        ).problem

    def _placement(self, problem: PlanningProblem, stop: Stop) -> tuple[Mapping[str, str], bool]:
        plan = self.study.plan
        if made_as_one(self.study.problem, plan):
            options = Options(None, JOINT_WORK, gap=GAP, mend=False)
            found = remake(problem, plan, options, stop.within(None))
            return found.placement, found.proven
        best = self._around(problem).best(stop=stop.within(None))
        return best.placement, best.proven

    def _around(self, problem: PlanningProblem) -> Around:
        from planner.optimising.placement.around import Around

        plan = self.study.plan
        if problem is self.study.problem:
            if self._base is None:
                self._base = Around(timed(problem, plan), plan.placement)
            return self._base
        return Around(timed(problem, plan), plan.placement, like=self._base)


def tried(
    again: Again, flips: Iterable[Flip], most: int, stop: Stop | None = None
) -> tuple[Flip, ...]:
    """Return the first flips of one workload that hold with everything placed again.

    A flip is ``proven`` where it flips in a proven plan and half a point less keeps the workload
    in another, ``tried`` where plans were made but not all of them proven. What does not flip
    however far the change goes is left out; what work did not reach is returned as it came.

    Parameters
    ----------
    again
        Places everything again, and keeps what it has found.
    flips
        Approximations, the nearest first.
    most
        How many are enough.
    """
    count = len(again.study.plan.placement)
    plans = min(MOST_PLANS, max(LEAST_PLANS, WORK // max(1, count)))
    stop = stop or Stop()
    stop = stop.within(stop.remaining_s, plans)
    found: list[Flip] = []
    stretch = 1.0  # what the flips before had to be lengthened by is a good guess for the next
    for flip in flips:
        if len(found) >= most:
            break
        if stop.expired() or not again.keeps(flip.workload_id, stop):
            found.append(flip)
            continue
        held = _Nearest(again, flip, stop).flip(stretch)
        if held is not None:
            found.append(held)
            stretch = (held.after - flip.before) / (flip.after - flip.before)
    return tuple(sorted(found, key=lambda flip: abs(flip.after - flip.before)))


class _Nearest:
    """The nearest change to a flip's own that flips, by doubling steps and halving."""

    def __init__(self, again: Again, flip: Flip, stop: Stop) -> None:
        self.again, self.start, self.stop = again, flip, stop
        self.home = again.study.plan.placement[flip.workload_id]
        self.top = 1.0 if flip.what == "weight" else 100.0
        self.unit = (self.top if flip.after >= flip.before else -self.top) / STEPS
        self.tries, self.sure = 0, True

    def flip(self, stretch: float = 1.0) -> Flip | None:
        """Return the flip that holds, looked for from so many times the change; None for none."""
        first = round((stretch - 1.0) * (self.start.after - self.start.before) / self.unit)
        first = first if self._inside(first) else 0
        outward = not self.flips(first)
        near, far = (first, None) if outward else (None, first)
        step = 1
        while (near is None or far is None) and not self.spent:
            place = first + step if outward else first - step
            if not self._inside(place):
                if outward:
                    return None
                near = place  # the plan as it is: it keeps the workload
            elif self.flips(place):
                far = place
            else:
                near = place
            step *= 2
        if far is None:
            return None
        while near is not None and far - near > 1 and not self.spent:
            middle = (near + far) // 2
            if self.flips(middle):
                far = middle
            else:
                near = middle
        whole = near is not None and far - near == 1
        to, _ = self.again.placed(self._at(far), self.stop)
        assert to is not None
        proven = whole and self.sure
        return replace(self._at(far), to_target=to, proven=proven, tried=not proven)

    @property
    def spent(self) -> bool:
        """Whether no more may be tried."""
        return self.tries >= MOST_TRIES or self.stop.expired()

    def flips(self, place: int) -> bool:
        """Whether the workload goes elsewhere ``place`` steps beyond the flip given."""
        self.tries += 1
        to, proven = self.again.placed(self._at(place), self.stop)
        self.sure = self.sure and proven
        return to is not None and to != self.home

    def _at(self, place: int) -> Flip:
        return replace(self.start, after=self.start.after + place * self.unit)

    def _inside(self, place: int) -> bool:
        """Whether the change is one on the scale and at least half a step from no change."""
        after = self._at(place).after
        way = 1.0 if self.unit > 0 else -1.0
        on_scale = -1e-9 <= after <= self.top + 1e-9
        return on_scale and way * (after - self.start.before) >= abs(self.unit) / 2
