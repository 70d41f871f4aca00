"""The load under the wave board: done where the work is, and only of limits that are a load."""

from __future__ import annotations

from dataclasses import replace

from planner.optimising.problem import WaveLimit
from planner.presenting.cards import team_load
from planner.wording.names import Names
from planner.wording.wording import Wording
from tests.reporting.studies import make_study
from tests.support.known import known


def test_spread_work_counts_in_the_waves_in_which_it_is_done():
    study = make_study(12)
    name = next(name for name, wave in known(study.plan.wave).items() if wave is not None)
    waves = len(study.problem.waves)
    workloads = tuple(
        replace(one, amounts={"days": (4.0, 6.0)} if one.id == name else {})
        for one in study.problem.workloads
    )
    limits = (
        WaveLimit("team", "days", (6.0,) * waves),
        WaveLimit("early", "days", (0.0, *(None,) * (waves - 1))),
    )
    problem = replace(study.problem, workloads=workloads, wave_limits=limits)
    plan = replace(study.plan, wave={**known(study.plan.wave), name: 2})
    (load,) = team_load(replace(study, problem=problem, plan=plan))
    assert load.id == "team"
    assert load.used[:3] == (4.0, 6.0, 0.0)


def test_no_limit_is_called_by_its_key():
    programme = make_study(12).programme
    assert Wording("en", names=Names(programme)).limit_in_short("order.ramp") != "order.ramp"
    assert Wording("zh", names=Names(programme)).limit_in_short("order.ramp") != "order.ramp"
