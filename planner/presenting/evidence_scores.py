"""A workload's scores opened: indicator, value with its unit, source, cell, points, weight, sum."""

from __future__ import annotations

from planner.assessing.values import DERIVED_FROM
from planner.model.assessment import Evidence, ValueSource, WorkloadAssessment
from planner.model.fields import FIELD_BY_KEY, FieldKind
from planner.model.issue import CellRef
from planner.model.rules import FACTORS
from planner.model.study import Draft
from planner.presenting.branch import Branch
from planner.presenting.cells import cell_words
from planner.presenting.evidence_words import (
    cell_name,
    confidence_words,
    digits,
    few_digits,
    sum_words,
)
from planner.presenting.view import View
from planner.wording import has

__all__ = ["score_branches"]


def score_branches(view: View, draft: Draft, found: WorkloadAssessment) -> tuple[Branch, ...]:
    """Return the factors with their lines, then the fit of every target with its parts.

    Parameters
    ----------
    draft
        The document, assessed.
    found
        Assessment of the workload.
    """
    factors = (_factor(view, draft, found, one) for one in FACTORS if one in found.factors)
    return (*factors, *(_fit(view, draft, found, target) for target in found.cases))


def _factor(view: View, draft: Draft, found: WorkloadAssessment, factor: str) -> Branch:
    say, score = view.say, found.factors[factor]
    weight = draft.assessment.weights.get(factor, 0.0)
    text = f"{score.score:.2f}" if score.assessed else say("common.not_assessed")
    known = confidence_words(view, score.confidence)
    if score.overridden:
        known = say("ui_evidence.overridden")
    name = say(f"common.factor.{factor}")
    total = sum(line.weight for line in score.evidence) or 1.0
    below = [_line(view, draft, line, total, found.workload_id) for line in score.evidence]
    if not score.overridden:
        words, exact = (
            view.named(say("ui_evidence.sum"), sum_words(score, form))
            for form in (few_digits, digits)
        )
        below.append(Branch((words,), wide=True, tips={0: exact}))
    texts = (name, text, known, "", "", f"{weight * 100:.0f}%", "")
    return Branch(texts, tuple(below), bold=True)


def _line(view: View, draft: Draft, line: Evidence, total: float, workload_id: str) -> Branch:
    missing = line.source is ValueSource.NEUTRAL
    tips = {4: digits(line.points)}
    if line.cell.file:
        tips[3] = f"{line.cell.file}: {cell_name(line.cell)}"
    return Branch(
        (
            _line_name(view, draft, line.indicator),
            view.say("ui_evidence.missing") if missing else _value(view, draft, line),
            view.say(f"ui.source.{line.source.value}"),
            _where(draft, line, workload_id),
            f"{line.points:.2f}".rstrip("0").rstrip("."),
            f"{line.weight:g}",
            f"{line.points * line.weight / total:.2f}",
        ),
        tips=tips,
    )


def _where(draft: Draft, line: Evidence, workload_id: str) -> str:
    """Name the cell a value was read from, or those it was worked out from."""
    if line.source is ValueSource.CELL:
        return cell_name(line.cell)
    workload = draft.inventory.by_id.get(workload_id)
    if line.source is not ValueSource.DERIVED or workload is None:
        return ""
    cells = [workload.cells.get(field, CellRef()) for field in DERIVED_FROM.get(line.field, ())]
    return ", ".join(name for cell in cells if (name := cell_name(cell)))


def _value(view: View, draft: Draft, line: Evidence) -> str:
    """A value as it stands in its cell, with its unit beside it."""
    field = FIELD_BY_KEY.get(line.field)
    if field is None:
        return _plain(line.value) + (" %" if line.field == "net_present_saving" else "")
    words = cell_words(field, line.value, view.language, kinds=view.kinds)
    if not words or not field.unit or field.kind is FieldKind.CHOICE:
        return words
    unit = view.say(f"units.{field.unit}", currency=draft.inventory.currency)
    return f"{words} {unit}"


def _plain(value: object) -> str:
    """Return a derived value with the figures that matter."""
    if isinstance(value, float):
        return f"{value:,.4g}"
    return "" if value is None else str(value)


def _line_name(view: View, draft: Draft, indicator: str) -> str:
    rule = next((one for one in draft.rules.indicators if one.key == indicator), None)
    if rule is not None:
        return rule.name.say(view.language)
    head, _, target = indicator.partition(".")
    if target and has(f"ui.derived.{head}"):
        return view.say(f"ui.derived.{head}", target=view.target_name(target))
    return indicator.replace("_", " ")


def _fit(view: View, draft: Draft, found: WorkloadAssessment, target: str) -> Branch:
    say, case, weights = view.say, found.cases[target], draft.assessment.weights
    name = say("ui_evidence.fit", target=view.target_name(target))
    below = []
    for factor, part in case.fit_parts.items():
        weight = weights.get(factor, 0.0)
        suits = part / weight if weight > 0 else 0.0
        score = _score_on(found, factor, target)
        words = say("ui_evidence.suits", score=f"{score:.2f}", suits=f"{suits:.2f}")
        shares = (f"{suits:.2f}", f"{weight * 100:.0f}%", f"{part:.2f}")
        below.append(Branch((say(f"common.factor.{factor}"), words, "", "", *shares)))
    return Branch((name, f"{case.fit:.2f}", *[""] * 5), tuple(below), bold=True, opened=False)


def _score_on(found: WorkloadAssessment, factor: str, target: str) -> float:
    """The score read for a target: the business case has one of each."""
    score = found.factors[factor]
    if factor == "business_case" and not score.overridden:
        for line in score.evidence:
            if line.indicator.partition(".")[2] == target:
                return line.points
    return score.score
