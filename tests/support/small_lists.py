"""Small lists of strangers, with what a person reads in them, held against the import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from planner.importing import import_files
from planner.model.fields import FIELD_BY_KEY, FieldKind

__all__ = ["hold_against"]

TODAY = date(2026, 11, 24)


def hold_against(folder: Path, case: tuple[str, Mapping[str, Any]]) -> None:
    """Read a case, files with ``|||`` between, and find in it what its note says.

    The note may give ``names``, ``values`` by name and field, ``needs``, ``servers`` and ``codes``.
    """
    text, wanted = case
    paths = []
    for number, part in enumerate(text.split("|||")):
        paths.append(folder / f"list{number}.csv")
        paths[-1].write_text(part, encoding="utf-8")
    imported = import_files(paths, today=TODAY)
    inventory = imported.inventory
    titles = {workload.id: workload.name for workload in inventory.workloads}
    assert wanted.get("names", set(titles.values())) == set(titles.values())
    by_name = {workload.name: workload for workload in inventory.workloads}
    for name, values in wanted.get("values", {}).items():
        found = {key: plain(key, by_name[name].values.get(key)) for key in values}
        assert found == values
    links = {(titles[link.source], titles[link.needed]) for link in inventory.dependencies}
    assert wanted.get("needs", links) == links
    servers = {(server.name, titles[server.workload_id]) for server in inventory.servers}
    assert wanted.get("servers", servers) == servers
    codes = {issue.code for issue in imported.issues}
    assert set(wanted.get("codes", ())) <= codes


def plain(key: str, value: object) -> object:
    """A value as the file has it: amounts in whole units."""
    money = FIELD_BY_KEY[key].kind is FieldKind.MONEY
    if money and isinstance(value, int):
        return value / 100
    return round(value, 3) if isinstance(value, float) else value
