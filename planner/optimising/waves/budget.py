"""How much of the time or work allowed to the waves is gone."""

from __future__ import annotations

from planner.optimising.waves.track import Track

__all__ = ["spent"]

ENDLESS_STEPS = 20_000
"""Steps after which a search without any limit ends."""


def spent(track: Track) -> float:
    """Share of the time or work allowed that is gone; 1 where it must end."""
    stop = track.stop
    if stop.expired():
        return 1.0
    if stop.work_limit is not None:
        return stop.steps / max(1, stop.work_limit)
    if stop.time_limit_s is not None:
        return stop.seconds / max(1e-9, stop.time_limit_s)
    return stop.steps / ENDLESS_STEPS
