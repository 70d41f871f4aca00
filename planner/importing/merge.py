"""Several rows and files to one list of workloads: joined by id or name, with a report."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from planner.importing.collected import WorkloadEntry
from planner.importing.words import target_of
from planner.model.fields import Value
from planner.model.inventory import Workload
from planner.model.issue import CellRef, Fix, Issue, Severity

__all__ = ["Registry", "name_key"]

_SPACES: Final = re.compile(r"\s+")


def name_key(name: str) -> str:
    """Return a name as names are compared: case and runs of space do not count."""
    return _SPACES.sub(" ", name).strip().casefold()


class Registry:
    """The workloads so far, found by id or by name.

    Rows of one sheet that share a name stay apart (they may be environments of one application)
    and are reported; rows of different sheets that share an id or a name are one workload, in which
    the first value wins and the others fill its gaps.
    """

    def __init__(self, target_ids: Collection[str]) -> None:
        self._target_ids = frozenset(target_ids)
        self._workloads: dict[str, Workload] = {}
        self._places: dict[str, CellRef] = {}
        self._by_name: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        self.issues: list[Issue] = []
        self.merged = 0

    @property
    def workloads(self) -> tuple[Workload, ...]:
        """The workloads, in the order of their first rows."""
        return tuple(self._workloads.values())

    def find(self, text: str) -> str | None:
        """Return the id of the workload with this id or name."""
        if text in self._workloads:
            return text
        key = name_key(text)
        return self._by_id.get(key) or self._by_name.get(key)

    def add_all(self, entries: Sequence[WorkloadEntry]) -> None:
        """Take over rows in their order."""
        for entry in entries:
            self._settle_targets(entry.values)
            self._add(entry)

    def add_group(self, name: str, values: Mapping[str, Value], cell: CellRef) -> str:
        """Fill a workload's gaps from its servers; make the workload where there is none."""
        found = self.find(name)
        if found is None:
            self._put(name, Workload(name, name, values, {"name": cell}), cell)
            return name
        known = self._workloads[found]
        self._workloads[found] = Workload(
            known.id, known.name, {**values, **known.values}, known.cells, known.edited, known.extra
        )
        return found

    def settle_recovery_sites(self) -> None:
        """Read the name of the workload a recovery site belongs to as its id."""
        for key, workload in self._workloads.items():
            text = workload.values.get("recovery_of")
            found = self.find(text) if isinstance(text, str) else None
            if found is not None and found != text:
                values = {**workload.values, "recovery_of": found}
                self._workloads[key] = dataclasses.replace(workload, values=values)

    def _settle_targets(self, values: dict[str, Value]) -> None:
        """Read ``Private cloud`` and the like as the id of the target, unless that is an id."""
        for key in ("current_target", "pin_target"):
            text = values.get(key)
            if isinstance(text, str) and text not in self._target_ids:
                values[key] = target_of(text) or text
        banned = values.get("banned_targets")
        if isinstance(banned, tuple):
            settled = (b if b in self._target_ids else target_of(b) or b for b in banned)
            values["banned_targets"] = tuple(dict.fromkeys(settled))

    def _add(self, entry: WorkloadEntry) -> None:
        key = entry.id or entry.name
        twin = key if key in self._workloads else None
        if twin is None:
            twin = self._by_id.get(name_key(entry.id)) if entry.id else None
        if twin is None and not entry.id:
            twin = self._by_name.get(name_key(entry.name))
        if twin is None and entry.id:
            other = self._by_name.get(name_key(entry.name))
            # A row with an id joins one of another sheet that has the name and no id of its own.
            if other is not None and other == self._workloads[other].name:
                twin = other if not self._same_sheet(other, entry) else None
        if twin is None:
            self._put(key, _workload(key, entry), entry.cell)
        elif self._same_sheet(twin, entry):
            self._add_again(key, twin, entry)
        else:
            self._merge(twin, entry)

    def _same_sheet(self, key: str, entry: WorkloadEntry) -> bool:
        place = self._places[key]
        return (place.file, place.sheet) == (entry.cell.file, entry.cell.sheet)

    def _add_again(self, key: str, twin: str, entry: WorkloadEntry) -> None:
        number = 2
        while f"{key} ({number})" in self._workloads:
            number += 1
        code = "duplicate_id" if entry.id else "duplicate_name"
        fresh = f"{key} ({number})"
        params = {"text": key, "other": self._places[twin].address, "id": fresh}
        fix = Fix("merge_workloads", fresh, "name", twin)
        self.issues.append(Issue(code, Severity.WARNING, entry.cell, fresh, "name", params, fix))
        self._put(fresh, _workload(fresh, entry), entry.cell)

    def _merge(self, key: str, entry: WorkloadEntry) -> None:
        known = self._workloads[key]
        self.merged += 1
        for field, value in entry.values.items():
            before = known.values.get(field)
            if before is not None and before != value:
                where = entry.cells.get(field, entry.cell)
                params = {"kept": str(before)[:80], "text": str(value)[:80]}
                self.issues.append(
                    Issue("merge_conflict", Severity.NOTE, where, key, field, params)
                )
        fresh = {k: v for k, v in entry.values.items() if k not in known.values}
        cells = {**known.cells, **{k: entry.cells[k] for k in fresh if k in entry.cells}}
        self._workloads[key] = Workload(
            known.id,
            known.name,
            {**known.values, **fresh},
            cells,
            known.edited,
            {**entry.extra, **known.extra},
        )

    def _put(self, key: str, workload: Workload, cell: CellRef) -> None:
        self._workloads[key] = workload
        self._places[key] = cell
        self._by_name.setdefault(name_key(workload.name), key)
        self._by_id.setdefault(name_key(key), key)


def _workload(key: str, entry: WorkloadEntry) -> Workload:
    return Workload(key, entry.name, entry.values, entry.cells, frozenset(), entry.extra)
