"""Data packed for another process: the same as it was, of every kind of class."""

from __future__ import annotations

import gc
import pickle
from dataclasses import dataclass, field
from enum import Enum

import pytest

from planner.errors import BadInputError, Message, message
from planner.packing import Packed, packed, unpacked


class Kind(Enum):
    ONE = "one"


@dataclass(frozen=True, slots=True)
class One:
    name: str


@dataclass(frozen=True, slots=True)
class Many:
    name: str
    kind: Kind = Kind.ONE
    parts: tuple[One, ...] = ()
    said: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.name != "refused", "what is put together again is not asked again"


@dataclass(frozen=True, slots=True)
class Later(Many):
    day: int = 0


@dataclass(frozen=True)
class Loose:
    name: str
    day: int = 1


@dataclass(slots=True)
class Open:
    name: str
    day: int = 1


@dataclass(frozen=True, slots=True)
class OfItsOwn:
    name: str
    day: int

    def __reduce__(self) -> tuple[object, ...]:
        return OfItsOwn, (self.name.upper(), self.day)


@pytest.mark.parametrize("what", [
    One("a"), Many("a", parts=(One("b"), One("b")), said={"x": 0.1}), Later("a", day=3),
    Loose("a"), Open("a", 2), [One("a")] * 3, {"a": message("wave", number=1)}, None, 1.5,
])  # fmt: skip
def test_what_is_packed_comes_out_as_it_was(what):
    assert unpacked(packed(what)) == what
    assert pickle.loads(packed(what)) == what
    assert Packed.of(what).opened() == what


def test_what_stands_twice_stays_one():
    shared = One("shared")
    first, second = unpacked(packed((Many("a", parts=(shared,)), Many("b", parts=(shared,)))))
    assert first.parts[0] is second.parts[0]


def test_a_class_that_says_how_it_is_taken_apart_is_asked():
    assert unpacked(packed(OfItsOwn("a", 1))) == OfItsOwn("A", 1)
    error = unpacked(packed(BadInputError("errors.quoted", name="x")))
    assert error.sentence == Message("errors.quoted", {"name": "x"})


@pytest.mark.parametrize("looked", [True, False])
def test_the_look_for_garbage_is_left_as_it_was(looked):
    before = gc.isenabled()
    (gc.enable if looked else gc.disable)()
    try:
        unpacked(packed(One("a")))
        assert gc.isenabled() is looked
        with pytest.raises(pickle.UnpicklingError):
            unpacked(b"no pickle")
        assert gc.isenabled() is looked
    finally:
        (gc.enable if before else gc.disable)()
