"""Dependencies drawn, changed and deleted by hand, as steps that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from planner.editing.operations import Operation
from planner.errors import BadInputError, Message
from planner.model.fields import Value
from planner.model.inventory import Dependency, Inventory
from planner.optimising.problem import DependencyKind
from planner.project import Document

__all__ = ["add_dependency", "delete_dependencies", "edit_dependencies", "place_of"]


def place_of(inventory: Inventory, source: str, needed: str) -> int:
    """Return where a dependency between the two stands in the inventory's list; -1: nowhere.

    Parameters
    ----------
    inventory
        Where to look.
    source
        Id of the workload that needs the other.
    needed
        Id of the one it needs.
    """
    ends = (source, needed)
    return next(
        (
            at
            for at, link in enumerate(inventory.dependencies)
            if (link.source, link.needed) == ends
        ),
        -1,
    )


def add_dependency(
    document: Document, source: str, needed: str, values: Mapping[str, Value] | None = None
) -> Operation:
    """Say that one workload needs another.

    Parameters
    ----------
    source, needed
        As in :func:`place_of`.
    values
        Attributes of the dependency by field key, in the field's unit.

    Raises
    ------
    BadInputError
        It cannot be: an end is unknown, both are the same, or it is there already.
    """
    inventory = document.inventory
    link = _changed(Dependency(source, needed), values or {})
    _check(inventory, link, -1)
    changed = replace(inventory, dependencies=(*inventory.dependencies, link))
    label = Message("ui_enter.undo.link", _ends(inventory, link))
    return Operation(label, replace(document, inventory=changed), replan=True)


def edit_dependencies(
    document: Document, edits: Mapping[tuple[int, str], Value | None]
) -> Operation:
    """Set attributes of dependencies: (place in the list, attribute) to a value; None clears.

    Raises
    ------
    BadInputError
        One of them cannot be: an end is unknown, both are the same, or it is there already.
    """
    inventory = document.inventory
    links = list(inventory.dependencies)
    wanted: dict[int, dict[str, Value | None]] = {}
    for (place, key), value in edits.items():
        wanted.setdefault(place, {})[key] = value
    for place, values in wanted.items():
        links[place] = _changed(links[place], values)
        _check(replace(inventory, dependencies=tuple(links)), links[place], place)
    first = links[next(iter(wanted))]
    key = "ui_enter.undo.link_edit" if len(wanted) == 1 else "ui_enter.undo.link_edit_many"
    label = Message(key, {**_ends(inventory, first), "count": str(len(wanted))})
    changed = replace(inventory, dependencies=tuple(links))
    return Operation(label, replace(document, inventory=changed), replan=True)


def delete_dependencies(document: Document, places: Collection[int]) -> Operation:
    """Take dependencies out of the list."""
    inventory = document.inventory
    gone = [link for at, link in enumerate(inventory.dependencies) if at in places]
    kept = tuple(link for at, link in enumerate(inventory.dependencies) if at not in places)
    key = "ui_enter.undo.unlink" if len(gone) == 1 else "ui_enter.undo.unlink_many"
    ends = _ends(inventory, gone[0]) if gone else {}
    label = Message(key, {**ends, "count": str(len(gone))})
    changed = replace(inventory, dependencies=kept)
    return Operation(label, replace(document, inventory=changed), replan=True)


def _changed(link: Dependency, values: Mapping[str, Value | None]) -> Dependency:
    blank = Dependency("", "")
    plain: dict[str, Any] = {
        key: getattr(blank, key) if value is None else value for key, value in values.items()
    }
    if plain.get("kind") is not None:
        plain["kind"] = DependencyKind(plain["kind"])
    return replace(link, **plain)


def _check(inventory: Inventory, link: Dependency, place: int) -> None:
    for end in (link.source, link.needed):
        if end not in inventory.by_id:
            raise BadInputError(
                "errors.file.there_is_no_application_in_the_inventory",
                "errors.file.add_the_application_or_correct_the_name",
                text=end,
            )
    if link.source == link.needed:
        raise BadInputError(
            "errors.file.both_ends_are_the_same_application", "errors.file.name_the_other_end"
        )
    ends = (link.source, link.needed)
    for at, other in enumerate(inventory.dependencies):
        if at != place and (other.source, other.needed) == ends:
            raise BadInputError(
                "ui_enter.link.twice", "ui_enter.link.twice.advice", **_ends(inventory, link)
            )


def _ends(inventory: Inventory, link: Dependency) -> dict[str, str]:
    names = {end: inventory.by_id[end].name for end in (link.source, link.needed)}
    return {"source": names[link.source], "needed": names[link.needed]}
