"""Repair of waves that no longer keep the rules: only who is affected gets another wave.

Whoever still has a wave that keeps the rules stays
there. The others go to the cheapest wave with room; where there is none, one is made by taking out
a few neighbours, which then look for a place themselves, and whoever was hard to place is taken
out less readily later (ejection pools with counters: Nagata and Braysy 2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance
from planner.optimising.waves.listing import list_plan, priorities

__all__ = ["Mended", "mended_waves"]

type Ints = NDArray[np.int64]

MOST_FORCED: Final = 300
"""Times that room is made by taking others out, before lists are tried."""
TINY: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Mended:
    """Wave per group (from 0), None where none was found; then the groups hardest to place."""

    wave: Ints | None
    hard: tuple[int, ...] = ()


def mended_waves(
    instance: Instance, before: Mapping[str, int | None], *, fewest: bool = False
) -> Mended:
    """Return waves that keep every rule, as near to ``before`` as the rules let them be.

    Parameters
    ----------
    before
        Wave number (from 1) per workload, None or absent for those that had none.
    fewest
        Whether only the number of waves counts.
    """
    if instance.impossible:
        nowhere = np.flatnonzero(~instance.open.any(axis=1))
        return Mended(None, tuple(nowhere.tolist()))
    given = instance.groups_of_plan(before)
    if instance.keeps_rules(given):
        return Mended(given)
    known = np.zeros(instance.groups, dtype=bool)
    for name, group in zip(instance.ids, instance.group_of.tolist(), strict=True):
        known[group] |= before.get(name) is not None
    repair = _Repair(instance, fewest=fewest)
    repair.keep(given, known)
    if repair.place_all() and repair.raise_floors():
        wave = instance.settled(np.array(repair.wave, dtype=np.int64))
        if instance.keeps_rules(wave):
            return Mended(wave)
    listed = _listed(instance, given)
    hard = sorted(range(instance.groups), key=lambda g: -repair.trouble[g])
    return Mended(listed, tuple(g for g in hard if repair.trouble[g] > 1))


def _listed(instance: Instance, given: Ints) -> Ints | None:
    """Lists in the old order, and by the rules of priority; the cheapest that keeps the rules."""
    best: Ints | None = None
    for priority in (-given.astype(float), *priorities(instance)):
        plan = list_plan(instance, priority)
        if instance.keeps_rules(plan) and (
            best is None or instance.value(plan) < instance.value(best)
        ):
            best = plan
    return best


class _Repair:
    """Groups in waves, some of them without one; what is free in each wave."""

    def __init__(self, instance: Instance, *, fewest: bool) -> None:
        groups = instance.groups
        self.open = [np.flatnonzero(row).tolist() for row in instance.open]
        self.days = instance.days.tolist()
        days = np.broadcast_to(instance.days, instance.cost.shape)
        self.costs = (days if fewest else instance.cost).tolist()
        self.free = instance.ceiling.tolist()
        floor = instance.floor
        self.short = floor.tolist()  # what each bound still lacks; negative where it has more
        self.asks = (floor > 0).tolist()
        self.bound_of = instance.bound_of.tolist()
        self.uses: list[list[tuple[int, int, float]]] = [[] for _ in range(groups)]
        for before, row, group in np.argwhere(instance.amounts).tolist():
            amount = float(instance.amounts[before, row, group])
            self.uses[group].append((row, before, amount))
        self.taken: dict[tuple[int, int], tuple[tuple[int, float], ...]] = {}
        self.needed: list[list[tuple[int, int]]] = [[] for _ in range(groups)]
        self.needing: list[list[tuple[int, int]]] = [[] for _ in range(groups)]
        arcs = zip(
            instance.pred.tolist(), instance.succ.tolist(), instance.lag.tolist(), strict=True
        )
        platform = groups - instance.leavers
        for one, other, lag in arcs:
            if other >= platform:
                continue  # left with the last, so it holds nobody back
            self.needed[other].append((one, lag))
            self.needing[one].append((other, lag))
        self.ties: list[list[tuple[int, float]]] = [[] for _ in range(groups)]
        if not fewest:
            first, second = instance.tie_first.tolist(), instance.tie_second.tolist()
            for one, other, price in zip(first, second, instance.tie_price.tolist(), strict=True):
                self.ties[one].append((other, price))
                self.ties[other].append((one, price))
        self.wave = [-1] * groups
        self.members: list[set[int]] = [set() for _ in self.free]
        self.pool: list[int] = []
        self.trouble = [1] * groups

    def keep(self, given: Ints, known: NDArray[np.bool_]) -> None:
        """Put those back who may stay; the others wait in the pool, what is needed on top."""
        waiting = []
        for group, wave in enumerate(given.tolist()):
            low, high = self.window(group)
            if known[group] and wave in self.open[group] and low <= wave <= high:
                self.put(group, wave)
            else:
                waiting.append(group)
        for bound in range(len(self.free)):
            waiting += self.relieve(bound)
        self.pool = sorted(waiting, reverse=True)

    def relieve(self, bound: int) -> list[int]:
        """Take out of an overfull wave: first who finds room elsewhere at the least cost."""
        out: list[int] = []
        while self.free[bound] < -TINY:
            over = {b: -free for b, free in enumerate(self.free) if free < -TINY}
            best: tuple[tuple[float, float], int] | None = None
            for group in sorted(self.members[bound]):
                used = self.takes(group, self.wave[group])
                covered = sum(min(over[b], a) / over[b] for b, a in used if b in over)
                other = self.cheapest(group, without=self.wave[group], freeing=bound)
                dearer = 0.0
                if other is not None:
                    dearer = self.cost(group, other) - self.cost(group, self.wave[group])
                rank = (float(other is None), dearer / covered if other is not None else -covered)
                if best is None or (rank, group) < best:
                    best = (rank, group)
            if best is None:
                return out
            group = best[1]
            other = self.cheapest(group, without=self.wave[group], freeing=bound)
            self.take(group)
            if other is None:
                out.append(group)
            else:
                self.put(group, other)
        return out

    def place_all(self) -> bool:
        """Empty the pool; whether that came to an end."""
        forced = 0
        while self.pool:
            group = self.pool.pop()
            wave = self.cheapest(group)
            if wave is None:
                forced += 1
                self.trouble[group] += 1
                if forced > MOST_FORCED or not self.make_room(group):
                    self.pool.append(group)
                    return False
            else:
                self.put(group, wave)
        return True

    def make_room(self, group: int) -> bool:
        """Put a group where those who must give way are the easiest to place elsewhere."""
        best: tuple[tuple[float, float], int, set[int]] | None = None
        for wave in self.open[group]:
            out = self.in_the_way(group, wave)
            if out is None:
                continue
            rank = (float(sum(self.trouble[h] for h in out)), self.cost(group, wave))
            if best is None or rank < best[0]:
                best = (rank, wave, out)
        if best is None:
            return False
        for other in best[2]:
            self.take(other)
        self.put(group, best[1])
        self.pool += sorted(best[2], reverse=True)
        return True

    def in_the_way(self, group: int, wave: int) -> set[int] | None:
        """Who must leave so that a group can be in a wave; None where nobody's leaving helps."""
        out = {h for h, lag in self.needed[group] if self.wave[h] > wave - lag}
        out |= {h for h, lag in self.needing[group] if -1 < self.wave[h] < wave + lag}
        lacks = {bound: amount - self.free[bound] for bound, amount in self.takes(group, wave)}
        for other in out:
            self.ease(lacks, other)
        lacks = {bound: lack for bound, lack in lacks.items() if lack > TINY}
        while lacks:
            chosen, most = -1, 0.0
            present = set().union(*(self.members[bound] for bound in lacks))
            for other in sorted(present - out):
                used = self.takes(other, self.wave[other])
                covers = sum(min(lacks[b], a) / lacks[b] for b, a in used if b in lacks)
                worth = covers / self.trouble[other] ** 2
                if worth > most:
                    chosen, most = other, worth
            if chosen < 0:
                return None
            out.add(chosen)
            self.ease(lacks, chosen)
            lacks = {bound: lack for bound, lack in lacks.items() if lack > TINY}
        return out

    def ease(self, lacks: dict[int, float], other: int) -> None:
        """Count what would be free where another group left."""
        for bound, amount in self.takes(other, self.wave[other]):
            if bound in lacks:
                lacks[bound] -= amount

    def raise_floors(self) -> bool:
        """Move groups into waves that have less than the least asked for."""
        for bound in range(len(self.short)):
            while self.short[bound] > TINY:
                chosen = self.to_bring(bound)
                if chosen is None:
                    return False
                self.take(chosen[0])
                self.put(*chosen)
        return True

    def to_bring(self, bound: int) -> tuple[int, int] | None:
        """Who can come, and into which wave, at the least cost without a lack elsewhere."""
        best: tuple[float, int, int] | None = None
        for group, now in enumerate(self.wave):
            low, high = self.window(group)
            given = dict(self.takes(group, now))
            for wave in self.open[group]:
                taken = dict(self.takes(group, wave))
                amount = taken.get(bound, 0.0) - given.get(bound, 0.0)
                if wave == now or amount <= TINY or not low <= wave <= high:
                    continue
                if not self.fits(group, wave) or any(
                    self.asks[b] and self.short[b] + a - taken.get(b, 0.0) > TINY
                    for b, a in given.items()
                    if b != bound
                ):
                    continue
                dearer = (self.cost(group, wave) - self.cost(group, now)) / amount
                if best is None or (dearer, group, wave) < best:
                    best = (dearer, group, wave)
        return None if best is None else best[1:]

    def window(self, group: int) -> tuple[int, int]:
        """First and last wave that the order allows beside those who have a wave."""
        low, high = 0, len(self.days) - 1
        for other, lag in self.needed[group]:
            if self.wave[other] >= 0:
                low = max(low, self.wave[other] + lag)
        for other, lag in self.needing[group]:
            if self.wave[other] >= 0:
                high = min(high, self.wave[other] - lag)
        return low, high

    def cheapest(self, group: int, without: int = -1, freeing: int = -1) -> int | None:
        """The cheapest wave that keeps order and has room, or None.

        ``freeing`` is a bound that must not be taken from there.
        """
        low, high = self.window(group)
        fitting = [
            wave
            for wave in self.open[group]
            if low <= wave <= high
            and wave != without
            and self.fits(group, wave)
            and all(bound != freeing for bound, _ in self.takes(group, wave))
        ]
        return min(fitting, key=lambda wave: self.cost(group, wave), default=None)

    def takes(self, group: int, wave: int) -> tuple[tuple[int, float], ...]:
        """Return what a group takes of which bounds where it cuts over in a wave."""
        if wave < 0:
            return ()
        known = self.taken.get((group, wave))
        if known is None:
            total: dict[int, float] = {}
            for row, before, amount in self.uses[group]:
                bound = self.bound_of[row][wave - before]
                if bound >= 0:
                    total[bound] = total.get(bound, 0.0) + amount
            known = self.taken[group, wave] = tuple(total.items())
        return known

    def fits(self, group: int, wave: int) -> bool:
        """Whether a wave has room for a group, its own present room included."""
        own = dict(self.takes(group, self.wave[group]))
        return all(
            amount <= self.free[bound] + own.get(bound, 0.0) + TINY
            for bound, amount in self.takes(group, wave)
        )

    def cost(self, group: int, wave: int) -> float:
        """Delay and exposure of a group in a wave, beside those who have one."""
        day = self.days[wave]
        cost = self.costs[group][wave]
        for other, price in self.ties[group]:
            if self.wave[other] >= 0:
                cost += price * abs(day - self.days[self.wave[other]])
        return float(cost)

    def put(self, group: int, wave: int) -> None:
        """Give a group a wave."""
        self.wave[group] = wave
        for bound, amount in self.takes(group, wave):
            self.members[bound].add(group)
            self.free[bound] -= amount
            self.short[bound] -= amount

    def take(self, group: int) -> None:
        """Take a group's wave away."""
        for bound, amount in self.takes(group, self.wave[group]):
            self.members[bound].discard(group)
            self.free[bound] += amount
            self.short[bound] += amount
        self.wave[group] = -1
