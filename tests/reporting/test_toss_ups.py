"""How many placements are toss-ups is one number, wherever it is counted."""

from __future__ import annotations

from planner.model.insight import SHAKY
from planner.reporting.charts.spread import STABILITY_ENDS, stability_counts


def test_the_chart_counts_as_the_sentence_does() -> None:
    keeps = {str(n): share for n, share in enumerate((0.0, 0.5, 0.66, 0.699, 0.7, 0.9, 1.0))}
    counts = stability_counts(keeps)
    below = STABILITY_ENDS.index(SHAKY) + 1
    assert sum(counts[:below]) == sum(share < SHAKY for share in keeps.values()) == 4
    assert sum(counts) == len(keeps)
