"""The plan held against rules that others have published, under their publishers' names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from planner.assessing.published.audit import Finding, audit, published_sets
from planner.model.study import Study
from planner.ui.look import Look
from planner.ui.models.strings_model import Cell
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.answer_table import AnswerTable
from planner.ui.widgets.words import Words, label, set_role

__all__ = ["AuditPanel", "audit_rows"]

SIGNS = {"kept": "✔", "broken": "✖", "unknown": "?"}
NAMES_SHOWN = 4
WIDTHS = {0: 170, 1: 92, 3: 70, 4: 70}


def audit_rows(session: Session, study: Study, set_id: str) -> list[tuple[Finding, list[Cell]]]:
    """Return a row for each finding: rule, verdict, where, measured, published."""
    found = audit(study.plan, study.inventory, study.programme, study.calendar, set_id)
    rows = []
    for finding in found:
        verdict = session.say(f"assessing.verdict.{finding.verdict}")
        measured, limit = finding.measured, finding.limit
        rows.append(
            (
                finding,
                [
                    Cell(finding.name.say(session.language)),
                    Cell(f"{SIGNS[finding.verdict]} {verdict}"),
                    Cell(_where(session, finding)),
                    Cell("" if measured is None else f"{measured:,.4g}"),
                    Cell("" if limit is None else f"{limit:,.4g}"),
                ],
            )
        )
    return rows


def _where(session: Session, finding: Finding) -> str:
    names = [session.workload_name(name) for name in finding.workloads[:NAMES_SHOWN]]
    more = len(finding.workloads) - len(names)
    words = ("、" if session.language == "zh" else ", ").join(names)
    if more > 0:
        words += f" … (+{more})"
    if finding.wave is None:
        return words
    if not words:
        return session.say("ui_rules.audit.wave.alone", wave=finding.wave)
    return session.say("ui_rules.audit.wave", wave=finding.wave, names=words)


class AuditPanel(QWidget):
    """Choose a publisher; every rule of theirs is kept, broken somewhere, or cannot be measured."""

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
        self.sum = QLabel()
        set_role(self.sum, "heading")
        self.sum.setWordWrap(True)
        layout.addWidget(self.sum)
        self.table = AnswerTable(session, look, 2)
        words.put(self.table.setAccessibleName, "ui_rules.section.audit")
        layout.addWidget(self.table, 1)
        self.source = QLabel()
        self.source.setWordWrap(True)
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.source, "small")
        layout.addWidget(self.source)

    def refresh(self) -> None:
        """Audit the plan as it stands."""
        language, now = self._session.language, self.box.currentData()
        self.box.blockSignals(True)
        self.box.clear()
        mark = "：" if language == "zh" else ": "
        for key, one in published_sets().items():
            self.box.addItem(f"{one.publisher}{mark}{one.name.say(language)}", key)
        self.box.setCurrentIndex(max(0, self.box.findData(now)))
        self.box.blockSignals(False)
        self._show()

    def _show(self) -> None:
        say, study = self._session.say, self._session.study
        key = self.box.currentData()
        if key is None:
            return
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
