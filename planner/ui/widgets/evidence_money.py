"""A workload's money opened: every line of every target, and the price it comes from."""

from __future__ import annotations

from PySide6.QtWidgets import QTreeWidgetItem

from planner.assessing.costing import annuity
from planner.assessing.dials import dialled
from planner.editing.rule_names import kind_name
from planner.model.assessment import CostLine, TargetCase, WorkloadAssessment
from planner.model.study import Draft
from planner.presenting.money import money_words
from planner.ui.plain import plain_tip
from planner.ui.session import Session
from planner.ui.widgets.evidence_scores import cell_name
from planner.ui.widgets.evidence_tree import RIGHT, EvidenceTree
from planner.ui.widgets.spanning import spread_rows, wide_row
from planner.ui.widgets.words import Words
from planner.wording import has
from planner.wording.names import team_words

__all__ = ["MoneyTree", "source_words"]

COLUMNS = {"item": 210, "quantity": 74, "price": 96, "amount": 104, "when": 64, "from": 330}


def source_words(session: Session, draft: Draft, workload_id: str, source: str) -> str:
    """Say where a line of cost comes from: a cell, a line of a price sheet, a team's rate."""
    where, _, rest = source.partition(":")
    say = session.say
    if where == "cell":
        field = say(f"fields.{rest}")
        workload = draft.inventory.by_id.get(workload_id)
        cell = workload.cells.get(rest) if workload is not None else None
        if workload is not None and rest in workload.edited:
            return say("ui_evidence.from.typed", field=field)
        address = cell_name(cell) if cell is not None else ""
        return say("ui_evidence.from.cell", field=field, cell=address) if address else field
    if where == "team":
        return say(
            "ui_evidence.from.team", name=team_words(rest, draft.programme).say(session.language)
        )
    if where in ("price", "rules"):
        return say(f"ui_evidence.from.{where}", line=_sheet_line(session, rest))
    return source


def _sheet_line(session: Session, rest: str) -> str:
    """Name a line of a price sheet in the words of the rules page."""
    say = session.say
    target, _, item = rest.partition(".")
    mark = "，" if session.language == "zh" else ", "
    if target == "person_day":
        return say("ui_rules.group.person_day") + (f"{mark}{item}" if item else "")
    if item and has(f"ui_rules.price.{item}"):
        name = kind_name(target).say(session.language)
        known = {one.id for one in session.document.programme.targets}
        if target in known:
            name = session.target_name(target)
        return f"{name}{mark}{say(f'ui_rules.price.{item}')}"
    if rest.startswith("double_run_months_"):
        strategy = rest.removeprefix("double_run_months_")
        named = say(f"common.strategy.{strategy}")
        return f"{say('ui_rules.group.double_run_months')}{mark}{named}"
    return rest


class MoneyTree(EvidenceTree):
    """A target a branch: its lines, and how they add up to the net present cost."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__(session, words, COLUMNS, "ui_evidence.tab.money")

    def show_workload(self, draft: Draft, found: WorkloadAssessment) -> None:
        """Show one workload; the target it is on today and the plan's are open."""
        self.begin()
        study = self._session.study
        placed = study.plan.placement.get(found.workload_id) if study is not None else None
        for target, case in found.cases.items():
            item = self._target_item(draft, found, case)
            self.addTopLevelItem(item)
            item.setExpanded(target in (found.current_target, placed))
        spread_rows(self)

    def _money(self, minor: float) -> str:
        return money_words(minor, self._session.document.inventory.currency, self._session.language)

    def _target_item(
        self, draft: Draft, found: WorkloadAssessment, case: TargetCase
    ) -> QTreeWidgetItem:
        session, say = self._session, self._session.say
        words = say(
            "ui_evidence.money.target",
            year=self._money(case.run_year_minor),
            once=self._money(case.one_off_minor),
            net=self._money(case.net_present_minor),
        )
        gap = "；" if session.language == "zh" else "; "
        if case.target == found.current_target:
            words += gap + say("ui_evidence.money.here")
        elif case.payback_years is not None:
            words += gap + say("ui_evidence.money.payback", years=f"{case.payback_years:.1f}")
        elif found.current_target is not None:
            words += gap + say("ui_evidence.money.never")
        mark = "：" if session.language == "zh" else ": "
        item = wide_row(f"{session.target_name(case.target)}{mark}{words}", bold=True)
        for line in case.lines:
            item.addChild(self._line_item(draft, found.workload_id, line))
        item.addChild(self._sum_item(draft, case))
        return item

    def _line_item(self, draft: Draft, workload_id: str, line: CostLine) -> QTreeWidgetItem:
        say = self._session.say
        head, _, team = line.item.partition(".")
        name = say(f"assessing.cost.{head}") if has(f"assessing.cost.{head}") else line.item
        if team:
            names = {one.id: one.name for one in draft.programme.teams}
            name += f" ({names.get(team) or team})"
        item = QTreeWidgetItem(
            [
                name,
                f"{line.quantity:,.6g}",
                f"{line.unit_price_minor / 100:,.2f}",
                f"{line.amount_minor / 100:,.2f}",
                say(f"ui_evidence.when.{line.when}"),
                source_words(self._session, draft, workload_id, line.source),
            ]
        )
        for column in (1, 2, 3):
            item.setTextAlignment(column, RIGHT)
        item.setToolTip(1, repr(line.quantity))
        item.setToolTip(5, plain_tip(item.text(5)))
        return item

    def _sum_item(self, draft: Draft, case: TargetCase) -> QTreeWidgetItem:
        dials = dialled(draft.rules, draft.scenario)
        worth = annuity(dials.horizon_years, dials.discount_rate, dials.inflation)
        words = self._session.say(
            "ui_evidence.money.npv",
            once=f"{case.one_off_minor / 100:,.2f}",
            year=f"{case.run_year_minor / 100:,.2f}",
            annuity=f"{worth:.6f}",
            net=f"{case.net_present_minor / 100:,.2f}",
            years=dials.horizon_years,
            rate=f"{dials.discount_rate * 100:g}",
            inflation=f"{dials.inflation * 100:g}",
        )
        item = wide_row(self._session.named(self._session.say("ui_evidence.sum"), words))
        item.setToolTip(0, plain_tip(f"{item.text(0)} [{worth!r}]"))
        return item
