"""The placement as the plan times it: costs with what each move's date in the plan adds to them.

A workload may stay where it is because its move would come late, or because no wave is left for it:
those that need it move before what it needs, or no wave between them has room. Questions about
placement hold the plan's waves still: a workload that moves keeps its wave wherever it goes (or
waits until the other target is ready), one that stays would move in the first wave with room, and a
target that leaves it no wave at all is closed. An answer is exact for these costs and places, and
says "at the plan's dates".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from planner.optimising.check import placement_value
from planner.optimising.plan import Plan
from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemWorkload,
    WaveObjective,
)
from planner.questioning.edits import placement_alone

if TYPE_CHECKING:
    from planner.jobs import Stop
    from planner.model.study import Study
    from planner.optimising.placement.around import Around

__all__ = ["Window", "Windows", "first_proof", "timed", "timed_value"]

SLACK: Final = 1e-6
"""What the checker lets a limit be over, as a share of it."""


type _Bound = tuple[str, int, bool, bool]
"""Another workload, a wave it sets, whether from below, and whether both move together."""
type _Need = tuple[str, tuple[float, ...]]
type _Load = Mapping[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class Window:
    """Waves in which a workload could be cut over onto a target, everything else as planned.

    ``first`` and ``last`` are what order and dates leave (none where ``first > last``), ``wave``
    the one it takes: None where none of them has room. ``after`` has to move before it, ``before``
    not before it; empty where its own dates or the calendar set the ends.
    """

    first: int
    last: int
    wave: int | None
    after: str = ""
    before: str = ""


class _Calendar:
    """What the waves of a problem have room for, looked at move by move."""

    def __init__(self, problem: PlanningProblem) -> None:
        self.problem = problem
        count = len(problem.waves)
        self.ready = {target.id: target.ready_wave for target in problem.targets}
        self.leaves_by: dict[str, int] = {}
        for one in problem.exits:
            for workload in problem.members(one) if one.by_wave is not None else ():
                if workload.current in one.targets:
                    known = self.leaves_by.get(workload.id, count)
                    self.leaves_by[workload.id] = min(known, one.by_wave or 0)
        self.amounts: dict[str, str] = {}
        """What each limit with an upper bound counts, by its id."""
        self.place: dict[str, dict[int, int]] = {}
        """The place among a limit's bounds that a wave counts in."""
        self.most: dict[str, tuple[float | None, ...]] = {}
        for limit in problem.wave_limits:
            if limit.at_most is not None:
                self.amounts[limit.id], self.most[limit.id] = limit.amount, limit.at_most
                spans = enumerate(limit.spans(count))
                self.place[limit.id] = {wave: place for place, span in spans for wave in span}
        self._needs: dict[tuple[str, str], tuple[_Need, ...]] = {}
        self._open: dict[tuple[str, str], tuple[int, ...]] = {}

    def needs(self, workload: ProblemWorkload, target: str) -> tuple[_Need, ...]:
        """Return what a move takes of the limits: the id of each, and its work."""
        known = self._needs.get((workload.id, target))
        if known is None:
            works = ((name, workload.work(one, target)) for name, one in self.amounts.items())
            known = tuple((name, work) for name, work in works if any(work))
            self._needs[workload.id, target] = known
        return known

    def open_to(self, workload: ProblemWorkload, target: str) -> tuple[int, ...]:
        """Return the waves in which a workload may cut over onto ``target``, were it the only move.

        Its own windows, the readiness of the target, the length of its work and what limits leave
        it decide; other workloads do not.
        """
        known = self._open.get((workload.id, target))
        if known is None:
            ready = self.ready[target]
            first = max(ready, workload.earliest_wave or 1, workload.duration(target))
            count = len(self.problem.waves)
            last = min(workload.latest_wave or count, self.leaves_by.get(workload.id, count))
            needs = self.needs(workload, target)
            known = self._open[workload.id, target] = tuple(
                wave
                for wave in range(first, min(last, count) + 1)
                if wave not in workload.closed_waves and self.has_room(needs, wave, {})
            )
        return known

    def has_room(self, needs: tuple[_Need, ...], wave: int, load: _Load) -> bool:
        """Whether every limit has room beside ``load`` for a move that cuts over in ``wave``."""
        for limit, work in needs:
            for place, amount in self.by_place(limit, work, wave).items():
                most = self.most[limit][place]
                if most is None or amount <= 0:
                    continue
                there = load.get((limit, place), 0.0)
                if there + amount > most + SLACK * max(1.0, abs(most)):
                    return False
        return True

    def load_of(self, plan: Plan) -> _Load:
        """Return what the plan's moves take of each limit, by its place among the bounds."""
        load: dict[tuple[str, int], float] = {}
        workloads = {workload.id: workload for workload in self.problem.workloads}
        for name, wave in (plan.wave or {}).items():
            if wave is None or name not in workloads:
                continue
            for limit, work in self.needs(workloads[name], plan.placement[name]):
                for place, amount in self.by_place(limit, work, wave).items():
                    load[limit, place] = load.get((limit, place), 0.0) + amount
        return load

    def by_place(self, limit: str, work: tuple[float, ...], wave: int) -> dict[int, float]:
        """Spread the work of a move over the waves, or periods, that a limit bounds."""
        place_of = self.place[limit]
        found: dict[int, float] = {}
        for before, amount in enumerate(reversed(work)):
            place = place_of.get(wave - before)
            if place is not None:
                found[place] = found.get(place, 0.0) + amount
        return found


class Windows:
    """The window of every workload and target, at the dates of one plan."""

    def __init__(self, problem: PlanningProblem, plan: Plan) -> None:
        self.problem, self.waves = problem, plan.wave or {}
        self.calendar = _Calendar(problem)
        self.load = self.calendar.load_of(plan)
        self._found: dict[tuple[str, str], Window] = {}
        self.bounds: dict[str, list[_Bound]] = {w.id: [] for w in problem.workloads}
        for item in problem.dependencies:
            self._order(item.source, item.needed, item.kind)

    def _order(self, source: str, needed: str, kind: DependencyKind) -> None:
        """Note what the planned wave of one end says of the other: a bound, and whether below."""
        if kind is DependencyKind.FREE or source == needed:
            return
        apart = 1 if kind is DependencyKind.EARLIER else 0
        tied = kind is DependencyKind.TOGETHER
        ends = [(source, needed, apart, True), (needed, source, -apart, False)]
        if tied:
            ends += [(source, needed, 0, False), (needed, source, 0, True)]
        for one, other, by, below in ends:
            wave = self.waves.get(other)
            if wave is not None:
                self.bounds[one].append((other, wave + by, below, tied))

    def serve(self, problem: PlanningProblem) -> bool:
        """Whether the same moves may happen in the same waves in a problem that differs a little.

        So it is where only places are allowed or limited otherwise.
        """
        mine = self.problem
        return len(mine.workloads) == len(problem.workloads) and (
            mine.waves is problem.waves
            and mine.wave_limits is problem.wave_limits
            and mine.targets is problem.targets
            and mine.exits is problem.exits
            and mine.dependencies is problem.dependencies
            and all(map(_moves_alike, mine.workloads, problem.workloads))
        )

    def of(self, workload: ProblemWorkload, target: str) -> Window:
        """Return the window of a workload on a target it would move to."""
        known = self._found.get((workload.id, target))
        if known is None:
            known = self._found[workload.id, target] = self._window(workload, target)
        return known

    def _window(self, workload: ProblemWorkload, target: str) -> Window:
        own, after, before = self.waves.get(workload.id), "", ""
        open_to_it = self.calendar.open_to(workload, target)
        first = open_to_it[0] if open_to_it else len(self.problem.waves) + 1
        last = open_to_it[-1] if open_to_it else 0
        for other, wave, below, tied in self.bounds[workload.id]:
            if tied and own is not None:
                continue  # those that move together can be put off together
            if below and wave > first:
                first, after = wave, other
            elif not below and wave < last:
                last, before = wave, other
        inside = [wave for wave in open_to_it if first <= wave <= last]
        if own is None:
            needs = self.calendar.needs(workload, target)
            fits = (wave for wave in inside if self.calendar.has_room(needs, wave, self.load))
        else:
            fits = (wave for wave in inside if wave >= own)
        return Window(first, last, next(fits, None), after, before)


def _moves_alike(one: ProblemWorkload, other: ProblemWorkload) -> bool:
    """Whether two workloads take the same of the waves wherever they go, and may do so then."""
    return one is other or (
        one.id == other.id
        and one.current == other.current
        and one.amounts is other.amounts
        and one.earliest_wave == other.earliest_wave
        and one.latest_wave == other.latest_wave
        and one.closed_waves == other.closed_waves
    )


def first_proof(study: Study, stop: Stop | None = None) -> Around:
    """Return the proof of the plan's placement at its dates, before anything is asked of it."""
    from planner.optimising.placement.around import Around

    return Around(timed(study.problem, study.plan), study.plan.placement, stop)


def timed(
    problem: PlanningProblem,
    plan: Plan,
    *,
    closing: bool = True,
    free: Collection[str] = (),
    like: Windows | None = None,
) -> PlanningProblem:
    """Return the placement stage of a problem with what the plan's waves add to its costs.

    That is ``delay_value[i,p] * day(w)`` and the cost of cutting over in wave ``w``. A target onto
    which a workload could cut over in no wave at all is closed to it: what cannot be done in the
    calendar is no answer to a question.

    Parameters
    ----------
    problem
        Of both stages.
    plan
        Its waves are the dates.
    closing
        Targets are closed too that leave no wave at the plan's dates.
    free
        Workloads for which they are not, nor for those that have to go where these go.
    like
        Windows of the plan in another problem; where they serve, they are not worked out again.
    """
    alone = placement_alone(problem)
    if not problem.waves or plan.wave is None:
        return alone
    windows = like if like is not None and like.serve(problem) else Windows(problem, plan)
    alone = _possible(windows.calendar, alone, plan)
    if problem.objective is not WaveObjective.EARLY:
        return alone
    open_to = _company(problem, free) if closing else {w.id for w in problem.workloads}
    workloads = tuple(
        _timed(windows, workload, plan.placement.get(workload.id), workload.id not in open_to)
        for workload in alone.workloads
    )
    return replace(alone, workloads=workloads)


def _company(problem: PlanningProblem, names: Collection[str]) -> set[str]:
    """Return ``names`` and all that share a target or an attribute with one of them."""
    found = set(names)
    for group in (*problem.same_target, *(item.workloads for item in problem.same)):
        if found.intersection(group):
            found.update(group)
    return found


def _timed(
    windows: Windows, workload: ProblemWorkload, planned: str | None, closing: bool
) -> ProblemWorkload:
    """Return a workload with what its wave adds to its costs, without targets never reached."""
    days = [wave.day or 0.0 for wave in windows.problem.waves]
    cost, closed = dict(workload.cost), set()
    for target in workload.candidates():
        if workload.moves_to(target):
            wave = windows.of(workload, target).wave
            if wave is None and target != planned:
                closed.add(target)
            place = (wave or len(days)) - 1
            besides = workload.cost_in_waves(target)
            cost[target] += workload.delay(target) * days[place]
            cost[target] += besides[place] if besides else 0.0
    kept = tuple(target for target in workload.candidates() if target not in closed)
    if not closing or not closed or not kept:
        return replace(workload, cost=cost)
    return replace(workload, cost=cost, allowed=kept, forbidden={})


def _possible(calendar: _Calendar, alone: PlanningProblem, plan: Plan) -> PlanningProblem:
    """Close what could be reached in no wave; the plan's own places stay open."""
    workloads = []
    for workload in alone.workloads:
        kept = tuple(
            target
            for target in workload.candidates()
            if target == plan.placement.get(workload.id)
            or not workload.moves_to(target)
            or calendar.open_to(workload, target)
        )
        workloads.append(replace(workload, allowed=kept) if kept else workload)
    return replace(alone, workloads=tuple(workloads))


def timed_value(problem: PlanningProblem, plan: Plan) -> float:
    """Return what the plan's own placement is worth at these costs."""
    return placement_value(timed(problem, plan), plan.placement)
