"""What a conflict costs to name: our elastic answer and our rules beside the whole program's.

Run ``python3 make.py bench conflict``. Conflicts of every kind are planted into a problem with a
plan. The comparators see the same problem: the elastic program over every rule, built in PuLP and
given to HiGHS (*elastic, PuLP*; linear), and the irreducible set that HiGHS finds by itself from
the linear program (*IIS, HiGHS*), which speaks of rows of a matrix.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from planner.jobs import Stop
from planner.optimising.conflict import find_conflict
from planner.optimising.conflicts.budget import Budget
from planner.optimising.conflicts.compact import Missing
from planner.optimising.conflicts.naming import Namer, find_core, views_of
from planner.optimising.formulation import Formulation
from planner.optimising.problem import PlanningProblem
from planner.optimising.programs import Program
from planner.optimising.rules import rules_of
from tests.optimising import planted

THEIRS_S = 30.0


def timed[T](ask: Callable[[], T]) -> tuple[T, float]:
    """Return an answer and its processor seconds (one thread each)."""
    start = time.process_time()
    answer = ask()
    return answer, time.process_time() - start


def missing(problem: PlanningProblem) -> tuple[Missing, ...]:
    """Return what the short programs say is missing, "at least": the placement's, or both's."""
    return next((found for short in views_of(problem) if (found := short.missing())), ())


def name_rules(problem: PlanningProblem) -> set[Any]:
    """Return the irreducible set."""
    budget = Budget(Stop(), 60.0)
    core = find_core(problem, budget)
    return set(Namer(problem, budget).irreducible(core, 1.0)) if core else set()


def elastic_in_pulp(problem: PlanningProblem) -> float | None:
    """Solve the linear elastic program over every rule; return the least violation."""
    import pulp

    model = Formulation.of(problem)
    rules = list(rules_of(problem))
    program = pulp.LpProblem("elastic", pulp.LpMinimize)
    columns = [
        program.add_variable(f"c{n}", lowBound=0, upBound=upper)
        for n, upper in enumerate(model.upper)
    ]
    slack = [program.add_variable(f"s{n}", lowBound=0) for n in range(len(rules))]
    program += pulp.lpSum(s * (1.0 / rule.scale) for s, rule in zip(slack, rules, strict=True))
    for row in model.structure:
        left = pulp.lpSum(columns[c] * weight for c, weight in row.terms.items())
        program += (left - row.right == 0) if row.equal else (left - row.right <= 0)
    for s, rule in zip(slack, rules, strict=True):
        for row in rule.rows(model):
            left = pulp.lpSum(columns[c] * weight for c, weight in row.terms.items())
            program += left - s - row.right <= 0
    answer = program.solve(pulp.HiGHS(msg=False, timeLimit=THEIRS_S, threads=1))
    return answer.objective if answer.has_solution else None


def iis_of_highs(problem: PlanningProblem) -> int | None:
    """Return how many rows HiGHS's own irreducible set has; None where it finds none."""
    import highspy

    solver: Any = Program(Formulation.of(problem))._session  # noqa: SLF001 - the same matrix
    solver = solver._solver  # noqa: SLF001
    solver.setOptionValue("time_limit", THEIRS_S)
    solver.setOptionValue("solve_relaxation", True)
    solver.setOptionValue("iis_strategy", 2)
    status, iis = solver.getIis()
    rows = len(iis.row_index_)
    return rows if rows and status == highspy.HighsStatus.kOk else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=[1_000])
    parser.add_argument("--theirs", type=int, default=4, help="kinds given to the comparators")
    given = parser.parse_args()
    find_conflict(planted.PLANTS[0](planted.healthy(6))[0])  # loads, outside the measure
    for size in given.sizes:
        measure(size, given.theirs)


def measure(size: int, theirs: int) -> None:
    """Print the table of one size."""
    base = planted.healthy(size)
    print(f"{size} workloads, {planted.WAVES} waves; processor seconds")
    print(f"{'planted':45} {'missing':>8} {'rules':>8} {'exact':>5} {'all':>8} ways out, proven")
    found: list[tuple[float, float, float]] = []
    for plant in planted.PLANTS:
        problem, expected = plant(base)
        _, missing_s = timed(lambda p=problem: missing(p))  # type: ignore[misc]
        rules, rules_s = timed(lambda p=problem: name_rules(p))  # type: ignore[misc]
        conflict, all_s = timed(lambda p=problem: find_conflict(p))  # type: ignore[misc]
        proven = sum(repair.proven for repair in conflict.repairs) if conflict else 0
        count = len(conflict.repairs) if conflict else 0
        found.append((missing_s, rules_s, all_s))
        print(
            f"{plant.__name__:45} {missing_s:8.3f} {rules_s:8.3f}"
            f" {'yes' if rules == expected else 'NO':>5} {all_s:8.2f} {count}, {proven}",
            flush=True,
        )
    for name, column in zip(("missing", "rules", "all"), zip(*found, strict=True), strict=True):
        print(f"{name}: median {statistics.median(column):.3f}, worst {max(column):.3f}")
    if size >= 500:
        beside("a team 30 % short, 28 waves", short_team(size), 0)
    for plant in planted.PLANTS[:: max(1, len(planted.PLANTS) // max(1, theirs))][:theirs]:
        problem, expected = plant(base)
        beside(plant.__name__, problem, len(expected))


def short_team(size: int) -> PlanningProblem:
    """Return a programme in which one of four teams has 70 % of the days it would need."""
    from bench.problems_waves import generate_waves

    problem, _ = generate_waves(size, 0)
    first, *others = problem.wave_limits
    most = tuple(None if bound is None else 0.7 * bound for bound in first.at_most or ())
    return replace(problem, wave_limits=(replace(first, at_most=most), *others))


def beside(name: str, problem: PlanningProblem, rules: int) -> None:
    """Print what the comparators make of a problem."""
    short, ours = timed(lambda: missing(problem))
    value, pulp_s = timed(lambda: elastic_in_pulp(problem))
    rows, iis_s = timed(lambda: iis_of_highs(problem))
    print(
        f"{name:45} ours {ours:.3f} s ({short[0].ref.kind} {short[0].ref.id or ''}"
        f" {short[0].amount:g}); elastic, PuLP {pulp_s:.1f} s ({pulp_s / ours:.0f} times;"
        f" violation {value}); IIS, HiGHS {iis_s:.1f} s, {rows} rows for {rules} rules",
        flush=True,
    )


if __name__ == "__main__":
    main()
