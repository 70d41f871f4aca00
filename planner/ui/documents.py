"""Opening, saving, autosaving, recovering and exporting, for one window."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from planner.errors import BadInputError, PlannerError
from planner.project import SUFFIX, Document, read_document, write_document
from planner.project.autosave import Recovery, SideFile, Stamp, stamp_of
from planner.settings import state_folder
from planner.shipped import is_shipped
from planner.ui.pages import read_page

TRIAL_MS = 20_000
"""How long the program lives with recovered work before it counts as harmless."""

if TYPE_CHECKING:
    from planner.jobs import ProgressListener, Stop
    from planner.reporting.options import ReportOptions
    from planner.ui.runner import Job, Runner
    from planner.ui.session import Session

__all__ = ["Documents", "project_path"]


def project_path(path: Path) -> Path:
    """Return where a project is written that a person calls ``path``: with its ending."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


class Turns:
    """The order in which saves were asked for; writing may begin and end in any other.

    Saves are written on threads, several at a time. Of one file they are written one after the
    other, and one that comes late, after a newer one of the same file, is passed over.
    """

    def __init__(self) -> None:
        self._taken = 0
        self._lock = threading.Lock()
        self._written: dict[Path, int] = {}

    def take(self) -> int:
        """Return the next turn; to be called where the save is asked for."""
        self._taken += 1
        return self._taken

    def write(self, turn: int, target: Path, write: Callable[[], None]) -> None:
        """Write, unless what was asked for later stands in the file already.

        Parameters
        ----------
        turn
            When it was asked for.
        target
            File to write.
        write
            Writes it.
        """
        with self._lock:
            if turn > self._written.get(target, 0):
                write()
                self._written[target] = turn

    def is_newest(self, turn: int) -> bool:
        """Whether nothing that was asked for later has been written, whatever its file."""
        with self._lock:
            return turn >= max(self._written.values(), default=0)


class Documents(QObject):
    """Files of one window; all reading and writing is done off its thread."""

    opened = Signal(object)
    saved = Signal(object)
    exported = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: Runner, autosave_s: float) -> None:
        super().__init__(session)
        self._session, self._runner = session, runner
        self._autosaved: Document | None = None
        self._side: SideFile | None = None
        self._on_trial = False
        self._stamp: Stamp | None = None
        self._writing, self._keeping = Turns(), Turns()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.autosave)
        self._timer.start(int(autosave_s * 1000))

    def open_paths(self, paths: Sequence[Path], then: Callable[[], None] | None = None) -> Job:
        """Open a project, or read workbooks into a new one; of a sample it is a copy."""
        chosen = list(paths)
        project = chosen[0] if chosen[0].suffix == SUFFIX else None
        place = None if project is not None and is_shipped(project) else project
        session, stamp = self._session, stamp_of(place)

        def work(stop: Stop, listen: ProgressListener) -> Document:
            read_page("inventory")
            return read_document(project) if project else _imported(chosen, session, stop)

        def done(document: Document) -> None:
            self._forget_side()
            session.open_document(document, place, saved=project is not None)
            self._stamp = stamp
            self.opened.emit(chosen[0])
            if then is not None:
                then()

        return self._runner.start("ui.job.open", work, done=done, failed=self.failed.emit)

    def begin(self, document: Document, source: Path) -> None:
        """Begin a project with what was imported from ``source``."""
        self._forget_side()
        self._stamp = None
        self._session.open_document(document, None, saved=False)
        self.opened.emit(source)

    def recover(self, recovery: Recovery, then: Callable[[], None]) -> Job:
        """Go on with what an autosave kept; it is removed when a new one has taken its place.

        Both are marked until the program has lived with the document for a while: what ends the
        program is asked about in other words next time.
        """
        recovery.mark_tried()

        def done(document: Document) -> None:
            self._session.open_document(document, recovery.original, saved=False, precious=True)
            self._stamp = recovery.stamp
            self._on_trial = True
            QTimer.singleShot(TRIAL_MS, self, self._passed)
            kept = self.autosave()
            if kept is not None:
                kept.succeeded.connect(lambda _: recovery.discard())
            else:
                recovery.discard()  # there was nothing in it
            then()

        return self._runner.start(
            "ui.job.open",
            lambda stop, listen: recovery.open(),
            done=done,
            failed=self.failed.emit,
        )

    def _passed(self) -> None:
        """Take the mark from what was recovered: it has been shown and worked with."""
        self._on_trial, self._autosaved = False, None
        self.autosave()

    @property
    def changed_elsewhere(self) -> bool:
        """Whether somebody else has written the file since it was opened or saved here."""
        now = stamp_of(self._session.path)
        return now is not None and self._stamp is not None and now != self._stamp

    def save(self, path: Path, then: Callable[[], None] | None = None) -> Job:
        """Write the document as it stands; what is written last is what was saved last."""
        document, session = self._session.document, self._session
        target = project_path(path)
        turn = self._writing.take()

        def work(stop: object, listen: object) -> object:
            self._writing.write(turn, target, lambda: write_document(document, target))
            return target

        def done(_: object) -> None:
            if self._writing.is_newest(turn):
                self._stamp = stamp_of(target)
                if session.document is document:
                    session.mark_saved(target)
                    self._forget_side()
            self.saved.emit(target)
            if then is not None:
                then()

        return self._runner.start(
            "ui.job.save", work, done=done, failed=self.failed.emit, keeps=True
        )

    def export(self, path: Path, language: str, options: ReportOptions | None) -> Job | None:
        """Write the PDF, or every export into a folder.

        Parameters
        ----------
        path
            Of the file, or of the folder.
        options
            Parts and paper of the PDF; None: every export.
        """
        study = self._session.study
        if study is None:
            return None
        try:
            self._session.refuse_unsound()
        except PlannerError as error:
            self.failed.emit(error)
            return None

        def work(stop: Stop, listen: ProgressListener) -> object:
            if options is None:
                from planner.pipeline import export_study

                exported = export_study(study, path, language, stop=stop, listen=listen)
                for error in exported.failed.values():
                    raise error  # the first: its sentence names the file
                return path
            from planner.reporting import write_pdf

            write_pdf(study, path, language, options, stop=stop)
            return path

        return self._runner.start(
            "ui.job.export", work, done=self.exported.emit, failed=self.failed.emit
        )

    def autosave(self) -> Job | None:
        """Keep unsaved work in a side file; the document on disk is never touched."""
        if not self._is_unkept:
            return None
        write = self._aside()
        side = self._side

        def done(_: object) -> None:
            if side is not self._side and side is not None:
                side.discard()  # saved or dropped while it was being written

        def failed(error: PlannerError) -> None:
            self._autosaved = None
            self.failed.emit(error)

        def work(stop: object, listen: object) -> None:
            try:
                write()
            except (OSError, BadInputError) as error:
                raise PlannerError(
                    "ui_window.autosave.failed", "ui_window.autosave.advice", str(error)
                ) from error

        return self._runner.start(
            "ui.job.save", work, done=done, failed=failed, quiet=True, keeps=True
        )

    def keep_now(self) -> None:
        """Keep unsaved work aside before returning, and leave it there: the program is to end."""
        self._autosaved = None  # what is being written may not come to its end
        if self._is_unkept:
            write = self._aside()
            with contextlib.suppress(OSError, BadInputError):  # nobody is there to be told
                write()
            self._side = None

    @property
    def _is_unkept(self) -> bool:
        session = self._session
        changed = not session.is_empty and session.history.dirty
        return changed and session.document is not self._autosaved

    def _aside(self) -> Callable[[], None]:
        """Return what writes the document as it stands now into the side file."""
        side = self._side = self._side or SideFile(state_folder())
        document, original = self._session.document, self._session.path
        stamp, tried = self._stamp, self._on_trial
        self._autosaved = document
        turn = self._keeping.take()

        def write() -> None:
            self._keeping.write(
                turn, side.path, lambda: side.write(document, original, stamp, tried=tried)
            )

        return write

    def end(self) -> None:
        """Stop autosaving and remove the side file: nothing was lost.

        To be called when no job runs any more, as one may still be writing the file.
        """
        self._timer.stop()
        self._forget_side()

    def _forget_side(self) -> None:
        if self._side is not None:
            self._side.discard()
        self._side = self._autosaved = None


def _imported(paths: Sequence[Path], session: Session, stop: Stop) -> Document:
    """Read workbooks into a fresh document, as the command line does."""
    from planner.pipeline import import_sources, new_document

    sources, _ = import_sources(paths, session.today, stop=stop)
    return new_document(sources, paths[0].stem, session.say("ui_window.scenario.base"))
