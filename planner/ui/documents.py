"""Opening, saving, autosaving, recovering and exporting, for one window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from planner.errors import PlannerError
from planner.project import SUFFIX, Document, read_document, write_document
from planner.project.autosave import Recovery, SideFile
from planner.settings import state_folder
from planner.ui.pages import read_page

if TYPE_CHECKING:
    from planner.jobs import ProgressListener, Stop
    from planner.ui.runner import Job, Runner
    from planner.ui.session import Session

__all__ = ["Documents"]


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
        self._stamp: tuple[int, int] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.autosave)
        self._timer.start(int(autosave_s * 1000))

    def open_paths(self, paths: Sequence[Path], then: Callable[[], None] | None = None) -> Job:
        """Open a project, or read workbooks into a new one."""
        chosen = list(paths)
        project = chosen[0] if chosen[0].suffix == SUFFIX else None
        session, stamp = self._session, stamp_of(project)

        def work(stop: Stop, listen: ProgressListener) -> object:
            read_page("inventory")
            return read_document(project) if project else _imported(chosen, session, stop)

        def done(document: object) -> None:
            assert isinstance(document, Document)
            self._forget_side()
            session.open_document(document, project, saved=project is not None)
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
        """Go on with what an autosave kept; it is removed when a new one has taken its place."""

        def done(document: object) -> None:
            assert isinstance(document, Document)
            self._session.open_document(document, recovery.original, saved=False, precious=True)
            self._stamp = stamp_of(recovery.original)
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

    @property
    def changed_elsewhere(self) -> bool:
        """Whether somebody else has written the file since it was opened or saved here."""
        now = stamp_of(self._session.path)
        return now is not None and self._stamp is not None and now != self._stamp

    def save(self, path: Path, then: Callable[[], None] | None = None) -> Job:
        """Write the document as it stands."""
        document, session = self._session.document, self._session
        target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

        def work(stop: object, listen: object) -> object:
            write_document(document, target)
            return target

        def done(_: object) -> None:
            self._stamp = stamp_of(target)
            if session.document is document:
                session.mark_saved(target)
                self._forget_side()
            self.saved.emit(target)
            if then is not None:
                then()

        return self._runner.start("ui.job.save", work, done=done, failed=self.failed.emit)

    def export(self, path: Path, language: str, options: object, whole: bool) -> Job | None:
        """Write the PDF, or every export into a folder."""
        study = self._session.study
        if study is None:
            return None

        def work(stop: object, listen: object) -> object:
            if whole:
                from planner.pipeline import export_study

                exported = export_study(study, path, language)
                for error in exported.failed.values():
                    raise error  # the first: its sentence names the file
                return path
            from planner.reporting import write_pdf

            write_pdf(study, path, language, options, stop=stop)  # type: ignore[arg-type]
            return path

        return self._runner.start(
            "ui.job.export", work, done=self.exported.emit, failed=self.failed.emit
        )

    def autosave(self) -> Job | None:
        """Keep unsaved work in a side file; the document on disk is never touched."""
        session = self._session
        document = session.document
        if session.is_empty or not session.history.dirty or document is self._autosaved:
            return None
        side = self._side = self._side or SideFile(state_folder())
        original = session.path
        self._autosaved = document

        def done(_: object) -> None:
            if side is not self._side:
                side.discard()  # saved or dropped while it was being written

        def failed(error: PlannerError) -> None:
            self._autosaved = None
            self.failed.emit(error)

        def work(stop: object, listen: object) -> None:
            try:
                side.write(document, original)
            except OSError as error:
                raise PlannerError(
                    session.say("ui_window.autosave.failed"),
                    session.say("ui_window.autosave.advice"),
                    str(error),
                ) from error

        return self._runner.start("ui.job.save", work, done=done, failed=failed, quiet=True)

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


def stamp_of(path: Path | None) -> tuple[int, int] | None:
    """Size and time of a file, to see whether it was written; None where it cannot be read."""
    try:
        return None if path is None else (path.stat().st_size, path.stat().st_mtime_ns)
    except OSError:
        return None
