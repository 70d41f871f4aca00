"""A workload's scores opened: indicator, value with its unit, source, cell, points, weight, sum."""

from __future__ import annotations

from PySide6.QtWidgets import QTreeWidgetItem

from planner.assessing.confidence import stars
from planner.assessing.values import DERIVED_FROM
from planner.model.assessment import Evidence, FactorScore, ValueSource, WorkloadAssessment
from planner.model.fields import FIELD_BY_KEY, FieldKind
from planner.model.issue import CellRef
from planner.model.rules import FACTORS
from planner.model.study import Draft
from planner.presenting.cells import cell_words
from planner.ui.plain import plain_tip
from planner.ui.session import Session
from planner.ui.widgets.evidence_tree import RIGHT, EvidenceTree
from planner.ui.widgets.spanning import spread_rows, wide_row
from planner.ui.widgets.words import Words
from planner.wording import has

__all__ = ["ScoreTree", "cell_name", "confidence_words", "star_signs", "sum_words"]

COLUMNS = {
    "item": 230,
    "value": 128,
    "source": 118,
    "where": 108,
    "points": 58,
    "weight": 58,
    "adds": 58,
}


def star_signs(confidence: float) -> str:
    """Five stars, as many of them full as the confidence (0 to 1) gives."""
    full = stars(confidence)
    return "★" * full + "☆" * (5 - full)


def confidence_words(session: Session, confidence: float) -> str:
    """Say a confidence in stars and in words."""
    words = session.say(f"assessing.confidence.{stars(confidence)}")
    return session.say("ui_evidence.stars", stars=star_signs(confidence), words=words)


def cell_name(cell: CellRef) -> str:
    """Name a cell as a spreadsheet does: ``Systems!B12``; empty where it is not known."""
    if not cell.address:
        return ""
    return f"{cell.sheet}!{cell.address}" if cell.sheet else cell.address


def sum_words(score: FactorScore) -> str:
    """Write out a factor's arithmetic with every digit, so that it can be done again by hand."""
    counted = [line for line in score.evidence if line.weight > 0]
    parts = " + ".join(f"{_digits(line.points)} × {_digits(line.weight)}" for line in counted)
    weights = " + ".join(_digits(line.weight) for line in counted)
    if len(counted) == 1:
        return f"{parts} ÷ {weights} = {_digits(score.score)}"
    return f"({parts}) ÷ ({weights}) = {_digits(score.score)}"


def _digits(figure: float) -> str:
    """Every digit of a figure, and no more."""
    return str(int(figure)) if float(figure).is_integer() else repr(figure)


class ScoreTree(EvidenceTree):
    """Factors with their lines, then the fit of every target with its parts."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__(session, words, COLUMNS, "ui.scores.arithmetic")

    def show_workload(self, draft: Draft, found: WorkloadAssessment) -> None:
        """Show one workload."""
        self.begin()
        for factor in FACTORS:
            if factor in found.factors:
                self.addTopLevelItem(self._factor_item(draft, found, factor))
        self.expandAll()
        for target in found.cases:
            item = self._fit_item(draft, found, target)
            self.addTopLevelItem(item)
            item.setExpanded(False)
        spread_rows(self)

    def _row(self, texts: list[str]) -> QTreeWidgetItem:
        item = QTreeWidgetItem(texts)
        for column in (4, 5, 6):
            item.setTextAlignment(column, RIGHT)
        for column, text in enumerate(texts):
            item.setToolTip(column, plain_tip(text))
        return item

    def _heading(self, texts: list[str]) -> QTreeWidgetItem:
        item = self._row(texts)
        font = item.font(0)
        font.setBold(True)
        for column in range(len(COLUMNS)):
            item.setFont(column, font)
        return item

    def _factor_item(self, draft: Draft, found: WorkloadAssessment, factor: str) -> QTreeWidgetItem:
        say, score = self._session.say, found.factors[factor]
        weight = draft.assessment.weights.get(factor, 0.0)
        text = f"{score.score:.2f}" if score.assessed else say("common.not_assessed")
        known = confidence_words(self._session, score.confidence)
        if score.overridden:
            known = say("ui_evidence.overridden")
        name = say(f"common.factor.{factor}")
        item = self._heading([name, text, known, "", "", f"{weight * 100:.0f}%", ""])
        total = sum(line.weight for line in score.evidence) or 1.0
        for line in score.evidence:
            item.addChild(self._line_item(draft, line, total, found.workload_id))
        if not score.overridden:
            self._add_sum(item, sum_words(score))
        return item

    def _add_sum(self, above: QTreeWidgetItem, text: str) -> None:
        above.addChild(wide_row(self._session.named(self._session.say("ui_evidence.sum"), text)))

    def _where(self, draft: Draft, line: Evidence, workload_id: str) -> str:
        """Name the cell a value was read from, or those it was worked out from."""
        if line.source is ValueSource.CELL:
            return cell_name(line.cell)
        workload = draft.inventory.by_id.get(workload_id)
        if line.source is not ValueSource.DERIVED or workload is None:
            return ""
        cells = [workload.cells.get(field, CellRef()) for field in DERIVED_FROM.get(line.field, ())]
        return ", ".join(name for cell in cells if (name := cell_name(cell)))

    def _line_item(
        self, draft: Draft, line: Evidence, total: float, workload_id: str
    ) -> QTreeWidgetItem:
        session = self._session
        missing = line.source is ValueSource.NEUTRAL
        value = session.say("ui_evidence.missing") if missing else self._value(draft, line)
        item = self._row(
            [
                self._line_name(draft, line.indicator),
                value,
                session.say(f"ui.source.{line.source.value}"),
                self._where(draft, line, workload_id),
                f"{line.points:.2f}".rstrip("0").rstrip("."),
                f"{line.weight:g}",
                f"{line.points * line.weight / total:.2f}",
            ]
        )
        item.setToolTip(3, plain_tip(item.text(3)))
        item.setToolTip(4, _digits(line.points))
        if line.cell.file:
            item.setToolTip(3, plain_tip(f"{line.cell.file}: {cell_name(line.cell)}"))
        return item

    def _value(self, draft: Draft, line: Evidence) -> str:
        """A value as it stands in its cell, with its unit beside it."""
        session, field = self._session, FIELD_BY_KEY.get(line.field)
        if field is None:
            return _plain(line.value) + (" %" if line.field == "net_present_saving" else "")
        words = cell_words(field, line.value, session.language)
        if not words or not field.unit or field.kind is FieldKind.CHOICE:
            return words
        unit = session.say(f"units.{field.unit}", currency=draft.inventory.currency)
        return f"{words} {unit}"

    def _line_name(self, draft: Draft, indicator: str) -> str:
        rule = next((one for one in draft.rules.indicators if one.key == indicator), None)
        if rule is not None:
            return rule.name.say(self._session.language)
        head, _, target = indicator.partition(".")
        if target and has(f"ui.derived.{head}"):
            name = self._session.target_name(target)
            return self._session.say(f"ui.derived.{head}", target=name)
        return indicator.replace("_", " ")

    def _fit_item(self, draft: Draft, found: WorkloadAssessment, target: str) -> QTreeWidgetItem:
        session, say = self._session, self._session.say
        case, weights = found.cases[target], draft.assessment.weights
        name = say("ui_evidence.fit", target=session.target_name(target))
        item = self._heading([name, f"{case.fit:.2f}", *[""] * 5])
        for factor, part in case.fit_parts.items():
            weight = weights.get(factor, 0.0)
            suits = part / weight if weight > 0 else 0.0
            score = self._score_on(found, factor, target)
            words = say("ui_evidence.suits", score=f"{score:.2f}", suits=f"{suits:.2f}")
            item.addChild(
                self._row(
                    [
                        say(f"common.factor.{factor}"),
                        words,
                        "",
                        "",
                        f"{suits:.2f}",
                        f"{weight * 100:.0f}%",
                        f"{part:.2f}",
                    ]
                )
            )
        return item

    def _score_on(self, found: WorkloadAssessment, factor: str, target: str) -> float:
        """The score read for a target: the business case has one of each."""
        score = found.factors[factor]
        if factor == "business_case" and not score.overridden:
            for line in score.evidence:
                if line.indicator.partition(".")[2] == target:
                    return line.points
        return score.score


def _plain(value: object) -> str:
    """Return a derived value with the figures that matter."""
    if isinstance(value, float):
        return f"{value:,.4g}"
    return "" if value is None else str(value)
