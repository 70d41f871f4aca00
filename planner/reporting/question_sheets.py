"""Question sheets: a workbook for each owner with the cells that are missing of their workloads.

The questions that could change the plan come first (the share of draws each could change, where the
plan has been asked), then those that weigh most in the scores. What is filled in is taken back by
:mod:`planner.editing.answers`; rows are found by the workload's id and the field's key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from planner.importing.missing import field_weights
from planner.importing.own_workbook.form import choice_words, header_of
from planner.model.fields import FIELD_BY_KEY, FieldKind
from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.moves import Move
from planner.reporting.view import View
from planner.reporting.workbook_columns import DAY, SHARE, Sheet, SheetColumn, Value
from planner.wording.status import status_heading

__all__ = ["draw_question_sheets"]

_MOST: Final = 200
"""Questions that one owner is asked at most: the worthiest."""
_FILE: Final = 60


def draw_question_sheets(study: Study, language: str) -> Mapping[str, bytes]:
    """Return a workbook per owner by its file's name; the same study gives the same bytes."""
    from planner.reporting.workbook import draw_sheets

    view = view_of(study, language)
    words = view.words
    found: dict[str, bytes] = {}
    for owner, moves in _by_owner(view).items():
        rows = _questions(view, moves)
        if not rows:
            continue
        sheets = {
            words.say("questions.sheet.ask"): _ask(view, rows),
            words.say("questions.sheet.own"): _own(view, moves),
        }
        named = words.say("questions.title", owner=owner or words.say("questions.nobody"))
        found[_file_name(owner, found)] = draw_sheets(view, sheets, named)
    return found


def _by_owner(view: View) -> Mapping[str, list[Move]]:
    """Workloads by who answers for them: the technical owner, else the business's, else nobody."""
    found: dict[str, list[Move]] = {}
    for move in view.figures.moves:
        if move.retires:
            continue
        names = (move.workload.person(f"{kind}_owner") for kind in ("technical", "business"))
        owner = next((" ".join(name.split()) for name in names if name.strip()), "")
        found.setdefault(owner, []).append(move)
    return dict(sorted(found.items()))


def _file_name(owner: str, taken: Mapping[str, bytes]) -> str:
    """A name that every system takes, unlike the others whatever their case."""
    plain = re.sub(r"[^\w\-]+", "-", owner).strip("-_")[:_FILE] or "unassigned"
    seen = {name.casefold() for name in taken}
    name, again = f"questions-{plain}.xlsx", 2
    while name.casefold() in seen:
        name, again = f"questions-{plain}-{again}.xlsx", again + 1
    return name


def _questions(view: View, moves: list[Move]) -> list[tuple[float | None, float, Move, str]]:
    """Worth (None where not asked), weight, workload and field of every missing cell, ranked."""
    study = view.study
    worth = {(one.workload_id, one.field): one.worth for one in study.insights.questions}
    weights = field_weights(study.rules, study.scenario.dials.weights)
    asked = [
        (worth.get((move.id, key)), weight * move.assessed.importance, move, key)
        for move in moves
        for key, weight in weights.items()
        if key not in move.workload.values
    ]
    asked += [
        (share, 0.0, move, key)
        for (name, key), share in worth.items()
        for move in moves
        if name == move.id and key in FIELD_BY_KEY and key not in weights
    ]
    asked.sort(key=lambda one: (-(one[0] or 0.0), -one[1], one[2].id, one[3]))
    return asked[:_MOST]


def _ask(view: View, rows: list[tuple[float | None, float, Move, str]]) -> Sheet:
    words = view.words

    def heading(key: str) -> str:
        return status_heading(key, words.language)

    columns = (
        SheetColumn(heading("id"), 14),
        SheetColumn(words.say("col.workload"), 30, wraps=True),
        SheetColumn(words.say("questions.asked"), 42, wraps=True),
        SheetColumn(heading("answer"), 26, wraps=True),
        SheetColumn(words.say("questions.allowed"), 50, wraps=True),
        SheetColumn(words.say("asked.worth"), 14, SHARE, optional=True),
        SheetColumn(words.say("questions.weight"), 12, "0.0%"),
        SheetColumn(heading("key"), 22),
    )
    total = sum(weight for _, weight, _, _ in rows) or 1.0
    filled: tuple[tuple[Value, ...], ...] = tuple(
        (
            move.id,
            view.workload_name(move.id),
            header_of("workloads", FIELD_BY_KEY[key], words.language, words.currency),
            None,
            _allowed(view, key),
            worth,
            weight / total,
            key,
        )
        for worth, weight, move, key in rows
    )
    return Sheet(columns, filled, (words.say("questions.how"),), frozen=2)


def _allowed(view: View, key: str) -> str:
    field, words = FIELD_BY_KEY[key], view.words
    if field.choices:
        return " / ".join(
            choice_words("workloads", field, one, words.language) for one in field.choices
        )
    kinds = {
        FieldKind.FLAG: "questions.flag",
        FieldKind.DATE: "questions.date",
        FieldKind.TEXT: "questions.text",
        FieldKind.NAMES: "questions.names",
        FieldKind.PERCENT: "questions.percent",
    }
    return words.say(kinds.get(field.kind, "questions.number"))


def _own(view: View, moves: list[Move]) -> Sheet:
    words = view.words
    columns = (
        SheetColumn(words.say("col.id"), 14),
        SheetColumn(words.say("col.workload"), 34, wraps=True),
        SheetColumn(words.say("col.from_place"), 18),
        SheetColumn(words.say("col.target"), 18),
        SheetColumn(words.say("col.wave"), 8, "0", centred=True),
        SheetColumn(words.say("phase.cut_over"), 12, DAY),
        SheetColumn(words.say("col.confidence"), 12, SHARE),
    )
    rows = tuple(
        (
            move.id,
            view.workload_name(move.id),
            view.words.target(move.current) if move.current else words.say("target.new"),
            view.words.target(move.target) if move.target else None,
            move.wave,
            view.schedule.moves[move.id].cut_over if move.wave else None,
            move.assessed.confidence,
        )
        for move in moves
    )
    return Sheet(columns, rows, frozen=2)
