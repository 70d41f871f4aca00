"""Status of other tools taken into the project: waves committed or done, with days and effort.

A wave is *done* once all its moves are, *committed* once any has begun; its day is that of its last
cut-over. Where files and project disagree, the project keeps what it has, unless somebody says that
the files win; every disagreement is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from planner.editing.operations import Operation
from planner.editing.progress import with_baseline
from planner.errors import Message, message
from planner.model.scenario import WaveProgress
from planner.model.status import MoveStatus
from planner.model.study import Study
from planner.project import Document
from planner.wording.names import Names
from planner.wording.status import STATES, label_id

__all__ = ["StatusTaken", "take_status"]


@dataclass(frozen=True)
class StatusTaken:
    """The project with the status in it, what changed, and what did not fit, as sentences."""

    operation: Operation
    changes: tuple[Message, ...]
    conflicts: tuple[Message, ...]


@dataclass
class _Merge:
    """What the files say together, and the conflicts found on the way."""

    study: Study
    today: date
    said: dict[str, MoveStatus] = field(default_factory=dict)
    conflicts: list[Message] = field(default_factory=list)
    matched: int = 0

    def told(self, key: str, where: MoveStatus | None = None, **params: object) -> None:
        if where is not None:
            cell = where.where
            place = " ".join(part for part in (cell.file, cell.sheet, cell.address) if part)
            params["where"] = place
        self.conflicts.append(message(f"status.conflict.{key}", **params))

    def name(self, key: str) -> str:
        return self.study.inventory.by_id[key].name


def take_status(
    document: Document,
    study: Study,
    status: Sequence[MoveStatus],
    today: date,
    *,
    files_win: bool = False,
) -> StatusTaken:
    """Return the project with what the files say of the moves of ``study``'s plan.

    Parameters
    ----------
    study
        The active scenario's, with its plan.
    today
        An actual day after it is not believed.
    files_win
        Whether a wave's record in the project gives way to the files'.
    """
    merge = _Merge(study, today)
    _gather(merge, status)
    if status and not merge.matched:  # one sentence for all the rows
        merge.conflicts = [message("status.conflict.foreign", count=len(status))]
    known = {one.wave: one for one in document.scenario.progress}
    changes = []
    for wave, members in sorted(_members(study).items()):
        found = _wave_progress(merge, wave, members)
        if found is None:
            continue
        before = known.get(wave)
        if before is not None and _same(before, found):
            continue
        if before is not None and _disagree(before, found) and not files_win:
            merge.told("recorded", wave=wave, kept=_words(before), said=_words(found))
            continue
        known[wave] = _joined(before, found)
        changes.append(message("status.change", wave=wave, what=_words(known[wave])))
    scenario = document.scenario
    if known and not scenario.baseline:
        scenario = with_baseline(scenario)
    scenario = replace(scenario, progress=tuple(known[wave] for wave in sorted(known)))
    label = message("status.undo", count=len(changes))
    made = Operation(label, document.with_scenario(scenario), replan=bool(changes))
    return StatusTaken(made, tuple(changes), tuple(merge.conflicts))


def _members(study: Study) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, wave in (study.plan.wave or {}).items():
        if wave is not None:
            found.setdefault(wave, []).append(key)
    return found


def _gather(merge: _Merge, status: Iterable[MoveStatus]) -> None:
    """Keep one word for each workload that moves; the last file given counts.

    A row without any word of status says only that its workload is known, or is not.
    """
    names = _names(merge.study)
    waves = merge.study.plan.wave or {}
    for one in status:
        key = names.get(one.workload.strip().casefold())
        merge.matched += key is not None
        if one.unread and key is not None and waves.get(key) is not None:
            merge.told("no_state", one, name=merge.name(key), text=one.unread)
        if not (one.state or one.actual_day or one.actual_days):
            continue
        if key is None:
            merge.told("unknown", one, name=one.workload)
        elif waves.get(key) is None:
            if one.state not in ("", "planned"):
                merge.told("stays", one, name=merge.name(key))
        elif one.actual_day is not None and one.actual_day > merge.today:
            merge.told("future", one, name=merge.name(key), day=one.actual_day.isoformat())
        else:
            before = merge.said.get(key)
            if before is not None and (before.state, before.actual_day) != (
                one.state,
                one.actual_day,
            ):
                merge.told("twice", one, name=merge.name(key), said=_said(one), other=_said(before))
            merge.said[key] = one


def _names(study: Study) -> Mapping[str, str]:
    """Ids, ids as labels hold them, and names that only one workload has."""
    workloads = study.inventory.workloads
    counts: dict[str, int] = {}
    for one in workloads:
        folded = one.name.strip().casefold()
        counts[folded] = counts.get(folded, 0) + 1
    found = {
        one.name.strip().casefold(): one.id
        for one in workloads
        if counts[one.name.strip().casefold()] == 1
    }
    found |= {label_id(one.id).casefold(): one.id for one in workloads}
    return found | {one.id.strip().casefold(): one.id for one in workloads}


def _wave_progress(merge: _Merge, wave: int, members: Sequence[str]) -> WaveProgress | None:
    """What the files say of a wave together; None where they say nothing of it has begun."""
    said = [merge.said[key] for key in members if key in merge.said]
    begun = [one for one in said if STATES.index(_state(one)) > 0]
    if not begun:
        return None
    done = [one for one in said if _state(one) == "done"]
    whole = len(done) == len(members)
    if done and not whole:
        merge.told("partly", wave=wave, done=len(done), all=len(members))
    day = max((one.actual_day for one in done if one.actual_day is not None), default=None)
    if whole and any(one.actual_day is None for one in done):
        merge.told("undated", wave=wave)
    days = _by_team(merge, members)
    state = "done" if whole else "committed"
    return WaveProgress(wave, state, day if whole else None, days, tuple(members))


def _state(one: MoveStatus) -> str:
    return "done" if one.actual_day is not None and not one.state else one.state or "planned"


def _by_team(merge: _Merge, members: Sequence[str]) -> dict[str, float]:
    """Person-days by team id; what no team is named for is parted as the effort was planned."""
    study, names = merge.study, Names.of(merge.study)
    planned = {key: _planned_days(study, key) for key in members}
    teams = {one.id for one in study.programme.teams}.union(*planned.values())
    ids = {str(names.team(team)).casefold(): team for team in sorted(teams)}
    days: dict[str, float] = {}
    for key in members:
        one = merge.said.get(key)
        if one is None or one.actual_days is None:
            continue
        parts = {ids[name.casefold()]: spent for name, spent in one.days_by_team.items()
                 if name.casefold() in ids}  # fmt: skip
        rest = one.actual_days - sum(parts.values())
        whole = sum(planned[key].values())
        for team, effort in planned[key].items():
            share = effort / whole if whole else 1 / len(planned[key])
            parts[team] = parts.get(team, 0.0) + rest * share
        for team, spent in parts.items():
            days[team] = days.get(team, 0.0) + spent
    return {team: round(spent, 4) for team, spent in days.items() if spent > 1e-6}


def _planned_days(study: Study, key: str) -> dict[str, float]:
    """Person-days of a move as planned, by team id."""
    case = study.assessment.workloads[key].cases.get(study.plan.placement[key])
    return dict(case.effort_days) if case is not None else {}


def _same(before: WaveProgress, found: WaveProgress) -> bool:
    return (
        before.state == found.state
        and found.actual_day in (None, before.actual_day)
        and all(
            abs(before.actual_effort_days.get(team, 0.0) - days) < 1e-3  # rounding
            for team, days in found.actual_effort_days.items()
        )
    )


def _disagree(before: WaveProgress, found: WaveProgress) -> bool:
    """Whether a record is contradicted, and not only carried on (committed, then done)."""
    later = before.state != "done" and found.state == "done"
    day = before.actual_day is not None and found.actual_day not in (None, before.actual_day)
    steps_back = before.state == "done" and found.state != "done"
    effort = bool(before.actual_effort_days and found.actual_effort_days) and not later
    return steps_back or day or (effort and before.state == "done")


def _joined(before: WaveProgress | None, found: WaveProgress) -> WaveProgress:
    if before is None:
        return found
    return replace(
        found,
        actual_day=found.actual_day or before.actual_day,
        actual_effort_days=found.actual_effort_days or before.actual_effort_days,
        workloads=before.workloads or found.workloads,
    )


def _said(one: MoveStatus) -> Message:
    if one.actual_day is not None:
        day = one.actual_day.isoformat()
        return message("status.on", state=message(f"status.state.{_state(one)}"), day=day)
    return message(f"status.state.{_state(one)}")


def _words(one: WaveProgress) -> Message:
    state = message(f"status.state.{one.state}")
    days = round(sum(one.actual_effort_days.values()), 1)
    if one.actual_day is not None and days:
        return message("status.on_took", state=state, day=one.actual_day.isoformat(), days=days)
    if one.actual_day is not None:
        return message("status.on", state=state, day=one.actual_day.isoformat())
    return message("status.took", state=state, days=days) if days else state
