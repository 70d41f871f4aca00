"""Scoring again and again leaves nothing behind: an hour in the window is thousands of drafts."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date

from planner.assessing import load_rule_set
from planner.assessing.archetypes import finder_of
from planner.pipeline import Sources, draft_study, import_sources
from tests.support.projects import TINY

DAY = date(2026, 3, 2)
FEW = 2_000
"""Objects in circles that a draft may leave to the collector; a finder alone has 20,000."""


def renamed(sources: Sources, mark: int) -> Sources:
    workloads = tuple(
        replace(one, name=f"{one.name} {mark}") for one in sources.inventory.workloads
    )
    return replace(sources, inventory=replace(sources.inventory, workloads=workloads))


def test_a_draft_leaves_no_garbage_behind() -> None:
    sources, _ = import_sources([TINY], DAY)
    draft_study(sources, DAY)
    gc.collect()
    draft_study(renamed(sources, 1), DAY)
    assert gc.collect() < FEW


def test_one_finder_serves_all_who_ask_for_the_same_kinds() -> None:
    kinds = load_rule_set("balanced").archetypes
    assert finder_of(kinds, "insurer") is finder_of(kinds, "insurer")
    assert finder_of(kinds, "insurer") is not finder_of(kinds)
    assert finder_of(kinds[:-1]) is not finder_of(kinds)
