"""Roadmap: the report as it will be printed, what goes into it, and the export."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.errors import PlannerError
from planner.jobs import ProgressListener, Stop
from planner.ui.look import Look
from planner.ui.pages.page import Page
from planner.ui.plain import PlainLabel
from planner.ui.runner import Job, Runner
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import label, push_button, set_role
from planner.wording import LANGUAGES, error_line, say

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

    from planner.reporting.options import ReportOptions

__all__ = ["RoadmapPage"]


class RoadmapPage(Page):
    """Preview and export; the PDF is drawn off the window's thread."""

    key = "roadmap"

    def __init__(self, session: Session, look: Look, runner: Runner) -> None:
        super().__init__(session, look)
        self._runner = runner
        self._job: Job | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="planner-preview-")
        self._drawn: tuple[object, ...] = ()
        self._document: QPdfDocument | None = None
        self._origin: object = None
        self._number = 0
        self.state = PlainLabel()
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self.state, "quiet")
        self.preview_box = QVBoxLayout()
        self.preview_box.addWidget(self.state)
        self.parts: dict[str, QCheckBox] = {}
        self.paper = QComboBox()
        self.language = QComboBox()
        self.stack_behind("ui.roadmap.empty", "ui.action.plan", "plan", needs="plan")
        self.stack.addWidget(self._full())

    def _full(self) -> QWidget:
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addLayout(self.preview_box, 1)
        side = QFrame()
        self.backstage.append(side)
        set_role(side, "card")
        side.setFixedWidth(280)
        inner = QVBoxLayout(side)
        inner.addWidget(label(self.words, "ui.roadmap.parts", "heading"))
        choices_row = QHBoxLayout()
        for name in ("summary", "board", "all"):
            button = push_button(self.words, f"ui.roadmap.{name}", partial(self.choose, name))
            button.setObjectName(f"parts_{name}")
            choices_row.addWidget(button)
        inner.addLayout(choices_row)
        inner.addWidget(self._part_list(), 1)
        for name, box, choices in (
            ("language", self.language, LANGUAGES),
            ("paper", self.paper, ("a4", "letter")),
        ):
            inner.addWidget(label(self.words, f"ui.roadmap.{name}", "small"))
            self.words.put(box.setAccessibleName, f"ui.roadmap.{name}")
            for choice in choices:
                box.addItem(choice, choice)
            box.currentIndexChanged.connect(lambda _: self.draw())
            inner.addWidget(box)
        self.export = push_button(
            self.words,
            "ui.roadmap.export",
            lambda: self.action_wanted.emit("export_pdf"),
            "primary",
        )
        self.export.setObjectName("export_pdf")
        inner.addWidget(self.export)
        inner.addWidget(
            push_button(
                self.words, "ui.roadmap.export_all", lambda: self.action_wanted.emit("export_all")
            )
        )
        row.addWidget(side)
        return full

    def _part_list(self) -> QScrollArea:
        from planner.reporting.options import ALL_PARTS

        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        for part in ALL_PARTS:
            check = QCheckBox()
            check.setObjectName(f"part_{part}")
            check.setChecked(True)
            self.words.put(check.setText, f"ui.part.{part}")
            check.toggled.connect(lambda _: self.draw())
            box.addWidget(check)
            self.parts[part] = check
        box.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        set_role(area, "clear")
        return area

    def choose(self, name: str) -> None:
        """Tick the parts of a report by its name: ``summary``, ``board`` or ``all``."""
        from planner.reporting.options import NAMED_PARTS

        wanted = NAMED_PARTS[name]
        for part, check in self.parts.items():
            check.blockSignals(True)
            check.setChecked(part in wanted)
            check.blockSignals(False)
        self.draw()

    def options(self) -> ReportOptions:
        """Return the chosen parts and paper."""
        from planner.reporting.options import ReportOptions

        parts = tuple(part for part, check in self.parts.items() if check.isChecked())
        return ReportOptions(parts or ("decision",), str(self.paper.currentData()))

    @property
    def report_language(self) -> str:
        """Language of the report."""
        return str(self.language.currentData())

    def refresh(self) -> None:
        """Draw the report again where the plan has changed."""
        study = self.session.study
        self.stack.setCurrentIndex(1 if study is not None else 0)
        if self._origin is not self.session.history.steps[0]:
            self._origin = self.session.history.steps[0]
            self._forget()
        if study is not None and not self._drawn:
            self.language.blockSignals(True)
            self.language.setCurrentIndex(self.language.findData(self.session.language))
            self.language.blockSignals(False)
        self.retranslate()
        self.draw()

    def retranslate(self) -> None:
        """Name the choices again."""
        for number in range(self.language.count()):
            # Each language by its own name: its readers find it whatever the window speaks.
            code = self.language.itemData(number)
            self.language.setItemText(number, say("language.name", code))
        for number in range(self.paper.count()):
            words = self.session.say(f"ui.paper.{self.paper.itemData(number)}")
            self.paper.setItemText(number, words)

    def _forget(self) -> None:
        """Show nothing of the project that was open before."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._drawn = ()
        if self._document is not None:
            self._view.hide()
            self._document.close()

    def draw(self) -> None:
        """Draw the preview in the background."""
        study = self.session.study
        if study is None or not self.isVisible():
            return
        try:
            self.session.refuse_unsound()
        except PlannerError as error:
            self._forget()
            self._failed(error)
            return
        options, language = self.options(), self.report_language
        wanted = (study, options, language)
        if self._drawn and self._drawn[0] is study and self._drawn[1:] == wanted[1:]:
            return
        self._drawn = wanted
        if self._job is not None:
            self._job.cancel()
        self.state.setText(self.session.say("ui.roadmap.drawing"))
        self.state.show()
        self._number += 1
        path = Path(self._folder.name) / f"preview-{self._number}.pdf"

        def work(stop: Stop, listen: ProgressListener) -> object:
            from planner.reporting import write_pdf

            write_pdf(study, path, language, options, stop=stop)
            return path

        self._job = self._runner.start(
            "ui.job.preview", work, done=lambda made: self._take(wanted, made), failed=self._failed
        )

    def _failed(self, error: PlannerError) -> None:
        self.state.setText(error_line(error, self.session.language))
        self.state.show()

    def _take(self, wanted: tuple[object, ...], path: object) -> None:
        """Show what was drawn, unless something else is wanted by now."""
        if self._drawn is wanted:
            self._job = None
            self._show(path)

    def _show(self, path: object) -> None:
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        if self._document is None:
            self._document = QPdfDocument(self)
            self._view = QPdfView(self)
            self._view.setPageMode(QPdfView.PageMode.MultiPage)
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self._view.setAccessibleName(self.session.say("ui.page.roadmap"))
            self._view.setDocument(self._document)
            self.preview_box.addWidget(self._view, 1)
        self._document.load(str(path))
        self._view.show()
        self.state.hide()

    def end(self) -> None:
        """Let go of the preview's file and folder."""
        super().end()
        if self._document is not None:
            self._document.close()
        self._folder.cleanup()
