"""Half of the exports drawn in a second process, while this one draws the others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from planner.child_process import Tell, WorkerProcess
from planner.errors import CancelledError
from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.model.study import Study
from planner.reporting.options import ReportOptions

__all__ = ["ASIDE", "ASIDE_FROM", "Aside"]

ASIDE: Final = ("roadmap.pdf", "roadmap.pptx", "plan.xml")
"""What is drawn there: about half of the work."""
ASIDE_FROM: Final = 100
"""Workloads from which on a second process is worth its start."""
GRACE_S: Final = 1.0


class Aside:
    """A process that draws the files of ``ASIDE``; what it cannot is drawn where it is waited for.

    To be used in a ``with`` statement: at its end the process is gone.
    """

    def __init__(self, study: Study, language: str, options: ReportOptions, stop: Stop) -> None:
        self._asked = (study, language, options)
        self._stop = stop.within(None)
        self._worker = WorkerProcess(GRACE_S)
        self._pool = ThreadPoolExecutor(1)  # it only waits for the process
        self._future: Future[object] | None = None
        self._drawn: set[object] = set()

    def __enter__(self) -> Self:
        """Start nothing yet: :meth:`begin` does."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, whatever it does."""
        if kind is not None:
            self._stop.cancel()
        self._pool.shutdown()
        self._worker.close()

    def begin(self, stage: Path) -> None:
        """Have the files drawn into a folder."""
        arguments = (*self._asked, str(stage))
        self._future = self._pool.submit(
            self._worker.run, _draw, arguments, self._stop, ignore_progress, self._drawn.add
        )

    def wait(self, name: str, write: Callable[[Path], object], place: Path) -> None:
        """Wait for a file; draw it here where it was not drawn there, for its reason to be told.

        Parameters
        ----------
        name
            Of the file.
        write
            Draws it into a place.
        place
            Where it is to lie.

        Raises
        ------
        CancelledError
            Where somebody stopped it.
        """
        assert self._future is not None
        if self._future.exception() is None and self._stop.cancelled:
            raise CancelledError
        if name not in self._drawn:
            write(place)


def _draw(
    study: Study,
    language: str,
    options: ReportOptions,
    stage: str,
    *,
    stop: Stop,
    listen: ProgressListener,
    tell: Tell,
) -> None:
    """Draw one file after the other; one that fails is left to who waits for it."""
    from planner.reporting.compose import shared_views
    from planner.reporting.files import export_writers

    writers = export_writers(study, language, options, stop)
    with shared_views():
        for name in ASIDE:
            try:
                writers[name](Path(stage) / name)
            except Exception:  # noqa: S112  # drawn once more, where it can be told
                continue
            tell(name)
