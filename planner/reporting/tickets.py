"""Work items for other tools: jira.csv for Jira's importer, azure-devops.csv for Azure Boards.

Both know an epic a wave and a task a move. Jira takes one column a link, all of one header, and
estimates in seconds; epics stand before their tasks. Azure Boards takes at most 1,000 rows a file,
no ID for what is new, and parents by the column in which a title stands (Title 1, Title 2). A label
or tag names the workload, so that an export of the tool can be read back.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Final

from planner.codec.plain_text import for_spreadsheet
from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.figures import WaveFigures
from planner.reporting.gates import criteria
from planner.reporting.moves import Move
from planner.reporting.schedule import MoveDates
from planner.reporting.tables_csv import csv_bytes, strategy_name
from planner.reporting.view import View
from planner.wording.status import ticket_label

__all__ = ["DEVOPS_ROWS", "draw_devops_csv", "draw_jira_csv"]

DEVOPS_ROWS: Final = 1000
"""Rows that Azure Boards takes from one file."""
_SUMMARY: Final = 250
"""Characters both tools take in a title (255)."""
_SECONDS: Final = 8 * 3600
"""Seconds of work in a person-day."""
_JIRA_PRIORITY: Final = {"critical": "Highest", "high": "High", "low": "Low"}
_DEVOPS_PRIORITY: Final = {"critical": "1", "high": "2", "low": "4"}
_JIRA_HEADER: Final = (
    "Issue ID",
    "Parent",
    "Issue Type",
    "Summary",
    "Description",
    "Start Date",
    "Due Date",
    "Priority",
    "Labels",
    "Component",
    "Assignee",
    "Original Estimate",
)
_DEVOPS_HEADER: Final = (
    "Work Item Type",
    "Title 1",
    "Title 2",
    "Assigned To",
    "Description",
    "Priority",
    "Tags",
    "Start Date",
    "Target Date",
    "Finish Date",
    "Remaining Work",
)
"""Of the dates an epic knows a start and a target, a task a start and a finish."""


def draw_jira_csv(study: Study, language: str) -> bytes:
    """Return an epic per wave and a task per move, the epics first.

    A row's "Link Blocks" columns hold the issue ids of what it blocks.
    """
    view = view_of(study, language)
    waves, days = view.figures.waves, view.schedule.moves
    moves = [move for wave in waves for move in wave.moves]
    epics = {wave.number: str(place) for place, wave in enumerate(waves, start=1)}
    ids = {move.id: str(len(waves) + place) for place, move in enumerate(moves, start=1)}
    blocks = _blocked(view, ids)
    most = max((len(found) for found in blocks.values()), default=0)
    rows = [_jira_epic(view, wave, epics[wave.number]) for wave in waves]
    rows += [_jira_task(view, move, ids[move.id], epics[move.wave or 0], days) for move in moves]
    links: list[list[str]] = [[]] * len(waves) + [blocks[move.id] for move in moves]
    whole = [
        [*row, *found, *[""] * (most - len(found))] for row, found in zip(rows, links, strict=True)
    ]
    return csv_bytes([*_JIRA_HEADER, *["Link Blocks"] * most], whole)


def _blocked(view: View, ids: Mapping[str, str]) -> dict[str, list[str]]:
    """Issue ids that each move blocks: what cannot be cut over before it."""
    found: dict[str, list[str]] = {key: [] for key in ids}
    for link in view.study.problem.dependencies:
        if link.source in ids and link.needed in ids and link.kind.value in ("before", "earlier"):
            blocked = ids[link.source]
            if blocked not in found[link.needed]:
                found[link.needed].append(blocked)
    return found


def _jira_epic(view: View, wave: WaveFigures, number: str) -> list[str]:
    return [
        number,
        "",
        "Epic",
        _wave_title(view, wave),
        "\n".join((view.words.plural("csv.epic", len(wave.moves)), *_gates(view, wave))),
        wave.slot.first_day.isoformat(),
        wave.cut_over.isoformat(),
        "Medium",
        f"wave-{wave.number}",
        "",
        "",
        "",
    ]


def _jira_task(
    view: View, move: Move, number: str, epic: str, days: Mapping[str, MoveDates]
) -> list[str]:
    assert move.wave is not None
    return [
        number,
        epic,
        "Task",
        _title(view, move),
        "\n".join(for_spreadsheet(line) for line in _description(view, move)),
        view.study.calendar[move.wave - 1].first_day.isoformat(),
        days[move.id].cut_over.isoformat(),
        _JIRA_PRIORITY.get(move.criticality, "Medium"),
        " ".join(_labels(move)),
        for_spreadsheet(view.words.target(move.target)),
        for_spreadsheet(move.workload.person("technical_owner")),
        str(round(sum(move.effort_days.values()) * _SECONDS)),
    ]


def draw_devops_csv(study: Study, language: str) -> tuple[bytes, ...]:
    """Return the same work items for Azure Boards, as many files as their rows need."""
    view = view_of(study, language)
    days = view.schedule.moves
    rows: list[list[str]] = []
    for wave in view.figures.waves:
        start = wave.slot.first_day.isoformat()
        said = view.words.plural("csv.epic", len(wave.moves))
        tag, end = f"wave-{wave.number}", wave.cut_over.isoformat()
        text = "<br>".join(html.escape(line) for line in (said, *_gates(view, wave)))
        rows.append(["Epic", _wave_title(view, wave), "", "", text, "2", tag, start, end, "", ""])
        for move in wave.moves:
            text = "<br>".join(html.escape(line) for line in _description(view, move))
            priority = _DEVOPS_PRIORITY.get(move.criticality, "3")
            tags = for_spreadsheet("; ".join([*_labels(move), view.words.target(move.target)]))
            end = days[move.id].cut_over.isoformat()
            title = _title(view, move)
            hours = f"{sum(move.effort_days.values()) * 8:g}"
            # A file that begins within a wave has no epic of it above: titles stand first there.
            place = ["", title] if len(rows) % DEVOPS_ROWS else [title, ""]
            text = for_spreadsheet(text)
            lead = for_spreadsheet(move.workload.person("technical_owner"))
            rows.append(["Task", *place, lead, text, priority, tags, start, "", end, hours])
    return tuple(
        csv_bytes(_DEVOPS_HEADER, rows[first : first + DEVOPS_ROWS])
        for first in range(0, max(1, len(rows)), DEVOPS_ROWS)
    )


def _wave_title(view: View, wave: WaveFigures) -> str:
    return view.words.say("wave.name", number=wave.number)


def _gates(view: View, wave: WaveFigures) -> tuple[str, ...]:
    """The gates of a wave with their days and criteria, a line each."""
    words = view.words
    return tuple(
        words.sentences(
            words.say("gate.on", gate=words.say(f"gate.{gate.key}"), day=gate.day.isoformat()),
            *criteria(view, wave, gate),
        )
        for gate in view.schedule.gates[wave.number]
    )


def _labels(move: Move) -> list[str]:
    """Labels without spaces: wave, what the status is read back by, and a doubt."""
    doubt = ["provisional"] if move.assessed.provisional else []
    return [f"wave-{move.wave}", ticket_label(move.id), *doubt]


def _title(view: View, move: Move) -> str:
    words = view.words
    name = view.workload_name(move.id)[:_SUMMARY]
    title = words.say("csv.task", name=name, target=view.words.target(move.target))
    return for_spreadsheet(title[:_SUMMARY])


def _description(view: View, move: Move) -> list[str]:
    """How it moves, why, when it counts as done, how it is undone."""
    words, texts = view.words, view.study.rules.texts
    moved = words.say("clauses.one", last=strategy_name(view, move))
    lines = [words.sentences(moved, view.reasons(move))]
    for key, kind in (("waves.exit", "exit"), ("waves.rollback", "rollback")):
        text = texts.get(f"{kind}_{move.strategy}")
        if text is not None:
            said = text.say(words.language)
            lines.append(words.say("csv.part", title=words.say(key), text=said))
    return lines
