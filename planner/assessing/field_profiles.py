"""Field profiles: the kinds of organisation, their laws, freezes and sizes of waves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from planner.errors import BadInputError
from planner.model.rules import LocalText
from planner.wording import preset_text

__all__ = ["NO_FIELD", "FieldProfile", "YearlyFreeze", "field_profile", "field_profiles"]

NO_FIELD = "none"


@dataclass(frozen=True, slots=True)
class YearlyFreeze:
    """A span of every year in which nothing is cut over; (month, day), both included.

    A closing speaks of some ``kinds`` of system alone, and lies within a year.
    """

    name: LocalText
    first: tuple[int, int]
    last: tuple[int, int]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldProfile:
    """What is taken for granted in a field until somebody says otherwise.

    Attributes
    ----------
    countries
        Countries (ISO 3166, ``EU``) whose law the field's choice itself names.
    laws
        Keys of the compliance rules that speak to the field; which of them hold depends on the
        countries.
    signs
        Words of an organisation's name by which the field is proposed.
    wave_sizes
        Workloads in the first and in a full wave.
    closings
        Spans in which the systems that close the books are not cut over.
    """

    key: str
    name: LocalText
    countries: tuple[str, ...]
    laws: tuple[str, ...]
    signs: tuple[str, ...]
    frozen: tuple[YearlyFreeze, ...]
    wave_sizes: tuple[int, int]
    closings: tuple[YearlyFreeze, ...] = ()


@cache
def field_profiles() -> Mapping[str, FieldProfile]:
    """Return every field profile by key, ``none`` first."""
    text = (files("planner.assessing.fields") / "profiles.toml").read_text(encoding="utf-8")
    found = {}
    for key, one in tomllib.loads(text).items():
        first, full = one["waves"]
        found[key] = FieldProfile(
            key,
            preset_text(one["name"]),
            tuple(one.get("countries", ())),
            tuple(one["laws"]),
            tuple(one["signs"]),
            tuple(map(_span, one["frozen"])),
            (first, full),
            tuple(map(_span, one.get("closings", ()))),
        )
    return found


def field_profile(key: str) -> FieldProfile:
    """Return the profile of a field; unanswered (empty) is ``none``.

    Raises
    ------
    BadInputError
        Where there is no such field.
    """
    found = field_profiles().get(key or NO_FIELD)
    if found is None:
        raise BadInputError(
            "errors.rules.there_is_no_field",
            "errors.rules.use_one_of",
            key=key,
            choices=", ".join(field_profiles()),
        )
    return found


def _span(one: Mapping[str, Any]) -> YearlyFreeze:
    name, kinds = preset_text(one["name"]), tuple(one.get("kinds", ()))
    return YearlyFreeze(name, _day(one["first"]), _day(one["last"]), kinds)


def _day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
