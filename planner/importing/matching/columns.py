"""Which column of a table is which field: headers propose, the whole column's values decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from planner.importing.blocks.rows import header_texts
from planner.importing.grid import Grid
from planner.importing.headers.header_words import (
    ALLOWS,
    BANS,
    REVERSE,
    SURE,
    TAKEN,
    Candidate,
    candidates_for,
    is_of_money,
    year_in,
)
from planner.importing.matching.families import (
    are_of_families,
    families_of,
    field_of_family,
    is_strange,
    says_field_itself,
)
from planner.importing.matching.match import (
    CORES,
    FEW,
    LEAST,
    MOST_COLUMNS,
    SURE_GUESS,
    URGENT,
    Match,
    Profiles,
    names_of,
)
from planner.importing.matching.misread import is_other
from planner.importing.matching.neighbours import settle
from planner.importing.matching.plausible import (
    NUMERIC,
    Profile,
    agreement,
    are_hosts,
    are_places,
    are_relations,
    are_sizes,
    places_in,
)
from planner.importing.matching.typed import field_for
from planner.importing.units.measures import factor_of, names_money, names_rate, unit_in_header
from planner.importing.values.cells import ONCE, Column, read_column, text_of
from planner.importing.values.choices import ORDERED, says_by_codes
from planner.importing.values.tiers import TIERS, times_below, times_of
from planner.importing.values.words import target_of
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind

__all__ = ["PART", "match_columns"]

_AHEAD: Final = 1000
"""Years put behind all others: figures of a year that is not over are plans or parts."""
_AGREE: Final = 0.7
_DENY: Final = 0.34
_KNOWN: Final = 0.5
"""Of the words of a column of choices so many must be the field's, whatever its header says."""
_ASKS: Final = {
    "criticality": re.compile(
        r"critical(?!it)|kritisch|critique|crític|critic[oa]\b|关键|重要|核心|是否|クリティカル"
    ),
    "licence_limits": re.compile(r"limit|restrict|bound|portab|beschränk|gebunden|限制|绑定|是否"),
}
"""What a header asks that yes and no answer, where its other words ask how much or which."""
_TOLD_BY_FEW: Final = ("operating_system", "database", "regulations")
_DISKS: Final = 16
"""Whole numbers up to this below *disk* count disks as likely as they are sizes."""
_KIN: Final = 0.15
"""What an id or a name that comes again gives away to one that is each row's own."""
_OF_BUSINESS: Final = re.compile(r"business|fach|métier|negocio|funcional|function|业务|業務|현업")
_PLACE: Final = re.compile(
    r"(?:d\.?c|rz|az|site|region|zone|hall|floor|cloud|aws|azure|gcp|k8s|eu|us|ap)(?![a-z])|.*cloud",
    re.IGNORECASE,
)
"""How names of data centres and clouds begin, which hold digits as machines' do."""
PART: Final = re.compile(r"host|support|mainten|infrastr|wartung|soporte|托管|维保")
"""What a header says of a part of what runs cost, which gives way to the whole."""
_AREA: Final = re.compile(r"region|country|geograph|city|land\b|pays|país|区域|地区|国家|城市")
"""What is wider than a site, and gives way to one."""
_TEXTS: Final = (FieldKind.TEXT, FieldKind.NAMES)
_ROW_NUMBERS: Final = frozenset(
    (
        "no # nr nr. no. s/n sn sno s.no s.no. sl sl.no item line row rownumber lfd lfdnr lfd.nr "
        "n° n num 序号 行号 number"
    ).split()
)


def match_columns(
    grid: Grid, header: int, kind: str, profiles: Profiles | None = None
) -> list[Match]:
    """Return what each column of a table of this kind is read as.

    A known header is believed unless the values contradict it; a header that is only like one is
    believed where the values agree, and asked about where they might. Each field is taken once.

    Parameters
    ----------
    header
        Index of its row, from 0.
    kind
        Of the table's rows.
    profiles
        What values the columns hold; None: they are looked at.
    """
    profiles = profiles or Profiles(grid, header)
    headers = header_texts(grid, header)
    matches = [Match() for _ in headers]
    ranked: list[tuple[float, bool, int, int, Match]] = []
    loads = False
    for index, text in enumerate(headers[:MOST_COLUMNS]):
        group = grid.group(index)
        if _are_tiers(grid, text, profiles[index]):
            told = Match("rto_hours", SURE_GUESS, TIERS)
            ranked.append((-SURE_GUESS, True, 0, index, told))
            continue
        for candidate in candidates_for(text, kind, group):
            if candidate.key == "cpu_cores" and _are_loads(candidate, text, profiles[index]):
                candidate = replace(candidate, key="cpu_utilisation", confidence=SURE_GUESS)
                loads = True
            judged = _judge(candidate, kind, grid, text, group, profiles[index])
            if judged is not None:
                plain = text.casefold()
                less = judged.key == "cpu_cores" and not CORES.search(plain)
                less |= judged.key == "run_cost_year" and PART.search(plain) is not None
                less |= judged.key == "site" and _AREA.search(plain) is not None
                less |= judged.key == "business_owner" and not _OF_BUSINESS.search(plain)
                worth = -(judged.confidence or 0.1)
                if judged.key == "criticality" and URGENT.search(plain):
                    worth += _KIN
                own = ("id", "name") if kind == "workloads" else ("id",)
                worth += _KIN * (judged.key in own and profiles[index].repeats)
                ranked.append((worth, less, _years_off(text, grid.year), index, judged))
    taken: set[str] = set()
    for *_, index, judged in sorted(ranked, key=lambda entry: entry[:4]):
        here = matches[index]
        if here.key is not None:
            continue
        if judged.key is None:
            matches[index] = here if here.asked else replace(judged, rival=here.rival)
        elif judged.key not in taken or _comes_again(judged):
            taken.add(judged.key)
            matches[index] = judged
        elif judged.confidence >= SURE and not here.rival:
            matches[index] = replace(here, rival=judged.key)
    taken.difference_update(settle(headers, matches, profiles, kind))
    at = names_of(matches).get("memory_gib")
    if (
        loads
        and at is not None
        and not matches[at].unit
        and max(profiles[at].numbers, default=0) <= 100
    ):
        matches[at] = Match(asked="memory_utilisation")  # beside loads of processors
    return list(_asked_once(_without_row_numbers(headers, matches, profiles), taken))


def _are_tiers(grid: Grid, header: str, profile: Profile) -> bool:
    """Whether a column holds tiers of recovery for which the file says the times."""
    times = times_of(header, grid.legends)
    below = times_below(profile.distinct, times) if times else []
    told = sum(cell in times.values() for cell in below)
    return told * 2 > len(below)


def _years_off(header: str, over: int) -> int:
    """Return how far figures are from the last full year; what is still to come stands behind."""
    year = year_in(header)
    return 0 if not year else over - year if year <= over else _AHEAD + year - over


def _are_loads(candidate: Candidate, header: str, profile: Profile) -> bool:
    """Whether a column of *CPU* holds loads: odd fractions up to 100 count no processors."""
    if candidate.unit or CORES.search(header.casefold()) or not profile.is_numeric:
        return False
    numbers = profile.numbers
    return 16 < max(numbers) <= 100 and any(number * 4 % 1 for number in numbers)


def _comes_again(match: Match) -> bool:
    """Whether a field may have several columns, each of which says more of it."""
    sure = match.confidence >= SURE and match.key in ("depends_on", "needed_by")
    return sure or match.unit.startswith((ALLOWS, BANS))


def _asked_once(matches: Iterator[Match], taken: set[str]) -> Iterator[Match]:
    """Ask for each field about its first column, where no other column is read as it."""
    asked = set(taken)
    for match in matches:
        yield replace(match, asked="") if match.asked in asked else match
        asked.add(match.asked)


def _without_row_numbers(
    headers: Sequence[str], matches: Sequence[Match], profiles: Profiles
) -> Iterator[Match]:
    """Leave out an id that only numbers the rows."""
    for index, match in enumerate(matches):
        word = headers[index].strip().casefold().replace(" ", "")
        numbers = match.key == "id" and word in _ROW_NUMBERS and profiles[index].is_numeric
        yield Match() if numbers else match


def _judge(
    candidate: Candidate, kind: str, grid: Grid, header: str, group: str, profile: Profile
) -> Match | None:
    """Return the match a candidate makes with its column's values; None where it makes none."""
    if (meant := field_of_family(candidate.key, profile)) and not (
        candidate.key == "lifecycle" and meant == "environment" and _are_stages(profile)
    ):
        candidate = replace(candidate, key=meant)
    if candidate.key == "current_target" and _are_machines(profile):
        candidate = replace(candidate, key="hosts" if kind == "workloads" else "cluster")
    if candidate.key in ("hosts", "site") and are_places(profile):
        candidate = replace(candidate, key="current_target")
    if candidate.key == "domain" and profile.is_prose:
        candidate = replace(candidate, key="description")
    if candidate.key == "interface" and are_relations(profile):
        candidate = replace(candidate, key="relation")
    if candidate.key == "sizes":
        told = are_sizes(profile, header, said=candidate.confidence >= TAKEN)
        return Match("sizes", candidate.confidence) if told else None
    sure = candidate.confidence >= SURE
    if is_other(candidate.key, profile):
        return None
    if is_strange(candidate.key, profile) or (
        candidate.key == "powerstate" and kind == "workloads"
    ):
        return Match(left=candidate.key) if sure else None
    field = field_for(kind, candidate.key)
    if group and is_of_money(group) and not candidate.unit and not _fits_money(field, profile):
        return None
    unit = _unit_of(candidate, field, grid, group)
    few = candidate.key == "storage_gib" and not unit and profile.filled >= LEAST
    if few and profile.numbers and all(n <= _DISKS and n % 1 == 0 for n in profile.numbers):
        return Match(asked=candidate.key)
    if candidate.foreign or (candidate.key in ONCE and names_rate(unit)):
        return Match(candidate.key, 0.3, unit, foreign=True) if sure else None
    share = agreement(candidate.key, field, profile, unit, grid.decimal, sure=sure)
    names = candidate.key == "server_count" or (candidate.key == "latest_date" and profile.is_wordy)
    if names and share == 0:
        return None  # it names them
    if sure and candidate.key == "current_target" and not _names_places(profile):
        return Match(asked=candidate.key)
    if sure:
        enough = profile.filled >= LEAST or field.key in _TOLD_BY_FEW
        enough |= field.key in FIELD_BY_KEY and field.kind in _TEXTS and profile.is_numeric
        enough |= profile.filled > 1 and field.kind in NUMERIC and not profile.numbers
        enough |= field.kind is FieldKind.CHOICE and share == 0 and profile.is_numeric
        scale = field.key in ORDERED and profile.is_numeric  # which asks for its own meaning
        scale |= profile.is_numeric and says_by_codes(field.key, header, profile.numbers)
        several = share is not None and len(profile.distinct) > 1 and unit != REVERSE
        if scale:
            return Match(candidate.key, candidate.confidence, unit)
        least = _KNOWN + 0.01 * (field.key == "data_class")  # *core* alone is of business too
        unfit = (share or 0) < least or (profile.is_flags and not _takes_flags(field, header))
        if field.kind is FieldKind.CHOICE and several and unfit:
            if share == 0 and _are_words_of_nobody(profile):
                return Match(candidate.key, candidate.confidence, unit)  # each word is asked about
            told = share == 0 and are_of_families(profile)
            return Match(left=field.key) if told else Match(asked=field.key)
        if share is not None and share < _DENY and enough:
            wordy = field.kind in (*_TEXTS, FieldKind.CHOICE)
            return Match(asked=candidate.key) if share > 0 or not wordy else Match()
        return Match(candidate.key, candidate.confidence, unit)
    if candidate.confidence >= TAKEN:
        if share is None:
            return None  # an empty column decides nothing
        if share >= _AGREE:
            return Match(candidate.key, min(candidate.confidence, SURE_GUESS), unit)
        return Match(asked=candidate.key) if share >= _DENY else None
    asked = share is not None and share >= 0.9 and field.kind not in _TEXTS
    if asked and says_field_itself(field.key, profile):
        return Match(candidate.key, TAKEN, unit)
    return Match(asked=candidate.key) if asked else None


def _are_words_of_nobody(profile: Profile) -> bool:
    """Whether a column's cells are a few words that come again, of which none is anybody's."""
    few = len(profile.distinct) <= FEW and profile.is_wordy
    few &= profile.repeats or profile.filled < LEAST
    return few and not any(map(families_of, profile.distinct))


def _names_places(profile: Profile) -> bool:
    """Whether one of three cells names a place: a cloud, a data centre, or one by its number."""
    texts = [text_of(cell) for cell in profile.distinct]
    known = (
        target_of(t) or places_in(t) or (any(map(str.isdigit, t)) and not t[0].isdigit())
        for t in texts
    )
    return 3 * sum(map(bool, known)) >= len(texts)


def _are_machines(profile: Profile) -> bool:
    """Whether a column of *hosted on* names machines, nearly a row each, not sites or clouds."""
    several = profile.filled >= 3 and len(profile.distinct) * 2 > profile.filled
    places = any(isinstance(c, str) and _PLACE.match(c.strip()) for c in profile.distinct)
    return several and not places and are_hosts(profile)


def _takes_flags(field: Field, header: str) -> bool:
    """Whether yes and no are an answer to what a header asks."""
    asks = _ASKS.get(field.key)
    return asks is None or asks.search(header.casefold()) is not None


def _are_stages(profile: Profile) -> bool:
    """Whether a column's words are stages of life, of which *production* and *test* may be some."""
    read, _ = read_column(profile.distinct, Column(FIELD_BY_KEY["lifecycle"]))
    return 10 * sum(value is not None for value in read) >= 7 * len(read)


def _fits_money(field: Field, profile: Profile) -> bool:
    """Whether numbers below a heading of costs may be this field's; words may be any's."""
    return field.kind is FieldKind.MONEY or not profile.is_numeric


def _unit_of(candidate: Candidate, field: Field, grid: Grid, group: str) -> str:
    """Return the nearest unit; a time in the header (*per month*) and a scale above it are one."""
    above = _unit_above(field, grid, group)
    rhythm = field.kind is FieldKind.MONEY and candidate.unit and not names_money(candidate.unit)
    if not rhythm or not above or factor_of("money", candidate.unit) is None:
        return candidate.unit or above
    joined = f"{above}/{candidate.unit.removeprefix('per ')}"
    return joined if factor_of("money", joined) is not None else candidate.unit


def _unit_above(field: Field, grid: Grid, group: str) -> str:
    """Return the unit of a merged group above the header, or of a line above the table."""
    line = grid.unit if field.unit in ("money", "gib") else ""  # it counts no people
    for unit in (unit_in_header(group) if group else "", line):
        if unit and field.unit and factor_of(field.unit, unit) is not None:
            return unit
    return ""
