"""A plan says who vouches for each of its bounds."""

from __future__ import annotations

import pytest

from planner.optimising.outcome import Options
from planner.optimising.problem_file import parse_problem
from planner.optimising.solving import solve_here
from planner.optimising.vouching import Voucher, solver_words, vouched


@pytest.mark.parametrize(
    "vouchers",
    [
        {},
        {"placement": Voucher.CERTIFICATE},
        {"placement": Voucher.SOLVER, "waves": Voucher.SEARCH},
        {"placement": Voucher.CERTIFICATE, "joint": Voucher.SOLVER},
    ],
)
def test_what_is_stated_is_read_again(vouchers):
    assert vouched(solver_words("HiGHS 1.16", vouchers)) == ("HiGHS 1.16", vouchers)


@pytest.mark.parametrize("said", ["", "HiGHS", "HiGHS; bounds: ", "x; bounds: placement=belief"])
def test_strange_words_vouch_for_nothing(said):
    assert vouched(said)[1] == {}


def problem(objective: str, *, apart: bool):
    return parse_problem(
        {
            "format": "planning-problem",
            "version": 1,
            "targets": [{"id": "old"}, {"id": "new"}],
            "workloads": [
                {"id": n, "current": "old", "cost": {"new": 1}, "amounts": {"days": 2}}
                for n in "ABCD"
            ],
            "waves": [{"id": f"W{n}", "day": 10 * n} for n in range(1, 4)],
            "wave_limits": [{"id": "team", "amount": "days", "at_most": 4}],
            "objective": {"waves": objective},
            "dependencies": [{"from": "A", "to": "B"}] if apart else [],
        }
    )


def test_every_bound_of_a_plan_has_a_voucher():
    plan = solve_here(problem("early", apart=True), Options(None, 20_000, joint=False))
    assert set(vouched(plan.solver)[1]) == {"placement", "waves"}
    plan = solve_here(problem("fewest", apart=True), Options(None, 20_000))
    assert vouched(plan.solver)[1]["waves"] is Voucher.SEARCH
    free = problem("early", apart=False)
    loose = solve_here(free, Options(None, 20_000, joint=True))
    if loose.joint:
        assert vouched(loose.solver)[1]["joint"] is Voucher.SOLVER
