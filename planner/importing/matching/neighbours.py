# ruff: noqa: E501 - lists of words read best as lines
"""What columns are that others beside them tell: ids, items, links, owners, makers, prices."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from planner.importing.headers.header_words import (
    ASKED,
    TAKEN,
    candidates_for,
)
from planner.importing.matching.families import (
    says_field_itself,
)
from planner.importing.matching.match import (
    CORES,
    LEAST,
    MOST_COLUMNS,
    SURE_GUESS,
    URGENT,
    Match,
    Profiles,
    names_of,
)
from planner.importing.matching.misread import is_asset_tag, is_price
from planner.importing.matching.plausible import (
    are_sizes,
)
from planner.importing.values.cells import text_of
from planner.importing.values.name_lists import names_in
from planner.importing.values.sizes import SIZES
from planner.importing.values.words import folded

__all__ = ["settle"]

_OF_SYSTEM: Final = re.compile(r"app|anwend|applika|system|\bit\b|sistema|aplica|应用|系统")
"""What an owner is one of, where a list gives two."""
_EACH: Final = re.compile(r"\b(?:per|pro|je|par|por|each)\b|p/s|每")
_ID_WORDS: Final = frozenset("id ids identifier kennung nummer key code 编号 编码 代码".split())
_OF_OTHERS: Final = frozenset(
    "parent owner user users contact cost server host contract vendor ticket project department customer location site group asset serial machine vm instance licence license po order invoice postal zip country currency employee person staff".split()
)
"""Whose ids a header may name that are none of the row's own."""
_OVER: Final = re.compile(
    r"parent|übergeordnet|supérieur|superior|replac|success|predecess|alias|上级|父|替代"
)
"""What names another row that a row does not need: one above it, before it or after it."""
_ITEMS: Final = re.compile(
    r"project|projekt|proyecto|component|module|package|repositor|artifact|microservice|项目|组件|模块"
)
"""Headers of what stands below a product or solution, and names the row where that does not."""
_PLANNED: Final = frozenset("strategy pin_wave effort_days duration_weeks move_group".split())
"""Fields of lists in which a move is planned."""
_MOVES: Final = re.compile(r"migrat|move|deliver|umsetz|umzug|实施|迁移|移行|이전")
"""What says of a team that it does the move, and not that it owns a system."""
_MAKERS: Final = re.compile(r"dell|hpe?\b|hewlett|lenovo|fujitsu|supermicro|inspur|cisco|juniper|arista|netapp|alcatel|acer\b|asus|toshiba|canon|brother|epson|xerox|kyocera|lexmark|apple|联想|浪潮|戴尔|惠普|新华三|h3c", re.I)  # fmt: skip
_MAKER: Final = re.compile(
    r"manufactur|hersteller|fabri[ck]|品牌|厂[商家]|make\b|supplier|lieferant|fournisseur|proveedor|供应商"
)
_MODEL: Final = re.compile(
    r"(?:(?:hardware|asset)[\s_]*)?mod(?:el|ell|èle|elo)(?:[\s_]*(?:id|name|no))?$|型号|设备型号"
)


def settle(
    headers: Sequence[str], matches: list[Match], profiles: Profiles, kind: str
) -> Collection[str]:
    """Say anew, in place, what columns are that others tell; return the fields that are given up.

    Parameters
    ----------
    headers
        Of all columns.
    matches
        What each column is so far.
    profiles
        Of their cells.
    kind
        Of the table: ``workloads``, ``servers`` or ``dependencies``.
    """
    if kind == "servers":
        _part_sockets(headers, matches)
        at = names_of(matches).get("id")
        if at is not None and profiles[at].repeats and not profiles[at].is_numeric:
            matches[at] = Match(asked="application_id")  # no two machines have one
    _without_makers(headers, matches, profiles, kind)
    given_up = _in_doubt(headers, matches, profiles, kind)
    _with_owners(headers, matches)
    if kind == "workloads":
        _with_items(headers, matches, profiles)
        _with_ids(headers, matches, profiles)
        _with_links(headers, matches, profiles)
    if kind != "dependencies":
        _with_sizes(headers, matches, profiles)
        _with_words(headers, matches, profiles)
    return given_up


def _with_sizes(headers: Sequence[str], matches: list[Match], profiles: Profiles) -> None:
    """Read the first column of cells such as ``8C16G`` where cores and memory have none."""
    taken = names_of(matches)
    if {"cpu_cores", "memory_gib"} <= taken.keys():
        if (at := taken.get("sizes")) is not None:
            matches[at] = Match()
        return
    for at, match in enumerate(matches[:MOST_COLUMNS] if "sizes" not in taken else ()):
        free = headers[at] and (match.key is None or match.key in SIZES)
        if free and are_sizes(profiles[at], headers[at], said=False):
            matches[at] = Match("sizes", SURE_GUESS)
            return


def _with_words(headers: Sequence[str], matches: list[Match], profiles: Profiles) -> None:
    """Read environments and strategies below a header that says nothing, where no column has them."""
    missing = [key for key in ("environment", "strategy") if key not in names_of(matches)]
    for key in missing:
        for at, match in enumerate(matches[:MOST_COLUMNS]):
            if headers[at] and match == Match() and says_field_itself(key, profiles[at]):
                matches[at] = Match(key, TAKEN)
                break


def _with_items(headers: Sequence[str], matches: list[Match], profiles: Profiles) -> None:
    """Take what is different in every row for the name, where few names stand in many rows."""
    place = names_of(matches).get("name")
    if place is None:
        return
    named = profiles[place]
    for at, match in enumerate(matches[:MOST_COLUMNS]):
        if match.key is None and _ITEMS.search(headers[at].casefold()):
            each = profiles[at]
            if each.filled > LEAST and not each.repeats and 2 * len(named.distinct) <= each.filled:
                matches[at] = Match("name", ASKED)
                matches[place] = Match("domain" if "domain" not in names_of(matches) else None)
                return


def _with_ids(headers: Sequence[str], matches: list[Match], profiles: Profiles) -> None:
    """Take a column of different codes below *ALM-ID* or the like as ids, where there are none."""
    places = names_of(matches)
    if "id" in places or "name" not in places:
        return
    rows = profiles[places["name"]].filled
    for at, match in enumerate(matches[:MOST_COLUMNS]):
        words = re.findall(r"[^\W_]+", headers[at].casefold()) if match == Match() else []
        if len(words) < 2 or words[-1] not in _ID_WORDS or _OF_OTHERS & set(words):
            continue
        profile = profiles[at]
        coded = sum(any(c.isdigit() for c in text_of(cell)) for cell in profile.distinct)
        most = min(coded, profile.filled) * 10 >= rows * 9
        if most and not profile.repeats and rows >= LEAST:
            matches[at] = Match("id", TAKEN)
            return


def _with_links(headers: Sequence[str], matches: list[Match], profiles: Profiles) -> None:
    """Read a column that names other rows as what each needs, or ask where its header is silent."""
    places = names_of(matches)
    at = places.get("depends_on")
    if at is not None and profiles[at].is_numeric and "id" not in places:
        matches[at] = Match(left="depends_on")  # how many, and not which
        return
    if at is not None or "name" not in places:
        return
    keys = [places[key] for key in ("id", "name") if key in places]
    known = {folded(text_of(cell)) for at in keys for cell in profiles[at].distinct}
    for at, match in enumerate(matches[:MOST_COLUMNS]):
        free = match.key is None and headers[at] and not _OVER.search(headers[at].casefold())
        if any(c.key in ("id", "name") for c in candidates_for(headers[at], "workloads")):
            continue
        texts = [text_of(cell) for cell in profiles[at].distinct] if free else []
        parts = {folded(one) for text in texts for one in names_in(text, lambda _: False)}
        if len(parts) > 1 and len(parts & known) * 10 >= len(parts) * 8:
            said = any(c.key == "depends_on" for c in candidates_for(headers[at], "workloads"))
            if profiles[at].is_numeric and not said:
                continue  # small numbers are those of any list
            matches[at] = Match("depends_on", TAKEN) if said else Match(asked="depends_on")
            return


def _part_sockets(headers: Sequence[str], matches: list[Match]) -> None:
    """Read a count of processors beside the cores of each as what it is."""
    places = names_of(matches)
    at = places.get("cpu_cores")
    if "cores_each" not in places or "sockets" in places:
        return
    if at is None:
        each = places["cores_each"]
        if not _EACH.search(headers[each].casefold()):  # nothing multiplies them
            matches[each] = replace(matches[each], key="cpu_cores")
        return
    if not CORES.search(headers[at].casefold()):
        matches[at] = replace(matches[at], key="sockets")


def _without_makers(
    headers: Sequence[str], matches: list[Match], profiles: Profiles, kind: str
) -> None:
    """Leave out who made or sold hardware, told by a model beside it, its name, or machines."""
    at = names_of(matches).get("vendor")
    if at is None or not _MAKER.search(headers[at].casefold()):
        return
    made = [_MAKERS.match(text_of(cell).strip()) is not None for cell in profiles[at].distinct]
    hardware = any(_MODEL.match(text.casefold()) for text in headers)
    if sum(made) * 3 >= len(made) > 0 or hardware or kind == "servers":
        matches[at] = Match()


def _in_doubt(
    headers: Sequence[str], matches: list[Match], profiles: Profiles, kind: str
) -> Collection[str]:
    """Return the fields given up, such as a bare *cost* of things bought, or what is to move first."""
    places = names_of(matches)
    given_up: set[str] = set()
    at = places.get("criticality")
    if at is not None and URGENT.search(headers[at].casefold()) and places.keys() & _PLANNED:
        matches[at] = Match(asked="criticality")  # for the move, or for the business
        given_up.add("criticality")
    at = places.get("run_cost_year")
    if at is not None and not matches[at].unit and is_price(headers[at], headers):
        matches[at] = Match(asked="run_cost_year")
        given_up.add("run_cost_year")
    if (at := places.get("tags")) is not None and is_asset_tag(headers[at], profiles[at]):
        numbers = "machine_id" if kind == "servers" else "id"
        matches[at] = Match() if numbers in places else Match(numbers, TAKEN)
        given_up.add("tags")
    return given_up


def _with_owners(headers: Sequence[str], matches: list[Match]) -> None:
    """Read the second of two owners, or a *team* that does no move, as the one who keeps a system."""
    places = names_of(matches)
    for here, match in enumerate(matches):
        said = match.rival == "business_owner" and _OF_SYSTEM.search(headers[here].casefold())
        if said and "technical_owner" not in places:
            matches[here] = Match("technical_owner", SURE_GUESS)
            places = names_of(matches)
    at = places.get("team")
    planned = places.keys() & _PLANNED
    if at is None or planned or _MOVES.search(headers[at].casefold()):
        return
    free = "technical_owner" not in places
    matches[at] = replace(matches[at], key="technical_owner") if free else Match()
