"""What can be set about a search, in one documented place; read from TOML where somebody wants it.

Every number counts work or sizes and none a clock but for the net, so a search with the same
parameters gives the same plan on any machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from planner.codec import read_toml
from planner.errors import BadInputError

__all__ = ["DEFAULTS", "Parameters", "read_parameters"]

MOST_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Parameters:
    """How a search goes about its work.

    Attributes
    ----------
    work_steps, full_workloads, work_steps_per_workload
        Steps of a search where neither time nor work is limited, so many workloads up to which
        it gets all of them (twice as many workloads, half of the steps), and more of them for
        every workload. A step is about a millisecond (:mod:`planner.optimising.work`).
    net_seconds
        Seconds after which such a search is ended by the clock all the same, once it has a plan
        or a proof; the plan says so then.
    first_plan_turns
        Turns in which a search whose work is up before its first plan goes on until there is one,
        each with twice the work of the one before.
    enough
        Share of a plan's worth that its stages, each for itself, leave open; a search that nobody
        limits looks for no other placement below it.
    joint_workloads
        Workloads up to which both stages are one program.
    conflict_seconds
        Seconds for naming the rules in conflict where the time is limited.
    placement_share, second_placement_share
        Shares of time or work for the placement where waves follow, and for it once more where
        the first brought nothing.
    small_placement_share
        Share of its own that the search takes of a small placement; what it leaves open, the exact
        program proves.
    joint_stage_share
        Share for each stage alone where both will be one program afterwards.
    room_share
        Share of what is left for finding a placement that leaves room for the waves.
    foreseen_workloads
        Workloads up to which the short elastic program looks for a conflict before all else.
    first_waves_share
        Share for the first waves where a second placement follows them, of up to
        ``full_workloads``; of twice as many half of it.
    priced_share
        Share of what is left for the placement at the dual prices of both stages.
    feedback_share, feedback_waves_share
        Shares of what is left for each placement at the waves' delay, and for its waves.
    feedback_rounds
        Times that the delay is fed back, each only where the one before made a better plan.
    feedback_workloads
        Workloads beyond which all the time goes into one placement and its waves.
    as_one_cells, as_one_share
        Workloads times targets times waves up to which the integer program over both stages
        improves a plan, and its share of what is left.
    nearby_cells, nearby_share
        The same for placements near a plan's with its waves in fractions.
    led_share
        Share of what is left for the linear program of the whole (relax and fix), where a plan is
        there already.
    parts_share, large_parts_share
        Shares of what is left for large neighbourhood search, part after part: more of it beyond
        ``nearby_cells``, where little else improves a plan.
    """

    work_steps: int = 10_000
    full_workloads: int = 400
    work_steps_per_workload: float = 1.0
    net_seconds: float = 600.0
    first_plan_turns: int = 5
    enough: float = 2e-3
    joint_workloads: int = 50
    conflict_seconds: float = 20.0
    placement_share: float = 0.15
    second_placement_share: float = 0.4
    small_placement_share: float = 0.6
    joint_stage_share: float = 0.1
    room_share: float = 0.6
    foreseen_workloads: int = 3_000
    first_waves_share: float = 0.25
    priced_share: float = 0.15
    feedback_share: float = 0.08
    feedback_waves_share: float = 0.1
    feedback_rounds: int = 4
    feedback_workloads: int = 2_000
    as_one_cells: int = 3_000
    as_one_share: float = 0.4
    nearby_cells: int = 12_000
    nearby_share: float = 0.2
    led_share: float = 1.0
    parts_share: float = 0.25
    large_parts_share: float = 0.5

    def __post_init__(self) -> None:
        """Refuse what no search can go by.

        Raises
        ------
        ValueError
            A number is not above 0, or a share above 1.
        """
        for field in fields(self):
            if not _fits(field.name, getattr(self, field.name)):
                raise ValueError(f"{field.name} must be above 0, and a share at most 1")

    def default_work(self, workloads: int) -> int:
        """Steps of a search that nobody limits."""
        share = self._of_so_many(workloads)
        return round(self.work_steps * share + self.work_steps_per_workload * workloads)

    def first_waves(self, workloads: int) -> float:
        """Share of what is left for the first waves of so many workloads."""
        return self.first_waves_share * self._of_so_many(workloads)

    def _of_so_many(self, workloads: int) -> float:
        return min(1.0, self.full_workloads / max(1, workloads))


def _fits(name: str, value: float) -> bool:
    return value > 0 and (value <= 1 or not name.endswith("_share"))


DEFAULTS = Parameters()
"""What holds where nobody says otherwise."""


def read_parameters(path: str | os.PathLike[str]) -> Parameters:
    """Read parameters from a TOML file of ``name = number``; what is left out is as it was.

    Raises
    ------
    BadInputError
        It cannot be read, is no TOML, or names what is no parameter or no number above 0.
    """
    name = Path(path).name
    try:
        given = read_toml(Path(path), MOST_BYTES, "errors.problem.parameters_are_lines_of")
    except OSError as error:
        raise BadInputError(
            "errors.problem.parameters_cannot_be_read",
            "errors.advice.check_that_you_may_open_it",
            str(error),
            name=name,
        ) from None
    whole = {field.name: field.type == "int" for field in fields(Parameters)}
    for key, value in given.items():
        number = type(value) is int or (type(value) is float and not whole.get(key, True))
        if key not in whole or not number or not _fits(key, value):
            raise BadInputError(
                "errors.problem.is_no_parameter_above_0",
                "errors.problem.known_parameters_are",
                name=name,
                key=key,
                known=", ".join(whole),
            )
    return Parameters(**given)
