"""Tiers of recovery, which are no times themselves, and the times a legend gives for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from planner.importing.grid import Cell
from planner.importing.spelling import alike
from planner.importing.values.cells import Column, read_column, text_of
from planner.importing.values.words import folded
from planner.model.fields import FIELD_BY_KEY

__all__ = ["TIERS", "steps_in", "times_below", "times_of"]

TIERS: Final = "tiers"
"""The unit of a column whose cells are steps that a legend gives times for."""
_HEADER: Final = re.compile(
    r"(?:\bdr\b|\brto\b|recover|disaster|wiederanlauf|notfall|reprise|recupera|恢复|灾备|容灾)"
    r".*(?:tier|class|level|categor|klasse|stufe|niveau|nivel|级)"
)
_PAIR: Final = re.compile(r"([^=:：;；,，、|()（）]{1,20})(?:=|:|：)([^=:：;；,，、|()（）]{1,24})")
_STEP: Final = re.compile(r"^(?:tier|class|level|category|klasse|stufe|niveau|nivel|t)(?=\w)|级$")


def times_of(header: str, legends: Mapping[str, str]) -> Mapping[str, str]:
    """Return the times of a column's tiers, by tier, as its header or the file's legend says.

    Parameters
    ----------
    header
        As it stands in the cell.
    legends
        Of the file, by folded header; under :data:`TIERS` what it says of tiers in general.
    """
    if _HEADER.search(alike(header).casefold()) is None:
        return {}
    bare = re.split(r"[(（:：]", header)[0]
    said = (header, legends.get(folded(header)), legends.get(folded(bare)), legends.get(TIERS))
    return next((found for text in said if text and (found := steps_in(text))), {})


def times_below(cells: Sequence[Cell], times: Mapping[str, str]) -> list[Cell]:
    """Return a column's cells with the time of each tier in its place."""
    return [times.get(_step(text_of(cell)), cell) for cell in cells]


def steps_in(text: str) -> Mapping[str, str]:
    """Return what a legend such as *Tier 1 = 4h; Tier 2 = 24h* gives for each step; else nothing.

    >>> steps_in("Tier 1 = 4h; Tier 2 = 24 hours")
    {'1': '4h', '2': '24 hours'}
    >>> steps_in("1 = low; 5 = high")
    {}
    """
    pairs = _PAIR.findall(re.sub(r"^[^=]*[(（](?=[^()（）]*=)", "", text))
    found = {_step(step): time.strip() for step, time in pairs if not time.strip().isdecimal()}
    hours, _ = read_column(list(found.values()), Column(FIELD_BY_KEY["rto_hours"]))
    return found if len(found) > 1 and None not in hours else {}


def _step(text: str) -> str:
    return _STEP.sub("", folded(text))
