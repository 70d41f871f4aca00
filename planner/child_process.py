"""A child process that can be killed at any moment and never outlives its parent.

The parent sends one piece of work at a time over a pipe of its own (standard output stays free for
the banners of solvers) and gets back progress, what the work has found so far, and its result.
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
from planner.packing import packed, unpacked

__all__ = ["Outcome", "Tell", "Work", "WorkerProcess"]

POLL_S: Final = 0.05
KILL_S: Final = 0.2
REPORT_EVERY_S: Final = 0.1
READY: Final = "ready"
OUT_OF_MEMORY: Final = 12
"""Exit status of a child whose work took all memory it could get."""

type Tell = Callable[[object], None]
"""How work hands over what it has found so far, which is kept where it is ended early."""


type Work = Callable[..., object]
"""What a child can be given: a function of a module, so that it can be sent by its name.

Called as ``work(*arguments, stop=stop, listen=listen, tell=tell)``; ``stop`` has what is left of
the time limit and is never cancelled, since a cancel kills the child.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result, or why there is none: ``"cancelled"``, ``"time"`` or ``"died"``.

    ``status`` is the exit status of a child that died; negative: the signal that ended it.
    """

    result: object = None
    ended: str = ""
    status: int | None = None


@dataclass(frozen=True, slots=True)
class _Call:
    work: Work
    arguments: tuple[object, ...]
    time_limit_s: float | None
    work_limit: int | None


@dataclass(frozen=True, slots=True)
class _Returned:
    result: object


@dataclass(frozen=True, slots=True)
class _Told:
    found: object


@dataclass(frozen=True, slots=True)
class _Failed:
    trace: str


class WorkerProcess:
    """A child that does one piece of work at a time; started on the first, anew after a kill.

    Attributes
    ----------
    grace_s
        Seconds past its time limit in which work may come to its own end; then it is killed.
    """

    def __init__(self, grace_s: float) -> None:
        self.grace_s = grace_s
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._keeper: _Keeper | None = None
        self._preparing = False

    def begin(self, prepare: Callable[[], None] | None = None) -> None:
        """Start the child, where there is none, and let it import while others work.

        ``prepare`` is what it does first; a failure of it is met again where it matters.
        """
        if self._process is not None and self._process.is_alive():
            return
        self.close()
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, os.getpid()), name="worker", daemon=True
        )
        self._keeper = _Keeper(process.start)
        theirs.close()
        self._process, self._pipe = process, ours
        self._preparing = prepare is not None
        if prepare is not None:
            with contextlib.suppress(OSError):
                ours.send_bytes(packed(prepare))

    def run(
        self,
        work: Work,
        arguments: tuple[object, ...],
        stop: Stop,
        listen: ProgressListener,
        take: Tell,
        *,
        grace_s: float | None = None,
    ) -> Outcome:
        """Have ``work`` done; the child is killed on cancel or past the time limit of ``stop``.

        Parameters
        ----------
        take
            Told of all that the work finds on the way.
        grace_s
            In place of the process's own, for this work.

        Raises
        ------
        PlannerError
            Where the work failed, which is a fault of the program.
        """
        self.begin()
        assert self._pipe is not None
        if self._preparing and not self._is_ready(self._pipe, stop):
            return Outcome(ended="cancelled")
        grace = self.grace_s if grace_s is None else grace_s
        limit = None if stop.time_limit_s is None else max(0.01, stop.time_limit_s - stop.seconds)
        try:
            self._pipe.send_bytes(packed(_Call(work, arguments, limit, stop.work_limit)))
            while True:
                if self._pipe.poll(POLL_S):
                    message = unpacked(self._pipe.recv_bytes())
                    if isinstance(message, _Returned):
                        return Outcome(message.result)
                    if isinstance(message, _Told):
                        take(message.found)
                    elif isinstance(message, Progress):
                        listen(message)
                    elif isinstance(message, _Failed):
                        _fail(message.trace)
                ended = _overdue(stop, grace)
                if ended:
                    self.close()
                    return Outcome(ended=ended)
        except (EOFError, OSError):  # it is gone; whether the time was over as well says nothing
            status = self._status()
            self.close()
            return Outcome(ended="cancelled" if stop.cancelled else "died", status=status)
        except BaseException:
            self.close()
            raise

    def _status(self) -> int | None:
        """Return how a child ended that has just closed its pipe."""
        if self._process is None:
            return None
        self._process.join(KILL_S)
        return self._process.exitcode

    def _is_ready(self, pipe: Connection, stop: Stop) -> bool:
        """Wait until the child is prepared; a cancel leaves it to become so for the next work.

        The clock begins then: who asked for a prepared child wants answers in a second, which no
        cold process can give.
        """
        with contextlib.suppress(EOFError, OSError):  # met again where the work is sent
            while not pipe.poll(POLL_S):
                if stop.cancelled:
                    return False
            pipe.recv_bytes()
        self._preparing = False
        stop.started = time.monotonic()
        return True

    def close(self) -> None:
        """End the child at once; nothing of it is left."""
        pipe, process, keeper = self._pipe, self._process, self._keeper
        self._pipe = self._process = self._keeper = None
        self._preparing = False
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.terminate()
            process.join(KILL_S)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()
        if keeper is not None:
            keeper.end()


class _Keeper:
    """A thread that starts a process and lasts as long as it is needed.

    Linux ends a child with the thread that started it, and not only with the whole parent. Workers
    of a pool come and go; a warm child has to outlive them.
    """

    def __init__(self, start: Callable[[], None]) -> None:
        self._start = start
        self._failure: BaseException | None = None
        self._started, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def _keep(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            # The child inherits this: no interrupt reaches it, not even while it imports.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._start()
        except BaseException as error:  # raised again where the process was asked for
            self._failure = error
            return
        finally:
            self._started.set()
        self._over.wait()

    def end(self) -> None:
        """Let the thread go, once its process is gone."""
        self._over.set()
        self._thread.join()


def _fail(trace: str) -> NoReturn:
    raise PlannerError(
        "errors.program.something_went_wrong_inside_the_program",
        "errors.program.please_report_it",
        trace,
    )


def _overdue(stop: Stop, grace_s: float) -> str:
    if stop.cancelled:
        return "cancelled"
    if stop.time_limit_s is not None and stop.seconds > stop.time_limit_s + grace_s:
        return "time"
    return ""


def _serve(pipe: Connection, parent: int) -> None:
    """Do what comes until the pipe closes; never outlive the parent."""
    _die_with_parent(parent)
    _silence_standard_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    lock = threading.Lock()

    def send(message: object) -> None:
        with lock, contextlib.suppress(BrokenPipeError, OSError):
            pipe.send_bytes(packed(message))

    while True:
        try:
            asked = unpacked(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        if not isinstance(asked, _Call):
            with contextlib.suppress(Exception):
                asked()
            send(READY)
            continue
        try:
            send(_Returned(_done(asked, send)))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)  # no memory to tell it with; who waits sees the process gone
        except Exception:
            import traceback

            send(_Failed(traceback.format_exc()))


def _done(call: _Call, send: Callable[[object], None]) -> object:
    told = 0.0

    def listen(progress: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= REPORT_EVERY_S:
            told = now
            send(progress)

    stop = Stop(call.time_limit_s, call.work_limit)
    return call.work(
        *call.arguments, stop=stop, listen=listen, tell=lambda found: send(_Told(found))
    )


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
