"""What is taken for granted where the programme is silent, each said as an assumption.

Without a limit on what a wave can take, waves grow from the field's first size to its full one;
without teams nobody's capacity binds, and the field's usual teams are named; without a start the
programme starts on the first working Monday of the next quarter. Dates of support, licences and
contracts count always.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.assessing.contracts import wave_from, wave_until
from planner.assessing.countries import countries_of
from planner.assessing.field_choice import propose_field
from planner.assessing.field_profiles import NO_FIELD, FieldProfile, field_profile
from planner.assessing.places import places_needed, places_read
from planner.assessing.wave_limits import CLOSED_SHARE, open_share
from planner.errors import Message, message
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory
from planner.model.programme import Freeze, Programme, Target, WaveSlot
from planner.model.rules import RuleSet

__all__ = ["Framed", "assumed_of", "framed", "start_day", "wave_sizes", "with_places"]

SPARE = 1.15
"""Room in the waves for what has to wait for others."""


@dataclass(frozen=True, slots=True)
class Framed:
    """The programme with its gaps filled, and what was filled in."""

    programme: Programme
    assumptions: tuple[Message, ...]


def framed(inventory: Inventory, programme: Programme, today: date, rules: RuleSet) -> Framed:
    """Return the programme as it is planned with, and every assumption behind it."""
    profile = field_profile(programme.field)
    countries = countries_of(inventory, programme)
    said = [_field_said(inventory, programme, rules, countries)]
    filled = programme
    if programme.start is None and not programme.waves:
        start = start_day(today, countries)
        filled = replace(filled, start=start)
        said.append(message("profiles.assumption.start", day=start.isoformat()))
    if not programme.teams:
        said.append(message("profiles.assumption.teams", names=profile.teams))
    if not programme.freezes and not _bounded(programme):
        freezes = tuple(_freezes(filled, profile, today))
        filled = replace(filled, freezes=freezes)
        if freezes:
            names = dict.fromkeys(one.name for one in profile.frozen)
            said.append(message("profiles.assumption.freezes", names=tuple(names)))
    if not _bounded(programme):
        sizes = wave_sizes(inventory, filled, profile, today)
        if sizes:
            filled = replace(filled, wave_sizes=sizes)
            said.append(
                message("profiles.assumption.wave_sizes", first=min(sizes), full=max(sizes))
            )
    filled = with_places(inventory, filled)
    said += _places_said(inventory, filled)
    return Framed(filled, tuple(said))


def with_places(inventory: Inventory, programme: Programme) -> Programme:
    """Return the programme with a closed target for every kind of place that is run on today."""
    missing = places_needed(inventory, programme.targets)
    extra = tuple(Target(kind, kind, closed=True) for kind in sorted(missing))
    return replace(programme, targets=(*programme.targets, *extra)) if extra else programme


def assumed_of(assessment: Assessment) -> tuple[Message, ...]:
    """Return what the assessment took for granted: kinds of system read from names."""
    said = []
    guessed = sum(
        one.archetype_guessed and bool(one.archetype) for one in assessment.workloads.values()
    )
    if guessed:
        said.append(message("profiles.assumption.kinds", count=guessed))
    provisional = sum(one.provisional for one in assessment.workloads.values())
    if provisional:
        said.append(message("profiles.assumption.provisional", count=provisional))
    return tuple(said)


def _bounded(programme: Programme) -> bool:
    """Whether anything says how much a wave can take."""
    return bool(
        programme.max_workloads_per_wave is not None
        or programme.wave_sizes
        or any(team.days_per_wave is not None for team in programme.teams)
    )


def _countries(countries: frozenset[str]) -> tuple[Message, ...]:
    """Return the countries by their names; that none is named where there is none."""
    found = tuple(message(f"common.country.{code}") for code in sorted(countries))
    return found or (message("common.country.none"),)


def _field_said(
    inventory: Inventory, programme: Programme, rules: RuleSet, countries: frozenset[str]
) -> Message:
    profile = field_profile(programme.field)
    facts: dict[str, object] = {
        "field": profile.name,
        "countries": _countries(countries),
    }
    if not programme.field:
        proposal = propose_field(inventory, programme, rules)
        if proposal is None:
            return message("profiles.assumption.field_open", **facts)
        name = field_profile(proposal.key).name
        return message("profiles.assumption.field_proposed", **facts | {"field": name})
    if profile.key == NO_FIELD:
        return message("profiles.assumption.field_none", countries=facts["countries"])
    return message("profiles.assumption.field", **facts)


def _places_said(inventory: Inventory, programme: Programme) -> Iterator[Message]:
    places = places_read(inventory, programme.targets)
    if places:
        count = sum(len(place.workloads) for place in places)
        yield message("profiles.assumption.places", count=count, names=len(places))
    silent = sum(
        not one.text("current_target") and one.text("lifecycle") != "planned"
        for one in inventory.workloads
    )
    if silent and inventory.workloads:
        yield message("profiles.assumption.places_silent", count=silent)


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
    where they would not hold the inventory from the third wave on (before, not every target is
    ready), and single ones where dates and pins ask for more.
    """
    slots = programme.calendar(today)
    if not slots:
        return ()
    first, full = profile.wave_sizes
    steps = max(1, len(slots) - 1)
    plain = [first + (full - first) * wave / steps for wave in range(len(slots))]
    shares = [open_share(slot, programme.freezes) for slot in slots]
    late = min(2, len(slots) - 1)
    room = sum(
        size * share
        for size, share in zip(plain[late:], shares[late:], strict=True)
        if share > CLOSED_SHARE
    )
    scale = max(1.0, SPARE * len(inventory.workloads) / max(1.0, room))
    sizes = [math.ceil(size * scale) for size in plain]
    early, late_ones = _dated(inventory, slots)
    _make_room(sizes, shares, early)
    backwards = sizes[::-1]
    _make_room(backwards, shares[::-1], late_ones[::-1])
    return tuple(backwards[::-1])


def _dated(inventory: Inventory, slots: tuple[WaveSlot, ...]) -> tuple[list[int], list[int]]:
    """How many must move by each wave, and how many may move only from it on."""
    by, after = [0] * len(slots), [0] * len(slots)
    for workload in inventory.workloads:
        latest, pinned = workload.day("latest_date"), workload.number("pin_wave")
        earliest = workload.day("earliest_date")
        last = int(pinned) if pinned else wave_until(slots, latest) if latest else len(slots)
        if last < len(slots):
            by[max(0, last - 1)] += 1
        start = int(pinned) if pinned else wave_from(slots, earliest) if earliest else 1
        if 1 < start <= len(slots):
            after[start - 1] += 1
    return by, after


def _make_room(sizes: list[int], shares: Sequence[float], due: Sequence[int]) -> None:
    """Raise sizes so that up to each wave at least as many fit as are due by it."""
    need = room = 0
    for wave, count in enumerate(due):
        need += count
        room += math.floor(sizes[wave] * shares[wave])
        if need > room and shares[wave] > CLOSED_SHARE:
            more = math.ceil((need - room) / shares[wave])
            sizes[wave] += more
            room = need
