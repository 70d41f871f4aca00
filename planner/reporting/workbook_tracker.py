"""The workbook's sheets to work from: the tracker, a sheet per team, the dates to keep.

What is filled in on the tracker can be read back (:mod:`planner.importing.status`): its columns are
found by their headings, its rows by the workload's id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from planner.reporting.dates_owed import dates_owed, evidence_owed
from planner.reporting.load import TeamLoad, worked
from planner.reporting.moves import Move
from planner.reporting.parts.dates import owed_subject, owed_verdict
from planner.reporting.view import View
from planner.reporting.workbook_columns import DAY, DECIMAL, Sheet, SheetColumn, Value
from planner.wording import say
from planner.wording.status import STATES, status_heading

__all__ = ["dates_to_keep", "team_sheets", "tracker"]

_NAME: Final = 31
"""Characters that Excel takes in the name of a sheet."""
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def tracker(view: View) -> Sheet:
    """Return a row per move to keep its status in: who, when it was meant to be, when it was."""
    words = view.words

    def heading(key: str) -> str:
        return status_heading(key, words.language)

    states = tuple(say(f"status.state.{state}", words.language) for state in STATES)
    columns = (
        SheetColumn(heading("id"), 12),
        SheetColumn(words.say("col.workload"), 30, wraps=True),
        SheetColumn(heading("wave"), 7, "0", centred=True),
        SheetColumn(words.say("col.target"), 15, wraps=True),
        SheetColumn(heading("status"), 12, choices=states),
        SheetColumn(heading("owner"), 15, wraps=True),
        SheetColumn(words.say("col.risk_owner"), 15, wraps=True),
        SheetColumn(words.say("csv.start"), 12, DAY),
        SheetColumn(heading("baseline"), 12, DAY),
        SheetColumn(heading("planned"), 12, DAY),
        SheetColumn(heading("actual"), 12, DAY),
        SheetColumn(words.say("tracker.late"), 9, "0"),
        SheetColumn(words.say("csv.accepted"), 12, DAY),
        SheetColumn(words.say("csv.off"), 14, DAY),
        SheetColumn(heading("days"), 14, DECIMAL, summed=True),
        SheetColumn(heading("actual_days"), 14, DECIMAL, summed=True),
        SheetColumn(heading("note"), 28, wraps=True),
    )
    rows = tuple(_tracked(view, move) for wave in view.figures.waves for move in wave.moves)
    return Sheet(columns, rows, totals=True, frozen=2)


def _tracked(view: View, move: Move) -> tuple[Value, ...]:
    dates, figures = view.schedule.moves[move.id], view.figures
    wave = next(one for one in figures.waves if one.number == move.wave)
    actual = wave.actual_day
    late = (actual - dates.cut_over).days if actual else 0
    return (
        move.id,
        view.workload_name(move.id),
        move.wave,
        view.words.target(move.target),
        say(f"status.state.{wave.state}", view.words.language),
        move.workload.person("technical_owner") or None,
        figures.owner(move) or None,
        dates.start,
        dates.cut_over,
        dates.cut_over,
        actual,
        ("=IF(ISNUMBER(K{row}),K{row},J{row})-I{row}", float(late)),
        dates.accepted,
        dates.switched_off,
        sum(move.effort_days.values()),
        None,
        None,
    )


def team_sheets(view: View, taken: Iterable[str]) -> Mapping[str, Callable[[View], Sheet]]:
    """Return, by the sheet's name, what each team has to do in which wave, against what it has.

    ``taken`` are the names of the other sheets; Excel looks at no case.
    """
    taken = {name.lower() for name in taken}
    found: dict[str, Callable[[View], Sheet]] = {}
    for load in view.figures.loads:
        whole = " ".join(view.words.team(load.team).translate(_FORBIDDEN).split()) or load.team
        name, again = whole[:_NAME].strip(), 2
        while not name or name.lower() in taken:
            tail = f" {again}"
            name, again = whole[: _NAME - len(tail)].strip() + tail, again + 1
        taken.add(name.lower())
        found[name] = partial(_team, load=load)
    return found


def _team(view: View, load: TeamLoad) -> Sheet:
    words, last = view.words, view.figures.waves[-1].number
    waves = [wave for wave in range(1, last + 1) if load.days[wave - 1]]
    short = [words.say("wave.short", number=wave) for wave in waves]
    columns = (
        SheetColumn(words.say("col.workload"), 32, wraps=True),
        SheetColumn(words.say("col.target"), 16, wraps=True),
        SheetColumn(words.say("col.lead"), 16, wraps=True),
        SheetColumn(words.say("csv.start"), 12, DAY),
        SheetColumn(words.say("phase.rehearse"), 12, DAY),
        SheetColumn(words.say("phase.cut_over"), 12, DAY),
        *(SheetColumn(name, 9, DECIMAL, summed=True) for name in short),
        SheetColumn(words.say("tracker.in_all"), 11, DECIMAL, summed=True),
    )
    rows = []
    for wave in view.figures.waves:
        for move in wave.moves:
            by_wave = worked(move, view.figures.problem_workloads.get(move.id)).get(load.team, {})
            if any(by_wave.values()):
                rows.append(_team_row(view, move, [by_wave.get(number) for number in waves]))
    capacity = [load.capacity[wave - 1] for wave in waves]
    under = (words.say("col.capacity"), *[None] * 5, *capacity, None)
    return Sheet(columns, tuple(rows), totals=True, frozen=1, under=(under,))


def _team_row(view: View, move: Move, days: list[float | None]) -> tuple[Value, ...]:
    dates = view.schedule.moves[move.id]
    rehearsal = next((one.first for one in dates.phases if one.key == "rehearse"), None)
    first, last = _column(6), _column(5 + len(days))
    total = (f"=SUM({first}{{row}}:{last}{{row}})", sum(one or 0.0 for one in days))
    return (
        view.workload_name(move.id),
        view.words.target(move.target),
        move.workload.person("technical_owner") or None,
        dates.start,
        rehearsal,
        dates.cut_over,
        *(one or None for one in days),
        total,
    )


def _column(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    letter: str = xl_col_to_name(place)
    return letter


def dates_to_keep(view: View) -> Sheet:
    """Return every day that outsiders have set, and every law that a wave answers to."""
    words = view.words
    columns = (
        SheetColumn(words.say("dates.on"), 12, DAY),
        SheetColumn(words.say("dates.what"), 34, wraps=True),
        SheetColumn(words.say("dates.whose"), 60, wraps=True),
        SheetColumn(words.say("col.wave"), 8, "0", centred=True),
        SheetColumn(words.say("dates.own"), 14, DAY),
        SheetColumn(words.say("tracker.late"), 9, "0"),
        SheetColumn(words.say("dates.plan"), 40, wraps=True),
    )
    rows: list[tuple[Value, ...]] = [
        (
            one.day,
            words.say(f"dates.kind.{one.kind}"),
            owed_subject(view, one),
            one.wave,
            one.own,
            one.late_days,
            owed_verdict(view, one),
        )
        for one in dates_owed(view.figures, view.schedule)
    ]
    rows += [
        (
            one.due,
            words.say("dates.evidence_for", rule=one.rule.name.say(words.language)),
            words.joined(view.workload_name(key) for key in one.workloads),
            one.wave,
            None,
            None,
            one.rule.reason.say(words.language),
        )
        for one in evidence_owed(view.figures, view.schedule)
    ]
    return Sheet(columns, tuple(sorted(rows, key=lambda row: str(row[0]))))
