"""Sites and targets that must be empty by a day, as exits of the planning problem."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from planner.assessing.contracts import wave_until
from planner.assessing.decided import find_target
from planner.errors import message
from planner.model.inventory import Workload
from planner.model.programme import Programme, Vacancy, WaveSlot
from planner.model.rules import Words
from planner.optimising.problem import Exit

__all__ = ["exits_of"]


def exits_of(
    programme: Programme,
    workloads: Iterable[Workload],
    current: Callable[[str], str | None],
    calendar: tuple[WaveSlot, ...],
    dropped: frozenset[str],
    outside: Collection[str] = (),
) -> tuple[tuple[Exit, ...], tuple[Words, ...]]:
    """Return the exits of the programme, and notes on those that concern nothing.

    A place is a target (by id or name) or the site of targets: nobody is left there. Where no
    target stands on the site, it is the site of workloads: those leave the target they are on.
    ``by_wave`` is the last wave cut over on the day or before it.

    Parameters
    ----------
    current
        Id of the target a workload is on; None: it is new.
    calendar
        The waves, in order.
    dropped
        Keys of rules that are switched off.
    outside
        Ids of workloads outside the part that is planned; they are held to no day.
    """
    rows = tuple(one for one in workloads if one.id not in outside)
    inside = tuple(one.id for one in rows) if outside else None
    exits: list[Exit] = []
    notes: list[Words] = []
    for row in programme.vacancies:
        if row.id in dropped:
            continue
        by_wave = wave_until(calendar, row.day) if calendar else None
        targets = tuple(_places(programme, row))
        if targets:
            exits.append(Exit(row.id, targets, inside, by_wave))
            continue
        on_site = {
            one.id: here
            for one in rows
            if _folded(one.text("site") or "") == _folded(row.place)
            and (here := current(one.id)) is not None
        }
        if on_site:
            left = tuple(dict.fromkeys(on_site.values()))
            exits.append(Exit(row.id, left, tuple(on_site), by_wave))
        elif not outside:
            notes.append(message("assessing.note.exit_of_nothing", name=row.id, place=row.place))
    return tuple(exits), tuple(notes)


def _places(programme: Programme, row: Vacancy) -> Iterator[str]:
    found = find_target(programme.targets, row.place)
    if found is not None:
        yield found
        return
    for target in programme.targets:
        if target.site and _folded(target.site) == _folded(row.place):
            yield target.id


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
