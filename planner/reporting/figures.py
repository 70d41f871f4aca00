"""The numbers of a study, worked out once: every drawer prints these and no others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from planner.assessing.price_sheet import own_prices
from planner.assessing.worth import Bought, bought
from planner.model.programme import Target, WaveSlot
from planner.model.study import Study
from planner.optimising.problem import Limit, ProblemWorkload
from planner.reporting.load import TeamLoad, team_loads
from planner.reporting.moves import RETIRED, Move, move_of

__all__ = ["Figures", "WaveFigures", "counted", "counted_out"]


@dataclass(frozen=True, slots=True)
class WaveFigures:
    """One wave: what moves in it, what it takes, what it costs.

    ``capacity_days`` maps team id to the limit of this wave; a team without one is absent.
    ``load_days`` and ``counted_days`` are the work done in the wave, that of moves cut over later
    among it; the second is what the plan was checked by.
    ``waits_on`` are pairs (mover, needed in an earlier wave). ``actual_day`` and ``actual_days``
    (by team) are what was entered once the wave was under way. ``cut_over`` is the last day of the
    wave outside freezes: the day by which everything in it has been cut over.
    """

    number: int
    slot: WaveSlot
    cut_over: date
    moves: tuple[Move, ...]
    load_days: Mapping[str, float]
    capacity_days: Mapping[str, float]
    waits_on: tuple[tuple[str, str], ...]
    frozen: bool
    state: str
    actual_day: date | None = None
    actual_days: Mapping[str, float] = field(default_factory=dict)

    @property
    def one_off_minor(self) -> int:
        """One-off cost of the wave."""
        return sum(move.one_off_minor for move in counted(self.moves))

    @property
    def one_off_known(self) -> bool:
        """Whether enough is known of any of its moves to count its money."""
        return bool(counted(self.moves))

    @property
    def saving_year_minor(self) -> int:
        """Run cost saved a year by the moves of the wave, as far as known."""
        return sum(move.saving_year_minor or 0 for move in counted(self.moves))

    @property
    def staff_saving_year_minor(self) -> int:
        """What fewer people cost less a year once the wave has moved."""
        return sum(move.staff_saving_year_minor for move in counted(self.moves))

    @property
    def benefit_year_minor(self) -> int:
        """What the moves of the wave bring the business a year."""
        return sum(move.benefit_year_minor for move in counted(self.moves))

    @property
    def saving_known(self) -> bool:
        """Whether the run cost of any of its moves is known."""
        return any(move.saving_year_minor is not None for move in counted(self.moves))

    @property
    def effort_days(self) -> float:
        """Person-days of all teams for the moves that are cut over in the wave."""
        return math.fsum(math.fsum(move.effort_days.values()) for move in self.moves)

    @property
    def highest_risk(self) -> float:
        """Highest risk of a move of the wave, 0 to 100."""
        return max((move.risk for move in self.moves), default=0.0)


def counted(moves: Iterable[Move]) -> tuple[Move, ...]:
    """Return the moves whose money counts: those that enough is known of."""
    return tuple(move for move in moves if not move.assessed.provisional)


def counted_out(figures: Figures) -> tuple[Move, ...]:
    """Return the moves whose money is in no total."""
    return tuple(move for move in figures.moving if move.assessed.provisional)


class Figures:
    """What can be counted and added up in a study.

    Everything is computed when first asked for and kept; nothing is rounded here.
    """

    def __init__(self, study: Study) -> None:
        self.study = study

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every workload of the inventory, in its order."""
        return tuple(move_of(self.study, workload) for workload in self.study.inventory.workloads)

    @cached_property
    def counted(self) -> tuple[Move, ...]:
        """What money is added up of: all but the provisional, which too little is known of."""
        return counted(self.moves)

    @cached_property
    def provisional(self) -> tuple[Move, ...]:
        """What too little is known of to place: its money is a line of its own in no total."""
        return tuple(move for move in self.moves if move.assessed.provisional)

    @cached_property
    def by_id(self) -> Mapping[str, Move]:
        """Moves by workload id."""
        return {move.id: move for move in self.moves}

    @cached_property
    def problem_workloads(self) -> Mapping[str, ProblemWorkload]:
        """Workloads of the planning problem by id; what retires is not among them."""
        return {item.id: item for item in self.study.problem.workloads}

    @cached_property
    def moving(self) -> tuple[Move, ...]:
        """What changes its place."""
        return tuple(move for move in self.moves if move.moves)

    @cached_property
    def staying(self) -> tuple[Move, ...]:
        """What is left where it is."""
        return tuple(move for move in self.moves if move.stays)

    @cached_property
    def retiring(self) -> tuple[Move, ...]:
        """What leaves."""
        return tuple(move for move in self.moves if move.retires)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Targets of the programme, then any the plan uses that the programme does not list."""
        listed = {target.id: target for target in self.study.programme.targets}
        for move in self.moves:
            for key in (move.current, move.target):
                if key and key != RETIRED and key not in listed:
                    kind = "legacy" if key == move.current else key
                    listed[key] = Target(key, kind, name="" if key == kind else key)
        return tuple(listed.values())

    @cached_property
    def target_by_id(self) -> Mapping[str, Target]:
        """Targets by id."""
        return {target.id: target for target in self.targets}

    @cached_property
    def own_prices(self) -> frozenset[str]:
        """Targets whose prices the programme gives; the rules' stand in for the others."""
        return own_prices(self.study.programme)

    @cached_property
    def before(self) -> Mapping[str, int]:
        """Workloads by place today; the key ``""`` counts new ones and unknown places."""
        return _count(move.current or "" for move in self.moves)

    @cached_property
    def after(self) -> Mapping[str, int]:
        """Workloads by place after the plan, :data:`RETIRED` included."""
        return _count(move.target for move in self.moves)

    @cached_property
    def run_now_minor(self) -> int:
        """Run cost a year today, as far as known."""
        return sum(move.run_now_minor or 0 for move in self.counted)

    @cached_property
    def platforms(self) -> Mapping[str, int]:
        """Fixed cost a year of each platform that the plan opens, by target id."""
        opened = self.study.assessment.platforms
        return {key: cost for key, cost in opened.items() if self.after.get(key)}

    @cached_property
    def run_after_minor(self) -> int:
        """Run cost a year after the plan, as far as known, with the platforms it opens."""
        return sum(move.run_after_minor or 0 for move in self.counted) + sum(
            self.platforms.values()
        )

    @cached_property
    def staff_now_minor(self) -> int:
        """Cost of people a year today, as far as known."""
        return sum(move.staff_now_minor for move in self.counted)

    @cached_property
    def staff_after_minor(self) -> int:
        """Cost of people a year after the plan, as far as known."""
        return sum(move.staff_after_minor for move in self.counted)

    @property
    def staff_saving_year_minor(self) -> int:
        """What fewer people cost less a year; never part of the saving of run cost."""
        return self.staff_now_minor - self.staff_after_minor

    @cached_property
    def benefit_year_minor(self) -> int:
        """What the moves bring the business a year; never called a saving."""
        return sum(move.benefit_year_minor for move in self.counted)

    @cached_property
    def staff_known(self) -> bool:
        """Whether anybody stated what people cost, of any workload that counts."""
        return any(move.staff_known for move in self.counted)

    @cached_property
    def benefit_known(self) -> bool:
        """Whether anybody stated what the business gains, of any workload that counts."""
        return any(move.benefit_known for move in self.counted)

    @cached_property
    def one_off_minor(self) -> int:
        """One-off cost of all moves, of what retires, and of the capacity that the plan buys."""
        bought = sum(bought.cost_minor for bought in self.bought)
        return sum(move.one_off_minor for move in self.counted) + bought

    @cached_property
    def bought(self) -> tuple[Bought, ...]:
        """Capacity that the plan buys beyond what its targets hold."""
        return bought(self.study.programme, self.limits_used)

    @property
    def one_off_known(self) -> bool:
        """Whether the one-off cost is known of any move, or nothing moves at all."""
        return not self.moving or bool(counted(self.moving))

    @property
    def saving_year_minor(self) -> int:
        """Run cost a year today less that after; negative where the plan costs more to run."""
        return self.run_now_minor - self.run_after_minor

    @cached_property
    def unpriced(self) -> int:
        """Workloads whose run cost is not known: neither a cell nor a size to price says it."""
        return sum(move.run_now_minor is None for move in self.moves)

    @cached_property
    def saving_of(self) -> int:
        """Workloads that running costs and savings are added up of: known and counted."""
        return sum(move.run_now_minor is not None for move in self.counted)

    @cached_property
    def estimated(self) -> int:
        """Workloads without a stated run cost, which the price sheet estimates by their sizes."""
        return sum(not _stated(move) and move.run_now_minor is not None for move in self.moves)

    @property
    def all_stated(self) -> bool:
        """Whether every workload that runs today came with its run cost, provisional or not."""
        return bool(self.counted) and all(map(_stated, self.moves))

    @property
    def money_known(self) -> bool:
        """Whether the run cost of any workload is known; where not, no saving may be stated."""
        return self.saving_of > 0

    @cached_property
    def retiring_saving_minor(self) -> int:
        """Run cost saved a year by what leaves, as far as known."""
        return sum(move.saving_year_minor or 0 for move in counted(self.retiring))

    @cached_property
    def retiring_one_off_minor(self) -> int:
        """What leaving costs once of what leaves: contracts, licences, what falls due before."""
        return sum(move.one_off_minor for move in counted(self.retiring))

    @cached_property
    def limits_used(self) -> tuple[tuple[Limit, float], ...]:
        """Limits of the placement and how much of each the plan uses, in the limit's unit."""
        problem, placement = self.study.problem, self.study.plan.placement
        by_id = self.problem_workloads
        return tuple(
            (
                limit,
                math.fsum(
                    by_id[key].amount(limit.amount, target)
                    for key, target in placement.items()
                    if target in limit.targets and key in by_id
                ),
            )
            for limit in problem.limits
        )

    @cached_property
    def effort_days(self) -> float:
        """Person-days of all moves and teams."""
        return math.fsum(wave.effort_days for wave in self.waves)

    @cached_property
    def waves(self) -> tuple[WaveFigures, ...]:
        """Waves in which something moves, in order."""
        numbers = sorted({move.wave for move in self.moving if move.wave is not None})
        return tuple(_wave(self, number) for number in numbers)

    @property
    def wave_numbers(self) -> range:
        """Every wave up to the last cut-over, those without a cut-over among them."""
        return range(1, self.waves[-1].number + 1) if self.waves else range(0)

    @cached_property
    def loads(self) -> tuple[TeamLoad, ...]:
        """Work of every team by wave, over the whole calendar."""
        return team_loads(self.study, self.moving)

    @cached_property
    def has_actuals(self) -> bool:
        """Whether actual dates or efforts have been entered for any wave."""
        return any(wave.actual_day or wave.actual_days for wave in self.waves)

    @cached_property
    def first_day(self) -> date | None:
        """First day of the first wave with moves."""
        return self.waves[0].slot.first_day if self.waves else None

    @cached_property
    def last_day(self) -> date | None:
        """Day of the last cut-over."""
        return self.waves[-1].cut_over if self.waves else None

    def ready_wave(self, target: Target) -> int:
        """First wave that may use the target, from the problem; 1 where it says nothing."""
        for known in self.study.problem.targets:
            if known.id == target.id:
                return known.ready_wave
        return 1

    def owner(self, move: Move) -> str:
        """Who answers for the risk of a move; empty where nobody has been named."""
        return move.workload.person("risk_owner") or self.study.programme.person("risk_owner")


def _stated(move: Move) -> bool:
    """Whether its run cost is in the inventory; a new workload has none to state."""
    return not move.current or move.workload.money("run_cost_year") is not None


def _count(keys: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts


def _wave(figures: Figures, number: int) -> WaveFigures:
    study = figures.study
    moves = tuple(move for move in figures.moving if move.wave == number)
    inside = {move.id for move in moves}
    waits = []
    for link in study.problem.dependencies:
        if link.source in inside and link.kind.value != "free":
            needed = figures.by_id.get(link.needed)
            if needed is not None and needed.wave is not None and needed.wave < number:
                waits.append((link.source, link.needed))
    progress = next((item for item in study.scenario.progress if item.wave == number), None)
    return WaveFigures(
        number=number,
        slot=study.calendar[number - 1],
        cut_over=study.programme.cut_over_day(study.calendar[number - 1]),
        moves=moves,
        load_days={one.team: one.days[number - 1] for one in figures.loads if one.days[number - 1]},
        capacity_days={
            one.team: most
            for one in figures.loads
            if (most := one.capacity[number - 1]) is not None
        },
        waits_on=tuple(dict.fromkeys(waits)),
        frozen=any(
            limit.amount == "count" and limit.at_most and limit.at_most[number - 1] == 0
            for limit in study.problem.wave_limits
        ),
        state=progress.state if progress else "planned",
        actual_day=progress.actual_day if progress else None,
        actual_days=dict(progress.actual_effort_days) if progress else {},
    )
