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
from typing import Any, Final, TypeAliasType, Union, get_args, get_origin, get_type_hints

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


def decode[T](kind: type[T], data: Any, file: str) -> T:
    """Return ``data``, plain data as :func:`parse_json` gives it, as ``kind``.

    Parameters
    ----------
    file
        Name of the file it comes from, for the sentence.

    Raises
    ------
    BadInputError
        Where ``data`` is not of that form; the sentence says at which place.
    """
    try:
        result: T = _decoder(kind)(data)
    except _MisfitError as misfit:
        raise BadInputError(
            "errors.file.in_is_not_of_the_kind_that",
            "errors.file.file_is_damaged_or_was_made_by",
            misfit.detail,
            file=file,
            place=misfit.place or kind.__name__,
        ) from misfit
    return result


class _MisfitError(Exception):
    """A value is not of its kind; ``place`` leads to it, such as ``programme.teams[2].id``."""

    def __init__(self, detail: str, place: str = "") -> None:
        super().__init__(detail)
        self.detail, self.place = detail, place

    def inside(self, key: str) -> _MisfitError:
        """Return the same seen from what holds the value under ``key``."""
        mark = "" if not self.place or self.place.startswith("[") else "."
        return _MisfitError(self.detail, f"{key}{mark}{self.place}")


FAULTS: Final = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
LARGEST: Final = 1e150
"""Products of two numbers, and sums of those, are still finite."""


def _read_at(read: Decoder, data: Any, key: str) -> Any:
    try:
        return read(data)
    except _MisfitError as misfit:
        raise misfit.inside(key) from misfit
    except FAULTS as error:
        raise _MisfitError(repr(error), key) from error


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
        if type(data) not in accepted:
            raise _MisfitError(f"{data!r:.80} is not {kind.__name__}")
        if kind in (int, float) and not -LARGEST <= data <= LARGEST:
            raise _MisfitError(f"{data!r:.80} is too large")
        return kind(data)

    return read


def _read_date(data: Any) -> date:
    if type(data) is not dict or data.keys() != {"$date"}:
        raise _MisfitError(f"{data!r:.80} is no date")
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
        return lambda data: frozenset(_items(read_item, data))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _build_mapping(_decoder(get_args(kind)[1]))
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
    """Read a value that may be of several kinds: the first that it is of."""
    if Any in members or object in members:
        return _open_value
    readers = [_decoder(member) for member in members if member is not type(None)]
    optional = type(None) in members
    if len(readers) == 1:
        (single,) = readers
        return lambda data: None if data is None and optional else single(data)

    def read(data: Any) -> Any:
        if data is None and optional:
            return None
        for reader in readers:
            try:
                return reader(data)
            except (_MisfitError, *FAULTS):
                continue
        raise _MisfitError(f"{data!r:.80} is none of the kinds that fit")

    return read


def _build_mapping(read_value: Decoder) -> Decoder:
    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise _MisfitError(f"{data!r:.80} is not an object")
        return {key: _read_at(read_value, item, key) for key, item in data.items()}

    return read


def _items(read: Decoder, data: Any) -> list[Any]:
    if type(data) is not list:
        raise _MisfitError(f"{data!r:.80} is not a list")
    found = []
    for place, entry in enumerate(data):
        try:
            found.append(read(entry))
        except (_MisfitError, *FAULTS) as error:
            misfit = error if isinstance(error, _MisfitError) else _MisfitError(repr(error))
            raise misfit.inside(f"[{place}]") from error
    return found


def _build_tuple(items: tuple[Any, ...]) -> Decoder:
    if len(items) == 2 and items[1] is Ellipsis:
        read = _decoder(items[0])
        return lambda data: tuple(_items(read, data))
    readers = [_decoder(item) for item in items]

    def read_each(data: Any) -> Any:
        if type(data) is not list or len(data) != len(readers):
            raise _MisfitError(f"{data!r:.80} has not {len(readers)} entries")
        return tuple(reader(entry) for reader, entry in zip(readers, data, strict=True))

    return read_each


def _build_dataclass(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    names = {part.name for part in dataclasses.fields(kind) if part.init}
    readers: dict[str, Decoder] = {}

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise _MisfitError(f"{data!r:.80} is no {kind.__name__}")
        if not readers:
            readers.update({name: _decoder(hints[name]) for name in names})
        if not data.keys() <= readers.keys():
            raise _MisfitError(f"{kind.__name__} has no {min(data.keys() - readers.keys())!r:.80}")
        return kind(**{name: _read_at(readers[name], item, name) for name, item in data.items()})

    return read
