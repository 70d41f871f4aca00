"""A foreign plan beside ours: who differs, and what each keeps of published rules."""

from __future__ import annotations

from datetime import date

from planner.assessing.published.foreign import WaveDifference, beside, foreign_waves
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.programme import Programme
from planner.optimising.plan import Plan, PlanStatus, StoppedBy

FRAME = Programme(start=date(2027, 1, 4))
OURS = Inventory(
    workloads=(Workload("A", "Claims"), Workload("B", "Policies"), Workload("C", "Archive")),
    dependencies=(Dependency("A", "B"), Dependency("B", "A")),
)
PLAN = Plan(
    PlanStatus.FEASIBLE, StoppedBy.GAP, dict.fromkeys("ABC", "private"), {"A": 1, "B": 1, "C": 2}
)


def test_waves_of_a_foreign_plan_are_compared_point_by_point():
    foreign = Inventory(
        workloads=(
            Workload("x", "claims", {"pin_wave": 1}),
            Workload("y", "Policies", {"pin_wave": 3}),
            Workload("z", "Payroll", {"pin_wave": 2}),
            Workload("w", "Archive", {}),
        )
    )
    calendar = FRAME.calendar(date(2027, 1, 4))
    found = beside(PLAN, OURS, FRAME, calendar, foreign_waves(foreign), "azure-automatic")
    assert found.agree == 1
    assert found.differences == (WaveDifference("B", 1, 3), WaveDifference("C", 2, None))
    assert found.unknown == ("Payroll",)
    verdicts = [
        {one.rule: one.verdict for one in findings}["two-way"]
        for findings in (found.ours, found.theirs)
    ]
    assert verdicts == ["kept", "broken"]
