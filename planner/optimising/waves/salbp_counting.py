"""Ways of counting tasks so that no station holds more than one: dual feasible functions.

Each gives every task a weight and a station a room, in whole numbers, such that what fits into a
station by time fits by weight. The weight of the tasks left over the room bounds the stations left;
unlike a packing bound made anew, it is a sum that changes with every task (Fekete and Schepers,
Mathematical Programming 2001; they contain L2 of Martello and Toth, and LM2 and LM3 of Scholl).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

__all__ = ["counting_bound_of", "counting_functions"]

KEPT: Final = 24
"""Functions that are kept for the search, those that say most of the whole line."""
PARTS: Final = (1, 2, 3, 4, 5, 6, 8, 10)
THRESHOLDS: Final = 40

type Ints = Any


def counting_functions(times: Sequence[int], size: int) -> tuple[Ints, Ints]:
    """Return [F, n] weights and [F] rooms; the first is time itself."""
    every = list(_functions(np.array(times, np.int64), size))
    own, others = every[0], every[1:]
    others.sort(key=lambda pair: -float(pair[0].sum()) / float(pair[1]))
    kept = [own]
    seen = {own[0].tobytes()}
    for weight, room in others:
        if len(kept) < KEPT and weight.tobytes() not in seen:
            seen.add(weight.tobytes())
            kept.append((weight, room))
    return (
        np.ascontiguousarray(np.array([weight for weight, _ in kept], np.int64)),
        np.array([room for _, room in kept], np.int64),
    )


def counting_bound_of(times: Sequence[int], size: int) -> int:
    """Least stations by every function, not only those kept."""
    if not len(times):
        return 0
    array = np.array(times, np.int64)
    return max(-(-int(weight.sum()) // room) for weight, room in _functions(array, size))


def _functions(times: Ints, size: int) -> Iterator[tuple[Ints, int]]:
    yield times, size
    for parts in PARTS:
        yield _rounded(times, size, parts)
    small = np.unique(times[(times > 0) & (2 * times <= size)])
    if len(small) > THRESHOLDS:
        small = small[np.linspace(0, len(small) - 1, THRESHOLDS).astype(int)]
    for least in small.tolist():
        polar = np.where(times > size - least, size, np.where(times >= least, times, 0))
        yield polar, size
        for parts in PARTS[:4]:
            yield _rounded(polar, size, parts)
        yield _pieces(times, size, least)
    for least in np.unique(times[2 * times > size]).tolist()[:THRESHOLDS]:
        other = size - least + 1
        if 0 < 2 * other <= size:
            polar = np.where(times >= least, size, np.where(times >= other, times, 0))
            yield polar, size
            yield _pieces(times, size, other)


def _rounded(times: Ints, size: int, parts: int) -> tuple[Ints, int]:
    """``u(k)``: floor((k+1) t / C) / k, or t / C itself where (k+1) t / C is whole."""
    scaled = (parts + 1) * times
    whole = scaled % size == 0
    return np.where(whole, parts * times, scaled // size * size), parts * size


def _pieces(times: Ints, size: int, least: int) -> tuple[Ints, int]:
    """Count in pieces of ``least``; what is above a half, by what it leaves to others."""
    most = size // least
    above = 2 * most - 2 * ((size - times) // least)
    below = 2 * (times // least)
    return np.where(2 * times > size, above, np.where(2 * times == size, most, below)), 2 * most
