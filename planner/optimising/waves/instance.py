"""The wave problem of one placement as arrays: move groups, windows, amounts, order.

Everything after this file speaks of *groups* (workloads that must share a wave) numbered in
topological order, and of waves numbered from 0. An instance only removes waves that no plan can
use, so a bound on the instance is a bound on the problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemWorkload,
    WaveObjective,
)
from planner.optimising.waves.components import strong_components
from planner.optimising.waves.windows import tighten

__all__ = ["TOLERANCE", "Instance", "build_instance"]

TOLERANCE = 1e-6
"""Rules hold to this share of ``max(1, |limit|)``."""

CLOSURE_GROUPS = 40_000
"""Above this many groups the transitive closure (a bit for every pair) is not kept."""

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Instance:
    """Arrays of the wave problem; G groups, W waves, R wave limits, E arcs, P ties.

    Attributes
    ----------
    ids
        The workloads that move.
    staying
        The workloads that stay.
    group_of
        Group of each moving workload; groups are numbered so that what is needed comes first.
    days
        [W] day of each wave; its number (from 1) where only the number of waves counts.
    slope
        [G] cost of one day's delay, with the exposure of ordered pairs folded in: where j never
        moves after i, ``e |day_i - day_j| = e day_i - e day_j``.
    amounts
        [R, G] amount per wave limit.
    most, least
        [R, W] limits; infinite, and 0, where there is none.
    limit_ids
        [R] names of the limits.
    open
        [G, W] whether the group may still be in the wave.
    pred, succ, lag
        [E] arcs ``wave[succ] >= wave[pred] + lag``, lag 0 or 1, transitively reduced.
    tie_first, tie_second, tie_price
        [P] ``price * |day_first - day_second|`` of pairs that no order binds.
    reach
        [G, G / 64] bit h of row g: h moves before or with g, g itself included; None if too large.
    impossible
        Why no plan can exist, or empty.
    """

    ids: tuple[str, ...]
    staying: tuple[str, ...]
    group_of: Ints
    days: Floats
    slope: Floats
    amounts: Floats
    most: Floats
    least: Floats
    limit_ids: tuple[str, ...]
    open: NDArray[np.bool_]
    pred: Ints
    succ: Ints
    lag: Ints
    tie_first: Ints
    tie_second: Ints
    tie_price: Floats
    reach: NDArray[np.uint64] | None = None
    impossible: str = ""

    @property
    def groups(self) -> int:
        """How many groups move."""
        return len(self.slope)

    @property
    def waves(self) -> int:
        """How many waves there are."""
        return len(self.days)

    @property
    def ceiling(self) -> Floats:
        """[R, W] upper limits with the tolerance that a checker grants."""
        most = self.most.copy()
        bounded = np.isfinite(most)
        most[bounded] += TOLERANCE * np.maximum(1.0, np.abs(most[bounded]))
        return most

    @property
    def floor(self) -> Floats:
        """[R, W] lower limits with the tolerance that a checker grants; 0 where there is none."""
        return np.maximum(0.0, self.least - TOLERANCE * np.maximum(1.0, np.abs(self.least)))

    def usage(self, wave: Ints) -> Floats:
        """[R, W] amounts that a plan moves in each wave."""
        use = np.zeros_like(self.most)
        for limit in range(len(use)):
            use[limit] = np.bincount(wave, weights=self.amounts[limit], minlength=self.waves)
        return use

    def keeps_rules(self, wave: Ints) -> bool:
        """Whether a plan (wave per group, from 0) keeps every rule."""
        if len(wave) != self.groups or (
            len(wave) and not (0 <= wave.min() <= wave.max() < self.waves)
        ):
            return False
        if not self.open[np.arange(self.groups), wave].all():
            return False
        if (wave[self.succ] < wave[self.pred] + self.lag).any():
            return False
        use = self.usage(wave)
        # Half of the tolerance granted, so that another order of summing cannot tip a plan over.
        upper = (self.most + self.ceiling) / 2
        lower = (np.maximum(0.0, self.least) + self.floor) / 2
        return bool((use <= upper).all() and (use >= lower).all())

    def value(self, wave: Ints) -> float:
        """Delay and exposure of a plan (wave per group, from 0)."""
        day = self.days[wave]
        apart = np.abs(day[self.tie_first] - day[self.tie_second])
        return float(self.slope @ day + self.tie_price @ apart)

    def plan(self, wave: Ints) -> dict[str, int | None]:
        """Wave number (from 1) per workload, None for those that stay."""
        numbers: dict[str, int | None] = dict.fromkeys(self.staying)
        for name, group in zip(self.ids, self.group_of, strict=True):
            numbers[name] = int(wave[group]) + 1
        return numbers

    def groups_of_plan(self, plan: Mapping[str, int | None]) -> Ints:
        """Wave per group (from 0) nearest to a plan by workloads; unknown ones in the last wave."""
        votes: list[list[int]] = [[] for _ in range(self.groups)]
        for name, group in zip(self.ids, self.group_of, strict=True):
            number = plan.get(name)
            if number is not None:
                votes[group].append(min(max(number, 1), self.waves) - 1)
        last = self.waves - 1
        return np.array([sorted(v)[len(v) // 2] if v else last for v in votes], dtype=np.int64)

    def until(self, last: int) -> Instance:
        """Return the same problem with nothing moving after wave ``last`` (from 0)."""
        narrowed = self.open.copy()
        narrowed[:, last + 1 :] = False
        return self.narrowed(narrowed)

    def narrowed(self, narrowed: NDArray[np.bool_]) -> Instance:
        """Return the same problem with these waves open, and what follows from that."""
        tightened, impossible = tighten(self, narrowed)
        return replace(self, open=tightened, impossible=self.impossible or impossible)


def build_instance(problem: PlanningProblem, placement: Mapping[str, str]) -> Instance:
    """Turn a problem and one placement into arrays.

    Raises
    ------
    KeyError
        If the placement leaves out a workload.
    """
    moving = [w for w in problem.workloads if w.moves_to(placement[w.id])]
    index = {workload.id: number for number, workload in enumerate(moving)}
    group_of, impossible = move_groups(problem, index)
    groups = int(group_of.max()) + 1 if len(moving) else 0
    targets = [placement[workload.id] for workload in moving]
    delay = np.zeros(groups)
    raw = [w.delay(t) for w, t in zip(moving, targets, strict=True)]
    np.add.at(delay, group_of, np.array(raw, dtype=float))
    arcs = arcs_between(problem, index, group_of)
    reach = closure(groups, arcs) if groups <= CLOSURE_GROUPS else None
    if reach is not None:
        arcs = reduced(arcs, reach)
    slope, ties = fold_exposure(delay, exposures(problem, index, group_of), arcs, reach)
    amounts, most, least = limit_arrays(problem, moving, targets, group_of, groups)
    first, second, lag = (np.array(column, dtype=np.int64) for column in columns(arcs))
    instance = Instance(
        ids=tuple(index),
        staying=tuple(w.id for w in problem.workloads if w.id not in index),
        group_of=group_of,
        days=wave_days(problem),
        slope=slope,
        amounts=amounts,
        most=most,
        least=least,
        limit_ids=tuple(limit.id for limit in problem.wave_limits),
        open=np.ones((groups, len(problem.waves)), dtype=bool),
        pred=first,
        succ=second,
        lag=lag,
        tie_first=np.array([pair[0] for pair in ties], dtype=np.int64),
        tie_second=np.array([pair[1] for pair in ties], dtype=np.int64),
        tie_price=np.array(list(ties.values()), dtype=float),
        reach=reach,
        impossible=impossible,
    )
    return instance.narrowed(windows(problem, placement, index, group_of, groups))


def wave_days(problem: PlanningProblem) -> Floats:
    """[W] days of the waves, or their numbers where only their number counts."""
    if problem.objective is WaveObjective.FEWEST:
        return np.arange(1.0, len(problem.waves) + 1.0)
    return np.array([wave.day or 0.0 for wave in problem.waves], dtype=float)


def move_groups(problem: PlanningProblem, index: Mapping[str, int]) -> tuple[Ints, str]:
    """Contract what must share a wave.

    Workloads tied by ``together``, or standing on a cycle of ``before``, ``earlier`` and
    ``together`` among those that move, form one group. An ``earlier`` inside a group is a
    contradiction and is named.
    """
    needs: list[list[int]] = [[] for _ in index]
    strict: list[tuple[int, int, str, str]] = []
    for edge in problem.dependencies:
        source, needed = index.get(edge.source), index.get(edge.needed)
        if source is None or needed is None or edge.kind is DependencyKind.FREE:
            continue
        needs[source].append(needed)
        if edge.kind is DependencyKind.TOGETHER:
            needs[needed].append(source)
        elif edge.kind is DependencyKind.EARLIER:
            strict.append((source, needed, edge.source, edge.needed))
    group_of = np.array(strong_components(needs), dtype=np.int64)
    for source, needed, source_id, needed_id in strict:
        if group_of[source] == group_of[needed]:
            return group_of, f"{needed_id} must move before {source_id} and also with or after it."
    return group_of, ""


def arcs_between(
    problem: PlanningProblem, index: Mapping[str, int], group_of: Ints
) -> dict[tuple[int, int], int]:
    """Order between groups: ``(needed, source)`` to the least number of waves between them."""
    arcs: dict[tuple[int, int], int] = {}
    for edge in problem.dependencies:
        if edge.kind not in (DependencyKind.BEFORE, DependencyKind.EARLIER):
            continue
        source, needed = index.get(edge.source), index.get(edge.needed)
        if source is None or needed is None or group_of[source] == group_of[needed]:
            continue
        arc = (int(group_of[needed]), int(group_of[source]))
        arcs[arc] = max(arcs.get(arc, 0), int(edge.kind is DependencyKind.EARLIER))
    return dict(sorted(arcs.items()))


def closure(groups: int, arcs: Mapping[tuple[int, int], int]) -> NDArray[np.uint64]:
    """[G, words] bit h of row g: h moves before or with g (g included)."""
    reach = np.zeros((groups, (groups + 63) // 64), dtype=np.uint64)
    numbers = np.arange(groups)
    reach[numbers, numbers // 64] = np.left_shift(np.uint64(1), (numbers % 64).astype(np.uint64))
    # Groups are in topological order, so every row is complete before it is read.
    for needed, source in sorted(arcs, key=lambda arc: arc[1]):
        reach[source] |= reach[needed]
    return reach


def holds(reach: NDArray[np.uint64], later: int, sooner: int) -> bool:
    """Whether ``sooner`` moves before or with ``later``."""
    return bool(int(reach[later, sooner >> 6]) >> (sooner & 63) & 1)


def reduced(
    arcs: Mapping[tuple[int, int], int], reach: NDArray[np.uint64]
) -> dict[tuple[int, int], int]:
    """Drop arcs of lag 0 that a path implies."""
    into: dict[int, list[int]] = {}
    for needed, source in arcs:
        into.setdefault(source, []).append(needed)
    kept: dict[tuple[int, int], int] = {}
    for (needed, source), lag in arcs.items():
        implied = lag == 0 and any(
            other != needed and holds(reach, other, needed) for other in into[source]
        )
        if not implied:
            kept[needed, source] = lag
    return kept


def exposures(
    problem: PlanningProblem, index: Mapping[str, int], group_of: Ints
) -> dict[tuple[int, int], float]:
    """Price of a day between two groups, parallel dependencies added up."""
    prices: dict[tuple[int, int], float] = {}
    for edge in problem.dependencies:
        source, needed = index.get(edge.source), index.get(edge.needed)
        if source is None or needed is None or edge.exposure == 0:
            continue
        one, other = sorted((int(group_of[source]), int(group_of[needed])))
        if one != other:
            prices[one, other] = prices.get((one, other), 0.0) + edge.exposure
    return prices


def fold_exposure(
    delay: Floats,
    prices: Mapping[tuple[int, int], float],
    arcs: Mapping[tuple[int, int], int],
    reach: NDArray[np.uint64] | None,
) -> tuple[Floats, dict[tuple[int, int], float]]:
    """Make the exposure of ordered pairs part of the slopes; return slopes and the other pairs."""
    slope = delay.copy()
    ties: dict[tuple[int, int], float] = {}
    for (one, other), price in prices.items():
        ordered = holds(reach, other, one) if reach is not None else (one, other) in arcs
        if ordered:
            slope[other] += price
            slope[one] -= price
        else:
            ties[one, other] = price
    return slope, ties


def limit_arrays(
    problem: PlanningProblem,
    moving: Sequence[ProblemWorkload],
    targets: Sequence[str],
    group_of: Ints,
    groups: int,
) -> tuple[Floats, Floats, Floats]:
    """[R, G] amounts, [R, W] upper and lower limits."""
    waves = len(problem.waves)
    rows = len(problem.wave_limits)
    amounts = np.zeros((rows, groups))
    most = np.full((rows, waves), np.inf)
    least = np.zeros((rows, waves))
    for row, limit in enumerate(problem.wave_limits):
        each = [w.amount(limit.amount, t) for w, t in zip(moving, targets, strict=True)]
        np.add.at(amounts[row], group_of, np.array(each, dtype=float))
        for wave in range(waves):
            upper = limit.at_most[wave] if limit.at_most is not None else None
            lower = limit.at_least[wave] if limit.at_least is not None else None
            if upper is not None:
                most[row, wave] = upper
            if lower is not None:
                least[row, wave] = max(0.0, lower)
    return amounts, most, least


def windows(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    index: Mapping[str, int],
    group_of: Ints,
    groups: int,
) -> NDArray[np.bool_]:
    """[G, W] waves left open by earliest and latest waves and by the targets' readiness."""
    open_waves = np.ones((groups, len(problem.waves)), dtype=bool)
    ready = {target.id: target.ready_wave for target in problem.targets}
    for workload in problem.workloads:
        number = index.get(workload.id)
        if number is None:
            continue
        waves = open_waves[group_of[number]]
        close_early(waves, workload.earliest_wave)
        close_late(waves, workload.latest_wave)
        close_unready(waves, ready.get(placement[workload.id], 1))
    return open_waves


def close_early(waves: NDArray[np.bool_], earliest: int | None) -> None:
    """``z[i, w] = 0`` for every w before the earliest wave."""
    if earliest is not None:
        waves[: max(0, earliest - 1)] = False


def close_late(waves: NDArray[np.bool_], latest: int | None) -> None:
    """``z[i, w] = 1`` from the latest wave on: none after it is open."""
    if latest is not None:
        waves[max(0, latest) :] = False


def close_unready(waves: NDArray[np.bool_], ready: int) -> None:
    """``z[i, w] = 0`` for every w before the target that i goes to is ready."""
    waves[: max(0, ready - 1)] = False


def columns(arcs: Mapping[tuple[int, int], int]) -> tuple[list[int], list[int], list[int]]:
    """Needed group, source group and lag of every arc."""
    return [a for a, _ in arcs], [b for _, b in arcs], list(arcs.values())
