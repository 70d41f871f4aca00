"""Dates that outsiders have set, and the evidence each wave owes before it goes."""

from __future__ import annotations

from typing import Final

from planner.reporting.content import Cell, Column, Columns, Heading, Prose, Section, Table
from planner.reporting.dates_owed import DateOwed, EvidenceOwed, dates_owed, evidence_owed
from planner.reporting.view import View

__all__ = ["build", "owed_subject", "owed_verdict"]

_ROWS: Final = 18
_MANY: Final = 3
"""Dates from which on one row tells those that end alike."""
_NAMED: Final = 2


def build(view: View) -> tuple[Section, ...]:
    """Return the dates to keep, or nothing where there are none."""
    words = view.words
    owed = dates_owed(view.figures, view.schedule)
    evidence = _evidence(view)
    if not owed and not evidence:
        return ()
    left = (Heading(words.say("dates.contracts")), *_owed(view, owed)) if owed else ()
    right = (Heading(words.say("dates.evidence")), evidence) if evidence else ()
    body = (Columns(left, right, 0.52),) if left and right else (*left, *right)
    blocks = (Prose(words.say("dates.intro")), *body)
    return (Section("dates", words.say("dates.title"), blocks, one_page=True),)


def _owed(view: View, owed: tuple[DateOwed, ...]) -> tuple[Table | Prose, ...]:
    """The dates that are missed first, then those to come; the workbook has them all."""
    words = view.words
    columns = (
        Column(words.say("dates.on"), 1.3),
        Column(words.say("dates.what"), 1.4),
        Column(words.say("dates.whose"), 2.4),
        Column(words.say("dates.plan"), 3.4),
    )
    pressing = sorted(
        _alike(view, owed),
        key=lambda same: same[0].late_days is not None and same[0].late_days <= 0,
    )
    shown = sorted(pressing[:_ROWS], key=lambda same: (same[0].day, same[0].kind, same[0].subject))
    rows = tuple(
        (
            Cell(same[0].day.isoformat()),
            Cell(words.say(f"dates.kind.{same[0].kind}")),
            _subject(view, same),
            Cell(
                owed_verdict(view, same[0]),
                bold=bool(same[0].late_days and same[0].late_days > 0),
            ),
        )
        for same in shown
    )
    table = Table(columns, rows)
    more = len(owed) - sum(map(len, shown))
    return (table, Prose(words.plural("dates.more", more), style="small")) if more else (table,)


def _alike(view: View, owed: tuple[DateOwed, ...]) -> list[list[DateOwed]]:
    """Return the dates, many that fall on one day and are answered alike together."""
    found: dict[tuple[object, ...], list[DateOwed]] = {}
    for one in owed:
        found.setdefault((one.day, one.kind, owed_verdict(view, one)), []).append(one)
    return [
        part
        for same in found.values()
        for part in ([same] if len(same) >= _MANY else [[one] for one in same])
    ]


def _subject(view: View, same: list[DateOwed]) -> Cell:
    """Name of one, the first names of several; places are called by their own."""
    if len(same) > 1:
        names = [owed_subject(view, one) for one in same]
        return Cell(view.words.first_of(names, _NAMED))
    one = same[0]
    return Cell(one.subject) if one.kind == "vacancy" else view.workload_cell(one.subject)


def owed_subject(view: View, one: DateOwed) -> str:
    """Name of the workload, or of the place, that a date is about."""
    return one.subject if one.kind == "vacancy" else view.workload_name(one.subject)


def owed_verdict(view: View, one: DateOwed) -> str:
    """Say how the plan answers a date."""
    words, late = view.words, one.late_days
    if late is None or one.own is None:
        moved = view.figures.by_id.get(one.subject)
        return words.say("dates.stays" if moved is None or moved.stays else "dates.open")
    if late == 0:
        return words.say("dates.on_day")
    key = "dates.late" if late > 0 else "dates.early"
    return words.plural(key, abs(late), day=one.own.isoformat())


def _evidence(view: View) -> Table | None:
    """A row a wave: the laws that its workloads come under, each with how many."""
    words = view.words
    columns = (
        Column(words.say("col.wave"), 1.0),
        Column(words.say("dates.due"), 1.3),
        Column(words.say("dates.rule"), 6.0),
    )
    by_wave: dict[int, list[EvidenceOwed]] = {}
    for one in evidence_owed(view.figures, view.schedule):
        by_wave.setdefault(one.wave, []).append(one)
    rows = tuple(
        (
            Cell(words.say("wave.short", number=wave), link=f"wave-{wave}"),
            Cell(owed[0].due.isoformat()),
            Cell(words.joined(_counted(view, one) for one in owed)),
        )
        for wave, owed in by_wave.items()
    )
    return Table(columns, rows) if rows else None


def _counted(view: View, one: EvidenceOwed) -> str:
    name, count = one.rule.name.say(view.words.language), len(one.workloads)
    return view.words.say("dates.counted", rule=name, count=view.words.number(count))
