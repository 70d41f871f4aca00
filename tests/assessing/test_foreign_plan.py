"""A foreign plan beside ours: who differs, and what each keeps of published rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.assessing.published.audit import published_sets
from planner.assessing.published.foreign import WaveDifference, beside, foreign_waves
from planner.cli.comparing import say_compared
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.programme import Programme
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from tests.reporting.studies import make_study

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
    found = beside(PLAN, OURS, FRAME, calendar, foreign_waves(foreign, "f"), "azure-automatic")
    assert found.agree == 1
    assert found.differences == (WaveDifference("B", 1, 3), WaveDifference("C", 2, None))
    assert found.unknown == ("Payroll",)
    verdicts = [
        {one.rule: one.verdict for one in findings}["two-way"]
        for findings in (found.ours, found.theirs)
    ]
    assert verdicts == ["kept", "broken"]


def test_a_foreign_plan_is_told_point_by_point_and_nobody_is_left_out(capsys):
    study = make_study(40)
    waves = {key: wave for key, wave in (study.plan.wave or {}).items() if wave}
    mover, *others = waves
    foreign = Inventory(workloads=(
        Workload("x", study.inventory.by_id[mover].name, {"pin_wave": waves[mover] + 1}),
    ))  # fmt: skip
    say_compared(study, foreign_waves(foreign, "f"), Path("theirs.csv"), "en")
    said = capsys.readouterr().out.splitlines()
    name = study.inventory.by_id[mover].name
    assert said[1] == f"  - {name}: wave {waves[mover]} here, wave {waves[mover] + 1} there."
    assert f"  - and {len(others) - 19} more" in said
    rules = said[said.index("Rules of azure-automatic, one by one:") + 1 :]
    sets = {one["key"] for one in published_sets()["azure-automatic"].rules}
    assert len(rules) == len(sets)
    assert all(line.endswith(" there.") and " here, " in line for line in rules)
