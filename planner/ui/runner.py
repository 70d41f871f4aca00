"""Jobs off the window's thread: progressed, succeeded, failed, cancelled."""

from __future__ import annotations

import contextlib
import gc
import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from planner.errors import CancelledError, PlannerError
from planner.jobs import Progress, ProgressListener, Stop
from planner.ui.courtesy import Courtesy

__all__ = ["SHOWN_AFTER_MS", "Job", "Runner"]

SHOWN_AFTER_MS: Final = 600
"""Work shorter than this shows no progress: a flash would only disturb."""
REPORT_EVERY_S: Final = 0.08
KEPT_MS: Final = 1_000
"""How long a worker is kept after it has told its end: its thread is still on its way out."""
JOB: Final = "job "
MANY_OBJECTS: Final = 50_000
GROWN: Final = 1.5
"""How many times the memory of the last look for garbage may be taken before the next."""
OVERGROWN: Final = 4_000_000
"""Pieces of memory, some 300 MB, from which the next waits only until nobody types or points."""
BY_HAND: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)
TIDY_MS: Final = 2_000
RESTS: Final = 30
"""Times of TIDY_MS in which nobody has typed or pointed before garbage is looked for everywhere."""
AT_ONCE: Final = 3
"""Jobs that work at the same time."""
GIVEN_UP_MS: Final = 800
"""How long work may take to notice that it is to stop: a cancel is answered within a second."""
EARLY_S: Final = 0.05
"""A timer may ring so much before its time."""
SWITCH_S: Final = 0.0001
"""How long another thread may keep the interpreter while the window waits for it."""

log = logging.getLogger(__name__)

type Work[Result] = Callable[[Stop, ProgressListener], Result]
type Keeps = bool | Callable[[], bool]


class Job(QObject):
    """One piece of work; its signals arrive on the window's thread."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    cancel_asked = Signal()
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
        """Ask the work to stop; what it has found so far is kept where it can be.

        A job that has ended may be deleted already while somebody holds it still.
        """
        self.stop.cancel()
        if self.running:
            self.cancel_asked.emit()

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
        """Tell how it ended: with a result, an error, or nothing after a cancel; once."""
        if not self.running:
            return
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


class _Hands(QObject):
    """Whether somebody has typed or pointed since it watches."""

    moved = False

    def watch(self) -> None:
        """Begin, or go on with windows that have been opened since.

        Each window hears of hands first; of all else that its widgets hear nothing comes by here.
        """
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)

    def rest(self) -> None:
        """End."""
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what comes from hands."""
        self.moved = self.moved or event.type() in BY_HAND
        return False


class _Bridge(QObject):
    progress = Signal(object)
    end = Signal(object)


class _Worker:
    """Does the work on a thread of its own.

    Who started it keeps it for a while after its end: its bridge lives on the window's thread, and
    an object that is deleted on another thread than its own, with signals of it still on their
    way, ends in a crash.
    """

    def __init__(
        self, work: Work[object], job: Job, *, alone: bool, quiet: bool, keeps: Keeps
    ) -> None:
        self.job, self.alone, self.quiet, self._keeps = job, alone, quiet, keeps
        self.give_up_at: float | None = None
        self.given_up = False
        # a thread that hangs in a solver must not keep the program from ending
        self.thread = threading.Thread(target=self.run, name=f"{JOB}{job.title}", daemon=True)
        self._work = work
        self._stop = job.stop
        self._bridge = _Bridge()
        self._bridge.progress.connect(job.take_progress)
        self._bridge.end.connect(job.take_end)
        self._last = 0.0
        self._phase = ""

    @property
    def keeps(self) -> bool:
        """Whether what it has done by now counts after a cancel."""
        return self._keeps() if callable(self._keeps) else self._keeps

    def run(self) -> None:
        outcome: object
        try:
            self._stop.raise_if_cancelled()
            outcome = self._work(self._stop, self._listen)
        except BaseException as error:  # told on the window's thread
            outcome = error
        with contextlib.suppress(RuntimeError):  # the window is gone, and nobody waits for it
            self._bridge.end.emit(outcome)

    def _listen(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.phase != self._phase or now - self._last >= REPORT_EVERY_S:
            self._last, self._phase = now, progress.phase
            self._bridge.progress.emit(progress)


def _unexpected(error: BaseException) -> PlannerError:
    log.warning("A job failed: %r", error)
    return PlannerError(
        "errors.program.something_went_wrong_inside_the_program",
        "errors.program.your_work_is_kept_save_it_and",
        f"{type(error).__name__}: {error}",
    )


class Runner(QObject):
    """Starts jobs, knows which still run, and ends them all when the window closes."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._courtesy = Courtesy(self)
        self._hands = _Hands(self)
        self._jobs: list[Job] = []
        self._waiting: list[_Worker] = []
        self._working: list[_Worker] = []
        self._kept: list[_Worker] = []
        self._blocks = sys.getallocatedblocks()
        self._tidying = self._over = False
        self._rests = 0
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_S))

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Jobs that still run."""
        return tuple(self._jobs)

    def start[Result](
        self,
        title: str,
        work: Work[Result],
        *,
        done: Callable[[Result], None] | None = None,
        failed: Callable[[PlannerError], None] | None = None,
        quiet: bool = False,
        alone: bool = False,
        keeps: Keeps = False,
    ) -> Job:
        """Start a job.

        Jobs that work ``alone``, which is what has a solver in this process, are done one after
        another.

        Parameters
        ----------
        title
            What it is called.
        work
            Runs off the window's thread.
        done, failed
            Called on the window's thread, with what the work found or what hindered it.
        quiet
            Nobody is told of it: it is not something that a person has asked for.
        alone
            It has a solver in this process.
        keeps
            What it has done counts where it is cancelled, which a function may say at that moment;
            others are given up after a while.
        """
        job = Job(title, self)
        job.stop.give_way = self._courtesy
        self._jobs.append(job)
        if done is not None:
            job.succeeded.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        if not quiet:
            self.started.emit(job)
            if alone:
                self._drop_quiet()
        worker = _Worker(work, job, alone=alone, quiet=quiet, keeps=keeps)
        # to methods, which hold nothing: a job that held its runner would take it along at its end
        job.cancel_asked.connect(self._cancelled)
        job.ended.connect(self._ended)
        self._waiting.append(worker)
        self._begin()
        return job

    def _drop_quiet(self) -> None:
        """Drop questions that nobody has asked, for one that somebody waits for."""
        for worker in (*self._waiting, *self._working):
            if worker.alone and worker.quiet:
                worker.job.cancel()

    def _begin(self) -> None:
        """Start what waits and may begin, in its order; nothing once the window is closed."""
        if self._over:
            return
        for worker in tuple(self._waiting):
            if len(self._working) >= AT_ONCE:
                return
            if not worker.alone or not any(one.alone for one in self._working):
                self._waiting.remove(worker)
                self._working.append(worker)
                gc.disable()  # see _collect_again
                worker.thread.start()

    @Slot()
    def _cancelled(self) -> None:
        """End what has not begun; give up what does not come to its end in good time."""
        for worker in tuple(self._waiting):
            if worker.job.stop.cancelled:
                worker.job.take_end(CancelledError())
        for worker in self._working:
            if worker.job.stop.cancelled and not worker.keeps and worker.give_up_at is None:
                worker.give_up_at = time.monotonic() + GIVEN_UP_MS / 1000
                QTimer.singleShot(GIVEN_UP_MS, self, self._give_up)

    @Slot()
    def _give_up(self) -> None:
        for worker in tuple(self._working):
            if worker.give_up_at is not None and worker.give_up_at <= time.monotonic() + EARLY_S:
                log.info("A job does not end: %s", worker.job.title)
                worker.given_up = True
                worker.job.take_end(CancelledError())

    @Slot()
    def _ended(self) -> None:
        for listed in (self._waiting, self._working):
            for worker in tuple(listed):
                if not worker.job.running:
                    listed.remove(worker)
                    self._kept.append(worker)
        self._jobs = [job for job in self._jobs if job.running]
        QTimer.singleShot(KEPT_MS, self, self._let_go)
        self._begin()
        if not self._working:
            self._collect_again()

    def _collect_again(self) -> None:
        """Let Python look for garbage again, unless another window's job still works.

        It looks on whatever thread makes objects. On a job's thread it would delete widgets of a
        closed window while this thread styles or draws all there are: that ends in a crash.
        """
        done = {one.thread for one in self._kept if not one.given_up}
        if any(one.name.startswith(JOB) for one in threading.enumerate() if one not in done):
            return
        if gc.get_count()[0] > MANY_OBJECTS:
            gc.freeze()  # what a job has made lives long: Python does not look through it again
        gc.enable()
        if not self._tidying and sys.getallocatedblocks() > GROWN * self._blocks:
            self._tidying, self._rests, self._hands.moved = True, 0, False
            self._hands.watch()
            QTimer.singleShot(TIDY_MS, self, self._tidy)

    @Slot()
    def _tidy(self) -> None:
        """Look for garbage everywhere while nobody is there to see the window stand still.

        A look takes some tenths of a second. What is frozen is looked through by nobody otherwise:
        most of it goes when the last that knows it goes, but what holds itself would stay.
        """
        if self._looked_at() and not self._over:
            self._hands.watch()
            QTimer.singleShot(TIDY_MS, self, self._tidy)
            return
        self._hands.rest()
        self._tidying = False
        if self._working or self._waiting:
            return  # the end of what works asks again
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._blocks = sys.getallocatedblocks()

    def _looked_at(self) -> bool:
        """Whether somebody may be using the window."""
        moved, self._hands.moved = self._hands.moved, False
        self._rests = 0 if moved else self._rests + 1
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        few = sys.getallocatedblocks() < OVERGROWN
        return moved or (active and few and self._rests < RESTS)

    @Slot()
    def _let_go(self) -> None:
        """Drop workers on the thread they belong to, once their own has ended."""
        self._kept = [one for one in self._kept if one.thread.is_alive()]
        if any(one.given_up for one in self._kept):
            QTimer.singleShot(KEPT_MS, self, self._let_go)
        elif not self._working and not gc.isenabled():
            self._collect_again()

    def shut_down(self, wait_ms: int = 10_000, alone_ms: int = 2_000) -> bool:
        """Cancel every job and wait for their threads; return whether all ended in time.

        A question that hangs in a solver is not waited for: it has nothing to finish.
        """
        self._over = True
        self._courtesy.end()
        self._waiting.clear()
        for job in self._jobs:
            job.blockSignals(True)
            job.cancel()
        began = time.monotonic()
        for worker in (*self._working, *self._kept):
            limit_s = (alone_ms if worker.alone else wait_ms) / 1000
            if worker.thread.is_alive():
                worker.thread.join(max(0.0, began + limit_s - time.monotonic()))
        left = any(one.thread.is_alive() for one in (*self._working, *self._kept))
        if not left:
            self._kept += self._working
            self._collect_again()
        return not left
