"""Planning problems of real pipelines: the sample bank as it is and as a group of many banks.

Assessing and placing takes a while at a thousand workloads, so what was made is kept in the
machine's folder for passing files, under the digest of the problem.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import date
from pathlib import Path

from planner.jobs import Stop, ignore_progress
from planner.optimising.problem import PlanningProblem

__all__ = ["pipeline_problem", "pipeline_waves"]

MADE_ON = date(2026, 9, 1)
PLACING_STEPS = 2_000


def pipeline_problem(count: int) -> PlanningProblem:
    """Return the problem that the pipeline states for a group of banks of ``count`` workloads."""
    from planner.model.scenario import Scenario
    from planner.pipeline import Sources, draft_study, load_rules
    from samples.large import large_inventory, large_programme

    sources = Sources(
        large_inventory(count, "en"), large_programme(count, "en"), load_rules(), Scenario("base")
    )
    return draft_study(sources, MADE_ON).problem


def pipeline_waves(count: int) -> tuple[PlanningProblem, dict[str, str]]:
    """Return such a problem with a good placement, found by a number of steps."""
    from planner.optimising.outcome import Options
    from planner.optimising.placement import solve_placement
    from planner.optimising.problem_json import problem_pieces

    problem = pipeline_problem(count)
    digest = hashlib.sha256("".join(problem_pieces(problem)).encode()).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"bench-placement-{count}-{digest}.json"
    if not kept.exists():
        stop = Stop(None, work_limit=PLACING_STEPS)
        found = solve_placement(problem, Options(gap=1e-4), stop, ignore_progress)
        assert found.placement is not None
        kept.write_text(json.dumps(dict(found.placement)), encoding="utf-8")
    return problem, json.loads(kept.read_text(encoding="utf-8"))
