"""Compiled sums over the closure; imported late, since compiling needs numba."""

from __future__ import annotations

from typing import Any

from numba import njit  # noqa: TID253 - nothing imports this module before it is needed

__all__ = ["sum_over_closure"]


@njit(cache=True, nogil=True)
def sum_over_closure(reach: Any, amounts: Any, before: Any, after: Any) -> None:
    """Add up ``amounts`` [G, R] of all that each group needs, and of all that needs it.

    ``reach`` [G, words] holds the closure as bits; only those that are set are visited.
    """
    groups, words = reach.shape
    limits = amounts.shape[1]
    for g in range(groups):
        for word in range(words):
            bits = reach[g, word]
            if bits == 0:
                continue
            h = word * 64
            while bits != 0:
                if bits & 1:
                    for r in range(limits):
                        before[g, r] += amounts[h, r]
                        after[h, r] += amounts[g, r]
                bits >>= 1
                h += 1
