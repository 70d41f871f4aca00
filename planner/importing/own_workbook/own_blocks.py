"""Read the blocks of the program's own workbook: targets, prices, calendar, rules, people."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from planner.importing.blocks.rows import header_word
from planner.importing.grid import Cell, Grid
from planner.importing.own_workbook.form import (
    BLOCKS,
    SETTINGS,
    SHEETS,
    Block,
    label_of,
    level_of,
)
from planner.importing.own_workbook.records import things_of
from planner.importing.units.measures import unit_in_header
from planner.importing.values.cells import Column, read_column, text_of
from planner.importing.values.words import folded
from planner.model.fields import Field, FieldKind, Value
from planner.model.issue import Issue, Severity
from planner.model.programme import Pilot, Programme, Standing
from planner.model.rules import FACTORS
from planner.model.scenario import Decision, DecisionKind, Dials
from planner.wording import LANGUAGES, say

__all__ = [
    "OwnBlocks",
    "decisions_from",
    "dials_from",
    "is_own_book",
    "own_sheet_key",
    "programme_from",
    "read_blocks",
]

type _Record = dict[str, Any]

_BRACKETS: Final = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")


@dataclass(slots=True)
class OwnBlocks:
    """Rows of every block that was there, by block key; settings by setting key."""

    rows: dict[str, list[_Record]] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    count: int = 0
    blank: int = 0


@cache
def _sheet_names() -> dict[str, str]:
    return {
        folded(say(f"importing.sheet.{key}", language)): key
        for key in SHEETS
        for language in LANGUAGES
    }


def own_sheet_key(name: str) -> str | None:
    """Return the key of the sheet with this name in either language; None where not ours."""
    return _sheet_names().get(folded(name))


def is_own_book(grids: Sequence[Grid]) -> bool:
    """Whether a file is the program's own workbook."""
    keys = {own_sheet_key(grid.sheet) for grid in grids}
    return "workloads" in keys and len({"targets", "teams", "rules", "people"} & keys) >= 3


def read_blocks(grid: Grid, sheet_key: str, blocks: OwnBlocks) -> None:
    """Read every block of a sheet; a block is known by its title, or is alone on its sheet.

    Parameters
    ----------
    sheet_key
        Of the sheet in our workbook.
    blocks
        Where they are put.
    """
    for block, header, body in _blocks_on(grid, sheet_key):
        columns = _columns_of(block, grid.rows[header])
        for row in body:
            if not any(cell not in ("", None) for cell in grid.rows[row]):
                blocks.blank += 1
                continue
            blocks.count += 1
            if block.key in SETTINGS:
                _read_setting(grid, row, block, blocks)
            else:
                record = _read_record(grid, row, columns, blocks)
                if record and not _stands_already(grid, row, block, record, blocks):
                    record["_row"] = row
                    blocks.rows.setdefault(block.key, []).append(record)


_MOST_CENTS: Final = 2.0**53
"""Money from which on a cent more or less makes no difference to a number."""
ONCE: Final = {
    "targets": ("id",),
    "teams": ("id",),
    "waves": ("id",),
    "limits": ("id",),
    "vacancies": ("id",),
    "budgets": ("id",),
    "extensions": ("target", "measure"),
    "prices": ("target", "item"),
}
"""Blocks whose rows are told apart by these columns; each may stand once, also over files."""


def _stands_already(grid: Grid, row: int, block: Block, record: _Record, blocks: OwnBlocks) -> bool:
    """Whether an earlier row says the same thing; one that says something else is a doubt."""
    key = ONCE.get(block.key)
    if key is None or not all(part in record for part in key):
        return False
    for earlier in blocks.rows.get(block.key, ()):
        if all(earlier.get(part) == record[part] for part in key):
            if {**earlier, "_row": 0} != {**record, "_row": 0}:
                text = " · ".join(str(record[part]) for part in key)
                where = grid.cell(row, 0)
                params = {"text": text}
                blocks.issues.append(Issue("repeated", Severity.WARNING, where, params=params))
            return True
    return False


def _blocks_on(grid: Grid, sheet_key: str) -> Iterator[tuple[Block, int, range]]:
    own = [block for block in BLOCKS if block.sheet == sheet_key]
    titles = {
        folded(say(f"importing.block.{block.key}", language)): block
        for block in own
        for language in LANGUAGES
    }
    starts: list[tuple[Block, int]] = []
    for index, row in enumerate(grid.rows):
        filled = [cell for cell in row if cell not in ("", None)]
        if len(filled) == 1 and isinstance(row[0], str) and folded(row[0]) in titles:
            following = grid.rows[index + 1] if index + 1 < len(grid.rows) else []
            block = titles[folded(row[0])]
            if len(_columns_of(block, following)) >= 2:
                starts.append((block, index + 1))
    if not starts and len(own) == 1:
        starts = [
            (own[0], index)
            for index, row in enumerate(grid.rows[:40])
            if len(_columns_of(own[0], row)) >= 2
        ][:1]
    for number, (block, header) in enumerate(starts):
        end = starts[number + 1][1] - 1 if number + 1 < len(starts) else len(grid.rows)
        yield block, header, range(header + 1, end)


def _columns_of(block: Block, row: Sequence[Cell]) -> list[tuple[int, Field, str]]:
    known = {
        folded(label_of(block.key, column, language)): column
        for column in block.columns
        for language in LANGUAGES
    }
    found = []
    for index, cell in enumerate(row):
        if isinstance(cell, str):
            column = known.get(header_word(cell)) or known.get(header_word(_BRACKETS.sub("", cell)))
            if column is not None:
                found.append((index, column, unit_in_header(cell) if column.unit else ""))
    return found


def _read_record(
    grid: Grid, row: int, columns: Sequence[tuple[int, Field, str]], blocks: OwnBlocks
) -> _Record:
    record: _Record = {}
    for index, column, unit in columns:
        value = _read_cell(grid, row, index, column, unit, blocks)
        if value is not None:
            record[column.key] = value
    return record


def _read_cell(
    grid: Grid, row: int, index: int, column: Field, unit: str, blocks: OwnBlocks
) -> Value | None:
    cell = grid.rows[row][index] if index < len(grid.rows[row]) else ""
    values, doubts = read_column([cell], Column(_exact(column), unit, literal=True))
    for doubt in doubts:
        where = grid.cell(row, index)
        params = {"text": doubt.text, "read_as": doubt.read_as, "header": column.key}
        blocks.issues.append(Issue(doubt.code, Severity.WARNING, where, params=params))
    return values[0]


def _exact(column: Field) -> Field:
    """Prices may be fractions of a minor unit: read them as plain numbers."""
    if column.kind is FieldKind.MONEY:
        most = min(column.maximum or _MOST_CENTS, _MOST_CENTS) / 100
        return dataclasses.replace(column, kind=FieldKind.NUMBER, maximum=most)
    return column


@cache
def _setting_words(block: str) -> dict[str, Field]:
    return {
        folded(say(f"importing.setting.{setting.key}", language)): setting
        for setting in SETTINGS[block]
        for language in LANGUAGES
    }


def _read_setting(grid: Grid, row: int, block: Block, blocks: OwnBlocks) -> None:
    cells = grid.rows[row]
    setting = _setting_words(block.key).get(folded(text_of(cells[0])))
    if setting is None:
        params = {"text": text_of(cells[0])[:80]}
        blocks.issues.append(
            Issue("unknown_setting", Severity.WARNING, grid.cell(row, 0), params=params)
        )
        return
    value = _read_cell(grid, row, 1, setting, "", blocks)
    if value is not None:
        blocks.settings[setting.key] = value


_THINGS: Final = (
    *("prices", "teams", "waves", "freezes", "limits", "vacancies", "budgets", "people"),
)
"""Blocks whose rows are read as they stand."""


def programme_from(blocks: OwnBlocks) -> Programme:
    """Build the programme; what was not there keeps its default."""
    settings, rows = blocks.settings, blocks.rows
    programme = Programme()
    plain = {
        key: settings[key]
        for key in (
            "organisation", "field", "start", "wave_count", "wave_weeks", "buffer",
            "max_workloads_per_wave", "max_critical_per_wave", "decision_date",
            "load_growth", "cloud_price_trend",
        )
        if key in settings
    }  # fmt: skip
    ramp = tuple(share for text in settings.get("ramp", ()) if (share := _float(text)) is not None)
    steps = [r for r in rows.get("extensions", ()) if r.get("step", 0) > 0]
    things: dict[str, Any] = {key: things_of(key, rows.get(key, ())) for key in _THINGS}
    return dataclasses.replace(
        programme,
        **plain,
        **things,
        ramp=ramp,
        pilot=_pilot(settings),
        targets=things_of("targets", rows.get("targets", ())) or programme.targets,
        extensions=things_of("extensions", steps),
        standing=_standing(settings),
    )


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _pilot(settings: Mapping[str, Any]) -> Pilot | None:
    if settings.get("pilot") is False:
        return None
    pilot = Pilot()
    excluded = settings.get("pilot_excluded_criticality", pilot.excluded_criticality)
    return Pilot(
        settings.get("pilot_max_workloads", pilot.max_workloads),
        settings.get("pilot_max_risk", pilot.max_risk),
        tuple(level_of(word) for word in excluded if word != "-"),
    )


def _standing(settings: Mapping[str, Any]) -> Standing:
    prefix = "capability_"
    capabilities = {k.removeprefix(prefix): v for k, v in settings.items() if k.startswith(prefix)}
    return Standing(
        settings.get("standing_size", ""), settings.get("standing_stage", ""), capabilities
    )


def dials_from(blocks: OwnBlocks) -> Dials | None:
    """Build the dials; None where the sheet sets none."""
    settings = blocks.settings
    weights = {f: settings[f"weight_{f}"] for f in FACTORS if f"weight_{f}" in settings}
    keys = ("fit_price", "money_price", "horizon_years", "discount_rate", "inflation", "objective")
    given = {key: settings[key] for key in (*keys, "least_change") if key in settings}
    return Dials(weights=weights, **given) if weights or given else None


def decisions_from(blocks: OwnBlocks) -> tuple[Decision, ...]:
    """Build the decision log."""
    records = (
        {"id": f"D{number}", "workloads": (), **record, "kind": DecisionKind(record["kind"])}
        for number, record in enumerate(blocks.rows.get("decisions", ()), 1)
        if "kind" in record
    )
    return things_of("decisions", records)
