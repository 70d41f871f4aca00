"""Jobs off the window's thread: progressed, succeeded, failed, cancelled."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from planner.errors import CancelledError, PlannerError
from planner.jobs import Progress, ProgressListener, Stop

__all__ = ["SHOWN_AFTER_MS", "Job", "Runner"]

SHOWN_AFTER_MS: Final = 600
"""Work shorter than this shows no progress: a flash would only disturb."""
REPORT_EVERY_S: Final = 0.08
KEPT_MS: Final = 1_000
"""How long a worker is kept after it has told its end: its thread is still on its way out."""
SWITCH_S: Final = 0.002
"""How long another thread may keep the interpreter while the window waits for it."""

log = logging.getLogger(__name__)

type Work = Callable[[Stop, ProgressListener], object]


class Job(QObject):
    """One piece of work; its signals arrive on the window's thread."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    shown = Signal()
    """It has taken long enough for its progress to be shown."""

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.stop = Stop()
        self.running = True
        self.latest: Progress | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        self._timer.start(SHOWN_AFTER_MS)

    def cancel(self) -> None:
        """Ask the work to stop; what it has found so far is kept where it can be."""
        self.stop.cancel()

    def _show(self) -> None:
        if self.running:
            self.shown.emit()

    @Slot(object)
    def take_progress(self, progress: Progress) -> None:
        """Pass a report on."""
        self.latest = progress
        self.progressed.emit(progress)

    @Slot(object)
    def take_end(self, outcome: object) -> None:
        """Tell how it ended: with a result, an error, or nothing after a cancel."""
        self.running = False
        self._timer.stop()
        if isinstance(outcome, CancelledError):
            self.cancelled.emit()
        elif isinstance(outcome, PlannerError):
            self.failed.emit(outcome)
        elif isinstance(outcome, BaseException):
            self.failed.emit(_unexpected(outcome))
        else:
            self.succeeded.emit(outcome)
        self.ended.emit()
        self.deleteLater()


class _Bridge(QObject):
    progress = Signal(object)
    end = Signal(object)


class _Worker(QRunnable):
    """Does the work on a thread of the pool.

    The pool does not delete it: its bridge lives on the window's thread, and an object that is
    deleted on another thread than its own, with signals of it still on their way, ends in a crash.
    """

    def __init__(self, work: Work, job: Job) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._work = work
        self._stop = job.stop
        self._bridge = _Bridge()
        self._bridge.progress.connect(job.take_progress)
        self._bridge.end.connect(job.take_end)
        self._last = 0.0
        self._phase = ""

    def run(self) -> None:
        outcome: object
        try:
            outcome = self._work(self._stop, self._listen)
        except BaseException as error:  # told on the window's thread
            outcome = error
        self._bridge.end.emit(outcome)

    def _listen(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.phase != self._phase or now - self._last >= REPORT_EVERY_S:
            self._last, self._phase = now, progress.phase
            self._bridge.progress.emit(progress)


def _unexpected(error: BaseException) -> PlannerError:
    log.warning("A job failed: %r", error)
    return PlannerError(
        "Something went wrong inside the program.",
        "Your work is kept; save it and try again.",
        f"{type(error).__name__}: {error}",
    )


class Runner(QObject):
    """Starts jobs, knows which still run, and ends them all when the window closes."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(3)
        self._jobs: list[Job] = []
        self._workers: list[_Worker] = []
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_S))

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Jobs that still run."""
        return tuple(self._jobs)

    def start(
        self,
        title: str,
        work: Work,
        *,
        done: Callable[[object], None] | None = None,
        failed: Callable[[PlannerError], None] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Start ``work``; ``done`` and ``failed`` are called on the window's thread.

        Nobody is told of a ``quiet`` job: it is not something that a person has asked for.
        """
        job = Job(title, self)
        self._jobs.append(job)
        job.ended.connect(lambda: self._jobs.remove(job) if job in self._jobs else None)
        if done is not None:
            job.succeeded.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        if not quiet:
            self.started.emit(job)
        worker = _Worker(work, job)
        self._workers.append(worker)
        job.ended.connect(lambda: QTimer.singleShot(KEPT_MS, self, lambda: self._let_go(worker)))
        self._pool.start(worker)
        return job

    def _let_go(self, worker: _Worker) -> None:
        """Delete a worker on the thread it belongs to, when its thread has long left it."""
        if worker in self._workers:
            self._workers.remove(worker)

    def shut_down(self, wait_ms: int = 10_000) -> bool:
        """Cancel every job and wait for their threads; return whether all ended in time."""
        for job in self._jobs:
            job.blockSignals(True)
            job.cancel()
        return self._pool.waitForDone(wait_ms)
