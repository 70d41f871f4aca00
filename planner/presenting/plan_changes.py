"""What an answer changed: the plan before it, who moved from where, and why, without Qt.

A reason is found by trying it: a workload is put back to where it was, everything else as it is in
the new plan. What the checker then finds broken, or what the plan's worth comes to, is the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from planner.editing.plans import worth
from planner.model.study import Study
from planner.optimising.check import Violation, check_placement, check_waves
from planner.optimising.plan import Plan
from planner.optimising.problem import ProblemWorkload
from planner.presenting.said import said_words
from planner.presenting.totals import totals_of
from planner.presenting.view import View
from planner.presenting.what_if import broken_words
from planner.project import Document
from planner.wording import plural

if TYPE_CHECKING:
    from planner.jobs import Stop
    from planner.questioning.compare import Difference

__all__ = [
    "Because",
    "Before",
    "Moved",
    "changed_words",
    "count_words",
    "differ",
    "moved_lines",
    "place_words",
    "what_moved",
]

MOST_TRIED: Final = 150
"""Workloads that are tried where they were; the rest of a long list goes by without."""
NAMES_SHOWN: Final = 3
EVEN: Final = 1e-6
"""Share of a plan's worth that is no difference."""
UNEXPLAINED: Final = ("questioning.reason.pulled", "questioning.reason.rescheduled")
ROOM: Final = ("limit", "wave_limit")


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before an answer; ``what`` names the step that was answered, as the history does.

    ``searched`` tells that a longer search made the change, not a person.
    """

    study: Study
    document: Document
    what: str = ""
    searched: bool = False


@dataclass(frozen=True, slots=True)
class Because:
    """What keeps a workload from where it was.

    ``names`` took its room, in ``wave`` where it is one of a wave; ``worse`` is by how much the
    plan would be dearer, in the problem's own units, where no rule is broken.
    """

    broken: Violation | None = None
    names: tuple[str, ...] = ()
    wave: int | None = None
    worse: float = 0.0


@dataclass(frozen=True, slots=True)
class Moved:
    """A workload that is elsewhere, or moves at another time; what it says itself, and why."""

    found: Difference
    because: tuple[Because, ...] = ()


def differ(before: Study, after: Study) -> bool:
    """Whether two plans differ in a place, a wave or a figure that is shown."""
    return (
        before.plan.placement != after.plan.placement
        or (before.plan.wave or {}) != (after.plan.wave or {})
        or totals_of(before) != totals_of(after)
    )


def what_moved(before: Study, after: Study, stop: Stop | None = None) -> tuple[Moved, ...]:
    """Return every workload whose place or wave is another, with true reasons.

    Parameters
    ----------
    before, after
        Studies of the same inventory, both with a plan.
    stop
        For a cancel.
    """
    from planner.questioning.compare import compare

    moved = []
    old = {_key(one) for one in _broken(after)}
    for tried, item in enumerate(compare(before, after).differences):
        if stop is not None:
            stop.raise_if_cancelled()
        because: tuple[Because, ...] = ()
        if tried < MOST_TRIED and all(one.key in UNEXPLAINED for one in item.reasons):
            because = _put_back(before, after, item, old)
        moved.append(Moved(item, because))
    return tuple(moved)


def _put_back(
    before: Study, after: Study, item: Difference, old: Set[tuple[object, ...]]
) -> tuple[Because, ...]:
    """Try a workload where it was; return what speaks against it."""
    problem, plan = after.problem, after.plan
    name, target = item.workload_id, item.target_before
    workload = next((one for one in problem.workloads if one.id == name), None)
    if workload is None or target not in workload.candidates():
        return ()
    if item.wave_before is not None and item.wave_before > len(problem.waves):
        return ()
    tried = replace(
        plan,
        placement={**plan.placement, name: target},
        wave={**plan.wave, name: item.wave_before} if plan.wave is not None else None,
    )
    fresh = [one for one in _broken(replace(after, plan=tried)) if _key(one) not in old]
    if fresh:
        why = [_room(before, after, item, one) for one in fresh]
        why.sort(key=lambda one: (not one.names, one.broken is None or one.broken.kind not in ROOM))
        return tuple(why[:1])
    now, then = worth(problem, plan), worth(problem, tried)
    worse = then[0] - now[0] if abs(then[0] - now[0]) > EVEN * abs(now[0]) else then[1] - now[1]
    even = abs(worse) <= EVEN * max(1.0, abs(now[0]))
    return (Because(worse=0.0 if even else worse),)


def _broken(study: Study) -> list[Violation]:
    plan, problem = study.plan, study.problem
    found = list(check_placement(problem, plan.placement))
    if plan.wave is not None:
        found += check_waves(problem, plan.placement, plan.wave)
    return found


def _key(one: Violation) -> tuple[object, ...]:
    return (one.kind, one.id, one.names, one.wave)


def _room(before: Study, after: Study, item: Difference, broken: Violation) -> Because:
    """Say who took the room, where what is broken is a limit of the place it left."""
    if broken.kind == "wave_limit" and broken.wave is not None:
        names = _newcomers_in_wave(before, after, item, broken)
        return Because(broken, names, broken.wave)
    if broken.kind == "limit":
        limit = next((one for one in after.problem.limits if one.id == broken.id), None)
        if limit is not None and item.target_before in limit.targets:
            return Because(broken, _newcomers_on(before, after, item, limit.targets, limit.amount))
    return Because(broken)


def _newcomers_in_wave(
    before: Study, after: Study, item: Difference, broken: Violation
) -> tuple[str, ...]:
    limit = next((one for one in after.problem.wave_limits if one.id == broken.id), None)
    if limit is None or limit.periods or broken.wave is None:
        return ()
    came = [
        (
            _taken(after.plan, workload, limit.amount, broken.wave)
            - _taken(before.plan, workload, limit.amount, broken.wave),
            workload.id,
        )
        for workload in after.problem.workloads
    ]
    return _largest(came, item.workload_id)


def _taken(plan: Plan, workload: ProblemWorkload, amount: str, wave: int) -> float:
    """What a move takes of an amount in a wave, with the work that it spreads over earlier ones."""
    number, target = (plan.wave or {}).get(workload.id), plan.placement.get(workload.id)
    if number is None or target is None:
        return 0.0
    work = workload.work(amount, target)
    return work[-1 - (number - wave)] if 0 <= number - wave < len(work) else 0.0


def _newcomers_on(
    before: Study, after: Study, item: Difference, targets: Sequence[str], amount: str
) -> tuple[str, ...]:
    old, new = before.plan.placement, after.plan.placement
    came = [
        (workload.amount(amount, new[workload.id]), workload.id)
        for workload in after.problem.workloads
        if new[workload.id] in targets and old.get(workload.id) not in targets
    ]
    return _largest(came, item.workload_id)


def _largest(came: Sequence[tuple[float, str]], but: str) -> tuple[str, ...]:
    taken = [one for one in came if one[0] > 0 and one[1] != but]
    return tuple(name for _, name in sorted(taken, key=lambda one: (-one[0], one[1])))


# Words -----------------------------------------------------------------------------------------


def place_words(view: View, target: str, wave: int | None) -> str:
    """Say a place and when a workload moves there.

    Parameters
    ----------
    target
        Id; empty for nowhere.
    wave
        From 1; None: it does not move.
    """
    when = view.say("ui_map.map.stays") if wave is None else view.say("ui_map.map.wave", wave=wave)
    return f"{view.target_name(target)} · {when}"


def _count(before: Before, after: Study) -> int:
    old, new = before.study.plan, after.plan
    then, now = old.wave or {}, new.wave or {}
    return sum(
        old.placement[name] != target or then.get(name) != now.get(name)
        for name, target in new.placement.items()
        if name in old.placement
    )


def count_words(view: View, befores: Sequence[Before]) -> str:
    """Say in a word or two how much the last answer changed, and that a search did it."""
    if view.study is None or not befores:
        return ""
    count = _count(befores[-1], view.study)
    if befores[-1].searched:
        return plural("ui_changes.foot.searched", view.language, count)
    return (
        plural("ui_changes.foot", view.language, count)
        if count
        else view.say("ui_changes.foot.none")
    )


def changed_words(view: View, before: Before) -> str:
    """Say how many workloads are elsewhere than before, and how many come or go."""
    if view.study is None:
        return ""
    old, new = before.study.plan, view.study.plan
    shared = [name for name in new.placement if name in old.placement]
    places = sum(old.placement[name] != new.placement[name] for name in shared)
    moved = _count(before, view.study)
    key = "ui_changes.moved" if places else "ui_changes.moved.in_time"
    parts = [plural(key, view.language, moved, places=places)]
    came, gone = len(new.placement) - len(shared), len(old.placement) - len(shared)
    parts += [view.say("ui_changes.came", count=came)] if came else []
    parts += [view.say("ui_changes.gone", count=gone)] if gone else []
    return view.listed(parts, "clauses")


def moved_lines(view: View, moved: Moved) -> tuple[str, str, str]:
    """Return the name of a workload, from where it went to where, and why."""
    item = moved.found
    there = place_words(view, item.target_after, item.wave_after)
    if item.target_before == item.target_after and item.wave_after is not None:
        there = view.say("ui_map.map.wave", wave=item.wave_after)
    where = f"{place_words(view, item.target_before, item.wave_before)} → {there}"
    why = list(_why(view, moved))
    return view.workload_name(item.workload_id), where, view.listed(why, "clauses")


def _why(view: View, moved: Moved) -> Iterator[str]:
    if not moved.because:
        for said in moved.found.reasons:
            yield said_words(view, said)
    for one in moved.because:
        yield _because_words(view, moved.found, one)


def _because_words(view: View, item: Difference, one: Because) -> str:
    say, study = view.say, view.study
    if one.broken is None:
        if not one.worse:
            return say("ui_changes.because.even")
        key = "better" if one.worse > 0 else "longer"
        return say(f"ui_changes.because.{key}", points=f"{abs(one.worse):,.2f}")
    rule = broken_words(study, one.broken, view.language) if study is not None else ""
    if not one.names:
        return say("ui_changes.because.rule", rule=rule)
    names = view.listed(view.workload_name(name) for name in one.names[:NAMES_SHOWN])
    if len(one.names) > NAMES_SHOWN:
        names += f" +{len(one.names) - NAMES_SHOWN}"
    if one.wave is not None:
        return say("ui_changes.because.wave", names=names, wave=one.wave, rule=rule)
    target = view.target_name(item.target_before)
    return say("ui_changes.because.target", names=names, target=target, rule=rule)
