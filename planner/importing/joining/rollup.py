"""Servers to workloads, by rules that are shown: a column, a tag, a pattern in the name, or alone.

The rule that put a server into its workload stands beside the server (``grouped_by``), and people
can choose which rules apply.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.importing.joining.collected import ServerEntry
from planner.model.fields import FIELD_BY_KEY, FieldKind, Value

__all__ = ["DEFAULT_ROLLUP", "Rollup", "group_servers", "summed"]

_TAIL: Final = re.compile(r"\s*[-_.]?\d{1,4}[a-z]?$", re.IGNORECASE)
_ROLES: Final = re.compile(
    r"[-_.](?:web|app|db|sql|api|lb|cache|mq|node|srv|server|vm|prod|prd|dev|test|tst|uat|dr)$",
    re.IGNORECASE,
)

_ADDED: Final = ("energy_kwh_year", "traffic_gib_month")
_LEAST: Final = ("rto_hours", "rpo_minutes", "latency_ms")
_AT_STAKE: Final = ("criticality", "data_class", "personal_data")
"""Choices from the least to the most, of which a workload has the most of any machine."""
_ANY_MACHINE: Final = frozenset(
    "server servers srv host node machine vm windows linux serveur".split()
)
"""Stems that say no more than what the machine is."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """Which rules group servers: the column and tag first, then, where wanted, the name.

    ``by_name`` joins servers that no column or tag names: ``pay-web-01`` and ``pay-db-02`` become
    ``pay``, where at least two share the stem. ``keep_waves`` pins a workload to the wave that all
    its servers are planned for already.
    """

    by_column: bool = True
    by_tag: bool = True
    by_name: bool = True
    keep_waves: bool = True


DEFAULT_ROLLUP: Final = Rollup()


def group_servers(
    servers: Sequence[ServerEntry], rollup: Rollup = DEFAULT_ROLLUP
) -> list[tuple[str, str]]:
    """Return the workload's name and the rule's name for each server.

    A server of several applications goes to the first.
    """
    chosen: list[tuple[str, str] | None] = []
    for server in servers:
        allowed = rollup.by_tag if server.rule.startswith("tag:") else rollup.by_column
        named = bool(server.applications) and allowed
        chosen.append((server.applications[0], server.rule) if named else None)
    stems = [_stem(server.name) for server in servers]
    shared = Counter(
        stem.casefold() for stem, choice in zip(stems, chosen, strict=True) if choice is None
    )
    result = []
    for server, stem, choice in zip(servers, stems, chosen, strict=True):
        if choice is not None:
            result.append(choice)
        elif (
            rollup.by_name
            and len(stem) >= 3
            and stem.casefold() not in _ANY_MACHINE
            and shared[stem.casefold()] >= 2
        ):
            result.append((stem, "pattern:name"))
        else:
            result.append((server.name, "server"))
    return result


def _stem(name: str) -> str:
    """Return the name without its domain, its number and its role."""
    if name.replace(".", "").isdigit():
        return name  # an address is no name
    stem = name.split(".")[0]
    for _ in range(3):
        shorter = _ROLES.sub("", _TAIL.sub("", stem))
        if shorter == stem or len(shorter) < 3:
            break
        stem = shorter
    return stem


def summed(servers: Sequence[ServerEntry]) -> dict[str, Value]:
    """Return a workload's values from its servers: sizes added, loads weighted, words counted.

    Templates count for nothing; machines that are switched off count with their storage.
    """
    counted = [server for server in servers if server.state != "template"]
    running = [server for server in counted if server.state != "powered_off"]
    values: dict[str, Value] = {"server_count": len(counted)} if counted else {}
    for key, group in (
        ("cpu_cores", running),
        ("memory_gib", running),
        ("storage_gib", counted),
    ):
        sizes = [n for server in group if (n := _number(server, key)) is not None]
        if sizes:
            values[key] = float(sum(sizes))
    for key, size in (("cpu_utilisation", "cpu_cores"), ("memory_utilisation", "memory_gib")):
        loads = [
            (load, _number(server, size) or 1.0)
            for server in running
            if (load := _number(server, key)) is not None
        ]
        if loads:
            values[key] = sum(load * weight for load, weight in loads) / sum(w for _, w in loads)
    return values | _figures(counted, {*values, "server_count", "pin_wave"}) | _words(servers)


def _figures(servers: Sequence[ServerEntry], known: Collection[str]) -> dict[str, Value]:
    """Amounts added up; the strictest times of recovery and first days; the greatest of others."""
    found: dict[str, list[Any]] = defaultdict(list)
    for server in servers:
        for key, value in server.values.items():
            if key not in known and isinstance(value, int | float | date):
                found[key].append(value)
    values: dict[str, Value] = {}
    for key, figures in found.items():
        kind = FIELD_BY_KEY[key].kind
        adds = kind is FieldKind.MONEY or key in _ADDED
        least = kind is FieldKind.DATE or key in _LEAST
        values[key] = sum(figures) if adds else min(figures) if least else max(figures)
    return values


def _words(servers: Sequence[ServerEntry]) -> dict[str, Value]:
    """One word for each field of words; production wins among environments."""
    words: dict[str, list[str]] = defaultdict(list)
    names: dict[str, None] = {}
    values: dict[str, Value] = {}
    for server in servers:
        for key, value in server.values.items():
            if isinstance(value, str):
                words[key].append(value)
            elif isinstance(value, tuple) and key == "technologies":
                names.update(dict.fromkeys(value))
    for key, found in words.items():
        if key in ("tags", "description", "notes") and len(servers) > 1:
            continue
        if word := _word_of(key, found, len(servers)):
            values[key] = word
    if "production" in words.get("environment", ()):
        values["environment"] = "production"
    if names:
        values["technologies"] = tuple(names)
    tags = dict.fromkeys(
        tag
        for server in servers
        if isinstance(found_tags := server.values.get("tags"), tuple)
        for tag in found_tags
    )
    return values | ({"tags": tuple(tags)} if tags else {})


def _word_of(key: str, found: Sequence[str], machines: int) -> str:
    """Return what a workload is by its machines' words; empty where they do not settle it.

    The most of what is at stake wins; one machine that is retired retires nothing: only all do.
    """
    if key in _AT_STAKE:
        steps = FIELD_BY_KEY[key].choices
        return max(found, key=lambda word: steps.index(word) if word in steps else -1)
    if key == "lifecycle" and found.count("retired") < machines:
        found = [word for word in found if word != "retired"]
    return Counter(found).most_common(1)[0][0] if found else ""


def _number(server: ServerEntry, key: str) -> float | None:
    value = server.values.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
