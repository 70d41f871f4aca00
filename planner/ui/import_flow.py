"""From chosen files to a project: at once where the headers are sure, through the preview else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.editing.imports import (
    Looked,
    document_from,
    kept_book,
    look_apart,
    remember_book,
    remembered_book,
)
from planner.ui.pages import read_page
from planner.ui.widgets.file_dialog import file_dialog

if TYPE_CHECKING:
    from planner.editing.reimport import Differences
    from planner.errors import PlannerError
    from planner.importing import MappingBook
    from planner.jobs import ProgressListener, Stop
    from planner.model.status import MoveStatus
    from planner.project import Document
    from planner.ui.dialogs.import_preview import ImportPreview
    from planner.ui.documents import Documents
    from planner.ui.look import Look
    from planner.ui.runner import Runner, Work
    from planner.ui.session import Session

__all__ = ["ImportFlow", "patterns"]


def patterns(suffixes: Sequence[str]) -> str:
    """Return endings of files as a dialog's filter takes them."""
    return " ".join(f"*{suffix}" for suffix in suffixes)


class ImportFlow(QObject):
    """Reads workbooks in the background and asks where a person has to look."""

    def __init__(
        self,
        session: Session,
        look: Look,
        runner: Runner,
        documents: Documents,
        tell: Callable[[PlannerError], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._look, self._runner = session, look, runner
        self._documents, self._tell, self._parent = documents, tell, parent

    def ask(
        self,
        title: str,
        then: Callable[[list[Path]], object],
        *,
        several: bool = True,
        kinds: str = "ui_import.kinds",
    ) -> None:
        """Ask for workbooks.

        Parameters
        ----------
        title
            Of the dialog.
        then
            Gets them, unless the person thinks better of it.
        several
            More than one may be chosen.
        kinds
            Key of the words for what may be chosen.
        """
        dialog = file_dialog(self._session, self._session.say(title), self._parent)
        from planner.importing.reading.workbook import SUFFIXES

        kinds = self._session.say(kinds)
        dialog.setNameFilter(f"{kinds} ({patterns(SUFFIXES)})")
        mode = QFileDialog.FileMode
        dialog.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
        dialog.accepted.connect(lambda: then([Path(text) for text in dialog.selectedFiles()]))
        dialog.open()

    def open(self, paths: Sequence[Path], *, always: bool = False) -> None:
        """Begin a project with workbooks; ``always`` shows the preview however sure it is."""
        chosen, today = tuple(paths), self._session.today

        def work(stop: Stop, listen: ProgressListener) -> tuple[Looked, Document | None]:
            book = remembered_book()
            looked = look_apart(chosen, today, book, stop, listen, always=always)
            read_page("inventory")
            return looked, self._made(looked, book)  # also for a preview: rules are read once

        def done(outcome: tuple[Looked, Document | None]) -> None:
            looked, document = outcome
            if looked.sheets:
                self._preview(looked)
            else:
                self._show(looked, document)

        self._start(work, done)

    def _preview(self, looked: Looked) -> None:
        from planner.ui.dialogs.import_preview import ImportPreview

        dialog = ImportPreview(self._session, self._look, looked, self._parent)
        dialog.read_wanted.connect(lambda book: self._read_again(dialog, book))
        dialog.agreed.connect(lambda book: self._agreed(dialog.looked, book))
        dialog.open()

    def _read_again(self, dialog: ImportPreview, book: MappingBook) -> None:
        paths, today = dialog.looked.paths, self._session.today
        rollup, ports = dialog.options.rollup(), dialog.options.noise_ports()

        def done(looked: Looked) -> None:
            from shiboken6 import isValid

            # Closed meanwhile, or corrected again: the next answer is on its way.
            if isValid(dialog) and dialog.is_of(book, rollup, ports):
                dialog.show_read_again(looked)

        self._start(
            lambda stop, listen: look_apart(
                paths, today, book, stop, listen, rollup=rollup, noise_ports=ports
            ),
            done,
        )

    def _agreed(self, looked: Looked, book: MappingBook | None) -> None:
        from planner.importing import MappingBook

        if book is not None:
            remember_book(book)
            self._begin(looked, book)
            return
        paths, today, plain = looked.paths, self._session.today, MappingBook()
        self._start(
            lambda stop, listen: look_apart(paths, today, plain, stop, listen),
            lambda read: self._begin(read, plain),
        )

    def _begin(self, looked: Looked, book: MappingBook) -> None:
        self._show(looked, self._made(looked, book))

    def _made(self, looked: Looked, book: MappingBook) -> Document | None:
        """Return the project that begins with what was read; None where nothing could be."""
        if looked.imported is None:
            return None
        return document_from(looked, book, self._session.say("ui_window.scenario.base"))

    def _show(self, looked: Looked, document: Document | None) -> None:
        if document is not None:
            self._documents.begin(document, looked.paths[0])
        elif looked.error is not None:
            self._tell(looked.error)

    # Into the open project --------------------------------------------------------------------

    def again(self, path: Path) -> None:
        """Import a file again: show what it changes in the open project."""
        document, today = self._session.document, self._session.today

        def work(stop: Stop, listen: ProgressListener) -> Differences:
            from planner.editing.reimport import compare
            from planner.importing import MappingBook
            from planner.importing.apart import import_apart
            from planner.jobs import Progress

            listen(Progress("common.phase.import"))
            known = MappingBook((*remembered_book().sheets, *kept_book(document.mappings).sheets))
            read = import_apart([path], today=today, mapping=known, stop=stop)
            return compare(document, read)

        def done(differences: Differences) -> None:
            from planner.ui.dialogs.reimport_preview import ReimportPreview

            if document is self._session.document:
                ReimportPreview(
                    self._session, self._look, differences, path.name, self._parent
                ).open()
            else:
                self.again(path)  # the project changed while the file was read

        self._start(work, done)

    def beside(self, path: Path) -> None:
        """Read somebody else's plan and show it beside ours; nothing is taken over."""
        today = self._session.today

        def work(stop: Stop, listen: ProgressListener) -> Mapping[str, int]:
            from planner.assessing.published.foreign import foreign_waves
            from planner.importing.apart import import_apart
            from planner.jobs import Progress

            listen(Progress("common.phase.import"))
            read = import_apart([path], today=today, mapping=remembered_book(), stop=stop)
            return foreign_waves(read.inventory, path.name)

        def done(waves: Mapping[str, int]) -> None:
            from planner.presenting.foreign import beside_foreign
            from planner.ui.dialogs.foreign_plan import ForeignPlan

            session = self._session
            if session.study is not None:
                found = beside_foreign(session.study, waves, path.name, session.language)
                ForeignPlan(session, self._look, found, self._parent).open()

        self._start(work, done)

    # Status of the moves ----------------------------------------------------------------------

    def status(self, paths: Sequence[Path]) -> None:
        """Read what trackers, tickets and project files say of the moves, and show it first."""
        chosen = tuple(paths)

        def work(stop: Stop, listen: ProgressListener) -> tuple[MoveStatus, ...]:
            from planner.importing.status import read_status

            return read_status(chosen, stop)

        def done(found: tuple[MoveStatus, ...]) -> None:
            from planner.ui.dialogs.status_review import StatusReview

            study = self._session.study
            if study is not None:
                StatusReview(self._session, study, found, self._parent).open()

        self._start(work, done)

    def _start[Result](self, work: Work[Result], done: Callable[[Result], None]) -> None:
        self._runner.start(
            "ui.job.open",
            work,
            done=done,
            failed=self._tell,
        )
