"""From today's yearly cost to that after the plan, and the one-off cost, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.reporting.figures import Figures

__all__ = ["Bridge", "bridge", "dearest_kept", "largest_saving", "largest_stay", "one_off_kinds"]


@dataclass(frozen=True, slots=True)
class Bridge:
    """What changes a year, in minor units: savings positive, platforms a cost.

    ``today - infrastructure - licences - staff + platforms = after``; ``benefit`` stands apart.
    """

    today: int
    infrastructure: int
    licences: int
    staff: int
    platforms: int
    after: int
    benefit: int


def bridge(figures: Figures) -> Bridge:
    """Return the bridge from running and people today to those after the plan."""
    moves = [move for move in figures.counted if move.saving_year_minor is not None]
    infrastructure = sum(
        move.infrastructure_now_minor - move.infrastructure_after_minor for move in moves
    )
    platforms = sum(figures.platforms.values())
    return Bridge(
        today=figures.run_now_minor + figures.staff_now_minor,
        infrastructure=infrastructure,
        licences=figures.saving_year_minor + platforms - infrastructure,
        staff=figures.staff_saving_year_minor,
        platforms=platforms,
        after=figures.run_after_minor + figures.staff_after_minor,
        benefit=figures.benefit_year_minor,
    )


def one_off_kinds(figures: Figures) -> dict[str, int]:
    """Return the one-off cost by kind, the largest first: ``work``, ``double_running`` and so on.

    What the lines do not explain is ``other``; the sum is that of all moves.
    """
    found = {"capacity": sum(bought.cost_minor for bought in figures.bought)}
    for move in figures.counted:
        for kind, amount in move.one_off_kinds.items():
            found[kind] = found.get(kind, 0) + amount
    kept = ((kind, amount) for kind, amount in found.items() if amount)
    return dict(sorted(kept, key=lambda item: (-item[1], item[0])))


def largest_saving(figures: Figures) -> tuple[str, int] | None:
    """Return the workload that alone saves most running cost a year; None where none saves."""
    found = [(move.saving_year_minor or 0, move.id) for move in figures.counted if move.moves]
    most, key = max(found, default=(0, ""))
    return (key, most) if most > 0 else None


def dearest_kept(figures: Figures, names: Iterable[str]) -> tuple[str, ...]:
    """Return workloads that have to stay, those first whose staying costs most.

    In present value over the horizon, against the cheapest place anywhere, forbidden or not.
    """

    def lost(key: str) -> int:
        cases = figures.study.assessment.workloads[key].cases
        costs = [case.net_present_minor for case in cases.values()]
        here = cases.get(figures.study.plan.placement.get(key, ""))
        return here.net_present_minor - min(costs) if here is not None else 0

    return tuple(sorted(names, key=lambda key: (-lost(key), key)))


def largest_stay(figures: Figures) -> tuple[str, str, int] | None:
    """Return what staying costs most: a workload, the place it would cost least, the difference.

    In present value over the horizon, by the assessment of this one workload, among the places that
    nothing forbids it; None where staying is nobody's loss.
    """
    found = []
    for move in figures.counted:
        if move.stays and move.staying is not None:
            cases = move.assessed.cases.items()
            costs = [(one.net_present_minor, key) for key, one in cases if not one.forbidden]
            least, target = min(costs, default=(move.staying.net_present_minor, ""))
            found.append((move.staying.net_present_minor - least, move.id, target))
    most, key, target = max(found, default=(0, "", ""))
    return (key, target, most) if most > 0 else None
