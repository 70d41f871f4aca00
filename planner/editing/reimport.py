"""A file imported again into an open project: what it changes, and taking chosen changes over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.editing.operations import Operation, edit_cells
from planner.errors import Message
from planner.model.inventory import Inventory, SetAside, Workload
from planner.model.issue import Issue
from planner.project import Document

if TYPE_CHECKING:
    from planner.importing import Imported
    from planner.importing.roundtrip import Change, InventoryDiff

__all__ = ["Chosen", "Differences", "compare", "is_another", "keep_typed", "proposed", "take_over"]


@dataclass(frozen=True)
class Differences:
    """What a file would change.

    ``after`` is the inventory as the file has it, with all the file does not speak of as it was;
    ``whole`` says that the file is this program's own workbook, in which absence means removal.
    """

    before: Inventory
    after: Inventory
    diff: InventoryDiff
    imported: Imported
    programme_differs: bool
    whole: bool


@dataclass(frozen=True)
class Chosen:
    """What is taken over: added and removed workloads by id, changes as (id, field)."""

    added: frozenset[str] = frozenset()
    changed: frozenset[tuple[str, str]] = frozenset()
    removed: frozenset[str] = frozenset()
    programme: bool = False

    @property
    def count(self) -> int:
        """Number of entries that were ticked."""
        return len(self.added) + len(self.changed) + len(self.removed) + self.programme


def compare(document: Document, imported: Imported) -> Differences:
    """Return what a file changes in a project.

    A workload the file knows by another id is found by its name. Fields, dependencies and servers
    the file has no column or sheet for stay as they are: a short list is no order to forget.
    """
    from planner.importing.roundtrip import diff_inventories

    before = document.inventory
    sheets = imported.mapping.sheets
    whole = bool(sheets) and all(sheet.format == "own" for sheet in sheets)
    after = _renamed(before, imported.inventory)
    # The program's own workbook has a column for every field, a tool's export has not.
    spoken = {match.field for sheet in sheets for match in sheet.columns if match.field}
    spoken |= {key for workload in after.workloads for key in workload.values}
    spoken |= {match.header for sheet in sheets for match in sheet.columns}
    known = before.by_id
    workloads = tuple(
        _completed(known[workload.id], workload, spoken) if workload.id in known else workload
        for workload in after.workloads
    )
    has_links = whole or "depends_on" in spoken or bool(after.dependencies)
    after = replace(
        after,
        name=after.name or before.name,
        workloads=workloads,
        dependencies=after.dependencies if has_links else before.dependencies,
        servers=after.servers if whole or after.servers else before.servers,
        set_aside=_aside(before, after, whole=whole),
        sources=(
            *before.sources,
            *(s for s in after.sources if s.sha256 not in {old.sha256 for old in before.sources}),
        ),
    )
    differs = whole and imported.programme != document.programme
    return Differences(before, after, diff_inventories(before, after), imported, differs, whole)


def is_another(before: Inventory, after: Inventory) -> bool:
    """Whether a list is no later state of another: under half of the names there are in both.

    Ids do not tell: lists of two clients both begin at APP-001.
    """
    names = [{one.name.strip().casefold() for one in each.workloads} for each in (before, after)]
    return 2 * len(names[0] & names[1]) < len(names[0])


def keep_typed(
    document: Document, after: Inventory, issues: tuple[Issue, ...]
) -> tuple[Inventory, tuple[Issue, ...]]:
    """Return a fresh inventory and its issues with what people typed into the project.

    Parameters
    ----------
    document
        The project as it is.
    after
        The inventory that was read anew.
    issues
        What was doubtful about it.
    """
    typed = {
        (one.id, key): one.name if key == "name" else one.values.get(key)
        for one in document.inventory.workloads
        if one.id in after.by_id
        for key in one.edited
    }
    kept = edit_cells(replace(document, inventory=after, issues=issues), typed).document
    return kept.inventory, kept.issues


def _aside(before: Inventory, after: Inventory, *, whole: bool) -> tuple[SetAside, ...]:
    """Rows set aside from other files stay; the program's own workbook lists all of them."""
    if whole:
        return after.set_aside
    files = {source.name for source in after.sources}
    return (*(row for row in before.set_aside if row.cell.file not in files), *after.set_aside)


def _renamed(before: Inventory, after: Inventory) -> Inventory:
    """Give workloads that only the name tells the ids they have in the project."""
    known = before.by_id
    count = Counter(workload.name.casefold() for workload in before.workloads)
    by_name = {w.name.casefold(): w.id for w in before.workloads if count[w.name.casefold()] == 1}
    present = {workload.id for workload in after.workloads}
    ids: dict[str, str] = {}
    for workload in after.workloads:
        twin = by_name.get(workload.name.casefold())
        if workload.id not in known and twin is not None and twin not in present:
            ids[workload.id] = twin
            present.add(twin)
    if not ids:
        return after
    return replace(
        after,
        workloads=tuple(replace(w, id=ids.get(w.id, w.id)) for w in after.workloads),
        dependencies=tuple(
            replace(
                link,
                source=ids.get(link.source, link.source),
                needed=ids.get(link.needed, link.needed),
            )
            for link in after.dependencies
        ),
        servers=tuple(
            replace(s, workload_id=ids.get(s.workload_id, s.workload_id)) for s in after.servers
        ),
    )


def _completed(old: Workload, new: Workload, spoken: Collection[str]) -> Workload:
    kept = {key: value for key, value in old.values.items() if key not in spoken}
    extra = {key: text for key, text in old.extra.items() if key not in spoken}
    return replace(
        new,
        values={**kept, **new.values},
        cells={**{k: c for k, c in old.cells.items() if k in kept}, **new.cells},
        edited=old.edited,
        extra={**extra, **new.extra},
    )


def proposed(differences: Differences) -> Chosen:
    """Return what is ticked at first.

    What a person typed here is not overwritten unless asked; rows are only removed by a file that
    lists everything.
    """
    diff, known = differences.diff, differences.before.by_id
    return Chosen(
        frozenset(workload.id for workload in diff.added),
        frozenset(
            (change.workload_id, change.field)
            for change in diff.changed
            if change.field not in known[change.workload_id].edited
        ),
        frozenset(w.id for w in diff.removed) if differences.whole else frozenset(),
        differences.programme_differs,
    )


def take_over(document: Document, differences: Differences, chosen: Chosen, file: str) -> Operation:
    """Return the step that applies what was chosen; decisions, notes and plans stay.

    Parameters
    ----------
    document
        The project as it is.
    differences
        Between its inventory and the one that was read anew.
    chosen
        Which of them to take.
    file
        Name of the file, for the history.
    """
    imported = differences.imported
    inventory = _taken(document.inventory, differences, chosen)
    older = () if differences.whole else _of_other_files(document, imported, inventory)
    changed = replace(
        document,
        inventory=inventory,
        issues=_issues((*imported.issues, *older), inventory, document),
        programme=imported.programme if chosen.programme else document.programme,
    )
    return Operation(Message("ui_import.undo.again", {"file": file}), changed, replan=True)


def _taken(before: Inventory, differences: Differences, chosen: Chosen) -> Inventory:
    """Return the inventory with what was chosen of the differences."""
    from planner.importing.roundtrip import apply_diff, diff_inventories

    after = _as_chosen(before, differences, chosen)
    stay = {workload.id for workload in differences.diff.removed} - chosen.removed
    diff = diff_inventories(before, after)
    inventory = apply_diff(before, after, diff, keep_removed=stay)
    ids = inventory.by_id
    held = {(server.name, server.workload_id) for server in inventory.servers}
    servers = (
        *(s for s in inventory.servers if s.workload_id in ids),
        *(
            s
            for s in before.servers
            if s.workload_id in stay and (s.name, s.workload_id) not in held
        ),
    )
    return replace(inventory, servers=servers)


def _as_chosen(before: Inventory, differences: Differences, chosen: Chosen) -> Inventory:
    """Return what was read anew, without the workloads and changes that were not chosen."""
    full = differences.diff
    left_out = {workload.id for workload in full.added} - chosen.added
    refused: dict[str, list[Change]] = {}
    for change in full.changed:
        if (change.workload_id, change.field) not in chosen.changed:
            refused.setdefault(change.workload_id, []).append(change)
    known = before.by_id
    return replace(
        differences.after,
        workloads=tuple(
            _put_back(w, known[w.id], refused[w.id]) if w.id in refused else w
            for w in differences.after.workloads
            if w.id not in left_out
        ),
        dependencies=tuple(
            link
            for link in differences.after.dependencies
            if not left_out & {link.source, link.needed}
        ),
    )


def _of_other_files(
    document: Document, imported: Imported, inventory: Inventory
) -> tuple[Issue, ...]:
    """Return the issues of files that were not read anew, of workloads that are still there."""
    files = {source.name for source in imported.inventory.sources}
    return tuple(
        issue
        for issue in document.issues
        if issue.where.file not in files
        and (not issue.workload_id or issue.workload_id in inventory.by_id)
    )


def _issues(
    issues: Collection[Issue], inventory: Inventory, document: Document
) -> tuple[Issue, ...]:
    """Say anew what is missing, as the rule set of the open scenario weighs it."""
    from planner.assessing.doubts import ASKED_CODES
    from planner.importing.missing import MISSING_CODES
    from planner.pipeline import with_missing

    rules = document.rule_sets.get(document.scenario.rule_set)
    if rules is None:
        return tuple(issues)
    kept = [issue for issue in issues if issue.code not in MISSING_CODES | ASKED_CODES]
    return with_missing(kept, inventory, rules, document.scenario, document.programme)


def _take_back[Kind](now: dict[str, Kind], then: Mapping[str, Kind], key: str) -> None:
    now.pop(key, None)
    if key in then:
        now[key] = then[key]


def _put_back(new: Workload, old: Workload, changes: Collection[Change]) -> Workload:
    values, extra, name = dict(new.values), dict(new.extra), new.name
    for change in changes:
        key = change.field
        if key == "name":
            name = old.name
            continue
        _take_back(values, old.values, key)
        _take_back(extra, old.extra, key)
    return replace(new, name=name, values=values, extra=extra)
