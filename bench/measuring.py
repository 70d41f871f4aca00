"""One way to measure for every table: a process each, user CPU time, medians with ranges."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.extras import FOLDER, is_installed

__all__ = ["HEAD", "Result", "compare", "report", "spread", "user_seconds"]

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 3
"""A run may take so many times its solver's limit, for making the model, and a minute."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one run came to; ``note`` says why there is nothing to count."""

    value: float | None = None
    bound: float | None = None
    seconds: float | None = None
    note: str = ""

    @property
    def gap(self) -> float | None:
        """The method's own proof: (value - bound) / |value|."""
        return above(self.value, self.bound)


def above(value: float | None, bound: float | None) -> float | None:
    """How far a value is above a bound, relative to the value."""
    if value is None or bound is None:
        return None
    return max(0.0, value - bound) / max(1e-9, abs(value))


def user_seconds() -> float:
    """User CPU seconds of this process and of the solvers it started and waited for."""
    times = os.times()
    return times.user + times.children_user


def report(value: float | None, bound: float | None, seconds: float, note: str = "") -> None:
    """Print a result for the process that measures."""
    print("RESULT " + json.dumps(asdict(Result(value, bound, seconds, note))))


def measure(program: str, arguments: Sequence[str], limit_s: float) -> Result:
    """Run one method in a process of its own, and end it with all it started when it overruns."""
    command = [sys.executable, program, *arguments]
    patience = PATIENCE * limit_s + 60
    found = os.pathsep.join(map(str, (ROOT, FOLDER)))
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True, cwd=ROOT, env=dict(os.environ, PYTHONPATH=found),
    )  # fmt: skip
    try:
        printed, _ = child.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        end_all(child)
        return Result(note=f"ended after {patience:.0f} s")
    for line in printed.splitlines():
        if line.startswith("RESULT "):
            return Result(**json.loads(line[7:]))
    return Result(note="failed")


def end_all(child: subprocess.Popen[str]) -> None:
    """End a process and the solvers it started."""
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()


def spread(numbers: Sequence[float], form: Callable[[float], str]) -> str:
    """Median and range; one figure where there is nothing between them."""
    middle, least, most = statistics.median(numbers), min(numbers), max(numbers)
    if form(least) == form(most):
        return form(middle)
    return f"{form(middle)} ({form(least)} to {form(most)})"


def counted(numbers: Sequence[float | None], form: Callable[[float], str], none: str) -> str:
    """Median and range of those there are, and how many there are where some are missing."""
    present = [number for number in numbers if number is not None]
    if not present:
        return none
    share = "" if len(present) == len(numbers) else f" [{len(present)}/{len(numbers)}]"
    return spread(present, form) + share


def compare(
    program: str,
    methods: Sequence[str],
    size: int,
    seeds: int,
    limits_s: Mapping[str, float],
    flags: Sequence[str] = (),
) -> None:
    """Measure the methods turn by turn on the same problems; print a row for each."""
    results: dict[str, list[Result]] = {method: [] for method in methods}
    present = [method for method in methods if is_installed(method)]
    for seed in range(seeds):
        for method in present:
            arguments = [*flags, "--one", method, str(size), str(seed), str(limits_s[method])]
            results[method].append(measure(program, arguments, limits_s[method]))
    for method in methods:
        print(row(size, method, results[method], results["ours"]), flush=True)


def row(size: int, method: str, found: Sequence[Result], ours: Sequence[Result]) -> str:
    """One line of the table, in Markdown."""
    if not found:
        return f"| {size:,} | {method} | not installed | | | |"
    cells = [
        counted([r.seconds for r in found], lambda x: f"{x:.2f}", found[0].note or "failed"),
        counted(
            [None if is_false(r, o) else r.gap for r, o in zip(found, ours, strict=True)],
            lambda x: f"{x:.3%}",
            "none",
        ),
        counted(
            [above(r.value, o.bound) for r, o in zip(found, ours, strict=True)],
            lambda x: f"{x:.3%}",
            "no plan",
        ),
    ]
    ratios = [
        None if r.seconds is None or o.seconds is None else r.seconds / max(1e-2, o.seconds)
        for r, o in zip(found, ours, strict=True)
    ]
    cells.append("1" if method == "ours" else counted(ratios, ratio_text, ""))
    return f"| {size:,} | {method} | " + " | ".join(cells) + " |"


def is_false(result: Result, ours: Result) -> bool:
    """Whether a stated bound lies above a plan that was found: CBC has stated such ones."""
    if result.bound is None or ours.value is None:
        return False
    return result.bound > ours.value + 1e-6 * abs(ours.value)


def ratio_text(ratio: float) -> str:
    """Two digits; nothing is shown as no time at all."""
    return "below 0.01" if ratio < 0.01 else f"{ratio:.2g}"


HEAD = (
    "| workloads | method | user CPU s | proven gap | above our bound | CPU / ours |\n"
    "|---|---|---|---|---|---|"
)
