# ruff: noqa: E501 - lists of words read best as lines
"""What the rows of a table are: applications, servers, dependencies, or nothing a plan is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from planner.importing.blocks.rows import header_texts, header_word
from planner.importing.grid import Grid
from planner.importing.headers.header_words import SURE
from planner.importing.headers.synonyms import application_words, machine_words
from planner.importing.matching.columns import match_columns
from planner.importing.matching.match import Match, Profiles, names_of
from planner.importing.matching.plausible import are_hosts, are_places
from planner.importing.matching.typed import field_for
from planner.importing.spelling import alike
from planner.model.fields import FieldKind

__all__ = ["is_never", "kind_of_table", "names_applications", "says_others"]

_OF_MACHINES: Final = frozenset(
    (
        "cpu_cores memory_gib storage_gib operating_system cpu_utilisation memory_utilisation ip "
        "powerstate machine_id cluster fqdn site cores_each"
    ).split()
)
_ONLY_MACHINES: Final = frozenset(("ip", "powerstate", "fqdn", "cluster", "cores_each"))
_OF_APPLICATIONS: Final = frozenset(
    (
        "business_owner criticality users architecture run_cost_year rto_hours rpo_minutes "
        "data_class personal_data domain archetype strategy vendor depends_on needed_by"
    ).split()
)
_OF_MACHINES_SAID: Final = re.compile(
    r"(?<![a-z])(?:servers?|serveurs?|servidores|hosts?|vms?|machines?|virtual ?machines?)(?![a-z])|服务器|主机|虚拟机|サーバ"
)
_OF_OTHERS: Final = re.compile(
    r"(?<![a-z])(?:technolog(?:y|ies)|capabilit(?:y|ies)|interfaces?|initiatives?|projects?|risks?|skills?|vendors?|suppliers?|contracts?|licen[sc]es?|lizenz(?:en)?|verträge|projekte|risiken|standorte|schnittstellen|contrats|projets|risques|people|persons?|users?|owners?|teams?|sites?|locations?|products?|packages?|incidents?|tickets?|changes|controls|findings|reports?|filters?|devices|it-?\s?systeme|ics[- ]systeme)(?![a-z])"
)
_NEVER: Final = re.compile(
    r"(?<![a-z])(?:(?:business )?process(?:es)?|rooms?|buildings?|premises|(?:communication )?(?:lines|links|connections)|employees|staff|(?:geschäfts)?prozesse|räume|gebäude|liegenschaften|kom+unikationsverbindungen|mitarbeiter|iot[- ](?:systeme?|systems|devices|geräte)|locaux|salles|bâtiments|processus|procesos|salas|edificios)(?![a-z])|业务流程|机房列表|房间|人员"
)
"""What the title of a list says whose rows are none of a plan's, beside a list of applications."""
_OF_THEM: Final = re.compile(
    r"\bapps?\b|\bsystems?\b|\bapp[_ -]?id|appl|anwend|aplica|应用|系统|システム|アプリ|workload|portfolio"
)
"""What the name of a sheet or of a column of ids says where its rows are applications."""
_OF_LINKS: Final = frozenset(
    (
        "kind interface traffic_gib_month calls_per_transaction latency_class same_target port "
        "note direction relation"
    ).split()
)


def kind_of_table(grid: Grid, header: int, profiles: Profiles) -> tuple[str, list[Match]] | None:
    """Return what the rows of a table are and how its columns are read; None for nothing known.

    Parameters
    ----------
    header
        Index of its row, from 0.
    profiles
        What values the columns hold.
    """
    apps = match_columns(grid, header, "workloads", profiles)
    links = match_columns(grid, header, "dependencies", profiles)
    servers = match_columns(grid, header, "servers", profiles)
    if _are_links(grid, header, apps, links, profiles):
        return "dependencies", links
    if _are_servers(grid, header, apps, servers, profiles):
        return "servers", servers
    by_key = names_of(apps)
    ids = by_key.get("id")
    numbered = ids is not None and profiles[ids].is_ordinal
    if "name" in by_key or (ids is not None and not numbered and len(by_key) >= 2):
        return "workloads", apps
    own = names_of(servers)
    if "hosts" in by_key or ("machine_id" in own and (ids is None or numbered)):
        return "servers", servers
    address = own.get("ip")
    if address is not None and ids is None and not profiles[address].repeats:
        return "servers", servers  # which nothing else names
    guessed = _with_name_guessed(apps, profiles)
    return ("workloads", guessed) if guessed else None


def names_applications(grid: Grid, header: int, matches: Sequence[Match]) -> bool:
    """Whether the names of a list are said to be those of applications, and not of anything.

    Parameters
    ----------
    header
        Index of its row, from 0.
    matches
        What its columns are read as.
    """
    by_key, heads = names_of(matches), header_texts(grid, header)
    place = by_key.get("name")
    said = [heads[by_key["id"]] if "id" in by_key else ""]
    if place is None:
        return _OF_THEM.search(alike(said[0]).casefold()) is not None
    said += [grid.title] if grid.title else [grid.sheet]
    return header_word(heads[place]) in application_words() or any(
        _OF_THEM.search(alike(text).casefold()) for text in said
    )


def says_others(grid: Grid) -> str:
    """Return what a sheet or a file without names of applications is called after, if anything."""
    title = grid.title or grid.sheet or Path(grid.file).stem
    found = is_never(grid) or _OF_OTHERS.search(title.replace("_", " ").casefold())
    return found[0] if found and not _OF_THEM.search(title.casefold()) else ""


def is_never(grid: Grid) -> re.Match[str] | None:
    """Return what says of a list that its rows are processes, rooms, lines or people."""
    return _NEVER.search((grid.title or grid.sheet).replace("_", " ").casefold())


def _are_links(
    grid: Grid, header: int, apps: Sequence[Match], links: Sequence[Match], profiles: Profiles
) -> bool:
    by_key = names_of(links)
    source, needed = by_key.get("source"), by_key.get("needed")
    if source is None or needed is None:
        return False
    if min(links[source].confidence, links[needed].confidence) < SURE:
        return False
    if are_places(profiles[needed]):
        return False  # where each is to go
    fields = {
        match.key
        for index, match in enumerate(apps)
        if match.key
        and index not in (source, needed)
        and links[index].key is None
        and match.confidence >= SURE
    } - {"id", "name", "notes", "description"}
    others = {"needed_by", "depends_on"}
    named = names_of(apps).keys() & {"name", "id"}
    if named and {apps[source].key, apps[needed].key} <= others:
        return False  # both ends of the application that a third column names
    sellers = apps[needed].key == "vendor" and not (
        set(profiles[source].distinct) & set(profiles[needed].distinct)
    )
    listed = apps[source].key in ("name", "id") and (
        sellers or bool({apps[needed].key, apps[needed].rival} & others)
    )
    if listed:
        more = {match.key for match in links if match.key in _OF_LINKS - {"note"}}
        return not (fields & _OF_APPLICATIONS) and (
            bool(more) or (not fields and profiles[source].repeats)
        )
    return len(fields) <= 2 + sum(match.key in _OF_LINKS for match in links)


def _are_servers(
    grid: Grid, header: int, apps: Sequence[Match], servers: Sequence[Match], profiles: Profiles
) -> bool:
    words = [header_word(text) for text in header_texts(grid, header)]
    by_app, by_server = names_of(apps), names_of(servers)
    filled = {key for key, at in by_server.items() if profiles[at].filled}
    name = by_app.get("name")
    machines_said = _OF_MACHINES_SAID.search(
        f"{grid.title} {grid.sheet} {Path(grid.file).stem}".casefold()
    )
    if machines_said and "name" in words and name is not None and words[name] != "name":
        return "application" in by_server and "name" in by_server  # of which application each is
    hosts = [index for index, word in enumerate(words) if word in machine_words()]
    machine = len(_OF_MACHINES & filled)
    business = len(_OF_APPLICATIONS & by_app.keys())
    if not hosts:
        generic = name is not None and words[name] not in application_words()
        bars = sum(text.count("|") for text in header_texts(grid, header)) >= 2
        if bars and (machine or generic):
            return True  # what a tool measured of machines, a row each or each interval
        carried = bool(by_server.keys() & {"application", "application_id"})
        carries = generic and machine >= 2 and carried
        told = "machine_id" in by_server and carried and machine >= 3
        if (carries and "machine_id" in by_server) or (told and profiles[name or 0].repeats):
            return True
        said = machines_said
        if generic and said and machine >= 3 and not business:
            return True
        if generic and (said or carried) and are_hosts(profiles[name or 0]):
            return True
        if generic and machine >= 2 and not business and are_hosts(profiles[name or 0]):
            return True
        return (
            generic and bool(_ONLY_MACHINES & by_server.keys()) and machine >= 2 and business <= 1
        )
    if name is None or name in hosts:
        return True
    if words[name] not in application_words() and machine >= 2 and not business:
        return words[name] in ("name",) or words[name] in machine_words()
    if words[name] not in application_words() and business and not profiles[name].repeats:
        return False
    if profiles[name].repeats or (hosts[0] < name and not profiles[hosts[0]].repeats):
        return True
    return machine >= 2 and business <= 1 and not profiles[hosts[0]].repeats


def _with_name_guessed(apps: Sequence[Match], profiles: Profiles) -> list[Match] | None:
    """Take the first column of different short texts as names, where the other columns are fields."""
    sure = [m for m in apps if m.key and m.confidence >= SURE]
    telling = [m for m in sure if field_for("workloads", m.key or "").kind is not FieldKind.TEXT]
    if len(sure) < 2 or not telling:
        return None
    for index, match in enumerate(apps):
        profile = profiles[index]
        if (
            match.key is None
            and profile.distinct
            and not profile.is_numeric
            and not profile.repeats
            and not profile.is_dates
        ):
            return [*apps[:index], Match("name", 0.6), *apps[index + 1 :]]
    return None
