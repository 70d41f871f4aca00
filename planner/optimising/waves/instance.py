"""The wave problem of one placement as arrays: move groups, windows, amounts, order.

Everything after this file speaks of *groups* (workloads that must share a wave) numbered in
topological order, and of waves numbered from 0. An instance only removes waves that no plan can
use, so a bound on the instance is a bound on the problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["TOLERANCE", "Instance"]

TOLERANCE = 1e-6
"""Rules hold to this share of ``max(1, |limit|)``."""

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Instance:
    """Arrays of the wave problem; G groups, W waves, R wave limits, B bounds, E arcs, P ties.

    The last ``leavers`` groups are no workloads but platforms that are left: each moves with the
    last of those it waits for, works nothing, and costs what it costs until then.

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
    cost
        [G, W] what it costs that a group cuts over in a wave: delay, costs of that wave, and the
        exposure of ordered pairs: where j never moves after i, ``e |day_i - day_j| = e day_i - e
        day_j``.
    amounts
        [K, R, G] amount per wave limit, ``amounts[k]`` of it k waves before the cut-over.
    bound_of
        [R, W] number of the bound that the amount in a wave counts for; -1 for none.
    most, least
        [B] upper and lower bounds; infinite, and 0, where there is none.
    limit_of
        [B] the limit (row of ``bound_of``) that a bound belongs to.
    limit_ids
        [R] names of the limits.
    open
        [G, W] whether the group may still be in the wave.
    pred, succ, lag
        [E] arcs ``wave[succ] >= wave[pred] + lag``, lag 0 or 1, transitively reduced.
    tie_first, tie_second, tie_price
        [P] ``price * |day_first - day_second|`` of pairs that no order binds.
    leavers
        How many groups at the end are platforms that are left.
    reach
        [G, G / 64] bit h of row g: h moves before or with g, g itself included; None if too large.
    impossible
        Why no plan can exist, or empty.
    """

    ids: tuple[str, ...]
    staying: tuple[str, ...]
    group_of: Ints
    days: Floats
    cost: Floats
    amounts: Floats
    bound_of: Ints
    most: Floats
    least: Floats
    limit_of: Ints
    limit_ids: tuple[str, ...]
    open: NDArray[np.bool_]
    pred: Ints
    succ: Ints
    lag: Ints
    tie_first: Ints
    tie_second: Ints
    tie_price: Floats
    leavers: int = 0
    reach: NDArray[np.uint64] | None = None
    impossible: str = ""

    @property
    def groups(self) -> int:
        """How many groups move."""
        return len(self.cost)

    @property
    def waves(self) -> int:
        """How many waves there are."""
        return len(self.days)

    @property
    def slope(self) -> Floats:
        """[G] cost of a day's delay, on average over the waves: a guide, not the value."""
        span = float(self.days[-1] - self.days[0]) if self.waves > 1 else 0.0
        rise = self.cost[:, -1] - self.cost[:, 0] if span > 0 else self.cost[:, 0]
        return rise / (span if span > 0 else max(1.0, float(self.days[0])))

    @property
    def work(self) -> Floats:
        """[R, G] amount of each group in all the waves that it takes."""
        total: Floats = self.amounts.sum(axis=0)
        return total

    @property
    def ceiling(self) -> Floats:
        """[B] upper bounds with the tolerance that a checker grants."""
        most = self.most.copy()
        bounded = np.isfinite(most)
        most[bounded] += TOLERANCE * np.maximum(1.0, np.abs(most[bounded]))
        return most

    @property
    def floor(self) -> Floats:
        """[B] lower bounds with the tolerance that a checker grants; 0 where there is none."""
        return np.maximum(0.0, self.least - TOLERANCE * np.maximum(1.0, np.abs(self.least)))

    def by_wave(self, each: Floats, missing: float) -> Floats:
        """[R, W] of [B] what belongs to the bound of each wave; ``missing`` where there is none."""
        found = each[self.bound_of] if len(each) else np.zeros(self.bound_of.shape)
        return np.where(self.bound_of >= 0, found, missing)

    @property
    def wave_ceiling(self) -> Floats:
        """[R, W] upper bounds of single waves; infinite where a period or nothing bounds one."""
        spans = np.bincount(self.bound_of[self.bound_of >= 0], minlength=len(self.most))
        return self.by_wave(np.where(spans == 1, self.ceiling, np.inf), np.inf)

    @property
    def effort_scale(self) -> Floats:
        """[R] one over what all bounds of a limit allow together; 0 where nothing is bounded."""
        finite = np.where(np.isfinite(self.most), self.most, 0.0)
        room = np.bincount(self.limit_of, weights=finite, minlength=len(self.limit_ids))
        return np.where(room > 0, 1.0 / np.maximum(room, 1e-9), 0.0)

    def usage(self, wave: Ints) -> Floats:
        """[B] amounts that a plan counts for each bound."""
        use = np.zeros(len(self.most))
        for before, amounts in enumerate(self.amounts):
            at = wave - before
            inside = at >= 0  # shorter lists end in nothing, which may fall before the first wave
            for limit, amount in enumerate(amounts):
                bound = self.bound_of[limit, np.maximum(at, 0)]
                counted = inside & (bound >= 0)
                use += np.bincount(
                    bound[counted], weights=amount[counted], minlength=len(use)
                )  # fmt: skip
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
        return bool((use <= self.ceiling).all() and (use >= self.floor).all())

    def value(self, wave: Ints) -> float:
        """Cost and exposure of a plan (wave per group, from 0)."""
        day = self.days[wave]
        apart = np.abs(day[self.tie_first] - day[self.tie_second])
        return float(self.cost[np.arange(len(wave)), wave].sum() + self.tie_price @ apart)

    def settled(self, wave: Ints) -> Ints:
        """Return the plan with every platform left as soon as the last has left it."""
        if not self.leavers:
            return wave
        settled = wave.copy()
        first = self.groups - self.leavers
        settled[first:] = self.open[first:].argmax(axis=1)
        leaving = self.succ >= first
        np.maximum.at(settled, self.succ[leaving], wave[self.pred[leaving]])
        return settled

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
        wave = np.array([sorted(v)[len(v) // 2] if v else last for v in votes], dtype=np.int64)
        return self.settled(wave)
