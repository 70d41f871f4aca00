"""What every workload uses of what is limited: cores, money, days, risk, on each target.

Amounts, in the problem's units: ``count``, ``production``, ``critical`` (workloads);
``cpu_cores``, ``memory_gib``, ``storage_gib`` per target, at that target's size;
``private.<measure>`` per target: what lands on the private cloud, a hybrid's private half
included; ``one_off`` and ``run_year`` per target in whole units of the currency (not minor ones,
so that solvers see tame numbers), benefits left out; ``days`` and ``days.<team>`` per target;
``risk`` per target; ``pilot.barred`` per target: 1 where the pilot wave is closed to it;
``pilot.business`` and ``pilot.foundations``: 1 for what others stand on, and for all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.assessing.dials import Dialled
from planner.assessing.money import CostSheet
from planner.assessing.placement_limits import private_targets
from planner.assessing.principles import is_foundation
from planner.assessing.wave_limits import PILOT_BUSINESS, PILOT_FOUNDATIONS
from planner.model.assessment import TargetCase, WorkloadAssessment
from planner.model.inventory import Workload
from planner.model.programme import MINOR_PER_UNIT, Pilot, Programme
from planner.model.rules import Archetype, RuleSet
from planner.optimising.problem import Amount

__all__ = ["AmountSheet", "Amounts"]

MEASURES = ("cpu_cores", "memory_gib", "storage_gib")

type Amounts = dict[str, Amount | Mapping[str, Amount]]


class AmountSheet:
    """Measures workloads for the planning problem, under one programme and one rule set."""

    def __init__(self, rules: RuleSet, programme: Programme, currency: str, dials: Dialled) -> None:
        years = (dials.horizon_years, dials.discount_rate, dials.inflation)
        self.costs = CostSheet(rules, programme, currency, years)
        self._targets, self._pilot = programme.targets, programme.pilot
        self._kinds = {target.id: target.kind for target in programme.targets}
        self._private = private_targets(programme)
        self._half = rules.numbers.get("hybrid_private_share", 0.5)

    def of(
        self,
        workload: Workload,
        one: WorkloadAssessment,
        archetype: Archetype | None,
        early: bool,
        days: Mapping[str, Mapping[str, Amount]],
    ) -> Amounts:
        """Return the amounts of one workload.

        Parameters
        ----------
        one
            Its assessment.
        archetype
            What empty cells are read from; None where its kind is not known.
        early
            It may always be in the pilot wave.
        days
            Its person-days by target and team.
        """
        amounts: Amounts = {"count": 1.0}
        if workload.text("environment") in (None, "production"):
            amounts["production"] = 1.0
        if workload.text("criticality") == "critical":
            amounts["critical"] = 1.0
        moves = {target: case for target, case in one.cases.items() if target != one.current_target}
        self._put_sizes(amounts, workload, one, archetype)
        _put(amounts, "one_off", {t: c.one_off_minor / MINOR_PER_UNIT for t, c in moves.items()})
        _put(amounts, "run_year", {t: _run_year(c) for t, c in one.cases.items()})
        _put(amounts, "risk", {t: c.risk for t, c in moves.items()})
        by_team: dict[str, dict[str, Amount]] = {}
        for target in moves:
            for team, effort in days[target].items():
                by_team.setdefault(team, {})[target] = effort
        for team, by_target in sorted(by_team.items()):
            _put(amounts, f"days.{team}", by_target)
        _put(amounts, "days", {target: _all_teams(days[target].values()) for target in moves})
        pilot = self._pilot
        if pilot is not None:
            amounts[PILOT_FOUNDATIONS if is_foundation(one) else PILOT_BUSINESS] = 1.0
        if pilot is not None and not early:
            barred = {t: 1.0 for t, c in moves.items() if _barred(workload, c, pilot)}
            _put(amounts, "pilot.barred", barred)
        return amounts

    def _put_sizes(
        self,
        amounts: Amounts,
        workload: Workload,
        one: WorkloadAssessment,
        archetype: Archetype | None,
    ) -> None:
        scale = workload.text("scale_out") or (archetype and archetype.defaults.get("scale_out"))
        scales = scale in ("stateless", "sharded")
        here = self._kinds.get(one.current_target or "", "legacy")
        for measure in MEASURES:
            sizes: dict[str, float] = {}
            for target in self._targets:
                stays = target.id == one.current_target
                kind = here if stays else target.kind
                size = self.costs.size_on(workload, measure, kind, here, scales)
                if size:
                    sizes[target.id] = size
            _put(amounts, measure, sizes)
            if self._private:
                on_private = {
                    target: size * self._half if self._kinds[target] == "hybrid" else size
                    for target, size in sizes.items()
                    if target in self._private
                }
                _put(amounts, f"private.{measure}", on_private)


def _all_teams(efforts: Iterable[Amount]) -> Amount:
    """Add up what the teams do, wave by wave; all of a move's lists are of one length."""
    found = list(efforts)
    if found and isinstance(found[0], tuple):
        return tuple(map(sum, zip(*(one for one in found if isinstance(one, tuple)), strict=True)))
    return sum(one for one in found if not isinstance(one, tuple))


def _put(amounts: Amounts, name: str, by_target: Mapping[str, Amount]) -> None:
    """Keep an amount where it is positive somewhere; amounts are never negative."""
    kept = {
        target: value
        for target, value in by_target.items()
        if (sum(value) if isinstance(value, tuple) else value) > 0
    }
    if kept:
        amounts[name] = kept


def _run_year(case: TargetCase) -> float:
    """Yearly cost in whole units of the currency, people included, without benefits."""
    return max(0, case.cash_year_minor) / MINOR_PER_UNIT


def _barred(workload: Workload, case: TargetCase, pilot: Pilot) -> bool:
    """Whether the pilot is closed to it; unknown criticality counts as medium."""
    tier = workload.text("criticality") or "medium"
    return tier in pilot.excluded_criticality or case.risk > pilot.max_risk
