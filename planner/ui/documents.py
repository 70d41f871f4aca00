"""Opening, saving, autosaving, recovering and exporting, for one window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from planner.errors import PlannerError
from planner.project import SUFFIX, Document, read_document, write_document
from planner.project.autosave import autosave, discard, side_file
from planner.settings import state_folder
from planner.ui.pages import read_page
from planner.ui.planning import import_document

if TYPE_CHECKING:
    from planner.ui.runner import Job, Runner
    from planner.ui.session import Session

__all__ = ["Documents"]


class Documents(QObject):
    """Files of one window; all reading and writing is done off its thread."""

    opened = Signal(object)
    saved = Signal(object)
    exported = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: Runner, number: int, autosave_s: float) -> None:
        super().__init__(session)
        self._session, self._runner, self._number = session, runner, number
        self._autosaved: Document | None = None
        self._side: Path | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.autosave)
        self._timer.start(int(autosave_s * 1000))

    def open_paths(self, paths: Sequence[Path], then: Callable[[], None] | None = None) -> Job:
        """Open a project, or read workbooks into a new one."""
        chosen = list(paths)
        project = chosen[0] if chosen[0].suffix == SUFFIX else None
        session = self._session

        def work(stop: object, listen: object) -> object:
            read_page("inventory")
            return read_document(project) if project else import_document(chosen, session)

        def done(document: object) -> None:
            assert isinstance(document, Document)
            self._forget_side()
            session.open_document(document, project, saved=project is not None)
            self.opened.emit(chosen[0])
            if then is not None:
                then()

        return self._runner.start("ui.job.open", work, done=done, failed=self.failed.emit)

    def begin(self, document: Document, source: Path) -> None:
        """Begin a project with what was imported from ``source``."""
        self._forget_side()
        self._session.open_document(document, None, saved=False)
        self.opened.emit(source)

    def open_recovered(self, document: Document, original: Path | None) -> None:
        """Go on with what an autosave kept."""
        self._session.open_document(document, original, saved=False, precious=True)

    def save(self, path: Path, then: Callable[[], None] | None = None) -> Job:
        """Write the document as it stands."""
        document, session = self._session.document, self._session
        target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

        def work(stop: object, listen: object) -> object:
            try:
                write_document(document, target)
            except OSError as error:
                raise PlannerError(
                    session.say("ui.save.failed", path=target.name),
                    session.say("ui.save.advice"),
                    str(error),
                ) from error
            return target

        def done(_: object) -> None:
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

                return export_study(study, path, language)[0]
            from planner.reporting import write_pdf

            write_pdf(study, path, language, options, stop=stop)  # type: ignore[arg-type]
            return path

        return self._runner.start(
            "ui.job.export", work, done=self.exported.emit, failed=self.failed.emit
        )

    def autosave(self) -> None:
        """Keep unsaved work in a side file; the document on disk is never touched."""
        session = self._session
        document = session.document
        if session.is_empty or not session.history.dirty or document is self._autosaved:
            return
        side = side_file(state_folder(), session.path, self._number)
        original = session.path
        self._autosaved, self._side = document, side
        self._runner.start("ui.job.save", lambda stop, listen: autosave(document, side, original))

    def end(self) -> None:
        """Stop autosaving and remove the side file: nothing was lost."""
        self._timer.stop()
        self._forget_side()

    def _forget_side(self) -> None:
        if self._side is not None:
            discard(self._side)
        self._side = self._autosaved = None
