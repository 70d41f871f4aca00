"""Collected rows to an inventory: workloads merged, servers rolled up, dependencies joined."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.importing.joining.by_values import join_by_values
from planner.importing.joining.collected import Collected, DependencyEntry, ServerEntry
from planner.importing.joining.grouping import add_servers, machine_of_two
from planner.importing.joining.merge import Registry, name_key
from planner.importing.joining.noise import NOISE_PORTS, is_noise
from planner.importing.joining.rollup import DEFAULT_ROLLUP, Rollup
from planner.importing.matching.typed import plain_text
from planner.importing.values.name_lists import names_in
from planner.model.fields import Value
from planner.model.inventory import Dependency, Inventory, Server, SetAside
from planner.model.issue import CellRef, Fix, Issue, Severity
from planner.optimising.problem import DependencyKind

__all__ = ["Built", "build_inventory", "link_of"]

_MOST_COMPARED: Final = 500
"""Strangers whose names are compared with every other; the list of doubts names no more."""


@dataclass(slots=True)
class Built:
    """The inventory, the doubts met while joining, and how many rows went where."""

    inventory: Inventory
    issues: list[Issue]
    workloads: int
    servers: int
    dependencies: int
    merged: int


def build_inventory(
    collected: Collected,
    target_ids: Collection[str],
    *,
    rollup: Rollup = DEFAULT_ROLLUP,
    noise_ports: frozenset[int] = NOISE_PORTS,
) -> Built:
    """Join what was collected.

    Every row ends as a workload, a server, a dependency, merged into one of these, or set aside.

    Parameters
    ----------
    collected
        Rows of all tables.
    target_ids
        Which the programme names.
    rollup
        How servers are gathered into workloads.
    noise_ports
        Ports whose connections count for nothing.
    """
    registry = Registry(target_ids)
    registry.add_all(collected.workloads)
    registry.settle_recovery_sites()
    merged = registry.merged
    issues = registry.issues
    row_workloads = len(collected.workloads) - merged
    stand_alone = not collected.workloads and not collected.servers
    if stand_alone:
        issues += _add_ends(collected.dependencies, registry)
    for machine in collected.servers:
        if machine.application_id:
            called = machine.applications[0]
            machine.applications = (registry.named(machine.application_id, called, machine.cell),)
        elif machine.listed:
            known = names_in(machine.listed, lambda name: registry.find(name) is not None)
            machine.applications = tuple(known) or machine.applications
    issues += join_by_values(collected.servers, registry)
    bare = _place_servers(collected, registry)
    grouped = add_servers(collected.servers, registry, rollup)
    servers, machines = grouped.servers, grouped.machines
    for server in bare:
        machines.setdefault(name_key(server.name), server.workload_id)
    shared = _shared_hosts(collected.servers, registry)
    joiner = _Joiner(registry, machines, noise_ports)
    joiner.join(collected.dependencies, collected)
    inventory = Inventory(
        workloads=registry.workloads,
        dependencies=(*joiner.links.values(), *(s for s in shared if _key(s) not in joiner.links)),
        servers=(*servers, *bare, *joiner.servers),
        set_aside=tuple(sorted(collected.set_aside, key=_place)),
    )
    return Built(
        inventory,
        [*issues, *grouped.issues, *joiner.issues, *joiner.summary()],
        row_workloads,
        len(servers),
        joiner.used,
        merged + grouped.repeats + joiner.repeated + collected.joined,
    )


def _place(row: SetAside) -> tuple[str, str, int]:
    return row.cell.file, row.cell.sheet, row.cell.row or 0


def _add_ends(entries: Sequence[DependencyEntry], registry: Registry) -> Iterator[Issue]:
    """Make applications of what a list of dependencies names, where nothing else lists any."""
    before = len(registry.workloads)
    machines = {name_key(entry.needed) for entry in entries if entry.runs_on}
    for entry in entries:
        if not entry.between_servers:
            for name in (entry.source,) if entry.runs_on else (entry.source, entry.needed):
                if not entry.runs_on or name_key(name) not in machines:
                    registry.add_group(name, {}, entry.cell)
    count = len(registry.workloads) - before
    if count:
        yield Issue("applications_from_dependencies", Severity.NOTE, params={"count": str(count)})


def _place_servers(collected: Collected, registry: Registry) -> list[Server]:
    """Put machines into the applications whose rows name them; return those that nobody lists."""
    listed: dict[str, list[ServerEntry]] = {}
    for server in collected.servers:
        for alias in {server.name, server.name.split(".")[0], *server.aliases}:
            listed.setdefault(name_key(alias), []).append(server)
    bare: dict[tuple[str, str], Server] = {}
    homes: dict[str, Server] = {}
    counts: Counter[str] = Counter()
    named = [(*entry, True) for entry in registry.hosts]
    named += [(registry.find(app) or "", host, cell, False) for app, host, cell in collected.hosted]
    for workload, text, cell, is_column in named:
        for host in names_in(text, lambda name: name_key(name) in listed):
            known = listed.get(name_key(host)) or listed.get(name_key(host.split(".")[0]))
            for server in known or () if workload else ():
                if not server.applications:
                    server.applications, server.rule = (workload,), "column:hosts"
                elif workload not in server.applications and is_column:
                    server.applications = (*server.applications, workload)
            if not known and workload and (is_column or registry.find(host) is None):
                fresh = Server(host, workload, {}, "column:hosts", cell)
                counts[workload] += bare.setdefault((name_key(host), workload), fresh) is fresh
                first = homes.setdefault(name_key(host), fresh)
                if first.workload_id != workload:
                    registry.issues.append(machine_of_two(host, cell, first.cell))
    for workload, count in counts.items():
        registry.add_group(workload, {"server_count": count}, CellRef())
    return list(bare.values())


def _key(link: Dependency) -> tuple[object, ...]:
    return link.source, link.needed, link.kind, link.interface, link.port, link.note


def _shared_hosts(entries: Sequence[ServerEntry], registry: Registry) -> list[Dependency]:
    """Applications that one server carries need each other's host."""
    links: dict[tuple[str, str], Dependency] = {}
    for entry in entries:
        first = registry.find(entry.applications[0]) if entry.applications else None
        if first is None:
            continue
        for other in entry.applications[1:]:
            needed = registry.add_group(other, {}, entry.cell)
            if needed != first:
                links.setdefault(
                    (first, needed),
                    Dependency(
                        first, needed, None, "shared_host", note=entry.name, cell=entry.cell
                    ),
                )
    return list(links.values())


class _Joiner:
    """Finds the two ends of each dependency; the same pair is one dependency."""

    def __init__(
        self, registry: Registry, machines: dict[str, str], noise_ports: frozenset[int]
    ) -> None:
        self._registry = registry
        self._machines = machines
        self._noise_ports = noise_ports
        self.links: dict[tuple[object, ...], Dependency] = {}
        self.issues: list[Issue] = []
        self.servers: list[Server] = []
        self.used = 0
        self.repeated = 0
        self._passed: Counter[tuple[str, object]] = Counter()
        self._strange: dict[tuple[str, str, bool], list[DependencyEntry]] = {}
        self._near: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def summary(self) -> Iterator[Issue]:
        """Say in a sentence each what was left out by rule, and how often."""
        noise = {port: n for (reason, port), n in self._passed.items() if reason == "noise_port"}
        if noise:
            ports = ", ".join(str(port) for port in sorted(map(str, noise), key=int))
            params = {"ports": ports, "count": str(sum(noise.values()))}
            yield Issue("noise_filtered", Severity.NOTE, params=params)
        if inner := self._passed["same_workload", None]:
            yield Issue("inner_connections", Severity.NOTE, params={"count": str(inner)})
        for (_, end, row), entries in self._strange.items():
            yield self._of_stranger(end, entries, is_row=row)

    def join(self, entries: Sequence[DependencyEntry], collected: Collected) -> None:
        """Find the ends of every dependency; what names nobody is set aside."""
        for entry in entries:
            reason = self._refusal(entry)
            if reason:
                self._passed[reason, entry.values.get("port")] += 1
                _set_aside(entry, reason, collected)
                continue
            for one in self._parted(entry):
                self._join(one, collected)

    def _parted(self, entry: DependencyEntry) -> list[DependencyEntry]:
        """Part a cell that names several; a row's cell only where all of them are known."""
        if not entry.listed or entry.between_servers:
            return [entry]
        text = entry.needed if entry.listed == "needed" else entry.source
        names = names_in(text, lambda name: self._find(name) is not None)
        if entry.is_row and not all(self._find(name) for name in names):
            return [entry]
        if names == [text]:
            return [entry]
        at_source = entry.listed == "source"
        parts = [
            dataclasses.replace(entry, source=name)
            if at_source
            else dataclasses.replace(entry, needed=name)
            for name in names
        ]
        for part in parts[1:]:
            part.is_row = False
        return parts or [entry]

    def _find(self, name: str) -> str | None:
        return self._registry.find(name) or self._machines.get(name_key(name))

    def _join(self, entry: DependencyEntry, collected: Collected) -> None:
        source = self._end(entry, entry.source, "source_application")
        needed = self._end(entry, entry.needed, "needed_application")
        machine = self._registry.find(entry.source) is None and source is not None
        if entry.runs_on and machine and needed is None:
            self.issues.append(Issue("not_a_dependency", Severity.NOTE, entry.cell))
            _set_aside(entry, "not_a_dependency", collected)  # what a machine runs on
        elif source is None or needed is None:
            end = "source" if source is None else "needed"
            text = entry.source if source is None else entry.needed
            self._strange.setdefault((name_key(text), end, entry.is_row), []).append(entry)
            _set_aside(entry, "dependency_on_nobody", collected)
        elif entry.runs_on and self._registry.find(entry.needed) is None:
            self.repeated += entry.is_row  # the machine is in its application already
        elif source == needed:
            code = "same_workload" if entry.between_servers else "self_dependency"
            if entry.between_servers:
                self._passed[code, None] += 1
            else:
                self.issues.append(Issue(code, Severity.WARNING, entry.cell, source))
            _set_aside(entry, code, collected)
        else:
            self._add(source, needed, entry)

    def _refusal(self, entry: DependencyEntry) -> str:
        port = entry.values.get("port")
        if entry.between_servers and isinstance(port, int) and is_noise(port, self._noise_ports):
            return "noise_port"
        return ""

    def _end(self, entry: DependencyEntry, name: str, application: str) -> str | None:
        if not entry.between_servers:
            return self._find(name)
        known = self._machines.get(name_key(name)) or self._machines.get(
            name_key(name.split(".")[0])
        )
        if known is not None:
            return known
        # The export names machines nobody listed; they are as real as the others.
        group = entry.values.get(application)
        title = group if isinstance(group, str) and group else name
        workload = self._registry.find(title) or self._registry.add_group(title, {}, entry.cell)
        self._machines[name_key(name)] = workload
        self.servers.append(Server(name, workload, {}, "dependency", entry.cell))
        return workload

    def _of_stranger(self, end: str, entries: Sequence[DependencyEntry], *, is_row: bool) -> Issue:
        """Say once who is not in the inventory, and how many dependencies name it."""
        text = entries[0].source if end == "source" else entries[0].needed
        near = self._nearest(text)
        params = {
            "text": text[:80],
            "near": self._registry.name_of(near),
            "count": str(len(entries)),
        }
        code = "dependency_did_you_mean" if near else "dependency_on_nobody"
        fix = Fix("set_end", near, end, text) if near else Fix("add_workload", "", end, text)
        return Issue(
            code, Severity.WARNING, entries[0].cell, "", "needed", params, fix if is_row else None
        )

    def _nearest(self, text: str) -> str:
        """Return the id of the workload with the nearest name; the first are looked up."""
        from rapidfuzz import fuzz, process

        key = name_key(text)
        if key not in self._near:
            if len(self._near) >= _MOST_COMPARED:
                return ""
            if not self._names:
                self._names = {w.id: name_key(w.name) for w in self._registry.workloads}
            found = process.extractOne(key, self._names, scorer=fuzz.ratio, score_cutoff=75)
            self._near[key] = found[2] if found else ""
        return self._near[key]

    def _add(self, source: str, needed: str, entry: DependencyEntry) -> None:
        link = link_of(source, needed, entry.values, entry.cell)
        key = _key(link)
        if key in self.links:
            self.repeated += entry.is_row
            known = self.links[key]
            self.links[key] = dataclasses.replace(
                known,
                traffic_gib_month=_larger(known.traffic_gib_month, link.traffic_gib_month),
                calls_per_transaction=_larger(
                    known.calls_per_transaction, link.calls_per_transaction
                ),
                latency_class=known.latency_class or link.latency_class,
                same_target=known.same_target or link.same_target,
            )
        else:
            self.used += entry.is_row
            self.links[key] = link


def _larger(first: float | None, second: float | None) -> float | None:
    return max((n for n in (first, second) if n is not None), default=None)


def link_of(source: str, needed: str, values: Mapping[str, Value], cell: CellRef) -> Dependency:
    """Return the dependency that a row's values describe, between two workloads.

    Parameters
    ----------
    source, needed
        Ids of the workloads.
    values
        By field key, in the field's unit.
    cell
        Where the row stands.
    """
    kind, port = values.get("kind"), values.get("port")
    return Dependency(
        source,
        needed,
        DependencyKind(kind) if isinstance(kind, str) else None,
        _text(values, "interface"),
        _number(values, "traffic_gib_month"),
        _number(values, "calls_per_transaction"),
        _text(values, "latency_class"),
        values.get("same_target") is True,
        port if isinstance(port, int) else None,
        _text(values, "note"),
        cell,
    )


def _text(values: Mapping[str, Value], key: str) -> str:
    value = values.get(key, "")
    return value if isinstance(value, str) else ""


def _number(values: Mapping[str, Value], key: str) -> float | None:
    value = values.get(key)
    return float(value) if isinstance(value, int | float) else None


def _set_aside(entry: DependencyEntry, reason: str, collected: Collected) -> None:
    if not entry.is_row:  # the row is a workload's, and used; the issue names the cell
        return
    texts = {
        "source": entry.source,
        "needed": entry.needed,
        **{
            key: plain_text("dependencies", key, value)
            for key, value in entry.values.items()
            if key not in ("source", "needed")
        },
    }
    collected.set_aside.append(SetAside(entry.cell, texts, reason, "dependencies"))
