"""Kill the program, or a process of its own, at random moments, and look at what is left.

    python -m bench.kills save COUNT        a process that saves a project again and again
    python -m bench.kills recovery COUNT    a process that keeps unsaved work aside
    python -m bench.kills swap COUNT        a process that writes a folder of exports
    python -m bench.kills plan COUNT        a whole ``plan`` of a small table
    python -m bench.kills scoring COUNT     ``plan`` while it scores
    python -m bench.kills exports COUNT     ``plan`` while it keeps project and exports
    python -m bench.kills PHASE COUNT       the child: reading, search, questions, both, drawing

What is counted as a failure: a file that is neither whole nor the old one, a plan that was found
and is not there, an end called a limit, a process that is left, a later run that is refused.
Moments are counted in processor time, so that a busy machine is killed in every phase as well. A
``plan`` is a copy of this process and so are its children, which spares them the loading of their
libraries; a child that is killed while it loads is a test's
(``tests/optimising/test_ended_child.py``). A child is struck by a signal that nobody handles, at a
moment of its own processor time; it is ended as at once by it as by SIGKILL.
"""

from __future__ import annotations

import functools
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
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from planner.model.study import Study
    from planner.pipeline import Sources

ROOT: Final = Path(__file__).resolve().parents[1]
SMALL: Final = (
    "Application,Cores,Users,Cost per year,Criticality,Depends on\n"
    "Payroll,4,10,12000,high,Ledger\nLedger,8,20,9000,low,\nWeb,2,30,7000,low,Ledger\n"
)
TODAY: Final = date(2026, 3, 2)
TICKS: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
POLL_S: Final = 0.005
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


def plan_arguments(out: Path, *more: str) -> list[str]:
    """Return the words for a short plan of the small table."""
    words = ["plan", str(small_table()), "-o", str(out), "--work-limit", "5"]
    return [*words, "--parts", "summary", "--today", "2026-03-02", *more]


@functools.cache
def small_table() -> Path:
    """Write the table that is planned, once."""
    path = Path(tempfile.mkdtemp(prefix="kills-")) / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


@functools.cache
def read_sources() -> Sources:
    """Read the small table, once."""
    from planner import pipeline

    return pipeline.import_sources([small_table()], TODAY)[0]


@functools.cache
def larger_sources() -> Sources:
    """Read a sample whose scoring takes long enough to be met in the midst of it, once."""
    from planner import pipeline
    from planner.importing.imported import import_files

    sample = ROOT / "samples" / "insurer.xlsx"
    return pipeline.imported_sources(import_files([sample], today=TODAY))


@functools.cache
def found_study() -> Study:
    """Plan the small table and ask of it, once."""
    return walked()


def walked(told: Callable[[Study], None] = lambda _: None) -> Study:
    """Walk from sources to answers, with few questions."""
    from planner import pipeline
    from planner.optimising.outcome import Options
    from planner.questioning import Asked

    options = Options(time_limit_s=None, work_limit=5)

    def few(_: Study) -> Asked:
        return Asked(work=None, draws=20, second=False)

    return pipeline.walk(read_sources(), TODAY, options, ask=few, told=told)


def killed_while_saving(folder: Path, chance: random.Random) -> str:
    """Kill a process that saves; the project must open."""
    from planner.project import read_document

    path = folder / "a.cmplan"
    if not path.exists():
        from planner import cli

        assert cli.run(plan_arguments(folder / "made", "-q", "--project", str(path))) == 0
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


def killed_copy(work: Callable[[], object], chance: random.Random, whole_s: float) -> int:
    """Have a copy of this process do work, kill it at a moment of its processor time.

    Returns its number, below zero where it had ended before.
    """
    child = os.fork()
    if not child:
        os.setsid()
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        work()
        os._exit(0)
    most = chance.random() * whole_s
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended or spent(child) >= most:
            break
        time.sleep(POLL_S)
    if not ended:
        os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
    return child if os.WIFSIGNALED(status) else -child


def spent(process: int) -> float:
    """Return the processor seconds of a process and of its children."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        tasks = Path(f"/proc/{process}/task").glob("*/children")
        children = [int(one) for task in tasks for one in task.read_text().split()]
    except OSError:
        return 0.0
    own = sum(int(ticks) for ticks in fields.split()[11:15]) / TICKS
    return own + sum(map(spent, children))


@functools.cache
def whole_plan_s() -> float:
    """Return the processor time of a plan that nobody kills."""
    from planner.cli import run as command

    before = os.times()
    with tempfile.TemporaryDirectory() as name:
        command(plan_arguments(Path(name), "--project", str(Path(name) / "a.cmplan"), "-q"))
    return sum(os.times()[:4]) - sum(before[:4])


def killed_while_planning(folder: Path, chance: random.Random) -> str:
    """Kill a whole plan, now and then with its project there already."""
    from planner.cli import run as command

    out, project = folder / "out", folder / "b.cmplan"
    words = plan_arguments(out, "--project", str(project))
    child = killed_copy(lambda: command(words), chance, whole_plan_s())
    return f"{'killed' if child > 0 else 'ended before'}, {state_of(out, project, abs(child))}"


def killed_while_scoring(folder: Path, chance: random.Random) -> str:
    """Kill what scores and states the problem; the exports there are must stay as they are."""
    from planner import pipeline

    out, project = folder / "out", folder / "b.cmplan"
    if not project.exists():
        pipeline.save_project(project, found_study())
        pipeline.export_study(found_study(), out, "en")
    before = {path: path.read_bytes() for path in (project, *out.glob("[!.]*"))}

    def score() -> None:
        struck(moment, pipeline.draft_study, larger_sources(), TODAY)

    larger_sources()
    moment = chance.random() * 0.4
    child = killed_copy(score, chance, 60.0)
    assert before == {path: path.read_bytes() for path in (project, *out.glob("[!.]*"))}
    return f"{'killed' if child > 0 else 'ended before'}, {state_of(out, project, abs(child))}"


def killed_while_exporting(folder: Path, chance: random.Random) -> str:
    """Kill what keeps a project and writes the exports of a plan that was found."""
    from planner import pipeline

    out, project = folder / "out", folder / "b.cmplan"
    study = found_study()

    def write() -> None:
        pipeline.save_project(project, study)
        pipeline.export_study(study, out, "en")

    child = killed_copy(write, chance, whole_export_s())
    return f"{'killed' if child > 0 else 'ended before'}, {state_of(out, project, abs(child))}"


@functools.cache
def whole_export_s() -> float:
    """Return the processor time of exports that nobody kills."""
    from planner import pipeline

    study, before = found_study(), os.times()
    with tempfile.TemporaryDirectory() as name:
        pipeline.export_study(study, Path(name), "en")
    return sum(os.times()[:4]) - sum(before[:4])


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
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def killed_reader(folder: Path, chance: random.Random) -> str:
    """Kill the child that reads; the inventory must be read all the same."""
    from planner.importing.apart import import_apart

    struck = strike("_within_budget", chance.random() * 0.06)
    read = import_apart([small_table()], today=TODAY)
    assert len(read.inventory.workloads) == 3
    return "killed, read" if struck() else "read before"


def killed_walk(**phases: float) -> Callable[[Path, random.Random], str]:
    """Return what kills the children of a walk, each in the first seconds of its work."""

    def once(folder: Path, chance: random.Random) -> str:
        read_sources()
        struck = [strike(work, chance.random() * most) for work, most in phases.items()]
        study = walked()
        killed = sum(one() for one in struck)
        assert study.plan.exists, "the plan is lost"
        assert study.plan.stopped_by.value in ("proof", "work"), study.plan.stopped_by
        assert study.insights.why, "no answers"
        answers = "cut short" if study.insights.cut_short else "asked"
        return f"{killed} of {len(phases)} killed, planned, {answers}"

    return once


def killed_while_drawing(folder: Path, chance: random.Random) -> str:
    """Kill the child that draws half of the exports; all of them must be there."""
    from planner import pipeline
    from planner.reporting import files

    vars(files)["ASIDE_FROM"] = 1
    struck = strike("_draw", chance.random() * 0.9)
    done = pipeline.export_study(found_study(), folder / "out", "en")
    assert not done.failed, done.failed
    state = state_of(folder / "out", folder / "none.cmplan", os.getpid())
    return f"{'killed' if struck() else 'drawn before'}, {state}"


STRIKES: Final[dict[str, float]] = {}
STRUCK: Final[set[str]] = set()


def strike(work: str, after_s: float) -> Callable[[], bool]:
    """Have the next child that does this work die; what is returned tells whether one did."""
    STRIKES[work] = after_s
    STRUCK.discard(work)
    return lambda: work in STRUCK


def struck(
    after_s: float, work: Callable[..., object], *arguments: object, **more: object
) -> object:
    """Do work in a child that ends after so much processor time, unless the work does before."""
    signal.setitimer(signal.ITIMER_PROF, max(after_s, 0.0005))
    done = work(*arguments, **more)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return done


def use_copies() -> None:
    """Have children be copies of their parent, and the awaited ones struck."""
    from planner import child_process
    from planner.child_process import Outcome, WorkerProcess
    from planner.importing.imported import import_files
    from planner.optimising import child

    import_files([small_table()], today=TODAY)
    child._load()  # noqa: SLF001  # what its own start would load
    forking = multiprocessing.get_context("fork")
    vars(multiprocessing)["get_context"] = lambda _: forking
    begin, run, one = WorkerProcess.begin, WorkerProcess.run, threading.RLock()
    serve = child_process._serve  # noqa: SLF001

    def serve_quietly(*more: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP):  # what the parent does at these is its own
            signal.signal(number, signal.SIG_DFL)
        serve(*more)

    def begin_alone(self: WorkerProcess, *prepare: Any) -> None:
        with one:  # a copy made meanwhile would hold the other's end of the pipe open
            begin(self, *prepare)

    def run_struck(self: WorkerProcess, work: Any, *more: Any, **named: Any) -> Outcome:
        name = work.__name__
        after_s = STRIKES.pop(name, None)
        if after_s is not None:
            work = functools.partial(struck, after_s, work)
        outcome = run(self, work, *more, **named)
        if after_s is not None and outcome.status == -signal.SIGPROF:
            STRUCK.add(name)
        return outcome

    vars(child_process)["_serve"] = serve_quietly  # copies take it over
    for name, done in {"begin": begin_alone, "run": run_struck}.items():
        setattr(WorkerProcess, name, done)


WAYS: Final[dict[str, Callable[[Path, random.Random], str]]] = {
    "save": killed_while_saving,
    "recovery": killed_while_keeping,
    "swap": killed_while_swapping,
    "plan": killed_while_planning,
    "scoring": killed_while_scoring,
    "exports": killed_while_exporting,
    "reading": killed_reader,
    "search": killed_walk(_solve=0.12),
    "questions": killed_walk(_ask=0.2),
    "both": killed_walk(_solve=0.12, _ask=0.2),
    "drawing": killed_while_drawing,
}


def main(arguments: Sequence[str]) -> int:
    """Kill as often as asked; return 1 where something was lost."""
    way, count = arguments[0], int(arguments[1])
    seed = int(arguments[2]) if len(arguments) > 2 else 0
    ends: Counter[str] = Counter()
    use_copies()
    with tempfile.TemporaryDirectory() as name:
        for number in range(count):
            try:
                ends[WAYS[way](Path(name), random.Random(seed + number))] += 1
            except Exception as error:  # what this looks for
                ends["FAILED"] += 1
                sys.stdout.write(f"{way} {seed + number}: {error!r}\n")
            sys.stdout.write(f"{way}: {number + 1} kills, {dict(ends)}\n")
            sys.stdout.flush()
    return int(ends["FAILED"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
