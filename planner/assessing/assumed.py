"""What is taken for granted where the programme is silent, each said as an assumption.

Without a limit on what a wave can take, waves grow from the field's first size to its full one;
without teams nobody's capacity binds, and the kinds of work are named; without a start the
programme starts on the first working Monday of the next quarter. Dates of support, licences and
contracts count always.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.assessing.closing import closings_of
from planner.assessing.contracts import contracts_said, wave_from, wave_until
from planner.assessing.countries import countries_of
from planner.assessing.effort import idle_teams
from planner.assessing.field_choice import propose_field
from planner.assessing.field_profiles import NO_FIELD, FieldProfile, YearlyFreeze, field_profile
from planner.assessing.order import wave_groups
from planner.assessing.places import place_of, places_needed, places_read
from planner.assessing.price_sheet import (
    SIZED,
    TRAFFIC,
    day_rates,
    own_prices,
    priced_sizes,
    sheet_of,
)
from planner.assessing.spread import PART
from planner.assessing.wave_limits import CLOSED_SHARE, open_share
from planner.errors import Message, message
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory
from planner.model.programme import Freeze, Programme, Target, WaveSlot
from planner.model.rules import Money, RuleSet
from planner.optimising.problem import DependencyKind, ProblemDependency

__all__ = ["Framed", "assumed_of", "framed", "start_day", "wave_sizes", "with_places"]

SPARE = 1.15
"""Room in the waves for what has to wait for others."""


@dataclass(frozen=True, slots=True)
class Framed:
    """The programme with its gaps filled, and what was filled in."""

    programme: Programme
    assumptions: tuple[Message, ...]


def framed(inventory: Inventory, programme: Programme, today: date, rules: RuleSet) -> Framed:
    """Return the programme as it is planned with, and every assumption behind it.

    Parameters
    ----------
    today
        First day of a calendar that nobody gave.
    rules
        Gaps are filled from its field's profile.
    """
    profile = field_profile(programme.field)
    countries = countries_of(inventory, programme)
    said = [_field_said(inventory, programme, rules, countries)]
    filled = programme
    if programme.start is None and not programme.waves:
        start = start_day(today, countries)
        filled = replace(filled, start=start)
        said.append(message("profiles.assumption.start", day=start.isoformat()))
    said += _teams_said(inventory, programme, rules)
    if not programme.freezes and not _bounded(programme):
        freezes = tuple(_freezes(filled, profile, today))
        filled = replace(filled, freezes=freezes)
        if freezes:
            names = dict.fromkeys(one.name for one in profile.frozen)
            said.append(message("profiles.assumption.freezes", names=tuple(names)))
    said += [_closing_said(span, rules) for span in closings_of(filled)]
    if not _bounded(programme):
        sizes = wave_sizes(inventory, filled, profile, today, rules)
        if sizes:
            filled = replace(filled, wave_sizes=sizes)
            said.append(_sizes_said(sizes, profile))
    said += _prices_said(filled, rules)
    said += _platforms_said(inventory, filled, rules)
    said += _rates_said(inventory, filled, rules)
    filled = with_places(inventory, filled)
    said += _places_said(inventory, filled)
    said += contracts_said(inventory, filled)
    return Framed(filled, tuple(said))


def _teams_said(inventory: Inventory, programme: Programme, rules: RuleSet) -> Iterator[Message]:
    """Say whose capacity binds nothing: of no team, of one without any, of one without work."""
    work = dict.fromkeys(kind for table in rules.effort_days.values() for kind in table)
    kinds = tuple(message(f"common.work.{kind}") for kind in work)
    days = round(PART * rules.numbers.get("usual_days_wave", 0.0))
    if not programme.teams:
        yield message("profiles.assumption.teams", names=kinds, days=days)
        return
    idle = idle_teams(inventory.workloads, rules, programme.teams)
    if idle:
        names, count = tuple(one.name or one.id for one in idle), len(idle)
        said = {"names": names, "count": count, "kinds": kinds, "days": days}
        yield message("profiles.assumption.teams_idle", **said)
    unbound = [t for t in programme.teams if t.days_per_wave is None and t not in idle]
    if open_teams := tuple(one.name or one.id for one in unbound):
        count = len(open_teams)
        yield message("profiles.assumption.teams_open", names=open_teams, count=count)


def _closing_said(span: YearlyFreeze, rules: RuleSet) -> Message:
    ends = ("-".join(f"{number:02}" for number in end) for end in (span.first, span.last))
    kinds = tuple(one.name for one in rules.archetypes if one.key in span.kinds)
    facts = dict(zip(("first", "last"), ends, strict=True))
    return message("profiles.assumption.closing", name=span.name, kinds=kinds, **facts)


def _sizes_said(sizes: Sequence[int], profile: FieldProfile) -> Message:
    """Say the sizes of the waves, and in which they are above those usual in the field."""
    usual = [math.ceil(size) for size in _usual_sizes(profile, len(sizes))]
    raised = [str(n) for n, (a, b) in enumerate(zip(sizes, usual, strict=True), 1) if a > b]
    bounds: dict[str, object] = {"first": min(sizes), "full": max(sizes)}
    if not raised:
        return message("profiles.assumption.wave_sizes", **bounds)
    bounds |= {"usual_first": profile.wave_sizes[0], "usual_full": profile.wave_sizes[1]}
    return message("profiles.assumption.wave_sizes_raised", waves=tuple(raised), **bounds)


def _usual_sizes(profile: FieldProfile, waves: int) -> list[float]:
    first, full = profile.wave_sizes
    steps = max(1, waves - 1)
    return [first + (full - first) * wave / steps for wave in range(waves)]


def _prices_said(programme: Programme, rules: RuleSet) -> Iterator[Message]:
    """Say which targets have no price in the programme, and what stands in for it."""
    own = own_prices(programme)
    silent = [one for one in programme.targets if one.kind != "legacy" and one.id not in own]
    factors = [
        message(
            "profiles.factor",
            name=one.name or message(f"common.target.{one.kind}"),
            share=f"{100.0 * (rules.numbers.get(f'run_factor_{one.kind}', 1.0) - 1.0):+.0f}%",
        )
        for one in silent
    ]
    if factors:
        yield message("profiles.assumption.prices", factors=tuple(factors))
    yield from _left_out(programme, rules)


def _left_out(programme: Programme, rules: RuleSet) -> Iterator[Message]:
    """Say what a target's own price sheet gives no price of though another sheet does."""
    own = own_prices(programme)
    priced = {
        one.id: priced_sizes(sheet_of(one, programme, rules, "CNY")) - TRAFFIC
        for one in programme.targets
    }
    every = set[str]().union(*priced.values())
    for one in programme.targets:
        gaps = every - priced[one.id]
        if one.id in own and gaps:
            sizes = tuple(message(f"fields.{field}") for _, field, _ in SIZED if field in gaps)
            name = one.name or message(f"common.target.{one.kind}")
            if one.kind == "legacy":
                yield message("profiles.assumption.prices_left_out_here", name=name, sizes=sizes)
                continue
            share = 100.0 * (rules.numbers.get(f"run_factor_{one.kind}", 1.0) - 1.0)
            yield message(
                "profiles.assumption.prices_left_out",
                name=name,
                sizes=sizes,
                share=f"{share:+.0f}%",
            )


def _platforms_said(
    inventory: Inventory, programme: Programme, rules: RuleSet
) -> Iterator[Message]:
    """Say what a platform itself is put at a year, where the rules say it and nobody is on it."""
    used = {place for one in inventory.workloads if (place := place_of(programme.targets, one))}
    currency, costs = inventory.currency, []
    for one in programme.targets:
        worth, source = sheet_of(one, programme, rules, currency).get("fixed_year", (0.0, ""))
        if worth and source.startswith("rules:") and one.id not in used and not one.closed:
            name = one.name or message(f"common.target.{one.kind}")
            money = Money(round(worth), currency)
            costs.append(message("profiles.platform", name=name, amount=money))
    if costs:
        yield message("profiles.assumption.platforms", costs=tuple(costs))


def _rates_said(inventory: Inventory, programme: Programme, rules: RuleSet) -> Iterator[Message]:
    """Say what a person-day is put at where neither its team nor the price sheet says it."""
    currency, teams = inventory.currency, programme.teams
    rates = day_rates(programme, rules, currency)
    silent = [one for one in teams if one.id not in rates]
    worth, source = rates[""]
    rate = Money(round(worth), currency)
    if source.startswith("rules:") and (silent or not teams):
        yield message("profiles.assumption.day_rate", rate=rate)
    elif source.startswith("team") and (silent or idle_teams(inventory.workloads, rules, teams)):
        yield message("profiles.assumption.day_rate_mean", rate=rate)


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
    inventory: Inventory, programme: Programme, profile: FieldProfile, today: date, rules: RuleSet
) -> tuple[int, ...]:
    """Return the most workloads of each wave: rising from the first size to the full one.

    ``size[w] = first + (full - first) * w / (last - 1)`` over the waves; all are raised alike
    where they would not hold the inventory from the third wave on (before, not every target is
    ready), and single ones where dates and pins ask for more, for what these need as well: an
    assumed size yields to what is stated, so that it never stands in the way of a plan.

    Parameters
    ----------
    profile
        Of the field; gives the first size and the full one.
    today
        Waves before it count for nothing.
    rules
        Kinds and laws.
    """
    slots = programme.calendar(today)
    if not slots:
        return ()
    plain = _usual_sizes(profile, len(slots))
    shares = [open_share(slot, programme.freezes) for slot in slots]
    late = min(2, len(slots) - 1)
    room = sum(
        size * share
        for size, share in zip(plain[late:], shares[late:], strict=True)
        if share > CLOSED_SHARE
    )
    scale = max(1.0, SPARE * len(inventory.workloads) / max(1.0, room))
    sizes = [math.ceil(size * scale) for size in plain]
    needs = _ordered(inventory, rules)
    windows = _windows(inventory, slots, needs)
    early, late_ones = _dated(windows, len(slots))
    _make_room(sizes, shares, early)
    backwards = sizes[::-1]
    _make_room(backwards, shares[::-1], late_ones[::-1])
    sizes = backwards[::-1]
    for group in wave_groups([one.id for one in inventory.workloads], needs):
        _hold(sizes, shares, [windows[name] for name in group])
    return tuple(sizes)


def _ordered(inventory: Inventory, rules: RuleSet) -> tuple[ProblemDependency, ...]:
    """What the sheet says must come first or go together; services in common are counted too."""
    known = {one.id for one in inventory.workloads}
    found = []
    for one in inventory.dependencies:
        rule = rules.interfaces.get(one.interface) or rules.interfaces[""]
        kind = one.kind or rule.kind
        apart = one.source != one.needed and {one.source, one.needed} <= known
        if apart and kind is not DependencyKind.FREE:
            found.append(ProblemDependency(one.source, one.needed, kind))
    return tuple(found)


def _windows(
    inventory: Inventory, slots: tuple[WaveSlot, ...], needs: Sequence[ProblemDependency]
) -> dict[str, tuple[int, int]]:
    """First and last wave of each by dates and pins, handed on to what has to come first."""
    first, last = {}, {}
    for one in inventory.workloads:
        latest, pinned = one.day("latest_date"), one.number("pin_wave")
        earliest = one.day("earliest_date")
        last[one.id] = int(pinned or (wave_until(slots, latest) if latest else len(slots)))
        first[one.id] = int(pinned or (wave_from(slots, earliest) if earliest else 1))
    for _ in slots:  # a strict order takes one wave a step, and there are no more of them
        before = dict(first), dict(last)
        for need in needs:
            _hand_on(first, last, need)
        if before == (first, last):
            break
    return {name: (first[name], last[name]) for name in first}


def _hand_on(first: dict[str, int], last: dict[str, int], need: ProblemDependency) -> None:
    one, two = need.source, need.needed
    step = 1 if need.kind is DependencyKind.EARLIER else 0
    last[two] = min(last[two], last[one] - step)
    first[one] = max(first[one], first[two] + step)
    if need.kind is DependencyKind.TOGETHER:
        last[one], first[two] = min(last[one], last[two]), max(first[one], first[two])


def _dated(windows: Mapping[str, tuple[int, int]], waves: int) -> tuple[list[int], list[int]]:
    """How many must move by each wave, and how many may move only from it on."""
    by, after = [0] * waves, [0] * waves
    for first, last in windows.values():
        if last < waves:
            by[max(0, last - 1)] += 1
        if 1 < first <= waves:
            after[first - 1] += 1
    return by, after


def _hold(sizes: list[int], shares: Sequence[float], group: Sequence[tuple[int, int]]) -> None:
    """Raise the last open wave of a group that moves as one, where none it may use holds it."""
    first, last = max(one for one, _ in group), min(two for _, two in group)
    waves = [w - 1 for w in range(max(1, first), last + 1) if shares[w - 1] > CLOSED_SHARE]
    if waves and all(math.floor(sizes[wave] * shares[wave]) < len(group) for wave in waves):
        sizes[waves[-1]] = math.ceil(len(group) / shares[waves[-1]])


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
