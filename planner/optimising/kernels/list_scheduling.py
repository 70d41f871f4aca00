"""List scheduling: the parallel schedule generation scheme, wave by wave.

After Kolisch, Serial and parallel resource-constrained project scheduling methods revisited (1996).
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["fill_waves"]


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def fits(
    group: cython.Py_ssize_t, wave: cython.Py_ssize_t, load_start: cython.longlong[::1],
    load_row: cython.longlong[::1], load_shift: cython.longlong[::1],
    load_amount: cython.double[::1], bound_of: cython.longlong[:, ::1], room: cython.double[::1],
) -> cython.bint:  # fmt: skip
    """Take the room of a group in a wave; give it back and say so where it does not fit.

    Several parts of its work may fall due in one period, so they are taken one after the other.
    """
    stop: cython.Py_ssize_t = load_start[group + 1]
    full: cython.bint = False
    k: cython.Py_ssize_t = load_start[group]
    while k < stop:
        bound = bound_of[load_row[k], wave + load_shift[k]]
        if bound >= 0:
            room[bound] -= load_amount[k]
            full = room[bound] < 0.0
        k += 1
        if full:
            break
    if not full:
        return True
    while k > load_start[group]:
        k -= 1
        bound = bound_of[load_row[k], wave + load_shift[k]]
        if bound >= 0:
            room[bound] += load_amount[k]
    return False


@cython.locals(fitting=cython.bint, changed=cython.bint)
@cython.locals(sooner=cython.longlong, kept=cython.longlong, count=cython.longlong)
@cython.locals(group=cython.Py_ssize_t)
def fill_waves(
    order: cython.longlong[::1], open_waves: cython.uchar[:, ::1],
    need_start: cython.longlong[::1], need_item: cython.longlong[::1],
    need_lag: cython.longlong[::1], load_start: cython.longlong[::1],
    load_row: cython.longlong[::1], load_shift: cython.longlong[::1],
    load_amount: cython.double[::1], bound_of: cython.longlong[:, ::1], most: cython.double[::1],
    fallback: cython.longlong[::1], plan: cython.longlong[::1],
) -> None:  # fmt: skip
    """Fill one wave after the other in the order given.

    A group is placed as soon as all it needs is, where all its work still fits; whatever finds no
    wave goes to its ``fallback`` wave, over the limits, for the search to repair. Fills ``plan``,
    shape (groups,). ``open_waves`` is 1 where a group may cut over, shape (groups, waves); needs
    and loads are rows as in the kernel of annealing, ``most`` has an entry for each bound.
    """
    groups, waves = open_waves.shape[0], open_waves.shape[1]
    room: cython.double[::1] = np.array(most)
    left: cython.longlong[::1] = np.array(order)
    with cython.nogil:
        for group in range(groups):
            plan[group] = -1
        count = groups
        for wave in range(waves):
            changed = True
            while changed:
                changed = False
                kept = 0
                for place in range(count):
                    group = left[place]
                    fitting = open_waves[group, wave] != 0
                    if fitting:
                        for k in range(need_start[group], need_start[group + 1]):
                            sooner = plan[need_item[k]]
                            if sooner < 0 or sooner + need_lag[k] > wave:
                                fitting = False
                                break
                    if fitting and fits(
                        group, wave, load_start, load_row, load_shift, load_amount, bound_of, room
                    ):
                        plan[group] = wave
                        changed = True
                    else:
                        left[kept] = group
                        kept += 1
                count = kept
        for place in range(count):
            plan[left[place]] = fallback[left[place]]
