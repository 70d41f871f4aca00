"""Lines of arithmetic by the hundred thousand, made at the cost of open records, then frozen.

A frozen record sets each field through ``object.__setattr__``, three times what a plain assignment
costs. Ten thousand workloads have nearly a million lines, so these two kinds are filled while
open and only then given their frozen class. They are ordinary ``CostLine`` and ``Evidence``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.assessment import CostLine, Evidence, ValueSource
from planner.model.fields import Value
from planner.model.issue import CellRef

__all__ = ["NO_CELL", "cost_line", "evidence_line", "priced_line"]

NO_CELL = CellRef()

if TYPE_CHECKING:
    cost_line = CostLine
    evidence_line = Evidence

else:

    class _OpenCostLine:
        __slots__ = CostLine.__slots__

    class _OpenEvidence:
        __slots__ = Evidence.__slots__

    def cost_line(
        item: str,
        quantity: float,
        unit_price_minor: float,
        amount_minor: int,
        when: str,
        source: str = "",
    ) -> CostLine:
        """Return ``CostLine(...)``, sooner."""
        line = _OpenCostLine()
        line.item = item
        line.quantity = quantity
        line.unit_price_minor = unit_price_minor
        line.amount_minor = amount_minor
        line.when = when
        line.source = source
        line.__class__ = CostLine
        return line

    def evidence_line(
        indicator: str,
        field: str,
        value: Value | None,
        source: ValueSource,
        points: float,
        weight: float,
        cell: CellRef = NO_CELL,
    ) -> Evidence:
        """Return ``Evidence(...)``, sooner."""
        line = _OpenEvidence()
        line.indicator = indicator
        line.field = field
        line.value = value
        line.source = source
        line.points = points
        line.weight = weight
        line.cell = cell
        line.__class__ = Evidence
        return line


def priced_line(item: str, quantity: float, price: float, when: str, source: str) -> CostLine:
    """Return a line whose amount is quantity times price."""
    return cost_line(item, quantity, price, round(quantity * price), when, source)
