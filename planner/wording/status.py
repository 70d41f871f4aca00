"""States of a move and headings of a status sheet, written and read in every language.

What the tracker prints, its reader finds again, whatever language either was in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from planner.wording.catalogue import LANGUAGES
from planner.wording.sentences import say

__all__ = [
    "HEADINGS",
    "STATES",
    "TICKET_LABEL",
    "heading_of",
    "label_id",
    "state_of",
    "status_heading",
    "ticket_label",
]

TICKET_LABEL: Final = "workload:"
"""What a label or tag that names a workload begins with; labels hold no spaces."""

STATES: Final = ("planned", "committed", "under_way", "blocked", "done")
HEADINGS: Final = (
    "id",
    "wave",
    "status",
    "owner",
    "baseline",
    "planned",
    "actual",
    "days",
    "actual_days",
    "note",
    "answer",
    "key",
)
_TOOLS: Final = MappingProxyType(
    {
        "to do": "planned",
        "open": "planned",
        "new": "planned",
        "backlog": "planned",
        "selected for development": "committed",
        "approved": "committed",
        "in progress": "under_way",
        "active": "under_way",
        "in review": "under_way",
        "on hold": "blocked",
        "closed": "done",
        "resolved": "done",
        "removed": "planned",
        "待办": "planned",
        "进行中": "under_way",
        "处理中": "under_way",
        "关闭": "done",
        "完成": "done",
    }
)
"""States of trackers in use, folded, beside our own words."""


def ticket_label(workload: str) -> str:
    """Return the label of a ticket that names a workload."""
    return TICKET_LABEL + label_id(workload)


def label_id(workload: str) -> str:
    """Return an id as it can stand in a label."""
    return "_".join(workload.replace(";", " ").replace(",", " ").split())


def status_heading(key: str, language: str) -> str:
    """Return the heading of a column of :data:`HEADINGS`."""
    return say(f"status.heading.{key}", language)


def heading_of(text: str) -> str:
    """Return the key of a heading in any language; empty where it is none."""
    return _headings().get(_folded(text), "")


def state_of(text: str) -> str:
    """Return the state that a word of any language, or of a known tool, means; empty for none."""
    return _states().get(_folded(text), "")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


@cache
def _headings() -> Mapping[str, str]:
    return {
        _folded(status_heading(key, language)): key for language in LANGUAGES for key in HEADINGS
    }


@cache
def _states() -> Mapping[str, str]:
    own = {
        _folded(say(f"status.state.{state}", language)): state
        for language in LANGUAGES
        for state in STATES
    }
    return {**_TOOLS, **own}
