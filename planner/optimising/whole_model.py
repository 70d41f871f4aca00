"""The program over both stages in the making: columns, structural rows and the user's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem

__all__ = ["Row", "Terms", "UserRule", "WholeModel"]

type Terms = dict[int, float]


@dataclass(frozen=True, slots=True)
class Row:
    """``terms <= right``; a structural one has ``equal`` where it is an equation."""

    terms: Terms
    right: float
    equal: bool = False


@dataclass(slots=True)
class UserRule:
    """One rule in the user's words, and its rows.

    ``change`` says how it is relaxed; ``measured`` whether by an amount; ``scale`` what counts as
    one whole relaxation.
    """

    ref: RuleRef
    change: str
    scale: float = 1.0
    measured: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class WholeModel:
    """Columns, structural rows and the user's rules.

    ``x[i]`` maps target to column; ``u[i][p][w - 1]`` is the column of ``u[i,p,w]`` (the last one
    is that of x); ``stay[i]`` the column of staying, None where i has to move. ``y[i][p][w - 1]``
    is the column of ``y[i,p,w]``, empty where the model is built without; with them the steps are
    whole because the moves are, and limits of waves become plain knapsacks, which solvers cut
    far better. ``choices`` counts the columns of x, u and y, which stand first. ``waves`` is 0
    in a program of the placement alone; ``index`` is the number of each workload.
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
    choices: int = 0
    structure: list[Row] = field(default_factory=list)
    rules: list[UserRule] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.index = {workload.id: i for i, workload in enumerate(self.problem.workloads)}

    def add_column(self, cost: float = 0.0, upper: float = 1.0, *, integer: bool = False) -> int:
        """Add a column from 0 to ``upper``; return its number."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.cost) - 1

    def moved(self, i: int, wave: int) -> Terms:
        """Return the terms of ``z[i,wave]``; none before the first wave."""
        if wave < 1:
            return {}
        return {columns[wave - 1]: 1.0 for columns in self.u[i].values()}

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
        return placement, wave if self.problem.waves else None
