"""CBC through PuLP, with the bound that PuLP leaves in the solver's log."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

__all__ = ["solve_model"]

BOUND = re.compile(r"^(?:Lower bound|.*best possible):?\s+(-?[0-9.e+]+)", re.MULTILINE)


def solve_model(
    model: Any, solver: str, seconds: float, gap: float
) -> tuple[float | None, float | None]:
    """Value and bound of a PuLP model by ``highs`` or ``cbc`` on one thread."""
    import pulp

    if solver == "highs":
        stats = model.solve(pulp.HiGHS(msg=False, timeLimit=seconds, gapRel=gap, threads=1))
        return (stats.objective if stats.has_solution else None), stats.best_bound
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "cbc.log"
        stats = model.solve(
            pulp.COIN_CMD(
                msg=False, timeLimit=seconds, gapRel=gap, threads=1, logPath=str(log),
                timeMode="elapsed",
            )
        )  # fmt: skip
        text = log.read_text(encoding="utf-8", errors="replace")
    value = stats.objective if stats.has_solution else None
    return value, bound_in(text, value, gap)


def bound_in(log: str, value: float | None, gap: float) -> float | None:
    """The last bound the log states; where it says optimal and no bound, what that proves."""
    stated = BOUND.findall(log)
    if stated:
        return float(stated[-1])
    if value is not None and "Optimal solution found" in log:
        return value - gap * abs(value)
    return None
