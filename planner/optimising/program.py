"""The whole model in HiGHS, where rules can be taken away, or bent at a price, and put back."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import numpy as np

from planner.jobs import Stop
from planner.optimising.whole import Row, WholeModel

__all__ = ["MANY_COLUMNS", "Answer", "Program", "Verdict"]

LARGE: Final = 1e9
MANY_COLUMNS: Final = 10_000
"""Beyond, the interior point method solves the wave steps some thirty times faster than simplex."""


class Verdict(Enum):
    """What one run of the program says."""

    SOLVED = "solved"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """Verdict, columns (None without a solution), objective and bound.

    ``solved`` with a gap still open is ``UNKNOWN`` with columns.
    """

    verdict: Verdict
    columns: Any = None
    value: float = math.inf
    bound: float = -math.inf
    nodes: int = 0


class Program:
    """A loaded model; every rule is in force until taken away.

    Parameters
    ----------
    model
        The model; its column costs are the objective unless rules are bent.
    stop
        Lets a cancel through while the solver runs.
    """

    def __init__(self, model: WholeModel, stop: Stop | None = None) -> None:
        self.model = model
        self.stop = stop or Stop()
        rows = list(model.structure)
        self.rows_of: list[list[int]] = []
        for rule in model.rules:
            self.rows_of.append(list(range(len(rows), len(rows) + len(rule.rows))))
            rows.extend(rule.rows)
        self.unit = [_unit(row) for row in rows]
        self.right = [row.right / unit for row, unit in zip(rows, self.unit, strict=True)]
        self.columns = len(model.cost)
        # A slack counts in the rule's own units, or in whole relaxations where those are huge.
        self.grain = [
            max(rule.scale, unit) if unit > 1 else 1.0
            for rule, own in zip(model.rules, self.rows_of, strict=True)
            for unit in [max((self.unit[row] for row in own), default=1.0)]
        ]
        self.slack = list(range(self.columns, self.columns + len(model.rules)))
        self._active = [True] * len(model.rules)
        self._bent: set[int] = set()
        self._solver = self._loaded(rows)

    def _loaded(self, rows: list[Row]) -> Any:
        """Pass the model on; the slack of every rule is there, closed."""
        import highspy

        bending = {row: rule for rule, own in enumerate(self.rows_of) for row in own}
        start, index, weight = [0], list[int](), list[float]()
        for number, row in enumerate(rows):
            unit = self.unit[number]
            index.extend(row.terms)
            weight.extend(
                row.terms.values() if unit == 1 else (w / unit for w in row.terms.values())
            )
            if number in bending:
                index.append(self.slack[bending[number]])
                weight.append(-self.grain[bending[number]] / unit)
            start.append(len(index))
        slacks = len(self.slack)
        linear = highspy.HighsLp()
        linear.num_col_ = self.columns + slacks
        linear.num_row_ = len(rows)
        linear.col_cost_ = np.array(self.model.cost + [0.0] * slacks)
        linear.col_lower_ = np.zeros(self.columns + slacks)
        linear.col_upper_ = np.array(self.model.upper + [0.0] * slacks)
        linear.row_lower_ = np.array(
            [right if row.equal else -np.inf for row, right in zip(rows, self.right, strict=True)]
        )
        linear.row_upper_ = np.array(self.right, dtype=float)
        linear.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        linear.a_matrix_.start_ = np.array(start, dtype=np.int32)
        linear.a_matrix_.index_ = np.array(index, dtype=np.int32)
        linear.a_matrix_.value_ = np.array(weight, dtype=float)
        whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        linear.integrality_ = [whole if flag else real for flag in self.model.integer] + (
            [real] * slacks
        )
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.passModel(linear)
        solver.cbMipInterrupt.subscribe(lambda event: event.interrupt(self.stop.cancelled))
        return solver

    def keep(self, active: Collection[int]) -> None:
        """Put these rules in force, and no others."""
        wanted = set(active)
        for rule, rows in enumerate(self.rows_of):
            if (rule in wanted) == self._active[rule]:
                continue
            self._active[rule] = rule in wanted
            for row in rows:
                right = self.right[row] if rule in wanted else math.inf
                self._solver.changeRowBounds(row, -math.inf, right)

    def bend(self, rules: Collection[int]) -> None:
        """Let these rules be broken at a price of their violation over their scale.

        The price becomes the objective; without any, the model's own costs come back.
        """
        wanted = set(rules)
        for rule in wanted ^ self._bent:
            self._solver.changeColBounds(self.slack[rule], 0.0, math.inf if rule in wanted else 0.0)
        price = np.zeros(self.columns + len(self.slack))
        if wanted:
            for rule in wanted:
                price[self.slack[rule]] = self.grain[rule] / self.model.rules[rule].scale
        else:
            price[: self.columns] = self.model.cost
        every = np.arange(len(price), dtype=np.int32)
        self._solver.changeColsCost(len(price), every, price)
        self._bent = wanted

    def run(
        self,
        seconds: float | None,
        *,
        relaxed: bool = False,
        gap: float = 1e-4,
        nodes: int | None = None,
        seed: int = 0,
        start: Any = None,
        found: Callable[[Any, float], None] | None = None,
    ) -> Answer:
        """Solve; ``relaxed`` leaves integrality out.

        Parameters
        ----------
        seconds, nodes
            Limits of this run; None for none.
        start
            Values of the integer columns to start from.
        found
            Told of the columns of every better plan, and the bound by then.
        """
        solver = self._solver
        solver.setOptionValue("solve_relaxation", relaxed)
        large = relaxed and self.columns > MANY_COLUMNS
        solver.setOptionValue("solver", "ipm" if large else "choose")
        spent = solver.getRunTime()
        solver.setOptionValue(
            "time_limit", math.inf if seconds is None else spent + max(0.01, seconds)
        )
        solver.setOptionValue("mip_rel_gap", gap / 2)
        solver.setOptionValue("mip_abs_gap", gap / 2)
        solver.setOptionValue("mip_max_nodes", 2**31 - 1 if nodes is None else max(1, nodes))
        solver.setOptionValue("random_seed", seed % 2**31)
        if start is not None:
            solver.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)

        def tell(event: Any) -> None:
            if found is not None:
                found(np.array(event.data_out.mip_solution), event.data_out.mip_dual_bound)

        if found is not None:
            solver.cbMipImprovingSolution.subscribe(tell)
        solver.run()
        if found is not None:
            solver.cbMipImprovingSolution.unsubscribe(tell)
        answer = self._read(relaxed=relaxed)
        if start is not None and self._start_came_back(answer):
            solver.clearSolver()
            solver.run()
            answer = self._read(relaxed=relaxed)
        return answer

    def _start_came_back(self, answer: Answer) -> bool:
        """Whether the solver proved a better value but returned the columns of the start.

        HiGHS 1.16 does so where its presolve alone solves the program.
        """
        if answer.verdict is not Verdict.SOLVED:
            return False
        costs = self._solver.getLp().col_cost_
        value = float(np.dot(np.asarray(costs), answer.columns))
        return abs(value - answer.value) > 1e-6 * max(1.0, abs(value))

    def _read(self, *, relaxed: bool) -> Answer:
        import highspy

        status = self._solver.getModelStatus()
        kinds = highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):  # nothing is unbounded
            return Answer(Verdict.INFEASIBLE)
        info = self._solver.getInfo()
        finished = status == kinds.kOptimal
        columns = None
        if info.primal_solution_status == 2:
            columns = np.array(self._solver.getSolution().col_value)
        bound = info.objective_function_value if relaxed and finished else info.mip_dual_bound
        value = info.objective_function_value if columns is not None else math.inf
        verdict = Verdict.SOLVED if finished and columns is not None else Verdict.UNKNOWN
        nodes = max(0, int(info.mip_node_count))
        return Answer(verdict, columns, float(value), float(bound), nodes)

    def violation(self, rule: int, columns: Any) -> float:
        """By how much the rule is bent in an answer, in the rule's own units."""
        return max(0.0, float(columns[self.slack[rule]])) * self.grain[rule]


def _unit(row: Row) -> float:
    """Unit of a row's figures: 1, or the largest of them where a solver would refuse it."""
    largest = max((abs(weight) for weight in row.terms.values()), default=0.0)
    return largest if LARGE < largest < math.inf else 1.0


_OPTIONS: Final[dict[str, Any]] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "mip_feasibility_tolerance": 1e-7,
    "primal_feasibility_tolerance": 1e-8,
    "dual_feasibility_tolerance": 1e-8,
}
