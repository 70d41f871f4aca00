"""The plan held against rules that others have published, under their publishers' names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from planner.assessing.published.audit import published_sets
from planner.assessing.published.impose import audited_only
from planner.editing.operations import plan_by
from planner.presenting.audit import audit_rows
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.words import Words, label, set_role
from planner.wording import mark_of

__all__ = ["AuditPanel"]

WIDTHS = {0: 170, 1: 160, 3: 70, 4: 70}


class AuditPanel(QWidget):
    """Choose a publisher; every rule of theirs is kept, broken somewhere, or without data."""

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self._session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(label(words, "ui_rules.about.audit", "quiet"))
        self.box = QComboBox()
        words.put(self.box.setAccessibleName, "ui_rules.audit.set")
        self.box.currentIndexChanged.connect(lambda _: self._show())
        layout.addWidget(self.box)
        self.by = QCheckBox()
        words.put(self.by.setText, "ui_rules.audit.by")
        words.put(self.by.setToolTip, "ui_rules.audit.by.tip")
        self.by.clicked.connect(self._plan_by)
        layout.addWidget(self.by)
        self.only = PlainLabel()
        self.only.setWordWrap(True)
        set_role(self.only, "small")
        layout.addWidget(self.only)
        self.sum = PlainLabel()
        set_role(self.sum, "heading")
        self.sum.setWordWrap(True)
        layout.addWidget(self.sum)
        self.table = AnswerTable(session, look, 2)
        words.put(self.table.setAccessibleName, "ui_rules.section.audit")
        layout.addWidget(self.table, 1)
        self.source = PlainLabel()
        self.source.setWordWrap(True)
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.source, "small")
        layout.addWidget(self.source)

    def refresh(self) -> None:
        """Audit the plan as it stands."""
        chosen = self._session.document.scenario.preset
        language, now = self._session.language, self.box.currentData() or chosen
        self.box.blockSignals(True)
        self.box.clear()
        mark = mark_of("common.colon", language)
        for key, one in published_sets().items():
            self.box.addItem(f"{one.publisher}{mark}{one.name.say(language)}", key)
        self.box.setCurrentIndex(max(0, self.box.findData(now)))
        self.box.blockSignals(False)
        self._show()

    def _plan_by(self, on: bool) -> None:
        """Plan by the rules that are shown, or by the program's own again."""
        document = self._session.document
        self._session.perform(plan_by(document, self.box.currentData() if on else ""))

    def _show(self) -> None:
        say, study = self._session.say, self._session.study
        key = self.box.currentData()
        if key is None:
            return
        self.by.setChecked(self._session.document.scenario.preset == key)
        left = audited_only(self._session.document.programme, key)
        self.only.setVisible(bool(left))
        self.only.setText(say("profiles.preset.audited", rules=left) if left else "")
        self.source.setText(say("ui_rules.audit.source", source=published_sets()[key].source))
        if study is None or not study.plan.exists:
            self.sum.setText(say("ui_rules.audit.no_plan"))
            self.table.answers.show((), ())
            return
        rows = audit_rows(self._session, study, key)
        broken = {finding.rule for finding, _ in rows if finding.verdict == "broken"}
        counts = {
            "kept": sum(1 for finding, _ in rows if finding.verdict == "kept"),
            "broken": len(broken),
            "unknown": sum(1 for finding, _ in rows if finding.verdict == "unknown"),
        }
        self.sum.setText(say("ui_rules.audit.sum", **counts))
        names = ("rule", "verdict", "where", "measured", "limit")
        heads = [say(f"ui_rules.audit.{name}") for name in names]
        about = [finding.workloads[0] if finding.workloads else "" for finding, _ in rows]
        self.table.answers.show(heads, [cells for _, cells in rows], about)
        self.table.fit_columns()
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, width)
