"""What a whole `plan` costs, stage by stage: import, statement, search, questions, exports.

Run: ``python3 make.py bench whole_plan [--sizes 151 1000 5000] [--work-limit STEPS]``. Every size
is a process of its own, in which the stages come one after the other on one thread: processor
seconds and wall seconds of each, and the load of the machine. The command asks both halves of the
questions at once, and from a hundred workloads on draws the exports in two processes. 151 are the
sample bank, read from its workbook; more are a group of such banks.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.default_run import MADE_ON, ROOT
from bench.measuring import user_seconds

if TYPE_CHECKING:
    from planner.jobs import Stop
    from planner.reporting.export_folder import Exported

SIZES = (151, 1_000, 5_000)
BANK = 151
HALVES: dict[str, dict[str, Any]] = {
    "questions: what rules and money cost": {"second": False, "draws": 0},
    "questions: how sure, what came second": {
        "prices": False,
        "frontier": False,
        "worth_asking": False,
    },
}


def staged[T](name: str, work: Callable[[], T], said: Callable[[T], str] = lambda _: "") -> T:
    """Do a piece of work and print its row."""
    cpu, wall = user_seconds(), time.monotonic()
    found = work()
    cpu, wall = user_seconds() - cpu, time.monotonic() - wall
    row(name, cpu, wall, said(found))
    return found


def steps_of(stop: Stop, _: object) -> str:
    """Say how much was counted."""
    return f"{stop.steps:,} steps"


def files_of(exported: Exported) -> str:
    """Say how many files were written, and why any was not: a time without files says nothing."""
    missed = "; ".join(f"{name}: {why}" for name, why in exported.failed.items())
    return f"{len(exported.written)} files" + (f", not {missed}" if missed else "")


def row(name: str, cpu: float, wall: float, more: str = "") -> None:
    """Print one line of the table."""
    print(f"| {name} | {cpu:.1f} | {wall:.1f} | {os.getloadavg()[0]:.1f} | {more} |", flush=True)


def measure(size: int, work_limit: int | None) -> None:
    """Walk the whole line once."""
    from planner import pipeline
    from planner.cli.search_options import asked_of
    from planner.model.insight import Insights
    from planner.optimising.check import worth
    from planner.optimising.outcome import Options, unlimited
    from planner.questioning import ask
    from planner.reporting import files

    bank = ROOT / "samples" / "regional-bank.xlsx"
    begun = user_seconds(), time.monotonic()
    sources, _ = staged("import", lambda: pipeline.import_sources([bank], MADE_ON))
    if size != BANK:
        from samples.large import large_inventory, large_programme

        inventory, programme = large_inventory(size, "en"), large_programme(size, "en")
        sources = replace(sources, inventory=inventory, programme=programme)
        begun = user_seconds(), time.monotonic()
    draft = staged("assessed and stated", lambda: pipeline.draft_study(sources, MADE_ON))
    options = unlimited(size) if work_limit is None else Options(None, work_limit)
    study = staged(
        "search",
        lambda: pipeline.plan_study_here(draft, options),
        lambda found: f"worth {worth(found.problem, found.plan):,.1f}",
    )
    asked = asked_of(study, None)
    answers: Insights = study.insights
    for name, left_out in HALVES.items():
        wanted = replace(asked, **left_out)
        stop = wanted.stop()
        found = staged(name, partial(ask, study, wanted, stop), partial(steps_of, stop))
        answers = found if "second" in left_out else replace(
            found, prices=answers.prices, frontier=answers.frontier, questions=answers.questions,
            options=answers.options,
        )  # fmt: skip
    study = replace(study, insights=answers)
    vars(files)["ASIDE_FROM"] = sys.maxsize  # all in this process: its time is what is counted
    with tempfile.TemporaryDirectory() as folder:
        staged("exports", lambda: pipeline.export_study(study, Path(folder), "en"), files_of)
    row("all", user_seconds() - begun[0], time.monotonic() - begun[1])


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--work-limit", type=int)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one is not None:
        measure(asked.one, asked.work_limit)
        return
    print(f"{platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    more = [] if asked.work_limit is None else ["--work-limit", str(asked.work_limit)]
    for size in asked.sizes:
        print(f"\n{size:,} workloads\n\n| stage | CPU s | wall s | load | |\n|---|---|---|---|---|")
        alone = [sys.executable, "-m", "bench.whole_plan", "--one", str(size), *more]
        subprocess.run(alone, check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
