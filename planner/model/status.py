"""What other tools say of a move: its state, its day, what it took; and what came of taking it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.model.issue import CellRef

__all__ = ["MoveStatus"]


@dataclass(frozen=True, slots=True)
class MoveStatus:
    """What one row of a tracker, a ticket or a task says of a workload.

    Attributes
    ----------
    workload
        As it is named there: its id, else its name.
    state
        One of :data:`planner.wording.status.STATES`; empty where nothing is said.
    actual_days
        Person-days it took, of all teams; None where nothing is said.
    unread
        A state or a day that stands there and is understood as none.
    days_by_team
        The same by the name of a team, where the tool keeps it apart.
    """

    workload: str
    state: str = ""
    actual_day: date | None = None
    actual_days: float | None = None
    days_by_team: Mapping[str, float] = field(default_factory=dict)
    where: CellRef = CellRef()
    unread: str = ""
