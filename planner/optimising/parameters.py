"""What can be set about a search, in one documented place; read from TOML where somebody wants it.

Every number counts work or sizes and none a clock but for the net, so a search with the same
parameters gives the same plan on any machine.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from planner.errors import BadInputError

__all__ = ["DEFAULTS", "Parameters", "read_parameters"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """How a search goes about its work.

    Attributes
    ----------
    work_steps, work_steps_per_workload
        Steps of a search where neither time nor work is limited, whatever the size, and more of
        them for every workload. A step is about a millisecond (:mod:`planner.optimising.work`).
    net_seconds
        Seconds after which such a search is ended by the clock all the same, once it has a plan
        or a proof; the plan says so then.
    joint_workloads
        Workloads up to which both stages are one program.
    conflict_seconds
        Seconds for naming the rules in conflict where the time is limited.
    """

    work_steps: int = 10_000
    work_steps_per_workload: float = 1.0
    net_seconds: float = 600.0
    joint_workloads: int = 50
    conflict_seconds: float = 20.0

    def __post_init__(self) -> None:
        """Refuse what no search can go by.

        Raises
        ------
        ValueError
            A number is not above 0.
        """
        for field in fields(self):
            if not getattr(self, field.name) > 0:
                raise ValueError(f"{field.name} must be above 0")

    def default_work(self, workloads: int) -> int:
        """Steps of a search that nobody limits."""
        return self.work_steps + round(self.work_steps_per_workload * workloads)


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
        given: dict[str, Any] = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError(
            "errors.problem.parameters_cannot_be_read", "", str(error), name=name
        ) from None
    whole = {field.name: field.type == "int" for field in fields(Parameters)}
    for key, value in given.items():
        number = type(value) is int or (type(value) is float and not whole.get(key, True))
        if key not in whole or not number or not value > 0:
            raise BadInputError(
                "errors.problem.is_no_parameter_above_0",
                "errors.problem.known_parameters_are",
                name=name,
                key=key,
                known=", ".join(whole),
            )
    return Parameters(**given)
