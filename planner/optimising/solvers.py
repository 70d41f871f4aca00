"""The one door to solvers: PuLP states a program, and what it drives solves it.

HiGHS where nothing is said; by name whatever PuLP can drive and finds installed (CBC, SCIP, CPLEX,
Gurobi, COPT, Xpress, ...). Status, bound, start, limits of time, nodes and threads, and a cancel
are translated here and nowhere else: no word of a solver goes further.
"""

from __future__ import annotations

import importlib.metadata
import math
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from types import ModuleType
from typing import Any, Final

import numpy as np

from planner.errors import BadInputError
from planner.jobs import Stop
from planner.optimising.banner import swallow_banner
from planner.optimising.work import (
    of_build,
    of_first_program,
    pivots_within,
    points_within,
    run_counted,
)

__all__ = [
    "FEASIBLE_POINT",
    "HIGHS",
    "UNSEEN",
    "Answer",
    "Ask",
    "Statement",
    "Verdict",
    "installed_solvers",
    "known_solver",
    "load_pulp",
    "opened",
    "solver_name",
    "solver_version",
    "solvers_used",
]

HIGHS: Final = "HiGHS"
MANY_COLUMNS: Final = 10_000
"""Beyond, the interior point method solves the wave steps some thirty times faster than simplex."""
ENDLESS: Final = 2**31 - 1
"""HiGHS's word for a count without a limit."""
PRESOLVED_START: Final = 1e-6
"""A solver's value and that of its columns differ by less than this share, or it has not kept both
together."""
FAR_TOO_LONG: Final = 8
"""Times the steps there are that a first linear program may take, which is an estimate."""
CHEAPEST, DEAREST = 1.0, 1e6
"""The largest cost that a solver is given lies between these; others are counted in other units."""
UNSEEN: Final = 1e-12
"""Costs below this change no value that can be stated; dividing by them would leave the numbers."""


class _Later(ModuleType):
    """A module that is imported when something of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


def load_pulp() -> Any:
    """Import PuLP without what reads solvers' logs, which is half of its loading.

    Every process that plans or asks would wait for it; the first log that is read imports it.
    """
    reader = "orloge"
    waiting = "pulp" not in sys.modules and reader not in sys.modules
    if waiting:
        sys.modules[reader] = _Later(reader)
    try:
        return importlib.import_module("pulp")
    finally:
        if waiting:
            del sys.modules[reader]


class Verdict(Enum):
    """What one run says."""

    SOLVED = "solved"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """Verdict, columns (None without a solution), objective and bound, in the program's own units.

    A solution with a gap still open is ``UNKNOWN`` with columns.
    """

    verdict: Verdict
    columns: Any = None
    value: float = math.inf
    bound: float = -math.inf
    nodes: int = 0
    steps: int = 1
    """What the run counts for as work."""


@dataclass(frozen=True, slots=True)
class Ask:
    """How one run is to be done.

    Attributes
    ----------
    seconds, nodes
        Limits; None for none.
    steps
        Work after which the run is ended; a solver that cannot be told how much it may take runs
        to its end.
    patient
        Run the first linear program of one in whole numbers to its end, however few steps there
        are for it.
    relaxed
        Leave integrality out.
    gap
        Relative gap that is enough, of max(1, |value|).
    start
        Values of the first columns to start from.
    found
        Told of the columns of every better plan, and the bound by then.
    """

    seconds: float | None = None
    nodes: int | None = None
    steps: int | None = None
    patient: bool = True
    relaxed: bool = False
    gap: float = 1e-4
    seed: int = 0
    start: Any = None
    found: Callable[[Any, float], None] | None = None


@dataclass(slots=True)
class Statement:
    """A program in rows, as it stands now: columns from 0 to ``upper``, rows up to ``right``.

    ``right`` is infinite where a row is out of force; ``equal`` rows are equations.
    """

    cost: Any
    upper: Any
    integer: Sequence[bool]
    rows: Sequence[tuple[Sequence[int], Sequence[float]]]
    right: Any
    equal: Sequence[bool]

    def unit(self) -> float:
        """Unit of costs in which a solver's tolerances make sense."""
        largest = float(np.abs(self.cost).max(initial=0.0))
        if largest > DEAREST:
            return largest / DEAREST
        return max(largest, UNSEEN) / CHEAPEST if 0 < largest < CHEAPEST else 1.0

    def in_pulp(self, *, relaxed: bool = False, every_row: bool = False) -> tuple[Any, list[Any]]:
        """State it in PuLP; return the problem and its variables by column."""
        pulp = load_pulp()

        problem = pulp.LpProblem("plan")
        columns = [
            problem.add_variable(
                f"c{number}",
                0.0,
                None if math.isinf(upper) else float(upper),
                "Integer" if whole and not relaxed else "Continuous",
            )
            for number, (upper, whole) in enumerate(zip(self.upper, self.integer, strict=True))
        ]
        unit = self.unit()
        terms = [(column, float(c) / unit) for column, c in zip(columns, self.cost, strict=True)]
        # A column without a term is left out by PuLP's writers; here every one keeps its place.
        problem.objective = pulp.LpAffineExpression.from_list(terms)
        for (index, weight), right, equal in zip(self.rows, self.right, self.equal, strict=True):
            if math.isinf(right) and not every_row:
                continue
            sum_of = [(columns[k], float(w)) for k, w in zip(index, weight, strict=True)]
            bound = 0.0 if math.isinf(right) else float(right)
            row = pulp.LpAffineExpression.from_list(sum_of, constant=-bound)
            problem.addConstraint(row == 0 if equal else row <= 0)
        return problem, columns


class HighsSession:
    """HiGHS with a program loaded, in which rows, columns and costs can be changed between runs."""

    def __init__(self, statement: Statement, stop: Stop) -> None:
        pulp = load_pulp()

        self.statement = statement
        self.stop = stop
        self.unit = statement.unit()
        stated, columns = statement.in_pulp(every_row=True)
        swallow_banner()
        driver = pulp.HiGHS(msg=False, **_OPTIONS)
        driver.createAndConfigureSolver(stated)
        driver.buildSolverModel(stated)
        place = {variable.id: at for at, variable in enumerate(stated.exported_variables())}
        self.place = np.array([place.get(column.id, -1) for column in columns], dtype=np.int32)
        self._solver = stated.solverModel
        self._building = of_build(self._solver.getNumRow(), self._solver.getNumNz())
        for row, right in enumerate(statement.right):
            if math.isinf(right):
                self.bound_row(row, right)

    def bound_row(self, row: int, right: float) -> None:
        """Move the right side of a row that is no equation; infinite takes it out of force."""
        self.statement.right[row] = right
        self._solver.changeRowBounds(row, -math.inf, right)

    def bound_column(self, column: int, upper: float) -> None:
        """Move a column's upper bound."""
        self.statement.upper[column] = upper
        if self.place[column] >= 0:
            self._solver.changeColBounds(int(self.place[column]), 0.0, upper)

    def price(self, cost: Any) -> None:
        """Put other costs in place."""
        self.statement.cost = cost
        self.unit = self.statement.unit()
        here = self.place >= 0
        own = self.place[here]
        self._solver.changeColsCost(len(own), own, np.asarray(cost)[here] / self.unit)

    def run(self, ask: Ask) -> Answer:
        """Solve as asked."""
        solver = self._solver
        unfinished = self._tried_first(ask)
        if unfinished is not None:
            return unfinished
        self._configure(ask)
        if ask.start is not None:
            given = self.place[: len(ask.start)]
            here = given >= 0
            solver.setSolution(int(here.sum()), given[here], np.asarray(ask.start)[here])
        found = ask.found

        def tell(event: Any) -> None:
            if found is not None:
                values = self._columns(event.data_out.mip_solution)
                found(values, event.data_out.mip_dual_bound * self.unit)

        if found is not None:
            solver.cbMipImprovingSolution.subscribe(tell)
        answer = self._solved(ask)
        if found is not None:
            solver.cbMipImprovingSolution.unsubscribe(tell)
        if ask.start is not None and self._start_came_back(answer):
            solver.clearSolver()
            answer = self._solved(ask, answer.steps)
        return answer

    def _tried_first(self, ask: Ask) -> Answer | None:
        """Run the first linear program alone where the steps are far from sufficing for it.

        HiGHS takes no program in whole numbers from its hand before that is solved, however long it
        takes; a linear one ends by its pivots. None where the whole program is to be run.
        """
        rows, entries = self._solver.getNumRow(), self._solver.getNumNz()
        enough = ask.steps is None or FAR_TOO_LONG * ask.steps >= of_first_program(rows, entries)
        if ask.patient or ask.relaxed or enough:
            return None
        alone = replace(ask, relaxed=True, start=None, found=None)
        self._configure(alone)
        answer = self._solved(alone)
        if answer.verdict is Verdict.SOLVED:
            self._building = answer.steps  # counted with the run that follows
            return None
        return Answer(answer.verdict, steps=answer.steps)

    def _solved(self, ask: Ask, before: int = 0) -> Answer:
        """Run once; steps that went ``before`` count with this run's, the building's too."""
        most = None if ask.steps is None or ask.relaxed else ask.steps - before - self._building
        steps = before + self._building
        self._building = 0
        steps += run_counted(self._solver, lambda: self.stop.cancelled, most)
        return replace(self._read(relaxed=ask.relaxed), steps=steps)

    def _configure(self, ask: Ask) -> None:
        solver, seconds = self._solver, self.stop.net_s(ask.seconds)
        spent = solver.getRunTime()
        large = ask.relaxed and len(self.place) > MANY_COLUMNS
        # HiGHS minds no pivots in a program in whole numbers: its run is counted from outside.
        steps = ask.steps if ask.relaxed else None
        entries = solver.getNumRow() + solver.getNumNz()
        options = {
            "solve_relaxation": ask.relaxed,
            "solver": "ipm" if large else "choose",
            "time_limit": math.inf if seconds is None else spent + max(0.01, seconds),
            "mip_rel_gap": ask.gap / 2,
            "mip_abs_gap": ask.gap / 2 / self.unit,
            "mip_max_nodes": ENDLESS if ask.nodes is None else max(1, ask.nodes),
            "simplex_iteration_limit": ENDLESS if steps is None else pivots_within(steps),
            "ipm_iteration_limit": ENDLESS if steps is None else points_within(steps, entries),
            "random_seed": ask.seed % 2**31,
        }
        for option, value in options.items():
            solver.setOptionValue(option, value)

    def _columns(self, values: Any) -> Any:
        """Return what a solver says of its columns in our order; those it left out are 0."""
        return np.where(self.place >= 0, np.asarray(values)[self.place], 0.0)

    def _start_came_back(self, answer: Answer) -> bool:
        """Whether the solver proved a better value but returned the columns of the start.

        HiGHS 1.16 does so where its presolve alone solves the program.
        """
        if answer.verdict is not Verdict.SOLVED:
            return False
        value = float(np.dot(self.statement.cost, answer.columns))
        return abs(value - answer.value) > PRESOLVED_START * max(1.0, abs(value))

    def _read(self, *, relaxed: bool) -> Answer:
        import highspy

        status = self._solver.getModelStatus()
        kinds = highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):  # nothing is unbounded
            return Answer(Verdict.INFEASIBLE)
        info = self._solver.getInfo()
        finished = status == kinds.kOptimal
        columns = None
        if info.primal_solution_status == FEASIBLE_POINT:
            columns = self._columns(self._solver.getSolution().col_value)
        bound = info.objective_function_value if relaxed and finished else info.mip_dual_bound
        value = info.objective_function_value if columns is not None else math.inf
        verdict = Verdict.SOLVED if finished and columns is not None else Verdict.UNKNOWN
        nodes = max(0, int(info.mip_node_count))
        return Answer(verdict, columns, value * self.unit, bound * self.unit, nodes)


FEASIBLE_POINT: Final = 2
"""HiGHS's word for columns that keep every row."""

_OPTIONS: Final[dict[str, Any]] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "mip_feasibility_tolerance": 1e-7,
    "primal_feasibility_tolerance": 1e-8,
    "dual_feasibility_tolerance": 1e-8,
}


class PulpSession:
    """Any other solver that PuLP drives: the program is stated anew for every run."""

    def __init__(self, statement: Statement, stop: Stop, name: str) -> None:
        self.statement = statement
        self.stop = stop
        self.name = name

    def bound_row(self, row: int, right: float) -> None:
        """Move the right side of a row that is no equation; infinite takes it out of force."""
        self.statement.right[row] = right

    def bound_column(self, column: int, upper: float) -> None:
        """Move a column's upper bound."""
        self.statement.upper[column] = upper

    def price(self, cost: Any) -> None:
        """Put other costs in place."""
        self.statement.cost = cost

    def run(self, ask: Ask) -> Answer:
        """Solve as asked; what a solver cannot be told (nodes, a seed) it is not told."""
        pulp, seconds = load_pulp(), self.stop.net_s(ask.seconds)

        stated, columns = self.statement.in_pulp(relaxed=ask.relaxed)
        if ask.start is not None:
            for column, value in zip(columns, ask.start, strict=False):
                column.setInitialValue(float(value))
        driver = pulp.getSolver(
            self.name,
            msg=False,
            timeLimit=None if seconds is None else max(0.01, seconds),
            gapRel=ask.gap / 2,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            said = stated.solve(driver)
        answer = self._read(said, columns, relaxed=ask.relaxed)
        if ask.found is not None and answer.columns is not None:
            ask.found(answer.columns, answer.bound)
        return answer

    def _read(self, said: Any, columns: list[Any], *, relaxed: bool) -> Answer:
        """Translate: a limit of time is no proof, whatever the solver calls it."""
        pulp = load_pulp()

        states = pulp.LpSolveStatus
        if said.status == states.Infeasible:
            return Answer(Verdict.INFEASIBLE)
        if not said.has_solution:
            return Answer(Verdict.UNKNOWN)
        values = np.array([column.varValue or 0.0 for column in columns])
        value = float(np.dot(self.statement.cost, values))
        solved = said.status == states.Optimal
        unit = self.statement.unit()
        bound = None if said.best_bound is None else said.best_bound * unit
        if bound is None or not math.isfinite(bound):
            bound = value if solved and relaxed else -math.inf
        return Answer(Verdict.SOLVED if solved else Verdict.UNKNOWN, values, value, bound)


def opened(statement: Statement, stop: Stop, name: str = HIGHS) -> HighsSession | PulpSession:
    """Return a solver with the program in it."""
    if name == HIGHS:
        return HighsSession(statement, stop)
    return PulpSession(statement, stop, name)


def installed_solvers() -> tuple[str, ...]:
    """Return the names of what PuLP finds installed, HiGHS first."""
    pulp = load_pulp()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = [str(name) for name in pulp.listSolvers(onlyAvailable=True)]
    return (HIGHS, *(name for name in found if name != HIGHS))


def known_solver(name: str) -> str:
    """Return the solver's name as it is known, whatever its case.

    Raises
    ------
    BadInputError
        It is not installed.
    """
    if name.casefold() == HIGHS.casefold():
        return HIGHS
    names = installed_solvers()
    for known in names:
        if known.casefold() == name.casefold():
            return known
    raise BadInputError(
        "errors.problem.no_solver_is_installed",
        "errors.problem.installed_are",
        name=name,
        names=", ".join(names),
    )


def solver_name() -> str:
    """Return name and version of the solver of programs in arrays."""
    return f"{HIGHS} {solver_version()}"


def solvers_used(asked: str, found_by: str = "") -> str:
    """Return who solves, in words: beside a solver that was asked for, HiGHS has programs in bulk.

    ``found_by`` is what a stage says of itself where HiGHS does everything.
    """
    if asked == HIGHS:
        return found_by or asked
    return f"{asked} (both stages, small placements, parts) and {solver_name()} (the rest)"


def solver_version(name: str = HIGHS) -> str:
    """Return the version of what drives or is the solver, which a packed program may not note."""
    package = "highspy" if name == HIGHS else "pulp"
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        if name != HIGHS:
            return ""  # PuLP asks the same notes, and cannot be imported without them
        import highspy

        return str(highspy.Highs().version())  # type: ignore[no-untyped-call]
    return version if name == HIGHS else f"PuLP {version}"
