"""The business case: points for what each target saves against staying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.assessing.factors import compile_curve, score_of
from planner.assessing.money import TargetCost
from planner.assessing.open_records import evidence_line
from planner.model.assessment import FactorScore, ValueSource
from planner.model.inventory import Workload
from planner.model.rules import RuleSet, Words

__all__ = ["COST_CELLS", "BusinessCase", "Priced"]

COST_SHARES = (
    ("run_cost_year", 0.5),
    ("staff_cost_year", 0.15),
    ("licence_cost_year", 0.15),
)
"""How much of the business case's confidence each cell is worth."""
SIZES_SHARE = 0.2
"""What the sizes are worth together: a part of them says nothing of the cost elsewhere."""
COST_CELLS = ("run_cost_year", "staff_cost_year", "licence_cost_year")


@dataclass(slots=True)
class Priced:
    """One target of a workload with its R, the reason for it, effort by team and cost."""

    strategy: str
    reason: Words
    days: dict[str, float]
    cost: TargetCost


class BusinessCase:
    """Scores the factor that needs costs, by the rule set's curve of the saving in percent."""

    def __init__(self, rules: RuleSet) -> None:
        indicator = next(one for one in rules.indicators if one.factor == "business_case")
        self._neutral = indicator.neutral
        self._points = compile_curve(indicator.curve) if indicator.curve else None

    def score(
        self,
        workload: Workload,
        priced: Mapping[str, Priced],
        current: str | None,
        override: float | None,
    ) -> FactorScore:
        """Return points of each target's saving against staying; the best move is the headline.

        A new workload is compared with the mean of its targets. Lines of other targets carry no
        weight in the headline; each is what its own target's fit is read from.

        Parameters
        ----------
        priced
            By target id; the evidence is in this order.
        current
            Id of the target it is on; None: it is new.
        override
            A decided score, 0 to 100; None: there is none.
        """
        if current is not None:
            base = float(priced[current].cost.net_present_minor)
        else:
            base = sum(one.cost.net_present_minor for one in priced.values()) / len(priced)
        known = sum(share for cell, share in COST_SHARES if cell in workload.values)
        moving = [one.cost for target, one in priced.items() if target != current]
        if moving:
            known += SIZES_SHARE * sum(cost.by_sheet for cost in moving) / len(moving)
        trusted = base > 0 and known > 0
        values: dict[str, tuple[float | None, float]] = {}
        for target, one in priced.items():
            saving = 100.0 * (base - one.cost.net_present_minor) / base if trusted else None
            points = self._neutral
            if saving is not None and self._points is not None:
                points = self._points(saving)
            values[target] = (saving, points)
        moves = [target for target in values if target != current]
        best = max(moves, key=lambda target: values[target][1], default=current)
        source = ValueSource.DERIVED if trusted else ValueSource.NEUTRAL
        lines = tuple(
            evidence_line(
                f"net_present_saving.{target}",
                "net_present_saving",
                saving,
                source,
                points,
                1.0 if target == best else 0.0,
            )
            for target, (saving, points) in values.items()
        )
        if override is not None:
            return FactorScore("business_case", override, 1.0, lines, True, "decision")
        confidence = known if trusted else 0.0
        return FactorScore("business_case", score_of(lines), confidence, lines, trusted)
