"""A programme under way: what is done or committed stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.model.scenario import Scenario

__all__ = ["Locked", "locked"]


@dataclass(frozen=True, slots=True)
class Locked:
    """Workload id to its (wave, target); ``last_wave`` is the last one done or committed."""

    moves: Mapping[str, tuple[int, str | None]] = field(default_factory=dict)
    waves: frozenset[int] = frozenset()
    last_wave: int = 0


def locked(scenario: Scenario) -> Locked:
    """Return what progress has fixed; a wave that names nobody holds whom the plan put there."""
    moves: dict[str, tuple[int, str | None]] = {}
    waves: set[int] = set()
    plan = scenario.plan
    for one in scenario.progress:
        if one.state not in ("done", "committed"):
            continue
        waves.add(one.wave)
        planned = plan.wave if plan is not None and plan.wave is not None else {}
        members = one.workloads or tuple(
            identity for identity, wave in planned.items() if wave == one.wave
        )
        for identity in members:
            moves[identity] = (one.wave, plan.placement.get(identity) if plan else None)
    return Locked(moves, frozenset(waves), max(waves, default=0))
