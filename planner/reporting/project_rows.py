"""The rows of plan.xml: milestones, waves with their gates, moves with their work and cut-over.

A move is a summary of its work (prepare, build, rehearse), a milestone for its cut-over, hypercare
and its decommissioning. Person-days are assigned to the work and, for what is worked in the wave
after the cut-over, to the hypercare, so that in every wave the units of a team add up to the people
that the plan counts with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from planner.reporting.cut_over_days import OpenDays
from planner.reporting.figures import WaveFigures
from planner.reporting.gates import criteria
from planner.reporting.load import worked
from planner.reporting.milestones import milestones
from planner.reporting.moves import Move
from planner.reporting.schedule import MoveDates
from planner.reporting.view import View

__all__ = ["ProjectRow", "project_rows"]

_NAME: Final = 190
_BEFORE: Final = ("prepare", "build", "rehearse")


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A task; ``needs`` are keys of the rows it waits for, ``days`` person-days by team.

    ``any_day``: it may lie on a weekend or a holiday, but in no freeze; ``hour`` is a milestone's.
    """

    key: str
    name: str
    level: int
    first: date
    last: date
    milestone: bool = False
    summary: bool = False
    needs: tuple[str, ...] = ()
    notes: str = ""
    cost_minor: int = 0
    done: bool = False
    actual: date | None = None
    any_day: bool = False
    hour: int = 8
    workload: str = ""
    days: Mapping[str, float] = field(default_factory=dict)


def project_rows(view: View, open_days: OpenDays) -> tuple[ProjectRow, ...]:
    """Return all rows in their order, the whole plan first."""
    inner = tuple(_Rows(view, open_days).all())
    first = min((row.first for row in inner), default=view.study.made_on)
    last = max((row.last for row in inner), default=view.study.made_on)
    whole = ProjectRow("plan", view.words.say("title"), 0, first, last, summary=True)
    return (whole, *inner)


@dataclass(frozen=True, slots=True)
class _Rows:
    view: View
    open_days: OpenDays

    def all(self) -> Iterator[ProjectRow]:
        yield from self._group("milestones", "project.milestones", tuple(self._milestones()))
        yield from self._group("freezes", "project.freezes", tuple(self._freezes()))
        for wave in self.view.figures.waves:
            yield from self._wave(wave)
        yield from self._group("retirements", "project.retirements", tuple(self._retirements()))

    def _group(self, key: str, words: str, rows: tuple[ProjectRow, ...]) -> Iterator[ProjectRow]:
        if rows:
            first, last = min(row.first for row in rows), max(row.last for row in rows)
            yield ProjectRow(key, self.view.words.say(words), 1, first, last, summary=True)
            yield from rows

    def _milestones(self) -> Iterator[ProjectRow]:
        for one in milestones(self.view.figures):
            if one.key not in ("decision", "ready"):
                continue
            target = self.view.words.target(one.target) if one.target else ""
            name = self.view.words.say(f"calendar_file.{one.key}", target=target)
            key = f"{one.key}-{one.target}"
            yield ProjectRow(key, name, 2, one.day, one.day, milestone=True, any_day=True)

    def _freezes(self) -> Iterator[ProjectRow]:
        for number, one in enumerate(self.view.study.programme.freezes, start=1):
            name = self.view.words.say(
                "calendar_file.freeze", name=self.view.words.freeze(one.name)[:_NAME]
            )
            yield ProjectRow(f"freeze-{number}", name, 2, one.first_day, one.last_day)

    def _retirements(self) -> Iterator[ProjectRow]:
        end = self.view.schedule.last_cut_over or self.view.study.made_on
        for key, day in self.view.schedule.retirements.items():
            name = self.view.words.say("calendar_file.retired", name=self.view.workload_name(key))
            notes = "" if day else self.view.words.say("project.undated")
            yield ProjectRow(
                f"retire-{key}",
                name[: _NAME + 40],
                2,
                day or end,
                day or end,
                milestone=True,
                any_day=True,
                notes=notes,
                workload=key,
            )

    def _wave(self, wave: WaveFigures) -> Iterator[ProjectRow]:
        words, moves = self.view.words, self.view.schedule.moves
        gates = self.view.schedule.gates[wave.number]
        inner: list[ProjectRow] = []
        for gate in gates:
            watched = tuple(f"hypercare-{move.id}" for move in wave.moves)
            name = words.say(f"gate.{gate.key}")
            inner.append(
                ProjectRow(
                    f"{gate.key}-{wave.number}",
                    name,
                    2,
                    gate.day,
                    gate.day,
                    milestone=True,
                    notes="\n".join(criteria(self.view, wave, gate)),
                    done=wave.state == "done",
                    hour=17 if gate.key == "accept" else 8,
                    needs=watched if gate.key == "accept" else (),
                )
            )
        for move in wave.moves:
            inner.extend(self._move(wave, move, moves[move.id]))
        first, last = min(row.first for row in inner), max(row.last for row in inner)
        name = words.say("wave.name", number=wave.number)
        yield ProjectRow(f"wave-{wave.number}", name, 1, first, last, summary=True)
        yield from inner

    def _move(self, wave: WaveFigures, move: Move, dates: MoveDates) -> Iterator[ProjectRow]:
        view, key = self.view, move.id
        how = view.words.strategy(move.strategy)
        name = f"{view.workload_name(key)[:_NAME]} → {view.words.target(move.target)} ({how})"
        done = wave.state == "done"
        yield ProjectRow(
            f"move-{key}", name, 2, dates.start, dates.phases[-1].last, summary=True, done=done,
            workload=key, notes=view.reasons(move),
        )  # fmt: skip
        for row in self._phases(wave, move, dates):
            yield replace(row, done=done, workload=key)

    def _phases(self, wave: WaveFigures, move: Move, dates: MoveDates) -> Iterator[ProjectRow]:
        """The work up to the cut-over as one row, the cut-over, and what comes after it."""
        say, key = self.view.words.say, move.id
        spans = {phase.key: phase for phase in dates.phases}
        before, after = self._days(wave, move, dates)
        cost = 0 if move.assessed.provisional else move.one_off_minor
        working = [spans[one] for one in _BEFORE if one in spans]
        names = self.view.words.joined(say(f"phase.{one.key}") for one in working)
        yield ProjectRow(
            f"work-{key}",
            names or say("phase.prepare"),
            3,
            dates.start,
            working[-1].last if working else dates.cut_over,
            days=before,
            cost_minor=cost,
        )
        yield ProjectRow(
            f"cut_over-{key}",
            say("phase.cut_over"),
            3,
            dates.cut_over,
            dates.cut_over,
            milestone=True,
            any_day=True,
            needs=(*self._needs(wave, move), f"work-{key}"),
            actual=wave.actual_day,
        )
        for kind, needed in (("hypercare", "cut_over"), ("decommission", "hypercare")):
            if kind in spans:
                yield ProjectRow(
                    f"{kind}-{key}",
                    say(f"phase.{kind}"),
                    3,
                    spans[kind].first,
                    spans[kind].last,
                    needs=(f"{needed}-{key}",),
                    days=after if kind == "hypercare" else {},
                )

    def _needs(self, wave: WaveFigures, move: Move) -> tuple[str, ...]:
        """The landing zone, the gate, and the cut-overs that come before this one."""
        view, found = self.view, []
        target = view.figures.target_by_id.get(move.target)
        day = view.schedule.moves[move.id].cut_over
        if target is not None and target.ready_date is not None and target.ready_date <= day:
            found.append(f"ready-{move.target}")
        found.append(f"go-{wave.number}")
        found += [
            f"cut_over-{needed}"
            for needed in view.needed_by(move.id)
            if view.schedule.moves[needed].cut_over <= day
        ]
        return tuple(dict.fromkeys(found))

    def _days(
        self, wave: WaveFigures, move: Move, dates: MoveDates
    ) -> tuple[dict[str, float], dict[str, float]]:
        """Person-days before the cut-over, and after it until the wave's own last day.

        The days worked in the wave of the cut-over are parted by its working days.
        """
        known = self.view.figures.problem_workloads.get(move.id)
        count, slot = self.open_days.count, wave.slot
        early = max(1, count(max(slot.first_day, dates.start), dates.cut_over))
        late = count(dates.cut_over, min(slot.last_day, dates.accepted))
        before: dict[str, float] = {}
        after: dict[str, float] = {}
        for team, by_wave in worked(move, known).items():
            whole = sum(by_wave.values())
            here = by_wave.get(wave.number, 0.0)
            rest = here * late / (early + late)
            if whole > 0:
                before[team] = whole - rest
                after[team] = rest
        return before, {team: days for team, days in after.items() if days > 0}
