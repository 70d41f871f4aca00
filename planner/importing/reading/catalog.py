"""Backstage catalogues: entities in YAML, laid out as a list of components and their needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.importing.grid import Cell, Grid

__all__ = ["catalog_grids"]

_COLUMNS = ("Application", "Description", "Owner", "Lifecycle", "Domain", "Type", "Tags")


def catalog_grids(text: str, name: str) -> list[Grid]:
    """Return the components and dependencies of a catalogue; nothing where the text is none.

    Only plain values are built from the YAML, and no entity is fetched from elsewhere.
    """
    import yaml

    if "backstage.io/" not in text:
        return []
    try:
        documents = [entry for entry in yaml.safe_load_all(text) if isinstance(entry, dict)]
    except (yaml.YAMLError, RecursionError, ValueError):
        return []
    rows: list[list[Cell]] = [list(_COLUMNS)]
    links: list[list[Cell]] = [["source", "needed"]]
    others: list[list[Cell]] = [["Entity kind", "Entity"]]
    provides: dict[str, str] = {}
    wanted: list[tuple[str, str]] = []
    for entry in documents:
        kind, spec = str(entry.get("kind", "")), _part(entry, "spec")
        meta = _part(entry, "metadata")
        title = str(meta.get("name", ""))
        if kind != "Component" and title:
            others.append([kind, title])
        if kind not in ("Component", "System", "Resource") or not title:
            continue
        if kind == "Component":
            rows.append(
                [
                    title,
                    *(_text(meta, "description"), _text(spec, "owner"), _text(spec, "lifecycle")),
                    _text(spec, "system"),
                    _text(spec, "type"),
                    "; ".join(_names(meta.get("tags"))),
                ]
            )
        for api in _names(spec.get("providesApis")):
            provides[_bare(api)] = title
        wanted += [(title, _bare(other)) for other in _names(spec.get("dependsOn"))]
        wanted += [(title, _bare(api)) for api in _names(spec.get("consumesApis"))]
        links += [[_bare(other), title] for other in _names(spec.get("dependencyOf"))]
    links += [[source, provides.get(other, other)] for source, other in wanted]
    found = [("components", rows), ("dependencies", links), ("other entities", others)]
    return [Grid(name, sheet, lines) for sheet, lines in found if len(lines) > 1]


def _part(entry: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = entry.get(key)
    return part if isinstance(part, dict) else {}


def _text(part: Mapping[str, Any], key: str) -> str:
    value = part.get(key)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _names(value: object) -> list[str]:
    return [str(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _bare(reference: str) -> str:
    """Return the name in a reference such as ``component:default/shop``."""
    return reference.rpartition(":")[2].rpartition("/")[2]
