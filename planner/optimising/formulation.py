"""The integer program over both stages in the making: columns, rows, and what they mean.

Variables
    ``x[i,p]`` = 1 when workload i goes to target p;
    ``u[i,p,w]`` = 1 when i has moved onto p by the end of wave w (p is a move), so that
    ``u[i,p,w] <= u[i,p,w+1]`` and ``u[i,p,last] = x[i,p]``; ``z[i,w] = sum_p u[i,p,w]``;

    ``y[i,p,w] = u[i,p,w] - u[i,p,w-1]`` = 1 when i moves onto p in wave w, where asked for.

This is the by-time step formulation of scheduling (Pritsker, Watters and Wolfe 1969; Christofides,
Alvarez-Valdes and Tamarit 1987), whose order is a difference of two sums. ``stay[i]`` is
``x[i,current]``, so that nothing binds where an end stays. What users ask for is in
:mod:`~planner.optimising.rules`, what it costs in :mod:`~planner.optimising.rules.costs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from planner.optimising.problem import PlanningProblem

__all__ = ["Formulation", "Row", "Terms", "minus", "plus", "summed"]

type Terms = dict[int, float]


@dataclass(frozen=True, slots=True)
class Row:
    """``terms <= right``; ``terms = right`` where it is ``equal``."""

    terms: Terms
    right: float
    equal: bool = False


@dataclass(slots=True)
class Formulation:
    """Columns and structural rows of one problem.

    ``x[i]`` maps target to column; ``u[i][p][w - 1]`` is the column of ``u[i,p,w]`` (the last one
    is that of x); ``stay[i]`` the column of staying, None where i has to move; ``y[i][p][w - 1]``
    that of ``y[i,p,w]``, empty where it was built without. With y the steps are whole because the
    moves are, and limits of waves become plain knapsacks, which solvers cut far better.
    ``extended`` has the column of the steps by which a limit is extended, ``occupied`` that of
    whether somebody is on the targets of a shared cost. ``choices`` counts these columns, which
    stand first. ``waves`` is 0 in a program of the placement alone.
    """

    problem: PlanningProblem
    waves: int = 0
    index: Mapping[str, int] = field(init=False)
    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    x: list[dict[str, int]] = field(default_factory=list)
    u: list[dict[str, list[int]]] = field(default_factory=list)
    y: list[dict[str, list[int]]] = field(default_factory=list)
    stay: list[int | None] = field(default_factory=list)
    extended: dict[str, int] = field(default_factory=dict)
    occupied: dict[str, int] = field(default_factory=dict)
    choices: int = 0
    structure: list[Row] = field(default_factory=list)
    _carriers: dict[str, list[Carrier]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = {workload.id: i for i, workload in enumerate(self.problem.workloads)}

    @classmethod
    def of(
        cls, problem: PlanningProblem, *, with_waves: bool = True, with_moves: bool = False
    ) -> Formulation:
        """Build the columns and the rows that make a plan of them; no costs and no rules yet.

        ``with_moves`` adds the columns y, which make the program larger and its proof shorter.
        """
        made = cls(problem, waves=len(problem.waves) if with_waves else 0)
        made._add_choices()
        if with_moves:
            made._add_moves()
        for limit in problem.limits:
            if limit.extension is not None:
                most = float(limit.extension.most)
                made.extended[limit.id] = made.add_column(upper=most, integer=True)
        made._add_occupied()
        made.choices = len(made.cost)
        return made

    def add_column(self, cost: float = 0.0, upper: float = 1.0, *, integer: bool = False) -> int:
        """Add a column from 0 to ``upper``; return its number."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.cost) - 1

    def _add_choices(self) -> None:
        """``sum_p x[i,p] = 1``; steps rise and end at x."""
        last = self.waves
        for workload in self.problem.workloads:
            chosen = {target: self.add_column(integer=True) for target in workload.cost}
            self.x.append(chosen)
            self.structure.append(Row(dict.fromkeys(chosen.values(), 1.0), 1.0, equal=True))
            steps: dict[str, list[int]] = {}
            for target, column in chosen.items():
                if not last or not workload.moves_to(target):
                    continue
                columns = [self.add_column(integer=True) for _ in range(last - 1)] + [column]
                steps[target] = columns
                for earlier, later in pairwise(columns):
                    self.structure.append(Row({earlier: 1.0, later: -1.0}, 0.0))
            self.u.append(steps)
            current = workload.current
            self.stay.append(chosen.get(current) if current is not None else None)

    def _add_moves(self) -> None:
        """``y[i,p,w] = u[i,p,w] - u[i,p,w-1]``; the steps need no integrality of their own."""
        placing = {column for chosen in self.x for column in chosen.values()}
        for by_target in self.u:
            made: dict[str, list[int]] = {}
            for target, steps in by_target.items():
                made[target] = [self.add_column(integer=True) for _ in steps]
                for wave, column in enumerate(steps):
                    terms = {column: 1.0, made[target][wave]: -1.0}
                    if wave:
                        terms[steps[wave - 1]] = -1.0
                    self.structure.append(Row(terms, 0.0, equal=True))
                    if column not in placing:
                        self.integer[column] = False
            self.y.append(made)

    def _add_occupied(self) -> None:
        """``x[i,p] summed over p in T <= o <= sum over all i of them``, so o is 0 or 1."""
        for shared in self.problem.shared_costs:
            column = self.occupied[shared.id] = self.add_column()
            everybody: Terms = {column: 1.0}
            for workload in self.problem.members(shared):
                chosen = self.x[self.index[workload.id]]
                own = {chosen[target]: 1.0 for target in shared.targets if target in chosen}
                if own:
                    self.structure.append(Row({**own, column: -1.0}, 0.0))
                    everybody |= minus(own)
            self.structure.append(Row(everybody, 0.0))

    def moved(self, i: int, wave: int) -> Terms:
        """Return the terms of ``z[i,wave]``; none before the first wave."""
        if wave < 1:
            return {}
        return {columns[wave - 1]: 1.0 for columns in self.u[i].values()}

    def late(self, i: int, latest: int) -> Terms:
        """``sum over w from latest to last - 1 of (z[i,last] - z[i,w])``: waves too late."""
        return summed(
            plus(self.moved(i, self.waves), minus(self.moved(i, wave)))
            for wave in range(latest, self.waves)
        )

    def cutting_over(self, i: int, target: str, wave: int) -> Terms:
        """Return the terms of a move of i onto a target in a wave; none outside the waves."""
        if not 1 <= wave <= self.waves:
            return {}
        if self.y:
            return {self.y[i][target][wave - 1]: 1.0}
        steps = self.u[i][target]
        return {steps[wave - 1]: 1.0} | ({steps[wave - 2]: -1.0} if wave > 1 else {})

    def carriers(self, amount: str) -> list[Carrier]:
        """Moves that take something of an amount, with what they take by wave."""
        if amount not in self._carriers:
            self._carriers[amount] = [
                Carrier(i, target, work)
                for i, workload in enumerate(self.problem.workloads)
                if amount in workload.amounts
                for target in self.u[i]
                if any(work := workload.work(amount, target))
            ]
        return self._carriers[amount]

    def load(self, amount: str, wave: int) -> Terms:
        """``sum over i, k of amount[i,k] (z[i,w+k] - z[i,w+k-1])``, k waves before cut-over."""
        return summed(
            {column: weight * entry for column, weight in cutting.items()}
            for carrier in self.carriers(amount)
            for ahead, entry in enumerate(reversed(carrier.work))
            if entry and (cutting := self.cutting_over(carrier.i, carrier.target, wave + ahead))
        )

    def plan(self, values: Iterable[float]) -> tuple[dict[str, str], dict[str, int | None] | None]:
        """Return placement and waves that a solution's columns say."""
        value = list(values)
        placement: dict[str, str] = {}
        wave: dict[str, int | None] = {}
        for i, workload in enumerate(self.problem.workloads):
            target = max(self.x[i], key=lambda p: value[self.x[i][p]])
            placement[workload.id] = target
            steps = self.u[i].get(target)
            if steps:
                wave[workload.id] = next(
                    (w for w, column in enumerate(steps, 1) if value[column] > 0.5), len(steps)
                )
            else:
                wave[workload.id] = None
        return placement, wave if self.waves else None


@dataclass(frozen=True, slots=True)
class Carrier:
    """A move of workload ``i`` onto ``target`` takes ``work``, the last entry at cut-over."""

    i: int
    target: str
    work: tuple[float, ...]


def minus(terms: Terms) -> Terms:
    """Return the terms with the other sign."""
    return {column: -weight for column, weight in terms.items()}


def plus(*parts: Terms) -> Terms:
    """Return the sum of terms."""
    return summed(parts)


def summed(parts: Iterable[Terms]) -> Terms:
    """Return the sum of terms, without those that cancel out."""
    total: Terms = {}
    for part in parts:
        for column, weight in part.items():
            total[column] = total.get(column, 0.0) + weight
    return {column: weight for column, weight in total.items() if weight}
