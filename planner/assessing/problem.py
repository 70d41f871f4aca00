"""From the assessed inventory to the planning problem: the whole translation, with notes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from math import ceil

from planner.assessing.amounts import AmountSheet
from planner.assessing.budgets import budget_limits
from planner.assessing.closing import closing_waves
from planner.assessing.contracts import contract_waits
from planner.assessing.dated_costs import wave_costs
from planner.assessing.decided import decided
from planner.assessing.dials import dialled
from planner.assessing.environments import environment_pairs, recovery_pairs
from planner.assessing.exits import exits_of
from planner.assessing.needs import Need, common_services, resolve_needs
from planner.assessing.order import keep_history, mend_order, wave_groups, with_wished
from planner.assessing.part import kept_outside
from planner.assessing.placement_limits import placement_limits
from planner.assessing.price_sheet import annuity
from planner.assessing.principles import (
    BASES,
    FOUNDATIONS,
    RECOVERY_NEAR,
    delays_of,
    is_foundation,
    principle_of,
    principle_pairs,
    recovery_gaps,
    wished_order,
)
from planner.assessing.progress import locked
from planner.assessing.ramp import LATE, RAMP, closure, late_targets, ramp_waves
from planner.assessing.served import Served, attributes_of, follow_served
from planner.assessing.spread import Spread, Usual, spread_effort, spread_notes
from planner.assessing.target_cases import MINOR_PER_MONEY_UNIT
from planner.assessing.target_groups import apart_groups, shared_targets
from planner.assessing.wave_limits import WaveFrame, cut_over_limits, open_share, team_capacity
from planner.assessing.wave_windows import Window, first_open_wave, ready_waves, window_of
from planner.errors import message
from planner.jobs import Stop
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme, WaveSlot
from planner.model.rules import Archetype, RuleSet, Words
from planner.model.scenario import Scenario
from planner.model.way_out import relax
from planner.optimising.problem import (
    DependencyKind,
    Exit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    SharedCost,
    WaveLimit,
    WaveObjective,
)

__all__ = ["build_problem"]

type Notes = tuple[Words, ...]


def build_problem(
    inventory: Inventory,
    programme: Programme,
    rules: RuleSet,
    scenario: Scenario,
    assessment: Assessment,
    calendar: Sequence[WaveSlot],
    today: date,
    stop: Stop | None = None,
) -> tuple[PlanningProblem, Notes]:
    """Return the planning problem and a note for every rule that was widened or left out.

    Workloads that retire are left out. Waves done or committed hold their workloads where they
    were put.

    Parameters
    ----------
    calendar
        ``calendar[w - 1]`` is wave ``w``; its day is that of its end, counted from the programme's
        start.
    today
        Waves before it are closed.
    """
    return _Translation(
        inventory, programme, rules, scenario, assessment, tuple(calendar), today
    ).problem(stop or Stop())


class _Translation:
    def __init__(
        self,
        inventory: Inventory,
        programme: Programme,
        rules: RuleSet,
        scenario: Scenario,
        assessment: Assessment,
        calendar: tuple[WaveSlot, ...],
        today: date,
    ) -> None:
        self.inventory, self.programme, self.rules = inventory, programme, rules
        self.scenario, self.assessment, self.calendar = scenario, assessment, calendar
        self.decided = decided(inventory, programme.targets, scenario)
        self.history = locked(scenario)
        self.outside = kept_outside(assessment, scenario, self.history)
        self.workloads = tuple(
            one for one in inventory.workloads if not assessment.workloads[one.id].retires
        )
        self.ids = tuple(one.id for one in self.workloads)
        self.first_open = first_open_wave(calendar, today, self.history) if calendar else 1
        self.notes: list[Words] = []
        dials = dialled(rules, scenario)
        self.points = dials.money_price / MINOR_PER_MONEY_UNIT
        self.horizon_years = dials.horizon_years
        self.days = tuple(programme.cut_over_day(slot) for slot in calendar)
        self.closed: Mapping[str, tuple[int, ...]] = {}
        self.delays = delays_of(assessment.workloads, inventory, self.decided.dropped_rules)
        self.amounts = AmountSheet(rules, programme, inventory.currency, dials)
        archetypes = {one.key: one for one in rules.archetypes}
        self.kinds: dict[str, Archetype | None] = {
            one.id: archetypes.get(assessment.workloads[one.id].archetype)
            for one in inventory.workloads
        }

    def problem(self, stop: Stop) -> tuple[PlanningProblem, Notes]:
        """Translate part by part: order first, since groups decide what limits must hold."""
        needs = self._needs()
        windows = {one.id: self._window(one) for one in stop.watch(self.workloads)}
        dependencies = self._dependencies(needs, windows)
        allowed = {one.id: self._allowed(one.id) for one in self.workloads}
        same, apart, served = self._groups(needs, allowed)
        frame = self._frame(dependencies)
        early = self._early(frame.pilot_wave or 0, windows, dependencies)
        days, team_limits = self._team_days(frame, allowed, self._usual(windows))
        kinds = {key: self.assessment.workloads[key].archetype for key in self.ids}
        founded = closure((key for key in self.ids if kinds[key] in FOUNDATIONS), dependencies)
        unramped = self._early(max(self._ramp(), default=0), windows, dependencies) | founded
        pilots = early | {key for key in self.ids if kinds[key] in BASES}
        self.closed = closing_waves(self.programme, self.days, kinds, windows, dependencies)
        workloads = tuple(
            self._workload(one, allowed[one.id], windows[one.id], pilots, unramped, days)
            for one in stop.watch(self.workloads)
        )
        limits, limit_notes = placement_limits(
            self.programme, self.rules, workloads, self.decided.dropped_rules, self.points
        )
        self.notes += limit_notes
        exits = self._exits()
        wave_limits = self._wave_limits(frame, early, team_limits)
        problem = PlanningProblem(
            targets=self._targets({group.attribute for group in (*served.same, *served.apart_by)}),
            workloads=workloads,
            distance=self._distance(),
            dependencies=dependencies,
            same_target=same,
            apart=apart,
            same=served.same,
            apart_by=served.apart_by,
            limits=limits,
            waves=self._waves(),
            wave_limits=wave_limits if self.calendar else (),
            objective=WaveObjective(self.scenario.dials.objective),
            shared_costs=self._platforms(),
            exits=exits,
        )
        problem = relax(problem, self.scenario.decisions)
        return problem, tuple(dict.fromkeys(self.notes))

    def _groups(
        self, needs: Sequence[Need], allowed: Mapping[str, tuple[str, ...]]
    ) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...], Served]:
        """Return who shares a target, who is kept apart, and what follows whom it serves."""
        same, same_notes = shared_targets(needs, self.decided.same_target, allowed, self._named)
        apart, apart_notes = apart_groups(self.decided.apart, allowed, same, self._named)
        served = follow_served(
            self.workloads,
            self.programme.targets,
            allowed,
            same,
            apart,
            self.decided.dropped_rules,
            self._named,
        )
        self.notes += (*same_notes, *apart_notes, *served.notes, *self._waiting_said())
        return same, apart, served

    def _exits(self) -> tuple[Exit, ...]:
        exits, exit_notes = exits_of(
            self.programme,
            self.workloads,
            lambda one: self.assessment.workloads[one].current_target,
            self.calendar,
            self.decided.dropped_rules,
            self.outside,
        )
        self.notes += exit_notes
        return exits

    def _needs(self) -> tuple[Need, ...]:
        common = common_services(self.inventory, self.kinds)
        here = set(self.ids)
        return tuple(
            need
            for need in resolve_needs(self.inventory, self.rules, self.decided, common)
            if need.source in here and need.needed in here
        )

    def _dependencies(
        self, needs: Sequence[Need], windows: Mapping[str, Window]
    ) -> tuple[ProblemDependency, ...]:
        plain = [
            ProblemDependency(one.source, one.needed, one.kind, one.weight, one.exposure)
            for one in needs
        ]
        here = set(self.ids)
        for group in self.decided.together:
            members = [one for one in group if one in here]
            plain += [
                ProblemDependency(first, second, DependencyKind.TOGETHER)
                for first, second in itertools.pairwise(members)
            ]
        dropped, relaxed = self.decided.dropped_rules, self.decided.relaxed
        pairs = principle_pairs(
            self.assessment.workloads,
            self.inventory.dependencies,
            environment_pairs(self.workloads),
            tuple(recovery_pairs(self.workloads)),
        )
        tests = {"environments": pairs.pop("environments")}
        wished = wished_order(tests, dropped, relaxed)
        mended, notes = mend_order(self.ids, plain, wished, self._named)
        self.notes += notes
        order = wished_order(pairs, dropped, relaxed)
        mended, left_out = with_wished(self.ids, mended, order, self._in_time(windows))
        if left_out:
            said = message("assessing.note.wishes_left_out", wishes=left_out, of=len(order))
            self.notes.append(said)
        price = self.rules.numbers.get("recovery_gap_price", 0.0)
        mended += recovery_gaps(pairs[RECOVERY_NEAR], price, dropped)
        return keep_history(mended, self.history)

    def _in_time(self, windows: Mapping[str, Window]) -> Callable[[ProblemDependency], bool]:
        """Whether dates leave room for the one to go before the other."""
        ready = {target.id: target.ready_wave for target in self._targets()}

        def possible(need: ProblemDependency) -> bool:
            latest = windows[need.source][1]
            if latest is None:
                return True
            current = self.assessment.workloads[need.needed].current_target
            goes = [ready[one] for one in self._allowed(need.needed) if one != current]
            first = max(windows[need.needed][0] or 1, min(goes, default=1))
            return first <= latest - (need.kind is DependencyKind.EARLIER)

        return possible

    def _allowed(self, identity: str) -> tuple[str, ...]:
        if identity in self.outside:
            return (self.outside[identity][1],)
        moved = self.history.moves.get(identity)
        cases = self.assessment.workloads[identity].cases
        if moved is not None and moved[1] in cases and moved[1] is not None:
            return (moved[1],)
        return tuple(target for target, case in cases.items() if case.allowed)

    def _ramp(self) -> range:
        """Waves that critical and risky systems stay out of."""
        if RAMP in self.decided.dropped_rules or self.history.waves:
            return range(0)
        return ramp_waves(len(self.calendar), self.programme, self.first_open)

    def _window(self, workload: Workload) -> Window:
        if not self.calendar:
            return None, None
        if workload.id in self.outside:
            wave, _ = self.outside[workload.id]
            return (wave, wave) if wave is not None and wave >= self.first_open else (None, None)
        pinned = self.decided.pin_waves.get(workload.id)
        return window_of(
            workload, self.programme, self.calendar, self.history, pinned, self.first_open
        )

    def _waiting_said(self) -> list[Words]:
        """Who waits for the end of a contract because nobody knows what leaving earlier costs."""
        waits = [one for one in self.workloads if contract_waits(one, self.programme)]
        if not waits or not self.calendar:
            return []
        named = self._named(waits[0].id)
        return [message("assessing.note.contract_waits", count=len(waits), named=named)]

    def _frame(self, dependencies: Iterable[ProblemDependency]) -> WaveFrame:
        shares = tuple(open_share(slot, self.programme.freezes) for slot in self.calendar)
        assessed = self.assessment.workloads
        bases = (one for one in self.ids if is_foundation(assessed[one]))
        moving = (one for one in bases if {*self._allowed(one)} - {assessed[one].current_target})
        together = wave_groups(self.ids, dependencies), frozenset(moving)
        return WaveFrame(shares, self.history.waves, self.first_open, *together)

    def _early(
        self,
        wave: int,
        windows: Mapping[str, Window],
        dependencies: Iterable[ProblemDependency],
    ) -> frozenset[str]:
        """Whoever must move by a wave: by pin or date, and whatever those need before."""
        due = (identity for identity, (_, latest) in windows.items() if latest and latest <= wave)
        return closure(due, dependencies)

    def _team_days(
        self, frame: WaveFrame, allowed: Mapping[str, Sequence[str]], usual: Usual
    ) -> tuple[Spread, tuple[WaveLimit, ...]]:
        """Person-days by workload, target and team, over as many waves as they take."""
        capacity = team_capacity(self.programme, frame)
        smallest = {team: frame.smallest(by_wave) for team, by_wave in capacity.items()}
        spread = self._spread(smallest, frame, allowed, usual)
        self.notes += spread_notes(spread, len(self.calendar), self._named)
        # What is forbidden takes its time too: without it, waiving a rule would cost no work.
        every = {one: tuple(self.assessment.workloads[one].cases) for one in self.ids}
        spread = {
            one: {**by_target, **{t: spread[one][t] for t in allowed[one] if t in spread[one]}}
            for one, by_target in self._spread(smallest, frame, every, usual).items()
        }
        limits = tuple(
            WaveLimit(f"team.{team}", f"days.{team}", frame.bounds(by_wave))
            for team, by_wave in capacity.items()
        )
        return spread, limits

    def _usual(self, windows: Mapping[str, Window]) -> Usual:
        """What room a team without capacity is taken to have, half of the calendar at most."""
        half = len(self.calendar) // 2
        most = {one: min(half, latest or half) for one, (_, latest) in windows.items()}
        return Usual(self.rules.numbers.get("usual_days_wave", 0.0), most)

    def _spread(
        self,
        smallest: Mapping[str, float],
        frame: WaveFrame,
        targets: Mapping[str, Sequence[str]],
        usual: Usual,
    ) -> Spread:
        """Person-days on the targets named, over as many waves as the longest of them takes."""
        days = {
            identity: {
                target: dict(case.effort_days) if target in targets[identity] else {}
                for target, case in self.assessment.workloads[identity].cases.items()
            }
            for identity in self.ids
        }
        if not self.calendar:
            return spread_effort(days, {}, (), {}, {})
        done = {identity: wave for identity, (wave, _) in self.history.moves.items()}
        return spread_effort(days, smallest, frame.groups, self._durations(), done, usual)

    def _is_held(self, identity: str) -> bool:
        """Whether its place is settled: it has moved, or is no part of what is planned."""
        return identity in self.history.moves or identity in self.outside

    def _durations(self) -> dict[str, int]:
        """Waves that a move takes where its duration is stated in weeks."""
        weeks = max(1, self.programme.wave_weeks)
        stated = ((one.id, one.number("duration_weeks")) for one in self.workloads)
        return {name: max(1, ceil(long / weeks)) for name, long in stated if long}

    def _named(self, identity: str) -> str:
        """Name of a workload, as people know it."""
        workload = self.inventory.by_id.get(identity)
        return (workload.name if workload else "") or identity

    def _workload(
        self,
        workload: Workload,
        allowed: tuple[str, ...],
        window: Window,
        freed: frozenset[str],
        unramped: frozenset[str],
        days: Spread,
    ) -> ProblemWorkload:
        one = self.assessment.workloads[workload.id]
        amounts = self.amounts.of(
            workload, one, self.kinds[workload.id], workload.id in freed, days[workload.id]
        )
        late = late_targets(one, workload.text("criticality"))
        if late and self._ramp() and workload.id not in unramped:
            amounts[LATE] = late
        return ProblemWorkload(
            id=workload.id,
            cost={target: case.cost for target, case in one.cases.items()},
            current=one.current_target,
            allowed=allowed if self._is_held(workload.id) else None,
            forbidden=self._forbidden(workload.id, allowed),
            amounts=amounts,
            delay_value=dict(self.delays[workload.id]),
            earliest_wave=window[0],
            latest_wave=window[1],
            closed_waves=self.closed.get(workload.id, ()),
            wave_cost=self._wave_cost(workload, one.current_target),
        )

    def _forbidden(self, identity: str, allowed: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Every law, pin and ban that closes a target, by its key: each can be waived by itself."""
        if self._is_held(identity):
            return {}
        return {
            target: tuple(dict.fromkeys(entry.rule for entry in case.forbidden))
            for target, case in self.assessment.workloads[identity].cases.items()
            if target not in allowed
        }

    def _wave_cost(self, workload: Workload, current: str | None) -> dict[str, tuple[float, ...]]:
        """What cutting over in each wave costs besides, by target and in points."""
        if current is None or self._is_held(workload.id):
            return {}
        found = {}
        for target in self.programme.targets:
            share = self.amounts.costs.licence_share(target.id)
            costs = wave_costs(workload, self.programme, self.days, self.horizon_years, share)
            if costs and target.id != current and self.points:
                found[target.id] = tuple(self.points * cost for cost in costs)
        return found

    def _wave_limits(
        self, frame: WaveFrame, early: frozenset[str], team_limits: tuple[WaveLimit, ...]
    ) -> tuple[WaveLimit, ...]:
        tiers = {one.id: one.text("criticality") for one in self.workloads}
        critical = frozenset(key for key, tier in tiers.items() if tier == "critical")
        limits, notes = cut_over_limits(self.programme, frame, critical, early)
        budgets, more_notes = budget_limits(self.programme, self.calendar)
        self.notes += (*notes, *more_notes)
        limits += budgets
        if first := self._ramp():
            shut = [0.0 if wave in first else None for wave in range(1, len(self.calendar) + 1)]
            limits = (*limits, WaveLimit(RAMP, LATE, frame.bounds(shut)))
        dropped, every = self.decided.dropped_rules, (*limits, *team_limits)
        return tuple(one for one in every if not dropped & {one.id, principle_of(one.id)})

    def _targets(self, attributes: Collection[str] = ()) -> tuple[ProblemTarget, ...]:
        """The targets, with those of their attributes that a group speaks of."""
        in_use = {
            current
            for one in self.ids
            if (current := self.assessment.workloads[one].current_target) is not None
        }
        ready = ready_waves(self.programme, self.rules, self.calendar, in_use)
        used = {target for _, target in self.history.moves.values()}
        return tuple(
            ProblemTarget(
                target.id,
                1 if not self.calendar or target.id in used else ready[target.id],
                attributes_of(target, attributes),
            )
            for target in self.programme.targets
        )

    def _platforms(self) -> tuple[SharedCost, ...]:
        """Fixed cost of the platforms nobody is on today: due whole once anybody is on them."""
        dials = dialled(self.rules, self.scenario)
        worth = annuity(dials.horizon_years, dials.discount_rate, dials.inflation)
        points = self.points * worth
        return tuple(
            SharedCost(f"platform.{target}", (target,), cost=points * fixed)
            for target, fixed in self.assessment.platforms.items()
            if points * fixed > 0
        )

    def _distance(self) -> dict[str, dict[str, float]]:
        """Distances of the targets by their kinds; two of one kind are a little apart."""
        kinds = self.rules.distance
        near = self.rules.numbers.get("distance_same_kind", 0.4)
        least = min((d for row in kinds.values() for d in row.values() if d > 0), default=near)
        near = min(near, 2.0 * least)
        return {
            one.id: {
                two.id: near if one.kind == two.kind else kinds[one.kind][two.kind]
                for two in self.programme.targets
                if two.id != one.id
            }
            for one in self.programme.targets
        }

    def _waves(self) -> tuple[ProblemWave, ...]:
        if not self.calendar:
            return ()
        origin = self.programme.start or self.calendar[0].first_day
        actual = {one.wave: one.actual_day for one in self.scenario.progress if one.actual_day}
        waves: list[ProblemWave] = []
        for number, slot in enumerate(self.calendar, 1):
            ends = float(((actual.get(number) or slot.last_day) - origin).days)
            before = waves[-1].day if waves else None
            if before is not None and ends <= before:
                ends = before + 1.0
            waves.append(ProblemWave(slot.id, ends))
        return tuple(waves)
