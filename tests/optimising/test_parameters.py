from __future__ import annotations

import pytest

from planner.cli.arguments import parse
from planner.cli.search_options import options_of
from planner.errors import BadInputError
from planner.optimising.outcome import unlimited
from planner.optimising.parameters import Parameters, read_parameters
from tests.support.known import known


def test_a_search_that_nobody_limits_counts_steps_and_no_clock():
    options = unlimited(150)
    assert options.time_limit_s is None
    assert options.work_limit == Parameters().default_work(150)
    parameters = Parameters()
    full, later = parameters.work_steps, parameters.full_workloads
    steps = [known(unlimited(count).work_limit) for count in (0, 300, later, 2 * later, 100_000)]
    assert steps[:4] == [full, full + 300, full + later, full // 2 + 2 * later]
    assert steps[4] > steps[2]


def test_parameters_come_from_a_file_and_the_rest_stays(tmp_path):
    path = tmp_path / "search.toml"
    path.write_text("work_steps = 40\nnet_seconds = 2.5\n", encoding="utf-8")
    assert read_parameters(path) == Parameters(work_steps=40, net_seconds=2.5)


@pytest.mark.parametrize(
    "text",
    ["work_stepz = 3", "work_steps = 0", "work_steps = 2.5", "work_steps = true",
     'work_steps = "3"', "net_seconds = -1.0", "net_seconds = nan", "=", "[work_steps]",
     "led_share = 1.5"],
)  # fmt: skip
def test_what_is_no_parameter_is_bad_input(text, tmp_path):
    path = tmp_path / "search.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError):
        read_parameters(path)


def test_the_command_line_reads_them(tmp_path):
    path = tmp_path / "search.toml"
    path.write_text("joint_workloads = 7\n", encoding="utf-8")
    asked = parse(["solve", "p.json", "-o", "q.json", "--params", str(path), "--work-limit", "9"])
    options = options_of(asked, 20)
    assert (options.work_limit, options.parameters) == (9, Parameters(joint_workloads=7))


def test_a_parameter_is_above_zero():
    with pytest.raises(ValueError, match="joint_workloads"):
        Parameters(joint_workloads=0)
