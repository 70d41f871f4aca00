"""Frozen dataclasses to plain JSON values and back, led by their type hints.

Dates are kept as ``{"$date": "2026-01-31"}`` wherever a value could also be a string; fields at
their default are left out, so that files stay small and new fields need no migration.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from planner.errors import BadInputError

__all__ = ["decode", "encode"]

type Decoder = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """Return ``value`` as JSON values (dict, list, str, int, float, bool, None)."""
    if value is None or isinstance(value, str | bool | int | float):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(encode(item) for item in value)
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {}
        for name, default in _defaults(type(value)):
            item = getattr(value, name)
            if item != default:
                kept[name] = encode(item)
        return kept
    raise TypeError(f"no JSON form for {type(value).__name__}")


def decode[T](kind: type[T], data: Any) -> T:
    """Return ``data`` as ``kind``.

    Raises
    ------
    BadInputError
        Where ``data`` is not of that form; the file was then made by something else.
    """
    try:
        result: T = _decoder(kind)(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInputError(
            "The project file holds something that is no {name}.",
            "Open an earlier copy of it.",
            repr(error),
            name=kind.__name__,
        ) from error
    return result


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    found = []
    for part in dataclasses.fields(kind):
        if part.default is not dataclasses.MISSING:
            default = part.default
        elif part.default_factory is not dataclasses.MISSING:
            default = part.default_factory()
        else:
            default = dataclasses.MISSING
        found.append((part.name, default))
    return tuple(found)


def _open_value(data: Any) -> Any:
    """Read a value whose type only the data tells: dates are tagged, lists are tuples."""
    if isinstance(data, dict):
        if set(data) == {"$date"}:
            return date.fromisoformat(data["$date"])
        return {key: _open_value(item) for key, item in data.items()}
    if isinstance(data, list):
        return tuple(_open_value(item) for item in data)
    return data


def _plain(kind: type, *also: type) -> Decoder:
    accepted = (kind, *also)

    def read(data: Any) -> Any:
        if isinstance(data, bool) and kind is not bool:
            raise TypeError(f"{data!r} is not {kind.__name__}")
        if not isinstance(data, accepted):
            raise TypeError(f"{data!r} is not {kind.__name__}")
        return kind(data)

    return read


def _read_date(data: Any) -> date:
    return date.fromisoformat(data["$date"])


def _decoder(kind: Any) -> Decoder:
    try:
        return _cached_decoder(kind)
    except TypeError:
        return _build(kind)


@cache
def _cached_decoder(kind: Any) -> Decoder:
    return _build(kind)


def _build(kind: Any) -> Decoder:
    if isinstance(kind, TypeAliasType):
        return _decoder(kind.__value__)
    if kind in (Any, object):
        return _open_value
    origin = get_origin(kind)
    if origin is Union or origin is types.UnionType:
        return _build_union(get_args(kind))
    if origin is tuple:
        return _build_tuple(get_args(kind))
    if origin is frozenset:
        (item,) = get_args(kind)
        read_item = _decoder(item)
        return lambda data: frozenset(read_item(entry) for entry in data)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        read_value = _decoder(get_args(kind)[1])
        return lambda data: {key: read_value(item) for key, item in data.items()}
    if kind is float:
        return _plain(float, int)
    if kind in (int, str, bool):
        return _plain(kind)
    if kind is date:
        return _read_date
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(typing.cast(type, kind))
    raise TypeError(f"no reader for {kind!r}")


def _build_union(members: tuple[Any, ...]) -> Decoder:
    others = [member for member in members if member is not type(None)]
    if len(others) == 1 and len(members) == 2:
        read = _decoder(others[0])
        return lambda data: None if data is None else read(data)
    return _open_value


def _build_tuple(items: tuple[Any, ...]) -> Decoder:
    if len(items) == 2 and items[1] is Ellipsis:
        read = _decoder(items[0])
        return lambda data: tuple([read(entry) for entry in data])
    readers = [_decoder(item) for item in items]
    return lambda data: tuple(reader(entry) for reader, entry in zip(readers, data, strict=True))


def _build_dataclass(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    names = {part.name for part in dataclasses.fields(kind) if part.init}
    readers: dict[str, Decoder] = {}

    def read(data: Any) -> Any:
        if not readers:
            readers.update({name: _decoder(hints[name]) for name in names})
        return kind(**{name: readers[name](item) for name, item in data.items()})

    return read
