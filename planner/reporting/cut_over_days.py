"""A day for the cut-over of every move, inside its wave, outside freezes and public holidays.

Groups that must move in one wave share a day, and a recovery site has that of its system. What
matters to the business, or is large, is cut over at a weekend (one that is not worked), all else
on a working day, both in the second half of the wave; what others need comes first, then what is
least risky. What is critical is watched for a week before a freeze begins, where the wave has such
a day. Money and rules count with the wave's last open day, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.assessing.contracts import contract_waits
from planner.assessing.countries import countries_of
from planner.assessing.environments import recovery_pairs
from planner.assessing.graph import components
from planner.model.programme import Freeze
from planner.model.study import Study
from planner.reporting.figures import Figures, WaveFigures
from planner.reporting.load import waves_worked
from planner.reporting.moves import Move

__all__ = ["OpenDays", "cut_over_days", "is_watched"]

_SATURDAY: Final = 5
_FRIDAY: Final = 4
_AT_WEEKENDS: Final = frozenset(("critical", "high", ""))
"""Tiers cut over at weekends; one that nobody has stated is treated with care."""
_LARGE: Final = frozenset(("high", "very_high"))
"""Complexity, stated or usual for the kind, of what takes a weekend whatever its tier."""
_WATCHED: Final = 5
"""Working days after the cut-over of what is critical that no freeze should fall on."""
_NOT_IN_SERVICE: Final = frozenset(("test", "development"))


class OpenDays:
    """Which days are open for cut-overs, and which are worked, in the countries of a study."""

    def __init__(self, study: Study) -> None:
        import holidays

        self._freezes = study.programme.freezes
        slots = study.calendar
        years = range(slots[0].first_day.year, slots[-1].last_day.year + 2) if slots else ()
        countries = sorted(countries_of(study.inventory, study.programme) - {"EU"})
        calendars = [holidays.country_holidays(country, years=years) for country in countries]
        self._holidays = frozenset(day for one in calendars for day in one)
        self._worked = frozenset(
            day for one in calendars for day in getattr(one, "weekend_workdays", ())
        )

    def frozen(self, day: date) -> bool:
        """Whether a freeze stands on the day."""
        return any(one.first_day <= day <= one.last_day for one in self._freezes)

    def works(self, day: date) -> bool:
        """Whether people work on the day: no weekend (bar those made up for) and no holiday."""
        return day not in self._holidays and (day.weekday() < _SATURDAY or day in self._worked)

    def weekend(self, day: date) -> bool:
        """Whether it is a Saturday on which a cut-over disturbs least: neither worked nor frozen.

        A Saturday, so that the Sunday is left to go back.
        """
        rests = day.weekday() == _SATURDAY and day not in self._worked
        return rests and day not in self._holidays and not self.frozen(day)

    def weekday(self, day: date) -> bool:
        """Whether it is a working day outside freezes with another one after it in its week."""
        return self.works(day) and day.weekday() < _FRIDAY and not self.frozen(day)

    def freeze_after(self, day: date) -> Freeze | None:
        """Return the freeze that begins within five working days of a cut-over, if one does."""
        last = day
        for _ in range(_WATCHED):
            last = self.working(last + timedelta(days=1), 1)
        near = (one for one in self._freezes if day < one.first_day <= last)
        return min(near, key=lambda one: one.first_day, default=None)

    def count(self, first: date, last: date) -> int:
        """Working days from ``first`` to ``last``, both included."""
        span = range((last - first).days + 1)
        return sum(self.works(first + timedelta(days=offset)) for offset in span)

    @property
    def holidays(self) -> tuple[date, ...]:
        """Public holidays on days that would be worked, over the calendar, in order."""
        return tuple(sorted(day for day in self._holidays if day.weekday() < _SATURDAY))

    @property
    def made_up(self) -> tuple[date, ...]:
        """Days of weekends that are worked, in order."""
        return tuple(sorted(self._worked))

    def working(self, day: date, step: int) -> date:
        """Return the first working day on or after (``step`` 1), on or before (-1) ``day``."""
        while not self.works(day):
            day += timedelta(days=step)
        return day


@dataclass(frozen=True, slots=True)
class _Group:
    """Moves cut over at once; ``needs`` are the places, in the list, of groups that come first."""

    moves: tuple[Move, ...]
    needs: frozenset[int]


def cut_over_days(figures: Figures, open_days: OpenDays) -> Mapping[str, date]:
    """Return the day of every move by workload id; the actual one where it has been entered."""
    found: dict[str, date] = {}
    spans = _Spans(figures)
    for wave in figures.waves:
        if wave.actual_day is not None:
            found.update((move.id, wave.actual_day) for move in wave.moves)
            continue
        days = _second_half(wave, open_days)
        groups = _in_order(figures, _groups(figures, wave))
        chosen: list[date] = []
        for place, group in enumerate(groups):
            wanted = days[-(-(place + 1) * len(days) // len(groups)) - 1]
            earliest, latest = spans.of(group)
            earliest = max((earliest, *(chosen[other] for other in group.needs)))
            fits = [day for day in days if day <= latest] or days
            calm = _calm(figures, wave, group, fits, open_days)
            kind = any(_is_gentle(figures, move) for move in group.moves)
            usual = _day(fits, wanted, earliest, open_days, gentle=kind)
            before = [day for day in calm if earliest <= day <= usual]
            after = [day for day in calm if day > usual]
            chosen.append(before[-1] if before else after[0] if after else usual)
            found.update((move.id, chosen[-1]) for move in group.moves)
    return found


def _second_half(wave: WaveFigures, open_days: OpenDays) -> list[date]:
    """Days of the second half of a wave, up to its own day, outside freezes."""
    half = max(0, (wave.cut_over - wave.slot.first_day).days // 2)
    first = wave.cut_over - timedelta(days=half)
    count = (wave.cut_over - first).days + 1
    days = [first + timedelta(days=offset) for offset in range(count)]
    return [day for day in days if not open_days.frozen(day)] or [wave.cut_over]


def _calm(
    figures: Figures, wave: WaveFigures, group: _Group, days: Sequence[date], open_days: OpenDays
) -> list[date]:
    """Weekends that leave what is critical a week before the next freeze; empty for all else.

    What has been worked on since an earlier wave may take those of the first half too.
    """
    if not any(is_watched(move) for move in group.moves):
        return []
    known = figures.problem_workloads
    if all(waves_worked(move, known.get(move.id)) > 1 for move in group.moves):
        first = wave.slot.first_day
        days = [first + timedelta(days=n) for n in range((days[-1] - first).days + 1)]
    return [day for day in days if open_days.weekend(day) and not open_days.freeze_after(day)]


def is_watched(move: Move) -> bool:
    """Whether a move is critical and in service."""
    return (
        move.criticality == "critical"
        and (move.workload.text("environment") or "") not in _NOT_IN_SERVICE
    )


def _is_gentle(figures: Figures, move: Move) -> bool:
    """Whether a move wants a weekend: it is in service, and it matters or is large."""
    if (move.workload.text("environment") or "") in _NOT_IN_SERVICE:
        return False
    study = figures.study
    key = study.assessment.workloads[move.id].archetype
    kind = next((one for one in study.rules.archetypes if one.key == key), None)
    usual = kind.defaults.get("complexity") if kind is not None else None
    size = move.workload.text("complexity") or usual
    return move.criticality in _AT_WEEKENDS or size in _LARGE


def _day(
    days: Sequence[date], wanted: date, earliest: date, open_days: OpenDays, *, gentle: bool
) -> date:
    """The kind of day next to the one wanted; any other open day where there is none."""
    kinds = (open_days.weekend, open_days.weekday)
    for fits in kinds if gentle else reversed(kinds):
        usual = [day for day in days if day >= earliest and fits(day)]
        if usual:
            return next((day for day in usual if day >= wanted), usual[-1])
    rest = [day for day in days if day >= earliest]
    return next((day for day in rest if day >= wanted), rest[-1] if rest else days[-1])


class _Spans:
    """The days between which a move may be cut over, besides its wave.

    The wave holds a day from which the move is free (a landing zone is ready, a contract has ended,
    somebody's earliest date); before that day it would break the rule that the wave keeps.
    """

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._programme = figures.study.programme

    def of(self, group: _Group) -> tuple[date, date]:
        """Return the first and the last day for a group."""
        first = max(self._first(move) for move in group.moves)
        ends = (move.workload.day("latest_date") for move in group.moves)
        return first, min((day for day in ends if day is not None), default=date.max)

    def _first(self, move: Move) -> date:
        target = self._figures.target_by_id.get(move.target)
        days = [
            self._figures.study.made_on + timedelta(days=1),
            target.ready_date if target is not None else None,
            move.workload.day("earliest_date"),
        ]
        if contract_waits(move.workload, self._programme):
            days.append(move.workload.day("contract_end_date"))
        return max(day for day in days if day is not None)


def _groups(figures: Figures, wave: WaveFigures) -> list[list[Move]]:
    """The moves of a wave by what must be cut over in one go."""
    place = {move.id: number for number, move in enumerate(wave.moves)}
    ties = [group.workloads for group in figures.study.assessment.groups]
    ties += [
        (link.source, link.needed)
        for link in figures.study.problem.dependencies
        if link.kind.value == "together"
    ]
    ties += recovery_pairs(figures.study.inventory.workloads)
    for names in ties:
        inside = [name for name in names if name in place]
        numbers = {place[name] for name in inside}
        if len(numbers) > 1:
            least = min(numbers)
            place = {name: least if at in numbers else at for name, at in place.items()}
    found: dict[int, list[Move]] = {}
    for move in wave.moves:
        found.setdefault(place[move.id], []).append(move)
    return list(found.values())


def _in_order(figures: Figures, groups: Sequence[list[Move]]) -> list[_Group]:
    """What others need first, then the least risky; those in a circle become one group."""
    of = {move.id: number for number, group in enumerate(groups) for move in group}
    needs: list[list[int]] = [[] for _ in groups]
    for link in figures.study.problem.dependencies:
        one, other = of.get(link.source), of.get(link.needed)
        if one is not None and other is not None and one != other and link.kind.value != "free":
            needs[one].append(other)
    depth: dict[int, int] = {}
    found = []
    for members in components(needs):  # what is needed comes before what needs it
        inside = set(members)
        below = {other for member in members for other in needs[member]} - inside
        level = max((depth[other] for other in below), default=-1) + 1
        depth.update(dict.fromkeys(members, level))
        moves = tuple(move for member in members for move in groups[member])
        found.append((level, max(move.risk for move in moves), moves[0].id, moves, inside, below))
    found.sort(key=lambda item: item[:3])
    place = {member: number for number, item in enumerate(found) for member in item[4]}
    return [_Group(item[3], frozenset(place[other] for other in item[5])) for item in found]
