"""JSON Schema of what :mod:`planner.codec.dataclass_values` reads, from the same type hints."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, TypeAliasType, Union, get_args, get_origin, get_type_hints

__all__ = ["json_schema"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
DAY: Final = {
    "type": "object",
    "required": ["$date"],
    "additionalProperties": False,
    "properties": {"$date": {"type": "string", "format": "date"}},
}
PLAIN: Final[Mapping[Any, dict[str, Any]]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: DAY,
    NoneType: {"type": "null"},
    Any: {},
    object: {},
}


def json_schema(kind: type, title: str) -> dict[str, Any]:
    """Return the schema of a frozen data class as it stands in a file.

    Parameters
    ----------
    kind
        The class; every class that it names becomes one entry of ``$defs``.
    title
        What a reader calls such a file.
    """
    named: dict[str, Any] = {}
    top = _schema(kind, named)
    return {"$schema": DIALECT, "title": title, **top, "$defs": dict(sorted(named.items()))}


def _schema(kind: Any, named: dict[str, Any]) -> dict[str, Any]:
    if isinstance(kind, TypeAliasType):
        return _schema(kind.__value__, named)
    if kind in PLAIN:
        return dict(PLAIN[kind])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [each.value for each in kind]}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        if kind.__name__ not in named:
            named[kind.__name__] = {}  # a class may hold itself
            named[kind.__name__] = _object(kind, named)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Union or origin is UnionType:
        return {"anyOf": [_schema(part, named) for part in parts]}
    if origin is tuple and parts[1:] != (Ellipsis,):
        rows = [_schema(part, named) for part in parts]
        return {"type": "array", "prefixItems": rows, "minItems": len(rows), "maxItems": len(rows)}
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _schema(parts[0], named)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(parts[1], named)}
    raise TypeError(f"no schema for {kind!r}")


def _object(kind: Any, named: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    parts = [part for part in dataclasses.fields(kind) if part.init]
    required = [
        part.name
        for part in parts
        if part.default is dataclasses.MISSING and part.default_factory is dataclasses.MISSING
    ]
    return {
        "type": "object",
        **({"required": required} if required else {}),
        "additionalProperties": False,
        "properties": {part.name: _schema(hints[part.name], named) for part in parts},
    }
