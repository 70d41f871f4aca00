"""The optimiser's child process: it can be killed at any moment and never outlives its parent.

The parent sends one task at a time over a pipe of its own (standard output stays free for the
banners of solvers) and gets back progress, complete plans as they are found, and the final plan.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final, NoReturn

from planner.errors import PlannerError
from planner.jobs import Progress, ProgressListener, Stop
from planner.model.plan import Plan
from planner.model.problem import PlanningProblem
from planner.optimising.opening import Opening
from planner.optimising.outcome import Options
from planner.optimising.stages import Found, run_stages

__all__ = ["Answer", "ChildProcess"]

POLL_S: Final = 0.05
GRACE_S, LIVE_GRACE_S = 1.2, 0.4
"""Seconds past the time limit after which the child is killed, since solvers overrun their limits;
and past the limit of a plan that answers a change at once."""
KILL_S: Final = 0.2
REPORT_EVERY_S: Final = 0.1
WARM: Final = "warm"


@dataclass(frozen=True, slots=True)
class Task:
    """What the child is to solve; ``started_s`` is how long ago the clock began."""

    problem: PlanningProblem
    options: Options
    started_s: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the plan where the child finished, else the best found before it ended."""

    plan: Plan | None
    best: Found | None
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """That no plan exists, with the rules in conflict; ways out are still looked for."""

    plan: Plan


class ChildProcess:
    """A warm child that solves one task at a time; started on the first, restarted after a kill.

    ``grace_s`` is how many seconds past its limit a search may come to its own end.
    """

    def __init__(self) -> None:
        self.grace_s = GRACE_S
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._warming = False

    def start(self, *, warm: bool = False) -> None:
        """Start the child, where there is none, and let it import while others work.

        ``warm`` has it load every compiled loop as well, so that its first plan comes as soon as
        any later one.
        """
        if self._process is not None and self._process.is_alive():
            return
        self.close()
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, os.getpid()), name="optimiser", daemon=True
        )
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        self._warming = warm
        if warm:
            with contextlib.suppress(OSError):
                ours.send(None)

    def solve(
        self, problem: PlanningProblem, options: Options, stop: Stop, listen: ProgressListener
    ) -> Answer:
        """Have ``problem`` solved; kill the child on cancel or past the time limit.

        A child that was asked to be warm is waited for until it is, and the clock begins then:
        its user wants plans in a second, which no cold process can give.
        """
        self.start()
        assert self._pipe is not None
        if self._warming and not self._is_warm(self._pipe, stop):
            return Answer(None, None, "cancelled")
        best: Found | None = None
        settled: Plan | None = None
        try:
            self._pipe.send(Task(problem, options, stop.seconds))
            while True:
                if self._pipe.poll(POLL_S):
                    message = self._pipe.recv()
                    if isinstance(message, Plan):
                        return Answer(message, best)
                    if isinstance(message, Found):
                        best = message
                    elif isinstance(message, Settled):
                        settled = message.plan
                    elif isinstance(message, Progress):
                        listen(message)
                    elif isinstance(message, str):
                        _fail(message)
                ended = _overdue(stop, self.grace_s)
                if ended:
                    self.close()
                    return Answer(settled if ended == "time" else None, best, ended)
        except (EOFError, OSError):
            self.close()
            return Answer(None, best, stop.reason() or "died")
        except BaseException:
            self.close()
            raise

    def _is_warm(self, pipe: Connection, stop: Stop) -> bool:
        """Wait until the child is warm; a cancel leaves it to become so for the next task."""
        with contextlib.suppress(EOFError, OSError):  # met again where the task is sent
            while not pipe.poll(POLL_S):
                if stop.cancelled:
                    return False
            pipe.recv()
        self._warming = False
        stop.started = time.monotonic()
        return True

    def close(self) -> None:
        """End the child at once; nothing of it is left."""
        pipe, process = self._pipe, self._process
        self._pipe = self._process = None
        self._warming = False
        if pipe is not None:
            pipe.close()
        if process is None:
            return
        process.terminate()
        process.join(KILL_S)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def _fail(detail: str) -> NoReturn:
    raise PlannerError("The optimiser failed.", "Please report it.", detail)


def _overdue(stop: Stop, grace_s: float) -> str:
    if stop.cancelled:
        return "cancelled"
    if stop.time_limit_s is not None and stop.seconds > stop.time_limit_s + grace_s:
        return "time"
    return ""


def _serve(pipe: Connection, parent: int) -> None:
    """Solve tasks until the pipe closes; never outlive the parent."""
    _die_with_parent(parent)
    _silence_standard_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    lock = threading.Lock()

    def send(message: object) -> None:
        with lock, contextlib.suppress(BrokenPipeError, OSError):
            pipe.send(message)

    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            if task is None:
                from planner.optimising.warm import warm_up

                with contextlib.suppress(Exception):  # met again where a loop is needed
                    warm_up()
                send(WARM)
                continue
            send(_solve(task, send))
        except Exception:
            import traceback

            send(traceback.format_exc())


def _solve(task: Task, send: Callable[[object], None]) -> Plan:
    options = task.options
    limit = options.time_limit_s
    if limit is not None:
        limit = max(0.01, limit - task.started_s)
    stop = Stop(limit, options.work_limit)
    told = 0.0
    opening = Opening(task.problem, options, limit, send)

    def listen(progress: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= REPORT_EVERY_S:
            told = now
            send(progress)

    try:
        return run_stages(
            task.problem, options, stop, listen, opening.found, lambda plan: send(Settled(plan))
        )
    finally:
        opening.end()


def _silence_standard_output() -> None:
    """Send what solvers print to nowhere; the protocol has a pipe of its own."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)


def _die_with_parent(parent: int) -> None:
    """End this process when the parent ends, however that happens."""
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)

    def watch() -> None:
        alive = multiprocessing.parent_process()
        if alive is not None:
            alive.join()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
    if sys.platform != "win32" and os.getppid() != parent:
        os._exit(0)
