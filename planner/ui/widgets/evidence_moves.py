"""How a workload would move onto each target: the R and its reason, effort, risk, rules against."""

from __future__ import annotations

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from planner.assessing.latency import AddedLatency, latency_of_plan
from planner.model.assessment import TargetCase, WorkloadAssessment
from planner.model.study import Draft
from planner.presenting.money import money_words
from planner.ui.plain import plain_tip
from planner.ui.session import Session
from planner.ui.widgets.evidence_tree import fit_columns
from planner.ui.widgets.spanning import spread_rows, wide_row
from planner.ui.widgets.words import Words
from planner.wording.names import team_words

__all__ = ["MovesTree"]

LEAST_MS = 1.0
"""Less than this a transaction is not worth a line."""
NAMES_SHOWN, NOTES_SHOWN = 6, 12

HEADS = ("target", "r", "effort", "risk", "why")
WIDTHS = (120, 120, 112, 44, 400)


class MovesTree(QTreeWidget):
    """A target a branch, then the conditions that go with the workload."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        self._session = session
        self._split: tuple[AddedLatency, ...] = ()
        self._split_for: object = None
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setColumnCount(len(HEADS))
        words.put(self.setAccessibleName, "ui_evidence.tab.moves")

    def show_workload(self, draft: Draft, found: WorkloadAssessment) -> None:
        """Show one workload."""
        say, language = self._session.say, self._session.language
        self.clear()
        fit_columns(self, WIDTHS)
        self.setHeaderLabels([say(f"ui_evidence.col.{head}") for head in HEADS])
        for case in found.cases.values():
            item = self._case_item(draft, case)
            self.addTopLevelItem(item)
            item.setExpanded(True)
        notes = [note.say(language) for note in found.notes]
        if found.retires:
            notes = [*self._retires(draft, found), *notes]
        notes = [*self._group(draft, found), *self._latency(found), *notes]
        if notes:
            head = wide_row(say("ui_evidence.notes"), bold=True)
            self.addTopLevelItem(head)
            head.addChildren([wide_row(note) for note in notes])
            head.setExpanded(True)
        spread_rows(self)

    def _case_item(self, draft: Draft, case: TargetCase) -> QTreeWidgetItem:
        say, session = self._session.say, self._session
        days = sum(case.effort_days.values())
        item = QTreeWidgetItem([session.target_name(case.target)])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setToolTip(0, plain_tip(item.text(0)))
        texts = (
            say(f"common.strategy.{case.strategy}"),
            say("ui_evidence.effort", days=f"{days:,.0f}") if days else "",
            f"{case.risk:.0f}",
            case.strategy_reason.say(session.language),
        )
        for column, text in enumerate(texts, 1):
            item.setText(column, text)
            item.setToolTip(column, plain_tip(text))
        if case.effort_days:
            gap = "，" if session.language == "zh" else ", "
            names = {
                team: team_words(team, draft.programme).say(session.language)
                for team in case.effort_days
            }
            teams = gap.join(
                say("ui_evidence.effort.team", team=names[team], days=f"{part:,.1f}")
                for team, part in case.effort_days.items()
            )
            item.setToolTip(2, plain_tip(teams))
        for rule in case.forbidden:
            words = say("ui_evidence.forbidden", reason=rule.reason.say(session.language))
            item.addChild(wide_row(words))
        return item

    def _group(self, draft: Draft, found: WorkloadAssessment) -> list[str]:
        """Say with whom it must move, why, and which dependency is cheapest to relax."""
        say, session = self._session.say, self._session
        gap = "、" if session.language == "zh" else ", "
        said = []
        for group in draft.assessment.groups:
            if found.workload_id not in group.workloads:
                continue
            others = [name for name in group.workloads if name != found.workload_id]
            names = gap.join(session.workload_name(name) for name in others[:NAMES_SHOWN])
            names += " …" if len(others) > NAMES_SHOWN else ""
            why = say(f"assessing.group.{group.why}")
            said.append(say("ui_evidence.group", names=names, why=why))
            if group.relax:
                pairs = gap.join(
                    f"{session.workload_name(one)} → {session.workload_name(two)}"
                    for one, two in group.relax[:NAMES_SHOWN]
                )
                said.append(say("ui_evidence.group.relax", pairs=pairs))
        return said

    def _latency(self, found: WorkloadAssessment) -> list[str]:
        """Say what the plan adds to a transaction where it splits a pair over two sites."""
        session, study = self._session, self._session.study
        if study is None or not study.plan.exists:
            return []
        if self._split_for is not study.plan:
            self._split_for = study.plan
            self._split = latency_of_plan(
                study.inventory,
                study.programme,
                study.rules,
                study.scenario,
                study.assessment,
                study.plan.placement,
            )
        said = []
        for one in self._split:
            if found.workload_id in (one.source, one.needed) and one.added_ms >= LEAST_MS:
                key = "ui_evidence.latency.allowed" if one.breaks else "ui_evidence.latency"
                words = {
                    "source": session.workload_name(one.source),
                    "needed": session.workload_name(one.needed),
                    "added": f"{one.added_ms:.1f}",
                    "trips": f"{one.round_trips:g}",
                }
                if one.breaks and one.allowed_ms is not None:
                    words["allowed"] = f"{one.allowed_ms:g}"
                said.append(session.say(key, **words))
        return said[:NOTES_SHOWN]

    def _retires(self, draft: Draft, found: WorkloadAssessment) -> list[str]:
        """Say that it leaves: when, what it saves, and who still needs it."""
        from planner.assessing.retirement import retirements

        session, say = self._session, self._session.say
        one = next(
            (
                r
                for r in retirements(draft.inventory, draft.assessment)
                if r.workload_id == found.workload_id
            ),
            None,
        )
        if one is None:
            return []
        day = say("ui_evidence.retires.day", day=one.day.isoformat()) if one.day else ""
        said = [f"{say('ui_evidence.retires', day=day)} {one.reason.say(session.language)}"]
        if one.saving_year_minor:
            money = money_words(one.saving_year_minor, draft.inventory.currency, session.language)
            said.append(say("ui_evidence.retires.saving", money=money))
        if one.needed_by:
            gap = "、" if session.language == "zh" else ", "
            names = gap.join(session.workload_name(name) for name in one.needed_by)
            said.append("⚠ " + say("ui_evidence.retires.needed", names=names))
        return said
