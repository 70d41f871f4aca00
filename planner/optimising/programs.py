"""The exact programs, all from one list of rules: joint, placement, waves, elastic.

A program of one stage is the one over both with columns left out: without waves it is the
placement's, with one target a workload the waves'. A rule is taken away, or bent at the price of
its violation (elastic programming, Chinneck 2008, chapter 6), without building the program again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.jobs import Stop
from planner.optimising.formulation import Formulation, Row
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.rules import Rule, rules_of
from planner.optimising.rules.costs import (
    PLACEMENT_COSTS,
    WAVE_COSTS,
    Cost,
    cost_of_moving,
    cost_of_placing,
    last_wave_used,
)
from planner.optimising.solver_arrays import row_unit
from planner.optimising.solvers import HIGHS, Answer, Ask, Statement, opened

__all__ = [
    "Program",
    "joint_program",
    "near_program",
    "placed_at",
    "placement_program",
    "roomy_program",
    "stated",
    "waves_program",
    "whole_program",
]


def stated(program: Formulation, costs: Iterable[Cost]) -> Formulation:
    """Add terms to the objective; return the program."""
    for cost in costs:
        cost(program)
    return program


def joint_program(problem: PlanningProblem) -> Formulation:
    """Both stages with every cost of ``early``, strong for the sake of its proof."""
    program = Formulation.of(problem, with_moves=True)
    return stated(program, (*PLACEMENT_COSTS, *WAVE_COSTS))


def whole_program(problem: PlanningProblem) -> Formulation:
    """Both stages in steps alone; with ``fewest`` the placement's costs are the objective."""
    early = problem.objective is WaveObjective.EARLY
    return stated(Formulation.of(problem), (*PLACEMENT_COSTS, *(WAVE_COSTS if early else ())))


def roomy_program(problem: PlanningProblem) -> Formulation:
    """Both stages; what a placement costs and, with ``early``, what its delay does."""
    early = problem.objective is WaveObjective.EARLY
    return stated(Formulation.of(problem), (*PLACEMENT_COSTS, *((cost_of_moving,) * early)))


def near_program(problem: PlanningProblem, placement: Mapping[str, str]) -> Formulation:
    """Both stages near a placement: separation counted against where neighbours stand in it."""
    program = Formulation.of(problem)
    costs: tuple[Cost, ...] = (cost_of_placing, *PLACEMENT_COSTS[2:])
    early = problem.objective is WaveObjective.EARLY
    stated(program, (*costs, *((cost_of_moving,) * early)))
    for item in problem.dependencies:
        for one, other in ((item.source, item.needed), (item.needed, item.source)):
            for target, column in program.x[program.index[one]].items():
                program.cost[column] += item.weight * problem.between(target, placement[other])
    return program


def placement_program(problem: PlanningProblem) -> Formulation:
    """The placement alone."""
    return stated(Formulation.of(problem, with_waves=False), PLACEMENT_COSTS)


def waves_program(problem: PlanningProblem, placement: Mapping[str, str]) -> Formulation:
    """The waves of one placement: what they cost, or the number of the last one used."""
    program = Formulation.of(placed_at(problem, placement), with_moves=True)
    early = problem.objective is WaveObjective.EARLY
    return stated(program, WAVE_COSTS if early else (last_wave_used,))


def placed_at(problem: PlanningProblem, placement: Mapping[str, str]) -> PlanningProblem:
    """Return the problem in which everybody can go to one target alone, by that placement."""
    workloads = tuple(
        replace(w, cost={placement[w.id]: w.cost[placement[w.id]]}) for w in problem.workloads
    )
    return replace(problem, workloads=workloads)


class Program:
    """A formulation with its rules, in a solver; every rule is in force until taken away.

    Parameters
    ----------
    formulation
        Its costs are the objective unless rules are bent.
    stop
        Lets a cancel through while the solver runs.
    solver
        Name of the solver.
    alike
        Which rules are bent by one amount all together; none where it is left out.
    """

    def __init__(
        self,
        formulation: Formulation,
        stop: Stop | None = None,
        solver: str = HIGHS,
        alike: Callable[[Rule], bool] = lambda _rule: False,
    ) -> None:
        self.formulation = formulation
        rules = rules_of(formulation.problem)
        with_rows = [
            (rule, list(rule.rows(formulation))) for rule in rules if _binds(rule, formulation)
        ]
        self.rules = [rule for rule, own in with_rows if own]
        rows = list(formulation.structure)
        self.rows_of: list[list[int]] = []
        for _rule, own in with_rows:
            if own:
                self.rows_of.append(list(range(len(rows), len(rows) + len(own))))
                rows.extend(own)
        unit = [_unit(row) for row in rows]
        self.right = [row.right / u for row, u in zip(rows, unit, strict=True)]
        self.columns = len(formulation.cost)
        # A slack counts in the rule's own units, or in whole relaxations where those are huge.
        self.grain = [
            max(rule.scale, largest) if largest > 1 else largest
            for rule, own in zip(self.rules, self.rows_of, strict=True)
            for largest in [max((unit[row] for row in own), default=1.0)]
        ]
        self.slack = list(range(self.columns, self.columns + len(self.rules)))
        together = [number for number, rule in enumerate(self.rules) if alike(rule)]
        for number in together:
            self.slack[number] = self.slack[together[0]]
            self.grain[number] = self.grain[together[0]]
        self._active = [True] * len(self.rules)
        self._bent: set[int] = set()
        self._session = opened(self._statement(rows, unit), stop or Stop(), solver)

    def _statement(self, rows: Sequence[Row], unit: Sequence[float]) -> Statement:
        """State all rows; the slack of every rule is there, closed."""
        bending = {row: rule for rule, own in enumerate(self.rows_of) for row in own}
        stated_rows = []
        for number, (row, u) in enumerate(zip(rows, unit, strict=True)):
            index, weight = list(row.terms), [w / u for w in row.terms.values()]
            if number in bending:
                index.append(self.slack[bending[number]])
                weight.append(-self.grain[bending[number]] / u)
            stated_rows.append((index, weight))
        closed = [0.0] * len(self.slack)
        return Statement(
            np.array(self.formulation.cost + closed),
            np.array(self.formulation.upper + closed),
            [*self.formulation.integer, *([False] * len(self.slack))],
            stated_rows,
            np.array(self.right, dtype=float),
            [row.equal for row in rows],
        )

    def keep(self, active: Collection[int]) -> None:
        """Put these rules in force, and no others."""
        wanted = set(active)
        for rule, rows in enumerate(self.rows_of):
            if (rule in wanted) == self._active[rule]:
                continue
            self._active[rule] = rule in wanted
            for row in rows:
                self._session.bound_row(row, self.right[row] if rule in wanted else math.inf)

    def bend(self, rules: Collection[int]) -> None:
        """Let these rules be broken at a price of their violation over their scale.

        The price becomes the objective; without any, the formulation's own costs come back.
        """
        wanted = set(rules)
        for rule in wanted ^ self._bent:
            self._session.bound_column(self.slack[rule], math.inf if rule in wanted else 0.0)
        price = np.zeros(self.columns + len(self.slack))
        if wanted:
            for rule in wanted:
                price[self.slack[rule]] = self.grain[rule] / self.rules[rule].scale
        else:
            price[: self.columns] = self.formulation.cost
        self._session.price(price)
        self._bent = wanted

    def close(self, columns: Iterable[int]) -> None:
        """Hold these columns at 0 from now on."""
        for column in columns:
            self._session.bound_column(column, 0.0)

    def bendable(self) -> list[int]:
        """Rules that can be relaxed."""
        return [number for number, rule in enumerate(self.rules) if rule.change]

    def run(self, ask: Ask) -> Answer:
        """Solve."""
        return self._session.run(ask)

    def violation(self, rule: int, columns: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        """By how much the rule is bent in an answer, in the rule's own units.

        With what its rows let pass already: a limit is short by all that is above it.
        """
        bent = max(0.0, float(columns[self.slack[rule]])) * self.grain[rule]
        return bent + self.rules[rule].tolerance if bent > 0 else 0.0


def _binds(rule: Rule, formulation: Formulation) -> bool:
    return formulation.waves > 0 or not (rule.of_waves or rule.change == "later")


def _unit(row: Row) -> float:
    """Unit of a row's figures."""
    return row_unit(max((abs(weight) for weight in row.terms.values()), default=0.0))
