# ruff: noqa: E501 - lists of words read best as lines
"""What the rows of a table are: applications, servers, dependencies, or nothing a plan is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.importing.blocks.layout import header_texts, header_word
from planner.importing.grid import Grid
from planner.importing.headers.header_words import SURE
from planner.importing.matching.columns import Match, Profiles, match_columns, names_of
from planner.importing.matching.rows import field_for
from planner.importing.values.words import folded
from planner.model.fields import FieldKind

__all__ = ["kind_of_table", "names_applications"]

_HOSTS: Final = frozenset(
    folded(word)
    for word in [
        "server",
        "server name",
        "hostname",
        "host name",
        "host",
        "machine name",
        "machine",
        "vm",
        "vm name",
        "computer name",
        "computer",
        "device name",
        "instance name",
        "node",
        "virtual machine",
        "virtual machine name",
        "server hostname",
        "netbios name",
        "guest name",
        "服务器",
        "服务器名称",
        "主机名",
        "主机名称",
        "主机",
        "虚拟机",
        "虚拟机名称",
        "机器名",
        "云主机名称",
        "云主机",
        "servername",
        "rechner",
        "rechnername",
        "serveur",
        "nom du serveur",
        "nom serveur",
        "servidor",
        "nombre del servidor",
    ]
)
_APPLICATIONS: Final = frozenset(
    folded(word)
    for word in [
        "application",
        "application name",
        "app",
        "app name",
        "system",
        "system name",
        "workload",
        "business application",
        "it system",
        "application/system",
        "name of application",
        "asset name",
        "service name",
        "ci name",
        "应用",
        "应用名称",
        "系统",
        "系统名称",
        "应用系统",
        "应用系统名称",
        "业务系统",
        "业务系统名称",
        "信息系统",
        "信息系统名称",
        "anwendung",
        "anwendungsname",
        "applikation",
        "systemname",
        "fachanwendung",
        "nom de l'application",
        "aplicación",
        "aplicacion",
        "nombre de la aplicación",
        "sistema",
    ]
)
_OF_MACHINES: Final = frozenset(
    (
        "cpu_cores",
        "memory_gib",
        "storage_gib",
        "operating_system",
        "cpu_utilisation",
        "memory_utilisation",
        "ip",
        "powerstate",
        "machine_id",
        "cluster",
        "fqdn",
        "site",
    )
)
_ONLY_MACHINES: Final = frozenset(("ip", "powerstate", "fqdn", "cluster"))
_OF_APPLICATIONS: Final = frozenset(
    [
        "business_owner",
        "criticality",
        "users",
        "architecture",
        "run_cost_year",
        "rto_hours",
        "rpo_minutes",
        "data_class",
        "personal_data",
        "domain",
        "archetype",
        "strategy",
        "vendor",
        "depends_on",
        "needed_by",
    ]
)
_OF_LINKS: Final = frozenset(
    (
        "kind",
        "interface",
        "traffic_gib_month",
        "calls_per_transaction",
        "latency_class",
        "same_target",
        "port",
        "note",
        "direction",
        "relation",
    )
)


def kind_of_table(grid: Grid, header: int, profiles: Profiles) -> tuple[str, list[Match]] | None:
    """Return what the rows of a table are and how its columns are read; None for nothing known."""
    apps = match_columns(grid, header, "workloads", profiles)
    links = match_columns(grid, header, "dependencies", profiles)
    servers = match_columns(grid, header, "servers", profiles)
    if _are_links(grid, header, apps, links, profiles):
        return "dependencies", links
    if _are_servers(grid, header, apps, servers, profiles):
        return "servers", servers
    by_key = names_of(apps)
    if "name" in by_key or ("id" in by_key and len(by_key) >= 2):
        return "workloads", apps
    if "hosts" in by_key:
        return "servers", servers
    guessed = _with_name_guessed(apps, profiles)
    return ("workloads", guessed) if guessed else None


def names_applications(grid: Grid, header: int, matches: Sequence[Match]) -> bool:
    """Whether the names of a list are said to be those of applications, and not of anything."""
    place = names_of(matches).get("name")
    return place is not None and header_word(header_texts(grid, header)[place]) in _APPLICATIONS


def _are_links(
    grid: Grid, header: int, apps: Sequence[Match], links: Sequence[Match], profiles: Profiles
) -> bool:
    by_key = names_of(links)
    source, needed = by_key.get("source"), by_key.get("needed")
    if source is None or needed is None:
        return False
    if min(links[source].confidence, links[needed].confidence) < SURE:
        return False
    fields = {
        match.key
        for index, match in enumerate(apps)
        if match.key
        and index not in (source, needed)
        and links[index].key is None
        and match.confidence >= SURE
    } - {"id", "name", "notes", "description"}
    listed = apps[source].key in ("name", "id") and bool(
        {apps[needed].key, apps[needed].rival} & {"depends_on", "needed_by"}
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
    name = by_app.get("name")
    hosts = [index for index, word in enumerate(words) if word in _HOSTS]
    machine = len(_OF_MACHINES & by_server.keys())
    business = len(_OF_APPLICATIONS & by_app.keys())
    if not hosts:
        bars = sum(text.count("|") for text in header_texts(grid, header)) >= 2
        if bars and machine:
            return True
        generic = name is not None and words[name] not in _APPLICATIONS
        return (
            generic and bool(_ONLY_MACHINES & by_server.keys()) and machine >= 2 and business <= 1
        )
    if name is None or name in hosts:
        return True
    if words[name] not in _APPLICATIONS and machine >= 2 and not business:
        return words[name] in ("name",) or words[name] in _HOSTS
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
