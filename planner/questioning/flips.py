"""What would flip a placement: the smallest single change of a weight, an indicator or a cost.

A first answer looks at the workload alone, everything else left where the plan has it. A second
one places everything again. What an indicator or a cost changes is the workload's own cost on
each target: the best plans with it on each target, found once, answer every value. A weight
changes the costs of all: everything is placed again at weights in steps of half a point, until
the plan at one step keeps the workload and the plan at the next does not; a nearer one could hide
only where a workload goes and comes back within ``COARSE`` steps. Both are approximations where a
weight or an indicator is changed, since what a day's delay costs, and rules, depend on those too:
nothing is assessed again here. Those that are shown are tried with all that by
:mod:`planner.questioning.again`.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.jobs import Stop
from planner.model.insight import Flip
from planner.model.rules import FACTORS
from planner.model.study import Study
from planner.questioning.local import Surroundings
from planner.questioning.second import Alternative
from planner.questioning.weighed import STEPS, Weighed, with_weight

__all__ = ["checked_weight_flips", "cost_flip", "indicator_flips", "weight_flips"]

COARSE = 10
"""Half points between two weights at which everything is placed again first."""


def cost_flip(study: Study, workload_id: str, second: Alternative) -> Flip | None:
    """Return how much dearer the workload's target would have to get for another to win.

    The best plan without this target is ``second.most`` worse than the plan, so a rise of just
    that makes both equal: exact where the second best is.

    Parameters
    ----------
    workload_id
        The one that is asked about.
    second
        The best plan without its target.
    """
    if second.target is None:
        return None
    target = study.plan.placement[workload_id]
    workload = next(w for w in study.problem.workloads if w.id == workload_id)
    before = workload.cost[target]
    after = before + max(0.0, second.most)
    return Flip(workload_id, "cost", target, before, after, second.target, proven=second.exact)


def weight_flips(
    study: Study, workload_id: str, around: Surroundings | None = None
) -> tuple[Flip, ...]:
    """Return, per factor, the nearest weight (0 to 1) that flips it, smallest change first.

    The other weights keep their proportions. An approximation: everything else stays put.

    Parameters
    ----------
    workload_id
        The one that is asked about.
    around
        The plan around single workloads; None: it is made.
    """
    around = around or Surroundings(study)
    target = study.plan.placement[workload_id]
    used = study.assessment.weights
    flips: list[Flip] = []
    if around.best(workload_id) != target:
        return ()  # a limit holds it there: alone it cannot tell
    for factor in FACTORS:
        before = used.get(factor, 0.0)
        for value in sorted((n / STEPS for n in range(STEPS + 1)), key=lambda v: abs(v - before)):
            best = around.best(workload_id, weights=with_weight(used, factor, value))
            if best != target:
                flips.append(Flip(workload_id, "weight", factor, before, value, best))
                break
    return _nearest_first(flips)


def checked_weight_flips(
    study: Study,
    workload_id: str,
    rough: tuple[Flip, ...],
    weighed: Weighed,
    stop: Stop | None = None,
    most: int = len(FACTORS),
) -> tuple[Flip, ...]:
    """Return the flips by a weight with everything placed again, smallest change first.

    All factors are looked at step by step, so that the nearest flips are found first. Nothing is
    checked where the best plan at these dates has the workload elsewhere anyway.

    Parameters
    ----------
    workload_id
        The one that is asked about.
    rough
        As :func:`weight_flips` has them.
    weighed
        Places everything again at other weights, and keeps what it has found.
    stop
        What it leaves unchecked stays as ``rough`` has it.
    most
        How many flips are enough.
    """
    check = _Check(study, workload_id, weighed, stop or Stop())
    if not check.keeps_now():
        return rough
    found: dict[str, Flip] = {}
    for size in range(COARSE, STEPS + COARSE, COARSE):
        for factor in FACTORS:
            if factor in found or check.cut_short:
                continue
            flip = check.within(factor, size)
            if flip is not None:
                found[factor] = flip
        if len(found) >= most or check.cut_short:
            break
    if check.cut_short:
        found |= {flip.name: flip for flip in rough if flip.name not in found}
    return _nearest_first(list(found.values()))


class _Check:
    """Where a workload goes at other weights, everything placed again."""

    def __init__(self, study: Study, name: str, weighed: Weighed, stop: Stop) -> None:
        self.name, self.weighed, self.stop = name, weighed, stop
        self.used = study.assessment.weights
        self.target = study.plan.placement[name]
        self.cut_short = False
        self.kept = {(factor, way): 0 for factor in FACTORS for way in (1, -1)}

    def within(self, factor: str, size: int) -> Flip | None:
        """The nearest weight, ``size`` half points away at most, that sends it elsewhere.

        Looked for both ways, between the step that is known to keep it and this one.
        """
        before, found = self.used.get(factor, 0.0), []
        for way in (1, -1):
            most = int((1.0 - before if way > 0 else before) * STEPS + 1e-9)
            step, low = min(size, most), self.kept[factor, way]
            if step <= low:
                continue
            if self.flips(factor, before + way * step / STEPS):
                found.append(self._between(factor, before, way, low, step))
            else:
                self.kept[factor, way] = step
        if self.cut_short or not found:
            return None
        value = before + min(found, key=abs) / STEPS
        placement = self._placed(factor, value)
        if placement is None:
            return None
        return Flip(self.name, "weight", factor, before, value, placement[self.name])

    def _between(self, factor: str, before: float, way: int, low: int, high: int) -> int:
        """The first step that flips, signed, between one that keeps and one that flips."""
        while high - low > 1:
            middle = (low + high) // 2
            if self.flips(factor, before + way * middle / STEPS):
                high = middle
            else:
                low = middle
        return way * high

    def keeps_now(self) -> bool:
        """Whether the best placement at the weights used has the workload where the plan has it."""
        placement = self.weighed.placement(self.used, self.stop)
        return placement is not None and placement[self.name] == self.target

    def flips(self, factor: str, value: float) -> bool:
        """Whether the workload stands elsewhere at this weight."""
        placement = self._placed(factor, value)
        return placement is not None and placement[self.name] != self.target

    def _placed(self, factor: str, value: float) -> Mapping[str, str] | None:
        if self.stop.expired():
            self.cut_short = True
            return None
        weights = with_weight(self.used, factor, value)
        found = self.weighed.placement(weights, self.stop)
        self.cut_short = self.cut_short or found is None
        return found


def indicator_flips(
    study: Study,
    workload_id: str,
    around: Surroundings | None = None,
    elsewhere: Mapping[str, Alternative] | None = None,
) -> tuple[Flip, ...]:
    """Return, per indicator, the nearest points (0 to 100) that flip it, smallest change first.

    Parameters
    ----------
    workload_id, around
        As in :func:`weight_flips`.
    elsewhere
        The best plan with the workload on each of its other targets. With it the answer holds for
        the whole plan, to half a point, as far as the workload's own costs go; without it, or
        where one of them is not exact, everything else stays put.
    """
    around = around or Surroundings(study)
    target = study.plan.placement[workload_id]
    item = study.assessment.workloads[workload_id]
    flips: list[Flip] = []
    exact = elsewhere is not None and all(other.exact for other in elsewhere.values())
    worse = {t: other.most for t, other in (elsewhere or {}).items()} if exact else None
    if worse is not None:
        worse[target] = 0.0
    if around.best(workload_id, worse=worse) != target:
        return ()  # a limit holds it there: alone it cannot tell
    for factor, found in item.factors.items():
        total = sum(line.weight for line in found.evidence)
        if factor == "business_case" or total <= 0:
            continue  # its score is money: see the cost flip
        for line in found.evidence:
            share = line.weight / total
            nearest = sorted(
                (100.0 * n / STEPS for n in range(STEPS + 1)), key=lambda v: abs(v - line.points)
            )
            for points in nearest:
                scores = {factor: found.score + share * (points - line.points)}
                best = around.best(workload_id, scores=scores, worse=worse)
                if best != target:
                    change = line.field, line.points, points, best
                    flips.append(Flip(workload_id, "indicator", *change, indicator=line.indicator))
                    break
    return _nearest_first(flips)


def _nearest_first(flips: list[Flip]) -> tuple[Flip, ...]:
    return tuple(sorted(flips, key=lambda flip: abs(flip.after - flip.before)))
