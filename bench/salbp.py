"""Fewest waves under one steady limit: proofs and time over lines, beside HiGHS and CP-SAT.

Run ``python3 make.py bench salbp 30 60 100 300 --seeds 3`` for drawn lines, or with a folder of
``.IN2`` or ``.alb`` files (see ``problems_lines``) in place of the sizes. Seconds are of processor
time; every line has so many at most. The comparators get ``--theirs`` lines of each family, on one
thread, with the station windows that order and work leave open.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.extras import find_extras, is_installed
from bench.models_lines import solve_line_by_cpsat, solve_line_by_highs
from bench.problems_lines import STRENGTHS, TIMES, GivenLine, draw_line, problem_of, read_lines
from planner.jobs import Stop, ignore_progress
from planner.optimising.outcome import Options
from planner.optimising.waves import solve_waves


class ProcessorStop(Stop):
    """Ends by processor time, so that other programs on the machine do not count."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.until = time.process_time() + seconds

    def expired(self) -> bool:
        """Whether the time is up."""
        return time.process_time() >= self.until


@dataclass(frozen=True, slots=True)
class Run:
    """What one method came to on one line."""

    value: float
    bound: float
    seconds: float

    @property
    def proven(self) -> bool:
        """Whether value and bound meet."""
        return self.value <= self.bound + 1e-6


def solve_ours(line: GivenLine, seconds: float) -> Run:
    """Give a line to the wave stage."""
    problem = problem_of(line)
    placement = {workload.id: "new" for workload in problem.workloads}
    begin = time.process_time()
    outcome = solve_waves(problem, placement, Options(), ProcessorStop(seconds), ignore_progress)
    value = float("inf") if outcome.value is None else outcome.value
    return Run(value, outcome.bound or 0.0, time.process_time() - begin)


def families(sources: Sequence[str], seeds: int) -> Iterator[tuple[str, list[GivenLine]]]:
    """Yield the lines by family."""
    for source in sources:
        if Path(source).is_dir():
            found: dict[str, list[GivenLine]] = {}
            for line in read_lines(Path(source)):
                found.setdefault(line.name, []).append(line)
            yield from found.items()
            continue
        for times in TIMES:
            for strength in STRENGTHS:
                lines = [draw_line(int(source), times, strength, seed) for seed in range(seeds)]
                yield f"{source} tasks, {lines[0].name}", lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", default=["30", "60", "100", "300"])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--theirs", type=int, default=0, help="lines a family for each comparator")
    given = parser.parse_args()
    find_extras()
    methods = {"HiGHS": solve_line_by_highs}
    if is_installed("cp-sat"):
        methods["CP-SAT"] = solve_line_by_cpsat
    solve_ours(draw_line(12, "middle", 0.2, 0), 1.0)  # loads the loops, outside the measure
    print("| family | lines | proven | known best met | median s | worst s | most above bound |")
    print("|---|---|---|---|---|---|---|")
    total: list[tuple[GivenLine, Run]] = []
    beside: dict[str, list[tuple[Run, Run]]] = {name: [] for name in methods}
    for family, lines in families(given.sources, given.seeds):
        runs = [(line, solve_ours(line, given.seconds)) for line in lines]
        total += runs
        print(row(family, runs), flush=True)
        for line, ours in runs[:: max(1, len(runs) // max(1, given.theirs))][: given.theirs]:
            for name, method in methods.items():
                begin = time.process_time()
                value, bound = method(line, given.seconds)
                beside[name].append((ours, Run(value, bound, time.process_time() - begin)))
    print(row("all", total))
    for name, pairs in beside.items():
        if pairs:
            print(comparison(name, pairs))


def row(family: str, runs: list[tuple[GivenLine, Run]]) -> str:
    """One line of the table."""
    proven = sum(run.proven for _, run in runs)
    known = [(line.best, run.value) for line, run in runs if line.best is not None]
    met = f"{sum(value <= best for best, value in known)} of {len(known)}" if known else "–"
    seconds = [run.seconds for _, run in runs]
    above = max(run.value - run.bound for _, run in runs)
    return (
        f"| {family} | {len(runs)} | {proven} | {met} | {statistics.median(seconds):.2f} |"
        f" {max(seconds):.2f} | {above:.0f} |"
    )


def comparison(name: str, pairs: list[tuple[Run, Run]]) -> str:
    """Our proofs and time beside another's on the same lines."""
    ratios = [theirs.seconds / max(0.01, ours.seconds) for ours, theirs in pairs]
    return (
        f"{name}, {len(pairs)} lines: proven {sum(t.proven for _, t in pairs)}, ours"
        f" {sum(o.proven for o, _ in pairs)}; better plan"
        f" {sum(t.value < o.value for o, t in pairs)}, ours"
        f" {sum(o.value < t.value for o, t in pairs)}; its time / ours: median"
        f" {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
    )


if __name__ == "__main__":
    main()
