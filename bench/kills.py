"""Kill the program, or a process of its own, at random moments, and look at what is left.

    python -m bench.kills save COUNT        a process that saves a project again and again
    python -m bench.kills recovery COUNT    a process that keeps unsaved work aside
    python -m bench.kills swap COUNT        a process that writes a folder of exports
    python -m bench.kills plan COUNT        a whole ``plan`` of the small sample
    python -m bench.kills PHASE COUNT       the child: reading, search, questions
    python -m bench.kills exports COUNT     ``plan`` while it writes its exports

What is counted as a failure: a file that is neither whole nor the old one, a plan that was found
and is not there, an end called a limit, a process that is left, a later run that is refused.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TINY: Final = ROOT / "samples" / "tiny.xlsx"
TODAY: Final = date(2026, 3, 2)
SAVING: Final = """
import sys
from dataclasses import replace
from pathlib import Path
from planner.project import read_document, write_document
path = Path(sys.argv[1])
document = read_document(path)
print("ready", flush=True)
for number in range(1_000_000):
    write_document(replace(document, name=f"{number}"), path)
"""


def plan_command(out: Path, *more: str) -> list[str]:
    """Return the command for a short plan of the small sample."""
    command = [sys.executable, str(ROOT / "main.py"), "plan", str(TINY), "-o", str(out)]
    return [*command, "--work-limit", "20", "--parts", "summary", "--today", "2026-03-02", *more]


def killed_while_saving(folder: Path, chance: random.Random) -> str:
    """Kill a process that saves; the project must open."""
    from planner.project import read_document

    path = folder / "a.cmplan"
    if not path.exists():
        subprocess.run(plan_command(folder / "made", "-q", "--project", str(path)), check=True)
    command = [sys.executable, "-c", SAVING, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.random() * 0.2)
        child.kill()
    read_document(path)
    left = list(folder.glob(".*.part"))
    for one in left:
        one.unlink()
    return "whole, a fragment beside it" if left else "whole"


def forked(work: Callable[[], None], chance: random.Random, most_s: float) -> None:
    """Have a copy of this process do work again and again; kill it a while after the first time."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        while True:
            work()
            os.write(theirs, b".")
    os.read(ours, 1)
    time.sleep(chance.random() * most_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ours)
    os.close(theirs)


def killed_while_keeping(folder: Path, chance: random.Random) -> str:
    """Kill a process that keeps work aside; what is offered must open."""
    from planner.project import Document
    from planner.project.autosave import SideFile, recoverable

    aside = folder / "aside"
    document = Document(name="x" * 40_000)
    side = SideFile(aside)
    forked(lambda: side.write(document, folder / "a.cmplan"), chance, 1.0)
    found = recoverable(aside)
    for one in found:
        assert one.open().name == document.name
        one.discard()
    left = [path for path in aside.glob("*") if path.suffix == ".cmplan"]
    assert not left, f"not offered: {left}"
    return "offered and opened" if found else "nothing yet"


def killed_while_swapping(folder: Path, chance: random.Random) -> str:
    """Kill a process that replaces one plan's exports by another's; the next use completes them."""
    from planner.reporting import ExportFolder

    names = [f"{number}.txt" for number in range(12)]
    out = ExportFolder(folder / "swap")

    def fill(mark: str) -> None:
        out.fill({name: lambda place: place.write_text(mark) for name in names})

    def again() -> None:
        fill(secrets.token_hex(4))

    out.folder.mkdir(exist_ok=True)
    fill("whole")
    forked(again, chance, 0.3)
    found = {path.name: path.read_text() for path in out.folder.iterdir() if path.name[0] != "."}
    assert len(set(found.values())) == 1, "files of two plans"
    assert not out.strangers(names), "files are nobody's"
    cut = len(found) < len(names)
    out.prepare(names)
    found = {path.name: path.read_text() for path in out.folder.iterdir() if path.name[0] != "."}
    assert len(found) == len(names), "not completed"
    assert len(set(found.values())) == 1, "completed by another plan's"
    return "between two moves, completed" if cut else "whole"


def killed_while_planning(folder: Path, chance: random.Random) -> str:
    """Kill a whole plan, now and then with its project there already."""
    out, project = folder / "out", folder / "b.cmplan"
    more = ["--project", str(project), "-q"]
    with subprocess.Popen(plan_command(out, *more), start_new_session=True) as child:
        try:
            child.wait(chance.random() * killed_while_planning.seconds)  # type: ignore[attr-defined]
            ended = "ended before"
        except subprocess.TimeoutExpired:
            child.kill()
            ended = "killed"
    return f"{ended}, {state_of(out, project, child.pid)}"


killed_while_planning.seconds = 16.0  # type: ignore[attr-defined]


def state_of(out: Path, project: Path, group: int) -> str:
    """Return what is left, or raise where it is half of something."""
    from planner.optimising.check import check_plan
    from planner.optimising.plan_file import read_plan
    from planner.optimising.problem_file import read_problem
    from planner.project import read_document
    from planner.reporting import ExportFolder

    time.sleep(0.3)
    assert not group_lives(group), "a process is left"
    if project.exists():
        read_document(project)
    if (out / "solution.json").exists():
        problem = read_problem(out / "problem.json")
        assert not check_plan(problem, read_plan(out / "solution.json")), "the plan breaks a rule"
    for path in out.glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    strangers = ExportFolder(out).strangers([p.name for p in out.glob("[!.]*")])
    assert not strangers, f"files are nobody's: {strangers}"
    return "export there" if (out / "solution.json").exists() else "nothing yet"


def group_lives(group: int) -> bool:
    """Whether a process of a group lives a while longer."""
    for _ in range(20):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def killed_while_exporting(folder: Path, chance: random.Random) -> str:
    """Kill a plan after it said its search had ended."""
    out = folder / "out"
    command = [*plan_command(out, "--project", str(folder / "b.cmplan"))]
    with subprocess.Popen(
        command,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if "b.cmplan" in line or "b-" in line:
                break
        time.sleep(chance.random() * 1.5)
        child.kill()
    for extra in folder.glob("b-*.cmplan"):
        extra.unlink()
    return state_of(out, folder / "b.cmplan", child.pid)


def killed_reader(folder: Path, chance: random.Random) -> str:
    """Kill the child that reads; the inventory must be read all the same."""
    from planner.importing.apart import import_apart

    kill_children_after(chance.random() * 1.2)
    read = import_apart([TINY], today=TODAY)
    assert len(read.inventory.workloads) == 8
    return "read"


def killed_walk(phase: str) -> Callable[[Path, random.Random], str]:
    """Return what kills the children of a walk at a random moment after a phase began."""

    def once(folder: Path, chance: random.Random) -> str:
        from planner import pipeline
        from planner.optimising.outcome import Options
        from planner.questioning import Asked

        sources, _ = pipeline.import_sources([TINY], TODAY)
        armed = threading.Event()

        def arm() -> None:
            if not armed.is_set():
                armed.set()
                kill_children_after(chance.random() * 1.0)

        if phase == "search":
            arm()
        study = pipeline.walk(
            sources,
            TODAY,
            Options(time_limit_s=None, work_limit=20),
            ask=lambda found: Asked(work=None, draws=20, second=False),
            told=lambda found: arm() if phase == "questions" else None,
        )
        assert study.plan.exists, "the plan is lost"
        assert study.plan.stopped_by.value in ("proof", "work"), study.plan.stopped_by
        assert study.insights.why, "no answers"
        return "planned and asked" if not study.insights.cut_short else "planned, cut short"

    return once


def kill_children_after(seconds: float) -> None:
    """Kill all children of this process, once, after a while."""

    def kill() -> None:
        for child in multiprocessing.active_children():
            if child.pid is not None:
                os.kill(child.pid, signal.SIGKILL)

    timer = threading.Timer(seconds, kill)
    timer.daemon = True
    timer.start()


WAYS: Final[dict[str, Callable[[Path, random.Random], str]]] = {
    "save": killed_while_saving,
    "recovery": killed_while_keeping,
    "swap": killed_while_swapping,
    "plan": killed_while_planning,
    "exports": killed_while_exporting,
    "reading": killed_reader,
    "search": killed_walk("search"),
    "questions": killed_walk("questions"),
}


def main(arguments: Sequence[str]) -> int:
    """Kill as often as asked; return 1 where something was lost."""
    way, count = arguments[0], int(arguments[1])
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for number in range(count):
            try:
                ends[WAYS[way](Path(name), random.Random(number))] += 1
            except Exception as error:  # what this looks for
                ends["FAILED"] += 1
                sys.stdout.write(f"{way} {number}: {error!r}\n")
            sys.stdout.write(f"{way}: {number + 1} kills, {dict(ends)}\n")
            sys.stdout.flush()
    return int(ends["FAILED"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
