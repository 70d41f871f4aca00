"""What is taken for granted where the programme is silent, each said as an assumption.

Without a limit on what a wave can take, waves grow from the field's first size to its full one;
without teams, the field's teams do the work; without a start, the programme starts on the first
working Monday of the next quarter. Dates of support, licences and contracts count always.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.assessing.contracts import wave_until
from planner.assessing.countries import countries_of
from planner.assessing.decided import find_target
from planner.assessing.field_profiles import NO_FIELD, FieldProfile, field_profile
from planner.assessing.places import places_needed, places_read
from planner.assessing.wave_limits import CLOSED_SHARE, open_share
from planner.model.assumption import Assumption
from planner.model.inventory import Inventory
from planner.model.programme import Freeze, Programme, Target, Team
from planner.model.rules import LocalText

__all__ = ["Framed", "framed", "start_day", "wave_sizes"]

SPARE = 1.15
"""Room in the waves for what has to wait for others."""


@dataclass(frozen=True, slots=True)
class Framed:
    """The programme with its gaps filled, and what was filled in."""

    programme: Programme
    assumptions: tuple[Assumption, ...]


def framed(inventory: Inventory, programme: Programme, today: date) -> Framed:
    """Return the programme as it is planned with, and every assumption behind it."""
    profile = field_profile(programme.field)
    countries = countries_of(inventory, programme)
    said = [_field_said(programme, profile, countries)]
    filled = programme
    if programme.start is None and not programme.waves:
        start = start_day(today, countries)
        filled = replace(filled, start=start)
        said.append(Assumption("start", {"day": start.isoformat()}))
    if not programme.teams:
        filled = replace(filled, teams=tuple(Team(team) for team in profile.teams))
        said.append(Assumption("teams", {"count": str(len(profile.teams))}))
    if not programme.freezes and not _bounded(programme):
        freezes = tuple(_freezes(filled, profile, today))
        filled = replace(filled, freezes=freezes)
        if freezes:
            names = dict.fromkeys(one.name for one in profile.frozen)
            said.append(Assumption("freezes", {"names": _listed(list(names))}))
    if not _bounded(programme):
        sizes = wave_sizes(inventory, filled, profile, today)
        if sizes:
            filled = replace(filled, wave_sizes=sizes)
            said.append(
                Assumption("wave_sizes", {"first": str(min(sizes)), "full": str(max(sizes))})
            )
    missing = places_needed(inventory, programme.targets)
    if missing:
        extra = tuple(Target(kind, kind, closed=True) for kind in sorted(missing))
        filled = replace(filled, targets=(*filled.targets, *extra))
    said += _places_said(inventory, filled)
    return Framed(filled, tuple(said))


def _bounded(programme: Programme) -> bool:
    """Whether anything says how much a wave can take."""
    return bool(
        programme.max_workloads_per_wave is not None
        or programme.wave_sizes
        or any(team.days_per_wave is not None for team in programme.teams)
    )


def _field_said(
    programme: Programme, profile: FieldProfile, countries: frozenset[str]
) -> Assumption:
    places = ", ".join(sorted(countries)) or "–"
    code = "field_none" if profile.key == NO_FIELD else "field"
    if not programme.field:
        code = "field_open"
    return Assumption(code, {"field": profile.name, "countries": places})


def _places_said(inventory: Inventory, programme: Programme) -> Iterator[Assumption]:
    places = places_read(inventory, programme.targets)
    if places:
        count = str(sum(len(place.workloads) for place in places))
        yield Assumption("places", {"count": count, "names": str(len(places))})
    silent = sum(
        not one.text("current_target") and one.text("lifecycle") != "planned"
        for one in inventory.workloads
    )
    if silent and inventory.workloads:
        yield Assumption("places_silent", {"count": str(silent)})


def _listed(names: Sequence[LocalText]) -> LocalText:
    return LocalText(", ".join(one.en for one in names), "、".join(one.zh for one in names))


def start_day(today: date, countries: frozenset[str]) -> date:
    """Return the first Monday of the next quarter that is a working day in the countries."""
    month = 3 * ((today.month - 1) // 3) + 4
    first = date(today.year + (month > 12), month - 12 if month > 12 else month, 1)
    day = first + timedelta(days=-first.weekday() % 7)
    closed = _holidays(countries, day.year)
    while day in closed:
        day += timedelta(weeks=1)
    return day


def _holidays(countries: frozenset[str], year: int) -> frozenset[date]:
    import holidays

    days: set[date] = {date(year, 1, 1)}
    for country in sorted(countries - {"EU"}):
        days |= set(holidays.country_holidays(country, years=year))
    return frozenset(days)


def _freezes(programme: Programme, profile: FieldProfile, today: date) -> Iterator[Freeze]:
    """The field's yearly freezes that the calendar touches."""
    slots = programme.calendar(today)
    if not slots:
        return
    for year in range(slots[0].first_day.year - 1, slots[-1].last_day.year + 1):
        for span in profile.frozen:
            first = date(year, *span.first)
            last = date(year + (span.last < span.first), *span.last)
            if first <= slots[-1].last_day and last >= slots[0].first_day:
                yield Freeze(span.name.en, first, last)


def wave_sizes(
    inventory: Inventory, programme: Programme, profile: FieldProfile, today: date
) -> tuple[int, ...]:
    """Return the most workloads of each wave: rising from the first size to the full one.

    ``size[w] = first + (full - first) * w / (last - 1)`` over the waves; all are raised alike
    where they would not hold the inventory, and single ones where dates and pins ask for more, so
    that an assumption never makes a plan impossible.
    """
    slots = programme.calendar(today)
    if not slots:
        return ()
    first, full = profile.wave_sizes
    steps = max(1, len(slots) - 1)
    plain = [first + (full - first) * wave / steps for wave in range(len(slots))]
    shares = [open_share(slot, programme.freezes) for slot in slots]
    room = sum(
        size * share for size, share in zip(plain, shares, strict=True) if share > CLOSED_SHARE
    )
    scale = max(1.0, SPARE * len(inventory.workloads) / max(1.0, room))
    sizes = [math.ceil(size * (1.0 if wave == 0 and scale <= 1 else scale)) for wave, size in enumerate(plain)]
    due = [0] * len(slots)
    for workload in inventory.workloads:
        day, pinned = workload.day("latest_date"), workload.number("pin_wave")
        wave = int(pinned) if pinned else wave_until(slots, day) if day else len(slots)
        if wave < len(slots):
            due[max(0, wave - 1)] += 1
    waiting = 0
    for wave, count in enumerate(due):
        waiting = max(0, waiting + count - math.floor(sizes[wave] * shares[wave]))
        sizes[wave] += math.ceil(waiting / max(shares[wave], CLOSED_SHARE)) if waiting else 0
        waiting = 0
    return tuple(sizes)
