"""List scheduling: the parallel schedule generation scheme, wave by wave.

After Kolisch, Serial and parallel resource-constrained project scheduling methods revisited (1996).
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["fill_waves"]


@cython.locals(
    changed=cython.bint, count=cython.longlong, fits=cython.bint, kept=cython.longlong,
    sooner=cython.longlong,
)  # fmt: skip
def fill_waves(
    order: cython.longlong[::1], open_waves: cython.uchar[:, ::1],
    need_start: cython.longlong[::1], need_item: cython.longlong[::1],
    need_lag: cython.longlong[::1], amounts: cython.double[:, ::1], most: cython.double[:, ::1],
    fallback: cython.longlong[::1], plan: cython.longlong[::1],
) -> None:  # fmt: skip
    """List scheduling: fill one wave after the other in the order given.

    A group is placed as soon as all it needs is, where its amounts still fit; whatever finds no
    wave goes to its ``fallback`` wave, over the limits, for the search to repair. Fills ``plan``.
    """
    groups, waves = open_waves.shape[0], open_waves.shape[1]
    limits = amounts.shape[1]
    room: cython.double[::1] = np.empty(limits)
    left: cython.longlong[::1] = np.empty(groups, dtype=np.int64)
    with cython.nogil:
        for group in range(groups):
            left[group] = order[group]
            plan[group] = -1
        count = groups
        for wave in range(waves):
            for r in range(limits):
                room[r] = most[wave, r]
            changed = True
            while changed:
                changed = False
                kept = 0
                for place in range(count):
                    group = left[place]
                    fits = open_waves[group, wave] != 0
                    if fits:
                        for k in range(need_start[group], need_start[group + 1]):
                            sooner = plan[need_item[k]]
                            if sooner < 0 or sooner + need_lag[k] > wave:
                                fits = False
                                break
                    if fits:
                        for r in range(limits):
                            if amounts[group, r] > room[r]:
                                fits = False
                                break
                    if fits:
                        plan[group] = wave
                        changed = True
                        for r in range(limits):
                            room[r] -= amounts[group, r]
                    else:
                        left[kept] = group
                        kept += 1
                count = kept
        for place in range(count):
            plan[left[place]] = fallback[left[place]]
