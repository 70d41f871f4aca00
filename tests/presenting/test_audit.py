"""What stands beside a published rule that the plan does not keep."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.optimising.problem import DependencyKind, ProblemDependency
from planner.presenting.audit import audit_rows
from planner.presenting.view import PlainView
from planner.project import Document
from tests.reporting.studies import make_study


@pytest.mark.parametrize("tied", [True, False])
def test_a_group_of_test_and_production_is_said_to_be_exempt(tied: bool) -> None:
    study = make_study(12)
    wave = study.plan.wave or {}
    moving = [one.id for one in study.problem.workloads if wave.get(one.id)]
    test, production = next(
        (one, other)
        for one in moving
        for other in moving
        if one != other and wave[one] == wave[other]
    )
    kinds = {test: "test"}
    inventory = replace(
        study.inventory,
        workloads=tuple(
            replace(one, values={**one.values, "environment": kinds.get(one.id, "production")})
            for one in study.inventory.workloads
        ),
    )
    ties = (ProblemDependency(test, production, DependencyKind.TOGETHER),) if tied else ()
    study = replace(study, inventory=inventory, problem=replace(study.problem, dependencies=ties))
    view = PlainView(Document(inventory=inventory), "en", study=study)
    rows = {finding.rule: cells for finding, cells in audit_rows(view, study, "azure-automatic")}
    where = rows["no-mixing"][2].words
    assert f"Wave {wave[test]}" in where
    assert ("moves as one group" in where) is tied
