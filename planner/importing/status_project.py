"""Status in the XML of project tools: MS Project, and its kin that save the same form.

Whoever saved it may have numbered tasks anew, sorted or split them, added tasks and fields, put the
ids into another field or none, and people in the place of teams. A task is about the workload whose
id it holds, else about that of the task that it stands under; where the file holds no id at all, a
move is known by its own name, which begins with that of its workload.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.errors import BadInputError
from planner.model.issue import CellRef
from planner.model.status import MoveStatus
from planner.wording.catalogue import LANGUAGES
from planner.wording.sentences import say
from planner.wording.status import heading_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["is_project", "of_project"]

_SPACE: Final = "schemas.microsoft.com/project"
_ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be")
_TEXT1: Final = "188743731"
_PEOPLE: Final = "1"
"""Type of a resource that works; others are material and money."""
_ARROW: Final = " → "
"""Stands behind the workload's name in the name of its move."""
_DURATION: Final = re.compile(
    r"P(?:([0-9.]+)D)?(?:T(?:([0-9.]+)H)?(?:([0-9.]+)M)?(?:([0-9.]+)S)?)?"
)
_HOURS_A_DAY: Final = 8


def is_project(head: bytes) -> bool:
    """Whether a file that begins so is of this form."""
    return any(_SPACE.encode(code) in head for code in _ENCODINGS)


@dataclass
class _Task:
    """A task, with the workload it is about and whether it says so itself."""

    item: Element
    workload: str
    own: bool
    spent: dict[str, float] = field(default_factory=dict)
    """Person-days worked, by the name of a team or of a person."""

    def text(self, tag: str) -> str:
        return _text(self.item, tag)

    @property
    def complete(self) -> float:
        """Per cent."""
        return max(_number(self.text(tag)) for tag in ("PercentComplete", "PercentWorkComplete"))

    @property
    def ended(self) -> date | None:
        return _day(self.text("ActualFinish"))

    @property
    def done(self) -> bool:
        return self.ended is not None or _number(self.text("PercentComplete")) >= 100

    @property
    def begun(self) -> bool:
        return self.complete > 0 or bool(self.text("ActualStart") or self.spent)


def of_project(path: Path) -> Iterator[MoveStatus]:
    """Yield what the tasks say of each workload: the cut-over's state and day, days worked.

    Raises
    ------
    BadInputError
        The file is no XML that can be read.
    """
    from defusedxml import DefusedXmlException, ElementTree

    try:
        root = ElementTree.parse(path).getroot()
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise BadInputError(
            "status.no_table", "status.no_table.advice", str(error), name=path.name
        ) from None
    if root is None:
        return
    found: dict[str, list[_Task]] = {}
    for task in _tasks(root):
        found.setdefault(task.workload, []).append(task)
    for name, own in found.items():
        yield _status(name, own, path.name)


def _tasks(root: Element) -> list[_Task]:
    """The tasks about a workload, with what was worked on each."""
    items = [one for one in _all(root, "Task") if _text(one, "IsNull") != "1"]
    items = [one for one in items if _text(one, "Active") != "0"]
    fields = _id_fields(root)
    ids = [_id_of(one, fields) for one in items]
    if not any(ids):
        ids = [_text(one, "Name").partition(_ARROW)[0] if _is_move(one) else "" for one in items]
    worked, above, tasks = _worked(root), dict[int, str](), []
    for item, own in zip(items, ids, strict=True):
        level = int(_number(_text(item, "OutlineLevel")))
        above = {there: name for there, name in above.items() if there < level}
        name = own or above.get(max(above, default=0), "")
        above[level] = name
        if name:
            spent = worked.get(_text(item, "UID"), {})
            tasks.append(_Task(item, name, bool(own), spent))
    return tasks


def _is_move(item: Element) -> bool:
    return _text(item, "Summary") == "1" and _ARROW in _text(item, "Name")


def _id_fields(root: Element) -> list[str]:
    """Numbers of the fields that hold ids: those called so in a language of ours, else Text1."""
    named = {
        _text(one, "FieldID"): heading_of(_text(one, "Alias") or _text(one, "FieldName"))
        for parent in _children(root, "ExtendedAttributes")
        for one in _children(parent, "ExtendedAttribute")
    }
    return [*(number for number, heading in named.items() if heading == "id"), _TEXT1]


def _id_of(item: Element, fields: Sequence[str]) -> str:
    values = {
        _text(one, "FieldID"): _text(one, "Value") for one in _children(item, "ExtendedAttribute")
    }
    return next((values[number] for number in fields if values.get(number)), "")


def _status(name: str, tasks: Sequence[_Task], file: str) -> MoveStatus:
    """Done once the cut-over is; under way once work has begun."""
    spent: dict[str, float] = {}
    for task in tasks:
        for who, days in task.spent.items():
            spent[who] = spent.get(who, 0.0) + days
    marks = _cut_overs(tasks)
    done = bool(marks) and all(one.done for one in marks)
    ended = [one.ended for one in marks if done and one.ended is not None]
    state = "done" if done else "under_way" if any(one.begun for one in tasks) else ""
    total = sum(spent.values()) if spent else None
    return MoveStatus(name, state, max(ended, default=None), total, spent, CellRef(file))


def _cut_overs(tasks: Sequence[_Task]) -> Sequence[_Task]:
    """The milestones of the cut-over; where they are gone, the move as a whole."""
    words = {say("reporting.phase.cut_over", one).casefold() for one in LANGUAGES}
    marks = [one for one in tasks if one.text("Milestone") == "1"]
    for chosen in (
        [one for one in marks if one.text("Name").casefold() in words],
        [one for one in marks if one.own],
        marks,
    ):
        if chosen:
            return chosen
    return [one for one in tasks if one.own][:1]


def _worked(root: Element) -> dict[str, dict[str, float]]:
    """Person-days done, by the UID of the task and the name of the team or person who did them.

    A task that nobody is on has an assignment too, to no resource and as long as the task: no work.
    """
    names = {
        _text(one, "UID"): _text(one, "Name")
        for one in _all(root, "Resource")
        if _text(one, "Type") in ("", _PEOPLE)
    }
    found: dict[str, dict[str, float]] = {}
    for one in _all(root, "Assignment"):
        days, who = _person_days(_text(one, "ActualWork")), names.get(_text(one, "ResourceUID"), "")
        if days > 0 and who:
            by_name = found.setdefault(_text(one, "TaskUID"), {})
            by_name[who] = by_name.get(who, 0.0) + days
    return found


def _person_days(text: str) -> float:
    found = _DURATION.fullmatch(text)
    if found is None:
        return 0.0
    days, hours, minutes, seconds = (_number(part or "") for part in found.groups())
    return (24 * days + hours + minutes / 60 + seconds / 3600) / _HOURS_A_DAY


def _number(text: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError:
        return 0.0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


# Elements by their name alone, whatever space a tool has put them into ------------------------


def _local(one: Element) -> str:
    return one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""


def _children(parent: Element, tag: str) -> Iterable[Element]:
    return (one for one in parent if _local(one) == tag)


def _all(root: Element, tag: str) -> Iterator[Element]:
    """The elements of a list that stands at the top, such as Tasks."""
    for parent in _children(root, f"{tag}s"):
        yield from _children(parent, tag)


def _text(parent: Element, tag: str) -> str:
    return next((one.text or "" for one in _children(parent, tag)), "").strip()
