"""Layers of the dependency map: what needs nothing stands first, then what needs only that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

__all__ = ["layers"]


def layers(names: Sequence[str], needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the layer of each name, from 1: one more than the highest of what it needs.

    Rings are cut at the link that closes them, met depth first in the order given, so that nearly
    all links lead one way: the first two steps of a layered drawing, after Sugiyama, Tagawa and
    Toda, "Methods for visual understanding of hierarchical system structures", IEEE Transactions
    on Systems, Man, and Cybernetics 11 (1981), 109-125.

    Parameters
    ----------
    names
        Every node once; the order decides where rings are cut.
    needs
        What each needs; names that are not among ``names`` are passed over.
    """
    found: dict[str, int] = {}
    known, met = set(names), set[str]()
    for start in names:
        trail: list[tuple[str, Iterator[str]]] = []
        if start not in met:
            met.add(start)
            trail.append((start, iter(needs.get(start, ()))))
        while trail:
            name, left = trail[-1]
            ahead = next((one for one in left if one in known and one not in met), None)
            if ahead is not None:
                met.add(ahead)
                trail.append((ahead, iter(needs.get(ahead, ()))))
                continue
            trail.pop()
            below = (found[one] for one in needs.get(name, ()) if one in found)
            found[name] = 1 + max(below, default=0)
    return found
