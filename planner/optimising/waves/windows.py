"""Which waves a group may still be in, given order and capacity.

Every wave that is closed here is closed for a reason that holds in all plans (rules with the
checker's tolerance), so nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance

__all__ = [
    "Packing",
    "closure_amounts",
    "follow_order",
    "narrowed",
    "packing_rows",
    "tighten",
    "unpack",
    "until",
]

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]

ROUNDS = 5
BLOCK = 512
ROUNDING = 1e-9
PACKING_GROUPS = 3_000
COMPILED_GROUPS = 1_500
THRESHOLDS = (0.1, 0.2, 0.3, 0.4)


def until(instance: Instance, last: int) -> Instance:
    """Return the same problem with nothing moving after wave ``last`` (from 0)."""
    open_waves = instance.open.copy()
    open_waves[:, last + 1 :] = False
    return narrowed(instance, open_waves)


def narrowed(instance: Instance, open_waves: Flags) -> Instance:
    """Return the same problem with these waves open, and what follows from that."""
    tightened, impossible = tighten(instance, open_waves)
    return replace(instance, open=tightened, impossible=instance.impossible or impossible)


def tighten(instance: Instance, open_waves: Flags) -> tuple[Flags, str]:
    """Close waves that no plan can use; say why where a group is left with none."""
    open_waves = open_waves.copy()
    ceiling, floor = instance.ceiling, instance.floor
    if (ceiling < 0).any():
        name = instance.limit_ids[instance.limit_of[int(np.flatnonzero(ceiling < 0)[0])]]
        return open_waves, f"The limit {name} asks for less than nothing."
    if not instance.groups:
        short = np.flatnonzero(floor > 0)
        if len(short):
            name = instance.limit_ids[instance.limit_of[short[0]]]
            return open_waves, f"Nothing moves, yet {name} asks for more."
        return open_waves, ""
    close_oversized(instance, ceiling, open_waves)
    packing = packing_rows(instance)
    before = closure_amounts(instance, packing.work)[0]
    after = closure_amounts(instance, packing.last)[1]
    for _ in range(ROUNDS):
        left = int(open_waves.sum())
        blocked = follow_order(instance, open_waves)
        if blocked:
            return open_waves, blocked
        close_by_closure(packing, before, after, open_waves)
        if int(open_waves.sum()) == left:
            break
    return open_waves, follow_order(instance, open_waves) or unreachable_floor(instance, open_waves)


def close_oversized(instance: Instance, ceiling: Floats, open_waves: Flags) -> None:
    """Close waves in which a group alone takes more than a bound allows (freezes among them).

    What falls due in several waves of one period adds up.
    """
    waves = instance.waves
    for row, bound_of in enumerate(instance.bound_of):
        due = instance.amounts[:, row]
        lasting = due.any(axis=1).nonzero()[0]
        for wave in range(waves):
            taken: dict[int, Floats] = {}
            for before in lasting[lasting <= wave].tolist():
                bound = int(bound_of[wave - before])
                if bound >= 0:
                    taken[bound] = taken.get(bound, 0.0) + due[before]
            for bound, amount in taken.items():
                open_waves[:, wave] &= amount <= ceiling[bound]


@dataclass(frozen=True, slots=True)
class Packing:
    """Amounts and bounds, with what packing whole groups into whole waves makes of them.

    Attributes
    ----------
    work, last
        [Q, G] amount in all waves that a group takes, and that in its wave of cut-over.
    bound_of
        [Q, W] number of the bound of each wave; -1 for none.
    ceiling
        Upper bounds.
    """

    work: Floats
    last: Floats
    bound_of: NDArray[np.int64]
    ceiling: Floats

    def room(self, waves: list[int], *, used: Flags) -> Floats:
        """[Q, n] how much the first n of these waves hold together, for n from 1 on.

        ``used`` tells the waves that somebody's work can fall into. A period counts whole as soon
        as one of its waves does.
        """
        more = np.zeros((len(self.bound_of), len(waves)))
        for row, bound_of in enumerate(self.bound_of.tolist()):
            known = set()
            for place, wave in enumerate(waves):
                bound = bound_of[wave]
                if not used[wave] or bound in known:
                    continue
                more[row, place] = self.ceiling[bound] if bound >= 0 else np.inf
                known.add(bound)
        return np.cumsum(more, axis=1)


def packing_rows(instance: Instance) -> Packing:
    """Amounts and bounds, and what packing whole groups into whole waves makes of them.

    A dual feasible function f maps amounts up to the largest limit C to [0, 1] so that whatever
    fits into one wave adds up to 1 at most (Fekete and Schepers 2001; the bounds of Martello and
    Toth for bin packing are of this kind). So f(amount) is an amount with limit 1 of its own:

    - halves: 1 above C / 2;
    - thirds: 1 above 2 C / 3, a half above C / 3;
    - for a threshold t: 1 above C - t, amount / C from t on, 0 below.
    """
    work, last = [instance.work], [instance.amounts[0]]
    bound_of, ceiling = [instance.bound_of], [instance.ceiling]
    single = instance.wave_ceiling
    spread = instance.amounts[1:].any(axis=(0, 2))
    rows = np.isfinite(single).all(axis=1) & ~spread
    for row in np.flatnonzero(rows) if instance.groups <= PACKING_GROUPS else []:
        largest = float(single[row].max(initial=0.0))
        if largest <= 0:
            continue
        packed = np.array(packed_shares(instance.amounts[0, row] / largest))
        work.append(packed)
        last.append(packed)
        first = sum(len(each) for each in ceiling)
        ceiling.append((single[row] > 0).astype(float))
        bound_of.append(np.tile(first + np.arange(instance.waves), (len(packed), 1)))
    return Packing(
        np.concatenate(work), np.concatenate(last), np.concatenate(bound_of),
        np.concatenate(ceiling),
    )  # fmt: skip


def packed_shares(share: Floats) -> list[Floats]:
    """Shares of the largest limit under the dual feasible functions."""
    packed = [
        (share > 1 / 2 + ROUNDING).astype(float),
        (share > 2 / 3 + ROUNDING) / 2 + (share > 1 / 3 + ROUNDING) / 2,
    ]
    for least in THRESHOLDS:
        middle = np.where(share >= least, share, 0.0)
        packed.append(np.where(share > 1 - least + ROUNDING, 1.0, middle))
    return packed


def follow_order(instance: Instance, open_waves: Flags) -> str:
    """Pass first and last waves along the order; name a group that has no wave left."""
    waves = instance.waves
    numbers = np.arange(waves)
    by_succ = np.argsort(instance.succ, kind="stable")
    by_pred = np.argsort(-instance.pred, kind="stable")
    if not open_waves.any(axis=1).all():
        return no_wave(instance, open_waves)
    first = open_waves.argmax(axis=1).tolist()
    last = (waves - 1 - open_waves[:, ::-1].argmax(axis=1)).tolist()
    pred, succ, lag = instance.pred.tolist(), instance.succ.tolist(), instance.lag.tolist()
    next_open = following(open_waves)
    last_open = preceding(open_waves)
    for arc in by_succ.tolist():
        group = succ[arc]
        earliest = max(first[group], first[pred[arc]] + lag[arc])
        first[group] = int(next_open[group, min(earliest, waves)])
    for arc in by_pred.tolist():
        group = pred[arc]
        latest = min(last[group], last[succ[arc]] - lag[arc])
        last[group] = int(last_open[group, max(latest, -1) + 1])
    open_waves &= numbers[None, :] >= np.array(first)[:, None]
    open_waves &= numbers[None, :] <= np.array(last)[:, None]
    return "" if open_waves.any(axis=1).all() else no_wave(instance, open_waves)


def following(open_waves: Flags) -> NDArray[np.int64]:
    """[G, W + 1] first open wave from each wave on; W where there is none."""
    groups, waves = open_waves.shape
    result = np.full((groups, waves + 1), waves, dtype=np.int64)
    for wave in range(waves - 1, -1, -1):
        result[:, wave] = np.where(open_waves[:, wave], wave, result[:, wave + 1])
    return result


def preceding(open_waves: Flags) -> NDArray[np.int64]:
    """[G, W + 1] last open wave up to each wave (shifted by one); -1 where there is none."""
    groups, waves = open_waves.shape
    result = np.full((groups, waves + 1), -1, dtype=np.int64)
    for wave in range(waves):
        result[:, wave + 1] = np.where(open_waves[:, wave], wave, result[:, wave])
    return result


def no_wave(instance: Instance, open_waves: Flags) -> str:
    """Name a workload whose group has no wave left."""
    group = int(np.flatnonzero(~open_waves.any(axis=1))[0])
    if group >= instance.groups - instance.leavers:
        # A platform is left with the last of those it waits for.
        group = int(instance.pred[instance.succ == group][0])
    member = instance.ids[int(np.flatnonzero(instance.group_of == group)[0])]
    return f"No wave is left for {member}, given its dates, what it needs and the limits."


def closure_amounts(instance: Instance, amounts: Floats | None = None) -> tuple[Floats, Floats]:
    """[R, G] amounts that must move before or with each group, and with or after it."""
    if amounts is None:
        amounts = instance.amounts[0]
    if instance.reach is None:
        return amounts, amounts
    if instance.groups > COMPILED_GROUPS:
        return compiled_sums(instance.reach, amounts)
    before = np.zeros_like(amounts)
    after = np.zeros_like(amounts)
    for start in range(0, instance.groups, BLOCK):
        rows = slice(start, min(start + BLOCK, instance.groups))
        bits = unpack(instance.reach[rows], instance.groups).astype(np.float64)
        before[:, rows] = amounts @ bits.T
        after += amounts[:, rows] @ bits
    return before, after


def compiled_sums(reach: NDArray[np.uint64], amounts: Floats) -> tuple[Floats, Floats]:
    """Sum over the closure, set bits alone: at 10,000 groups some ten times faster than dense."""
    from planner.optimising.kernels.transitive_closure import sum_over_closure

    each = np.ascontiguousarray(amounts.T)
    before, after = np.zeros_like(each), np.zeros_like(each)
    sum_over_closure(reach, each, before, after)
    return np.ascontiguousarray(before.T), np.ascontiguousarray(after.T)


def unpack(rows: NDArray[np.uint64], groups: int) -> NDArray[np.uint8]:
    """[rows, G] bits as numbers 0 and 1."""
    little = np.ascontiguousarray(rows).astype("<u8", copy=False).view(np.uint8)
    return np.unpackbits(little, axis=1, bitorder="little")[:, :groups]


def close_by_closure(packing: Packing, before: Floats, after: Floats, open_waves: Flags) -> None:
    """Close waves by which all that must come first cannot have moved, or what follows cannot.

    With ``A[r, g]`` the amount of all that g needs (g included): g may be in wave w only where
    ``A[r, g]`` is at most what the waves up to w hold; likewise from the end for all that needs g,
    of which only what falls due at the cut-over is sure to fall into w or later.
    """
    waves = open_waves.shape[1]
    present = open_waves.any(axis=0)
    # Work falls due in waves before those of cut-over, so room counts up to the last of these.
    used = np.maximum.accumulate(present[::-1])[::-1]
    until = packing.room(list(range(waves)), used=used)
    onward = packing.room(list(range(waves - 1, -1, -1)), used=present)[:, ::-1]
    for row in range(len(before)):
        for amount, room in ((before[row], until[row]), (after[row], onward[row])):
            margin = 1e-9 * max(1.0, float(amount.max(initial=0.0)))
            open_waves &= amount[:, None] <= room[None, :] + margin


def unreachable_floor(instance: Instance, open_waves: Flags) -> str:
    """Name a lower limit that all groups together could not reach."""
    floor = instance.floor
    for bound in np.flatnonzero(floor > 0).tolist():
        row = int(instance.limit_of[bound])
        inside = instance.bound_of[row] == bound
        possible = 0.0
        for before, amounts in enumerate(instance.amounts[:, row]):
            landing = open_waves[:, before:] & inside[: len(inside) - before]
            possible += float(amounts @ landing.any(axis=1))
        if possible < floor[bound] * (1 - 1e-12):
            wave = int(inside.argmax())
            name = instance.limit_ids[row]
            return f"Wave {wave + 1} cannot hold as much as {name} asks for."
    return ""
