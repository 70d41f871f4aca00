"""Frozen data classes to plain JSON values and back, led by their type hints and read strictly.

The work is cattrs'; what stands here is what a file of this program adds to it: no value is bent
to fit (``"3"`` is no number), a key that a class does not have is refused, and what is wrong is
said once, with its place. Dates are kept as ``{"$date": "2026-01-31"}`` wherever a value could
also be a string; fields at their default are left out, so that files stay small and new fields
need no migration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from types import GenericAlias, NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, Union, get_args, get_origin

from planner.errors import BadInputError, Message

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["decode", "encode", "name_in_open_places"]

LARGEST: Final = 1e150
"""Products of two numbers, and sums of those, are still finite."""


_NAMED: Final[dict[str, type]] = {"$Message": Message}
"""Classes that may stand where the type of a value is open, such as what fills a message."""


def name_in_open_places(*kinds: type) -> None:
    """Let values of these classes stand in open places: they are written with their name."""
    _NAMED.update({f"${kind.__name__}": kind for kind in kinds})


def encode(value: Any) -> Any:
    """Return ``value`` as JSON values (dict, list, str, int, float, bool, None)."""
    return _converter().unstructure(value)


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
        return _converter().structure(data, kind)
    except Exception as error:  # of any kind: it is what the data made a class raise
        place, cause = _first_fault(error)
        too_large = isinstance(cause, OverflowError)
        raise BadInputError(
            "errors.file.in_is_a_number_that_is_too_large"
            if too_large
            else "errors.file.in_is_not_of_the_kind_that",
            "errors.file.file_is_damaged_or_was_made_by",
            str(cause) or repr(cause),
            file=file,
            place=place or kind.__name__,
        ) from error


def _first_fault(error: BaseException) -> tuple[str, BaseException]:
    """Return the place of the first fault, such as ``programme.teams[2].id``, and the fault."""
    place = ""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
        for note in getattr(error, "__notes__", ()):
            key = getattr(note, "name", None) or getattr(note, "index", None)
            if isinstance(key, int):
                place += f"[{key}]"
            elif not callable(key):  # as of a note that is but words
                place += f".{key}" if place else str(key)
    return place, error


def _shaped(shape: type, read: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``read`` for data of ``shape`` alone, never for what merely looks like it."""

    def checked(data: Any, kind: Any) -> Any:
        if type(data) is not shape:
            raise TypeError(f"{data!r:.80} is no {shape.__name__}")
        return read(data, kind)

    return checked


def _read_plain(data: Any, kind: Any) -> Any:
    if type(data) is not kind and not (kind is float and type(data) is int):
        raise TypeError(f"{data!r:.80} is not {kind.__name__}")
    if kind in (int, float) and not -LARGEST <= data <= LARGEST:
        raise OverflowError(f"{data!r:.80} is too large")
    return kind(data)


def _read_date(data: Any, _kind: type) -> date:
    if type(data) is not dict or data.keys() != {"$date"}:
        raise TypeError(f"{data!r:.80} is no date")
    return date.fromisoformat(data["$date"])


def _write_open(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_write_open(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _write_open(item) for key, item in value.items()}
    plain = _converter().unstructure(value)
    name = f"${type(value).__name__}"
    return {name: plain} if name in _NAMED else plain


def _read_open(data: Any, _kind: Any) -> Any:
    """Read a value whose type only the data tells: dates and classes by name, lists as tuples."""
    if isinstance(data, dict):
        (name, *more) = data or ("",)
        if name == "$date" and not more:
            return date.fromisoformat(data["$date"])
        if name in _NAMED and not more:
            return _converter().structure(data[name], _NAMED[name])
        return {key: _read_open(item, Any) for key, item in data.items()}
    if isinstance(data, list):
        return tuple(_read_open(item, Any) for item in data)
    return data


def _union_reader(kind: Any, converter: Converter) -> Callable[..., Any]:
    """Return what reads a value that may be of several kinds: the first that it is of."""
    members = [each for each in get_args(kind) if each is not NoneType]
    optional = len(members) < len(get_args(kind))
    readers = [(each, converter.get_structure_hook(each)) for each in members]

    def read(data: Any, _kind: Any) -> Any:
        if data is None and optional:
            return None
        for member, reader in readers[:-1]:
            with suppress(Exception):  # not of this kind, whatever it is that says so
                return reader(data, member)
        member, reader = readers[-1]
        return reader(data, member)

    return read


def _set_reader(kind: Any, converter: Converter) -> Callable[..., Any]:
    row: Any = GenericAlias(tuple, (*get_args(kind), ...))
    read = converter.get_structure_hook(row)
    return lambda data, _kind: frozenset(read(data, row))


@cache
def _converter() -> Converter:
    """Return cattrs, told to bend nothing; made late, since few commands open a project."""
    from cattrs import Converter
    from cattrs.cols import homogenous_tuple_structure_factory, is_frozenset, is_mapping

    made = Converter(
        forbid_extra_keys=True,
        omit_if_default=True,
        unstruct_collection_overrides={tuple: list, frozenset: sorted},
    )
    made.register_unstructure_hook_func(lambda kind: kind is object, _write_open)
    made.register_unstructure_hook(date, lambda day: {"$date": day.isoformat()})
    made.register_structure_hook(date, _read_date)
    for plain in (str, int, float, bool):
        made.register_structure_hook(plain, _read_plain)
    made.register_structure_hook(Enum, lambda data, kind: kind(data))
    made.register_structure_hook(StrEnum, lambda data, kind: kind(data))
    made.register_structure_hook_func(lambda kind: kind in (Any, object), _read_open)
    shapes: list[tuple[Callable[[Any], bool], type, Callable[[Any], Callable[..., Any]]]] = [
        (is_dataclass, dict, made.gen_structure_attrs_fromdict),
        (is_mapping, dict, made.gen_structure_mapping),
        (is_frozenset, list, lambda kind: _set_reader(kind, made)),
        (_is_record, list, made.gen_structure_hetero_tuple),
        (_is_row, list, lambda kind: homogenous_tuple_structure_factory(kind, made)),
    ]
    for fits, shape, make in shapes:
        made.register_structure_hook_factory(
            fits, lambda kind, shape=shape, make=make: _shaped(shape, make(kind))
        )
    made.register_structure_hook_factory(_is_union, lambda kind: _union_reader(kind, made))
    return made


def _is_union(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is Union or origin is UnionType


def _is_row(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] == (Ellipsis,)


def _is_record(kind: Any) -> bool:
    return get_origin(kind) is tuple and not _is_row(kind)
