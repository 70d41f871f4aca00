"""Sums over the transitive closure of the order."""

from __future__ import annotations

import cython

__all__ = ["sum_over_closure"]


@cython.locals(h=cython.longlong, bits=cython.ulonglong)
def sum_over_closure(
    reach: cython.ulonglong[:, ::1], amounts: cython.double[:, ::1],
    before: cython.double[:, ::1], after: cython.double[:, ::1],
) -> None:  # fmt: skip
    """Add up ``amounts`` [G, R] of all that each group needs, and of all that needs it.

    ``reach`` [G, words] holds the closure as bits; only those that are set are visited.
    """
    groups, words, limits = reach.shape[0], reach.shape[1], amounts.shape[1]
    with cython.nogil:
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
