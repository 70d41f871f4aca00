"""Several rows and files to one list of workloads: joined by id or name, with a report."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from planner.importing.joining.collected import WorkloadEntry
from planner.importing.matching.typed import plain_text
from planner.importing.values.words import target_of
from planner.model.fields import Value
from planner.model.inventory import Workload
from planner.model.issue import CellRef, Fix, Issue, Severity

__all__ = ["Registry", "name_key"]

_SAID: Final = ("business_owner", "technical_owner", "description", "notes", "tags", "team")
"""What several rows of one application say in turn: a row for each person or remark."""
_OF_CODES: Final = re.compile(
    r"(?:^|[^a-z])(?:(?:sys_?)?id|guid|uuid|code|number|key)$|编号|编码|代码"
)
"""Headers of columns that may hold one more number of a row."""
_APART: Final = ("environment", "current_target")
"""What tells the instances of one application apart."""


def name_key(name: str) -> str:
    """Return a name as names are compared: width, case and runs of space do not count."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.split()).casefold()


class Registry:
    """The workloads so far, found by id or by name.

    Rows of one sheet that share a name stay apart (they may be environments of one application)
    and are reported, unless they share an id and an environment too; rows of different sheets that
    share an id or a name are one workload, in which the first value wins and the others fill its
    gaps. An id with two names (the number of a row, most often) and a name with two ids are two
    workloads, and reported.
    """

    def __init__(self, target_ids: Collection[str]) -> None:
        self._target_ids = frozenset(target_ids)
        self._workloads: dict[str, Workload] = {}
        self._places: dict[str, CellRef] = {}
        self._by_name: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        self._by_code: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], str] = {}
        self.issues: list[Issue] = []
        self.merged = 0
        self.hosts: list[tuple[str, str, CellRef]] = []
        """Workloads with the machines they run on, as one cell names them."""

    @property
    def workloads(self) -> tuple[Workload, ...]:
        """The workloads, in the order of their first rows."""
        return tuple(self._workloads.values())

    def name_of(self, key: str) -> str:
        """Return what a workload is called, by its id."""
        known = self._workloads.get(key)
        return known.name if known else key

    def find(self, text: str) -> str | None:
        """Return the id of the workload with this id or name."""
        if text in self._workloads:
            return text
        key = name_key(text)
        return self._by_id.get(key) or self._by_name.get(key) or self._by_code.get(key)

    def add_all(self, entries: Sequence[WorkloadEntry]) -> None:
        """Take over rows in their order."""
        for entry in entries:
            self._settle_targets(entry.values)
            self._add(entry)
        self._note_codes()

    def _note_codes(self) -> None:
        """Note what other numbers a row has, by which links may name it (*sys_id*)."""
        codes: dict[str, set[str]] = {}
        headers = {header for one in self._workloads.values() for header in one.extra}
        headers = {header for header in headers if _OF_CODES.search(header.casefold())}
        for key, workload in self._workloads.items() if headers else ():
            for header in headers & workload.extra.keys():
                if not (text := workload.extra[header]).isdecimal():
                    codes.setdefault(name_key(text), set()).add(key)
        self._by_code = {code: keys.pop() for code, keys in codes.items() if len(keys) == 1}

    def named(self, number: str, name: str, cell: CellRef) -> str:
        """Return the workload that a row of another list names by its id and its name.

        Where the two lists disagree, the row's application is one of its own, and reported once.

        Parameters
        ----------
        number
            Its id there.
        name
            Its name there.
        cell
            Where it stands.
        """
        pair = name_key(number), name_key(name)
        if pair not in self._pairs:
            entry = WorkloadEntry(number, name, {}, {"name": cell}, cell)
            twin, called = self._by_id.get(pair[0]), self._by_name.get(pair[1])
            if twin is None and called is not None and called == self._workloads[called].name:
                self._pairs[pair] = called  # the list it stands in gives no ids
            elif twin is not None and self._same_name(twin, entry):
                self._pairs[pair] = twin
            elif twin is None and called is None:
                self._put(number, _workload(number, entry), cell)
                self._pairs[pair] = number
            else:
                code = "same_name_two_ids" if twin is None else "same_id_other_name"
                self._pairs[pair] = self._add_apart(code, number, twin or called or "", entry)
        return self._pairs[pair]

    def add_group(self, name: str, values: Mapping[str, Value], cell: CellRef) -> str:
        """Fill a workload's gaps from its servers; make the workload where there is none.

        Parameters
        ----------
        name
            Of the workload.
        values
            Of its servers, by field key.
        cell
            Where the first stands.
        """
        found = self.find(name)
        self._settle_targets(values := dict(values))
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
        twin = self._by_id.get(name_key(entry.id)) if entry.id else None
        if twin is not None and not self._same_name(twin, entry):
            self._add_apart("same_id_other_name", key, twin, entry)
            return
        named = self._by_name.get(name_key(entry.name))
        if twin is None and not entry.id:
            twin = named or self._by_id.get(name_key(entry.name))
        if twin is None and named is not None:
            # A row with an id joins one of another sheet that has the name and no id of its own.
            own_id = named != self._workloads[named].name
            twin = None if own_id or self._same_sheet(named, entry) else named
            if twin is None and (own_id or self._same_sheet(named, entry)):
                self._add_apart("same_name_two_ids", key, named, entry)
                return
        if twin is None:
            self._put(key, _workload(key, entry), entry.cell)
        elif self._same_sheet(twin, entry) and not (entry.id and self._repeats(twin, entry)):
            self._add_apart("duplicate_id" if entry.id else "duplicate_name", key, twin, entry)
        else:
            self._merge(twin, entry)
        self._hosts(twin or key, entry)

    def _same_name(self, twin: str, entry: WorkloadEntry) -> bool:
        """Whether two rows of one id have one name; a row without a name of its own has any."""
        name = self._workloads[twin].name
        return name_key(name) == name_key(entry.name) or entry.name == entry.id or name == twin

    def _repeats(self, twin: str, entry: WorkloadEntry) -> bool:
        """Whether a row is of the application of its id and name, and of the same environment."""
        values = self._workloads[twin].values
        return self._same_name(twin, entry) and all(
            values.get(key) == entry.values.get(key, values.get(key)) for key in _APART
        )

    def _same_sheet(self, key: str, entry: WorkloadEntry) -> bool:
        place = self._places[key]
        return (place.file, place.sheet) == (entry.cell.file, entry.cell.sheet)

    def _add_apart(self, code: str, key: str, twin: str, entry: WorkloadEntry) -> str:
        """Keep a row apart that shares an id or a name with another, and say where both stand.

        Returns the id it is given.
        """
        fresh = key
        number = self._numbers.get(key, 2)
        while fresh in self._workloads:
            fresh = f"{key} ({number})"
            number += 1
        self._numbers[key] = number
        place = self._places[twin]
        same = (place.file, place.sheet) == (entry.cell.file, entry.cell.sheet)
        other = place.address if same else f"{place.sheet or place.file} {place.address}".strip()
        params = {
            "text": entry.id if code == "same_id_other_name" else entry.name, "other": other,
            "id": fresh, "name": entry.name, "before": self._workloads[twin].name,
        }  # fmt: skip
        fix = Fix("merge_workloads", fresh, "name", twin)
        self.issues.append(Issue(code, Severity.WARNING, entry.cell, fresh, "name", params, fix))
        self._put(fresh, _workload(fresh, entry), entry.cell)
        self._hosts(fresh, entry)
        return fresh

    def _hosts(self, key: str, entry: WorkloadEntry) -> None:
        if entry.hosts:
            self.hosts.append((key, entry.hosts, entry.cells.get("hosts", entry.cell)))
            entry.hosts = ""

    def _merge(self, key: str, entry: WorkloadEntry) -> None:
        known = self._workloads[key]
        self.merged += 1
        for field, value in entry.values.items():
            before = known.values.get(field)
            if before is not None and before != value:
                where = entry.cells.get(field, entry.cell)
                shown = (plain_text("workloads", field, one)[:80] for one in (before, value))
                params = dict(zip(("kept", "text"), shown, strict=True))
                again = self._same_sheet(key, entry) and field not in _SAID
                severity = Severity.WARNING if again else Severity.NOTE
                self.issues.append(Issue("merge_conflict", severity, where, key, field, params))
        fresh = {k: v for k, v in entry.values.items() if k not in known.values}
        cells = {**known.cells, **{k: entry.cells[k] for k in fresh if k in entry.cells}}
        values, extra = {**known.values, **fresh}, {**entry.extra, **known.extra}
        self._workloads[key] = Workload(known.id, known.name, values, cells, known.edited, extra)

    def _put(self, key: str, workload: Workload, cell: CellRef) -> None:
        self._workloads[key] = workload
        self._places[key] = cell
        self._by_name.setdefault(name_key(workload.name), key)
        self._by_id.setdefault(name_key(key), key)


def _workload(key: str, entry: WorkloadEntry) -> Workload:
    return Workload(key, entry.name, entry.values, entry.cells, frozenset(), entry.extra)
