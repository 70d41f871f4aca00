"""How long the search's process lives after a cancel, and after its parent is killed.

Run ``python3 make.py bench cancel``. The process is caught in the middle of different kinds of
work, among them those that look at no stop: a solver's run, machine code, the making of machine
code. *Cancelled* is from the cancel to the end of the process; *parent killed* from the SIGKILL of
its parent (both as ``/proc`` shows it, on Linux). Wall seconds, the longest of several tries.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.child_process import WorkerProcess
from planner.jobs import Stop, ignore_progress

ROOT = Path(__file__).resolve().parents[1]

GONE_S = 20.0


def spin(*, stop: Stop, listen: Any, tell: Any) -> None:
    """Python that never looks."""
    tell(os.getpid())
    while True:
        pass


def solver(*, stop: Stop, listen: Any, tell: Any) -> None:
    """HiGHS on a market-split program, without a limit and without a callback."""
    import random

    import highspy
    import numpy as np

    draw = random.Random(1)
    rows, columns = 6, 50
    program = highspy.Highs()
    program.setOptionValue("output_flag", False)
    linear = highspy.HighsLp()
    amounts = [[draw.randrange(100) for _ in range(columns)] for _ in range(rows)]
    linear.num_col_, linear.num_row_ = columns, rows
    linear.col_cost_, linear.col_lower_ = np.zeros(columns), np.zeros(columns)
    linear.col_upper_ = np.ones(columns)
    half = np.array([float(sum(row) // 2) for row in amounts])
    linear.row_lower_ = linear.row_upper_ = half
    linear.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    linear.a_matrix_.start_ = np.arange(0, rows * columns + 1, columns, dtype=np.int32)
    linear.a_matrix_.index_ = np.tile(np.arange(columns, dtype=np.int32), rows)
    linear.a_matrix_.value_ = np.array(amounts, dtype=float).ravel()
    linear.integrality_ = [highspy.HighsVarType.kInteger] * columns
    program.passModel(linear)
    tell(os.getpid())
    program.run()
    tell("the solver came to an end")


def machine_code(*, stop: Stop, listen: Any, tell: Any) -> None:
    """A compiled kernel that runs for minutes."""
    import numpy as np

    from planner.optimising.kernels.transitive_closure import sum_over_closure

    groups = 100_000
    reach = np.full((groups, groups // 64), 2**64 - 1, dtype=np.uint64)
    amounts, before = np.ones((groups, 1)), np.zeros((groups, 1))
    tell(os.getpid())
    sum_over_closure(reach, amounts, before, np.zeros((groups, 1)))


def search(tell: Any, stop: Stop) -> None:
    from bench.problems_waves import generate_waves
    from planner.optimising.outcome import Options
    from planner.optimising.stages import run_stages

    problem, _ = generate_waves(1_000, 0)
    tell(os.getpid())
    run_stages(problem, Options(time_limit_s=60), stop)


def search_early(*, stop: Stop, listen: Any, tell: Any) -> None:
    """The whole search, in its first second."""
    search(tell, stop)


def search_late(*, stop: Stop, listen: Any, tell: Any) -> None:
    """The whole search, after some seconds."""
    search(tell, stop)


STATES: tuple[tuple[Callable[..., None], float], ...] = (
    (spin, 0.2), (solver, 1.0), (machine_code, 2.0), (search_early, 0.5),
    (search_late, 6.0),
)  # fmt: skip


def is_gone(pid: int) -> bool:
    """Whether no such process runs; one that is dead but not yet fetched counts as gone."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def seconds_until_gone(pid: int) -> float:
    began = time.monotonic()
    while not is_gone(pid):
        if time.monotonic() - began > GONE_S:
            os.kill(pid, signal.SIGKILL)
            return float("inf")
        time.sleep(0.002)
    return time.monotonic() - began


def after_cancel(work: Callable[..., None], wait_s: float) -> float:
    """Seconds from a cancel to the end of the process."""
    worker, stop = WorkerProcess(1.0), Stop()
    known = threading.Event()
    pids: list[int] = []

    def take(found: object) -> None:
        if isinstance(found, int):
            pids.append(found)
            known.set()

    thread = threading.Thread(
        target=lambda: worker.run(work, (), stop, ignore_progress, take), daemon=True
    )
    thread.start()
    known.wait(60)
    time.sleep(wait_s)
    stop.cancel()
    seconds = seconds_until_gone(pids[0])
    thread.join(GONE_S)
    worker.close()
    assert multiprocessing.active_children() == []
    return seconds


def after_kill(name: str, wait_s: float) -> float:
    """Seconds from the end of the parent to that of the process."""
    command = [sys.executable, __file__, "--parent", name]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(wait_s)
    os.kill(parent.pid, signal.SIGKILL)
    seconds = seconds_until_gone(pid)
    parent.wait()
    parent.stdout.close()
    return seconds


def be_parent(name: str) -> None:
    """Start the work named, say the number of its process, and wait to be killed."""
    work = next(work for work, _ in STATES if work.__name__ == name)
    worker = WorkerProcess(1.0)

    def take(found: object) -> None:
        print(found, flush=True)

    worker.run(work, (), Stop(), ignore_progress, take)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--parent", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.parent:
        be_parent(asked.parent)
        return
    print("| caught in | cancelled | parent killed |\n|---|---|---|")
    for work, wait_s in STATES:
        cancelled = max(after_cancel(work, wait_s) for _ in range(asked.tries))
        killed = max(after_kill(work.__name__, wait_s) for _ in range(asked.tries))
        said = (work.__doc__ or "").splitlines()[0].rstrip(".")
        print(f"| {said} | {cancelled:.3f} s | {killed:.3f} s |", flush=True)


if __name__ == "__main__":
    main()
