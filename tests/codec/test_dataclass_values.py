"""A fault in data names its place, whatever notes the reader leaves on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.codec.dataclass_values import decode
from tests.support.refusals import refused


@dataclass(frozen=True)
class Part:
    spans: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Whole:
    parts: tuple[Part, ...]


def test_the_place_of_a_fault_goes_down_to_keys_and_numbers() -> None:
    data = {"parts": [{"spans": {}}, {"spans": {"peak": [0.0]}}]}
    with refused(r"parts\[1\]\.spans\.peak"):
        decode(Whole, data, "a.cmplan")
