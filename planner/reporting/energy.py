"""Energy and emissions a year, today and after the plan, by place and in all."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from planner.reporting.figures import Figures
from planner.reporting.moves import Move

__all__ = ["Energy", "energy_by_target", "energy_of", "energy_total"]


@dataclass(frozen=True, slots=True)
class Energy:
    """Energy in kWh and emissions in kg of CO2 equivalent, a year.

    Today of ``known_now`` of ``of_now`` workloads, after the plan of ``known`` of ``of``.
    """

    known_now: int
    of_now: int
    known: int
    of: int
    kwh_now: float
    kwh_after: float
    kg_now: float
    kg_after: float


type Use = tuple[float, float]


def energy_of(move: Move) -> tuple[Use, Use] | None:
    """Return energy and emissions today and after the plan; None where either is not known.

    A new workload uses nothing today, one that retires nothing after.
    """
    none: Use = (0.0, 0.0)
    found = []
    for case, nothing in ((move.staying, not move.current), (move.case, move.retires)):
        if nothing:
            found.append(none)
        elif case is None or not case.kwh_year or case.kg_year is None:
            return None  # what runs uses something: nought of it is no figure
        else:
            found.append((case.kwh_year, case.kg_year))
    return found[0], found[1]


def energy_total(figures: Figures) -> Energy:
    """Return the sums over all places: of what is there today, and of what is there then.

    What is new is nowhere today, and what retires nowhere after: the places add up to the total.
    """
    places = {target.id for target in figures.targets}
    return _added(
        [move for move in figures.moves if move.current in places],
        [move for move in figures.moves if move.target in places],
    )


def energy_by_target(figures: Figures) -> dict[str, Energy]:
    """Return the sums by place: today what is there today, after what is there then."""
    return {
        target.id: _added(
            [move for move in figures.moves if move.current == target.id],
            [move for move in figures.moves if move.target == target.id],
        )
        for target in figures.targets
    }


def _added(today: Iterable[Move], later: Iterable[Move]) -> Energy:
    now, after = ([(move, energy_of(move)) for move in moves] for moves in (today, later))
    here = [use[0] for _, use in now if use is not None]
    there = [use[1] for _, use in after if use is not None]
    return Energy(
        len(here),
        len(now),
        len(there),
        len(after),
        *(math.fsum(one[part] for one in uses) for part in (0, 1) for uses in (here, there)),
    )
