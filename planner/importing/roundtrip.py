"""What a file that comes back has changed: added, changed and removed, before it is applied."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from planner.model.fields import Value
from planner.model.inventory import Dependency, Inventory, Workload

__all__ = ["Change", "InventoryDiff", "apply_diff", "diff_inventories"]


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one workload, before and after; None where there is none."""

    workload_id: str
    field: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class InventoryDiff:
    """The difference between the inventory at hand and the one that comes in."""

    added: tuple[Workload, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Workload, ...] = ()
    links_added: tuple[Dependency, ...] = ()
    links_removed: tuple[Dependency, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not any(getattr(self, field.name) for field in dataclasses.fields(self))


def diff_inventories(before: Inventory, after: Inventory) -> InventoryDiff:
    """Compare two inventories by workload id; where cells came from does not count."""
    old, new = before.by_id, after.by_id
    old_links = {_bare(link): link for link in before.dependencies}
    new_links = {_bare(link): link for link in after.dependencies}
    changes = [
        change
        for key, workload in new.items()
        if key in old
        for change in _changes(old[key], workload)
    ]
    return InventoryDiff(
        tuple(workload for key, workload in new.items() if key not in old),
        tuple(changes),
        tuple(workload for key, workload in old.items() if key not in new),
        tuple(link for bare, link in new_links.items() if bare not in old_links),
        tuple(link for bare, link in old_links.items() if bare not in new_links),
    )


def apply_diff(
    before: Inventory,
    after: Inventory,
    diff: InventoryDiff,
    *,
    keep_removed: Collection[str] = (),
) -> Inventory:
    """Return the inventory with the difference applied, as one step.

    Fields a person has set in the program stay marked as edited where the file did not change
    them.

    Parameters
    ----------
    before
        The inventory as it is.
    after
        As it was read anew.
    diff
        Between the two, as far as it was chosen.
    keep_removed
        Ids that stay, with the dependencies between those that stay.
    """
    kept = [w for w in diff.removed if w.id in keep_removed]
    touched: dict[str, set[str]] = {}
    for change in diff.changed:
        touched.setdefault(change.workload_id, set()).add(change.field)
    workloads = [
        dataclasses.replace(
            workload,
            edited=before.by_id[workload.id].edited - frozenset(touched.get(workload.id, ())),
        )
        if workload.id in before.by_id
        else workload
        for workload in after.workloads
    ]
    ids = {workload.id for workload in (*workloads, *kept)}
    stay = {workload.id for workload in kept}
    links = [
        link
        for link in diff.links_removed
        if {link.source, link.needed} <= ids and stay & {link.source, link.needed}
    ]
    return dataclasses.replace(
        after, workloads=(*workloads, *kept), dependencies=(*after.dependencies, *links)
    )


def _bare(link: Dependency) -> tuple[object, ...]:
    return tuple(
        getattr(link, field.name) for field in dataclasses.fields(link) if field.name != "cell"
    )


def _changes(old: Workload, new: Workload) -> list[Change]:
    changes = [Change(new.id, "name", old.name, new.name)] if old.name != new.name else []
    for key in sorted({*old.values, *new.values}):
        before, after = old.values.get(key), new.values.get(key)
        if before != after:
            changes.append(Change(new.id, key, before, after))
    for header in sorted({*old.extra, *new.extra}):
        first, second = old.extra.get(header), new.extra.get(header)
        if first != second:
            changes.append(Change(new.id, header, first, second))
    return changes
