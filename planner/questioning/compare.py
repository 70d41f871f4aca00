"""Two studies side by side: what differs, workload by workload and in all, with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Final
from weakref import ref

from planner.assessing.worth import dated_costs, present_cost
from planner.errors import Message
from planner.model.assessment import TargetCase
from planner.model.rules import Money
from planner.model.scenario import DecisionKind
from planner.model.study import Draft, Study
from planner.reporting.figures import Figures
from planner.reporting.money import present
from planner.wording.names import Names
from planner.wording.rules import decided

__all__ = ["Comparison", "Difference", "Totals", "baseline_totals", "compare", "totals"]

NOTICED_FIT: Final = 0.05
"""Points of fit from which on a change is told."""
NOTICED_COST: Final = 1e-6
"""Share of its cost from which on other prices of fit and money are told."""


@dataclass(frozen=True, slots=True)
class Totals:
    """A plan in figures; money in minor units.

    ``fit`` is the mean fit weighted by importance, 0 to 100; ``risk`` the mean risk of the moves,
    0 to 100; ``finish`` the last day of the last wave used, None where nothing moves; ``by_wave``
    counts the moves of every wave of the calendar. ``net_present_minor`` takes all as moved on the
    first day and benefits off; ``gain_minor`` is what the dated plan costs less than staying, as
    the report says it: None where no run cost is known.
    """

    moving: int
    staying: int
    by_target: tuple[tuple[str, int], ...]
    fit: float
    run_year_minor: int
    one_off_minor: int
    net_present_minor: int
    risk: float
    finish: date | None
    worth: float | None
    gain_minor: int | None = None
    by_wave: tuple[int, ...] = ()

    @property
    def money_known(self) -> bool:
        """Whether any run cost is known; where not, none of the money may be shown."""
        return self.gain_minor is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """One workload that differs between two plans, and why."""

    workload_id: str
    target_before: str
    target_after: str
    wave_before: int | None
    wave_after: int | None
    net_present_minor: int
    risk: float
    reasons: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Totals of both and the list of what differs, largest money first."""

    before: Totals
    after: Totals
    differences: tuple[Difference, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def money_known(self) -> bool:
        """Whether any money of either plan may be shown."""
        return self.before.money_known or self.after.money_known


def _remembered[T](work: Callable[..., T]) -> Callable[..., T]:
    """Work it out once for the same studies, as long as they live."""
    kept: dict[tuple[int, ...], tuple[tuple[ref[Study], ...], T]] = {}

    @wraps(work)
    def found(*studies: Study) -> T:
        key = tuple(map(id, studies))
        known = kept.get(key)
        if known is None or any(r() is not s for r, s in zip(known[0], studies, strict=True)):
            refs = tuple(ref(study, lambda _: kept.pop(key, None)) for study in studies)
            known = kept[key] = (refs, work(*studies))
        return known[1]

    return found


@_remembered
def totals(study: Study) -> Totals:
    """Add up the plan of ``study``."""
    waves = study.plan.wave or {}
    used = [wave for wave in waves.values() if wave is not None]
    finish = study.calendar[max(used) - 1].last_day if used else None
    worth = study.plan.placement_value
    if worth is not None and study.plan.wave_value is not None:
        worth += study.plan.wave_value if study.scenario.dials.objective == "early" else 0.0
    found = _add_up(study, dict(study.plan.placement), finish, worth)
    counts = Counter(used)
    dated = sum(dated_costs(study).values())
    found = replace(
        found,
        one_off_minor=found.one_off_minor + dated,
        net_present_minor=found.net_present_minor + dated,
    )
    figures = Figures(study)
    return replace(
        found,
        gain_minor=present(figures).gain if figures.money_known else None,
        by_wave=tuple(counts[n + 1] for n in range(len(study.calendar))),
    )


def baseline_totals(draft: Draft) -> Totals:
    """Add up doing nothing: everything stays where it is (new workloads are left out)."""
    staying = {
        workload.id: workload.current
        for workload in draft.problem.workloads
        if workload.current is not None
        and workload.current in draft.assessment.workloads[workload.id].cases
    }
    return _add_up(draft, staying, None, None)


def _add_up(
    draft: Draft, placement: dict[str, str], finish: date | None, worth: float | None
) -> Totals:
    assessed = draft.assessment.workloads
    counts: dict[str, int] = {target.id: 0 for target in draft.programme.targets}
    run = once = moving = 0
    fit = importance = risk = 0.0
    for name, target in placement.items():
        item = assessed[name]
        case = item.cases[target]
        counts[target] = counts.get(target, 0) + 1
        fit += item.importance * case.fit
        importance += item.importance
        if target != item.current_target:
            moving += 1
            risk += case.risk
        if not item.provisional:  # the money of the others is in no total
            run += case.run_year_minor
            once += case.one_off_minor if target != item.current_target else 0
    return Totals(
        moving=moving,
        staying=len(placement) - moving,
        by_target=tuple(counts.items()),
        fit=fit / importance if importance else 0.0,
        run_year_minor=run,
        one_off_minor=once,
        net_present_minor=present_cost(draft, placement),
        risk=risk / moving if moving else 0.0,
        finish=finish,
        worth=worth,
    )


@_remembered
def compare(before: Study, after: Study) -> Comparison:
    """Return what ``after`` has otherwise than ``before``."""
    shared = [name for name in before.plan.placement if name in after.plan.placement]
    was, now = dated_costs(before), dated_costs(after)
    dated = {name: now.get(name, 0) - was.get(name, 0) for name in shared}
    found = [
        item for name in shared if (item := _differ(before, after, name, dated[name])) is not None
    ]
    found.sort(key=lambda item: (-abs(item.net_present_minor), item.workload_id))
    return Comparison(
        before=totals(before),
        after=totals(after),
        differences=tuple(found),
        added=tuple(n for n in after.plan.placement if n not in before.plan.placement),
        removed=tuple(n for n in before.plan.placement if n not in after.plan.placement),
    )


def _differ(before: Study, after: Study, name: str, dated: int) -> Difference | None:
    from_target, to_target = before.plan.placement[name], after.plan.placement[name]
    from_wave = (before.plan.wave or {}).get(name)
    to_wave = (after.plan.wave or {}).get(name)
    if from_target == to_target and from_wave == to_wave:
        return None
    first = before.assessment.workloads[name].cases[from_target]
    second = after.assessment.workloads[name].cases[to_target]
    return Difference(
        name,
        from_target,
        to_target,
        from_wave,
        to_wave,
        second.net_present_minor - first.net_present_minor + dated,
        second.risk - first.risk,
        _reasons(before, after, name),
    )


def _reasons(before: Study, after: Study, name: str) -> tuple[Message, ...]:
    """Say what about the workload itself changed; nothing did where it was pulled along."""
    target = after.plan.placement[name]
    reasons = list(_decided(before, after, name))
    moved = target != before.plan.placement[name]
    if moved:
        old = before.assessment.workloads[name].cases.get(target)
        new = after.assessment.workloads[name].cases[target]
        reasons += _assessed(old, new, after.inventory.currency) if old is not None else ()
    else:
        reasons += _windowed(before, after, name)
    if not reasons:
        reasons.append(Message(f"questioning.reason.{'pulled' if moved else 'rescheduled'}"))
    return tuple(reasons)


def _decided(before: Study, after: Study, name: str) -> Iterator[Message]:
    """Decisions about it that only one of the two has in force."""
    then, now = (
        {one.id: one for one in study.scenario.decisions if one.active and name in one.workloads}
        for study in (before, after)
    )
    for key, study, other in (("decision", after, then), ("withdrawn", before, now)):
        for one in (now if key == "decision" else then).values():
            if one.id not in other or other[one.id].value != one.value:
                value = decided(one, Names.of(study))
                if one.kind is DecisionKind.PIN_WAVE:
                    value = Message("questioning.reason.wave", {"wave": one.value})
                elif one.kind is DecisionKind.BAN_TARGET:
                    value = Message("questioning.reason.ban", {"place": value})
                yield Message(f"questioning.reason.{key}", {"value": value, "who": one.who})


def _assessed(old: TargetCase, new: TargetCase, currency: str) -> Iterator[Message]:
    """What of its fit, its money, or the prices of both went otherwise on its new target."""
    same_fit = abs(new.fit - old.fit) < NOTICED_FIT
    if not same_fit:
        figures = {"before": f"{old.fit:.1f}", "after": f"{new.fit:.1f}"}
        yield Message("questioning.reason.fit", figures)
    same_money = new.net_present_minor == old.net_present_minor
    if not same_money:
        amounts = {
            "before": Money(old.net_present_minor, currency),
            "after": Money(new.net_present_minor, currency),
        }
        yield Message("questioning.reason.money", amounts)
    if old.allowed != new.allowed:
        yield Message(f"questioning.reason.{'allowed' if new.allowed else 'forbidden'}")
    if (
        same_fit
        and same_money
        and abs(new.cost - old.cost) > NOTICED_COST * max(1.0, abs(old.cost))
    ):
        yield Message("questioning.reason.weighed")


def _windowed(before: Study, after: Study, name: str) -> Iterator[Message]:
    """Another window of waves for the workload itself."""
    then, now = (
        next((w for w in study.problem.workloads if w.id == name), None)
        for study in (before, after)
    )
    if then is None or now is None:
        return
    if (then.earliest_wave, then.latest_wave) != (now.earliest_wave, now.latest_wave):
        yield Message("questioning.reason.window")
