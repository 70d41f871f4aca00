"""Write the program's own workbook: the same bytes for the same inventory.

Text that looks like a formula is written as text; nothing in a name is ever run.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.errors import BadInputError
from planner.importing.form import SETTINGS, SHEETS, Block, block_of, choice_words, header_of
from planner.model.fields import Field, FieldKind, Value
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from planner.model.scenario import Decision, Dials
from planner.text import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Page", "Table", "join_names", "write_pages", "write_workbook"]

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_EXCEL_DAY: Final = date(1900, 3, 1)
_LONGEST_TEXT: Final = 32_000
_FORMATS: Final = {
    FieldKind.MONEY: "#,##0.00",
    FieldKind.DATE: "yyyy-mm-dd",
    FieldKind.INTEGER: "0",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One block as it is written: typed values by column key, and columns of other people."""

    block: Block
    rows: Sequence[Mapping[str, Value]]
    extra_headers: tuple[str, ...] = ()
    extra_rows: Sequence[Mapping[str, str]] = ()
    columns: tuple[Field, ...] | None = None

    @property
    def shown(self) -> tuple[Field, ...]:
        """The columns that are written."""
        return self.block.columns if self.columns is None else self.columns


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its tables, or lines of prose."""

    key: str
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()


def write_workbook(
    path: Path,
    inventory: Inventory,
    programme: Programme,
    decisions: Sequence[Decision] = (),
    language: str = "en",
    *,
    rule_set: str | None = None,
    dials: Dials | None = None,
) -> None:
    """Write everything that can be imported into one workbook.

    Parameters
    ----------
    path
        The .xlsx file; replaced whole where it exists.
    language
        ``"en"`` or ``"zh"``: words of sheets, headers and choices.

    Raises
    ------
    BadInputError
        The file cannot be written.
    """
    pages = (
        Page("workloads", (_workloads(inventory),)),
        Page("dependencies", (_dependencies(inventory),)),
        Page("targets", _targets(programme)),
        Page("teams", _teams(programme)),
        Page("rules", _rules(inventory, programme, rule_set, dials)),
        Page("people", _people(programme)),
        Page("decisions", (_decisions(decisions),)),
        *((Page("servers", (_servers(inventory),)),) if inventory.servers else ()),
        *((Page("set_aside", (_set_aside(inventory),)),) if inventory.set_aside else ()),
    )
    write_pages(path, pages, language, inventory.currency)


def join_names(names: Iterable[str]) -> str:
    """Join the parts of a list so that they come apart again where they were joined."""
    parts = list(names)
    joined = "; ".join(parts)
    alone = len(parts) == 1 and any(mark in joined for mark in ",，、|\n")
    return f"{joined};" if alone else joined


def _workloads(inventory: Inventory) -> Table:
    headers: dict[str, None] = {}
    for workload in inventory.workloads:
        headers.update(dict.fromkeys(workload.extra))
    return Table(
        block_of("workloads"),
        [{"id": w.id, "name": w.name, **w.values} for w in inventory.workloads],
        tuple(headers),
        [w.extra for w in inventory.workloads],
    )


def _dependencies(inventory: Inventory) -> Table:
    rows: list[dict[str, Value]] = []
    for link in inventory.dependencies:
        given = {
            "source": link.source,
            "needed": link.needed,
            "kind": link.kind.value if link.kind else None,
            "interface": link.interface,
            "traffic_gib_month": link.traffic_gib_month,
            "calls_per_transaction": link.calls_per_transaction,
            "latency_class": link.latency_class,
            "same_target": True if link.same_target else None,
            "port": link.port,
            "note": link.note,
        }
        rows.append(_present(given))
    return Table(block_of("dependencies"), rows)


def _targets(programme: Programme) -> tuple[Table, ...]:
    targets = [
        _present(
            {
                "id": target.id,
                "kind": target.kind,
                "name": target.name,
                "ready_date": target.ready_date,
                **target.capacity,
                "region": target.region,
                "provider": target.provider,
            }
        )
        for target in programme.targets
    ]
    prices = [
        _present(
            {
                "target": line.target,
                "item": line.item,
                "price": line.price_minor if line.price_minor or line.factor is None else None,
                "factor": line.factor,
                "team": line.team,
                "source": line.source,
            }
        )
        for line in programme.prices
    ]
    return Table(block_of("targets"), targets), Table(block_of("prices"), prices)


def _teams(programme: Programme) -> tuple[Table, ...]:
    pilot = programme.pilot
    calendar: dict[str, Value | None] = {
        "organisation": programme.organisation,
        "start": programme.start,
        "wave_count": programme.wave_count,
        "wave_weeks": programme.wave_weeks,
        "buffer": programme.buffer,
        "ramp": tuple(repr(share) for share in programme.ramp),
        "max_workloads_per_wave": programme.max_workloads_per_wave,
        "max_critical_per_wave": programme.max_critical_per_wave,
        "pilot": pilot is not None,
    }
    if pilot is not None:
        calendar |= {
            "pilot_max_workloads": pilot.max_workloads,
            "pilot_max_risk": pilot.max_risk,
            "pilot_excluded_criticality": pilot.excluded_criticality or ("-",),
        }
    teams = [
        _present(
            {
                "id": team.id,
                "name": team.name,
                "days_per_wave": team.days_per_wave,
                "day_rate": team.day_rate_minor,
            }
        )
        for team in programme.teams
    ]
    waves = [
        _present({"id": slot.id, "first_day": slot.first_day, "last_day": slot.last_day})
        for slot in programme.waves
    ]
    freezes = [
        _present({"name": span.name, "first_day": span.first_day, "last_day": span.last_day})
        for span in programme.freezes
    ]
    return (
        Table(block_of("calendar"), [_present(calendar)]),
        Table(block_of("teams"), teams),
        Table(block_of("waves"), waves),
        Table(block_of("freezes"), freezes),
    )


def _rules(
    inventory: Inventory, programme: Programme, rule_set: str | None, dials: Dials | None
) -> tuple[Table, ...]:
    settings: dict[str, Value | None] = {
        "inventory_name": inventory.name,
        "currency": inventory.currency,
        "rule_set": rule_set,
        "standing_size": programme.standing.size,
        "standing_stage": programme.standing.stage,
    }
    settings |= {f"capability_{k}": v for k, v in programme.standing.capabilities.items()}
    if dials is not None:
        settings |= {f"weight_{factor}": weight for factor, weight in dials.weights.items()}
        settings |= {
            "fit_price": dials.fit_price,
            "money_price": dials.money_price,
            "horizon_years": dials.horizon_years,
            "discount_rate": dials.discount_rate,
            "inflation": dials.inflation,
            "objective": dials.objective,
            "least_change": dials.least_change,
        }
    limits = [
        _present(
            {
                "id": limit.id,
                "measure": limit.measure,
                "targets": limit.targets,
                "at_most": _limit_shown(limit.measure, limit.at_most),
                "at_least": _limit_shown(limit.measure, limit.at_least),
            }
        )
        for limit in programme.limits
    ]
    return (
        Table(block_of("settings"), [_present(settings)]),
        Table(block_of("limits"), limits),
    )


def _limit_shown(measure: str, bound: float | None) -> float | None:
    return bound / 100 if bound is not None and measure in ("one_off", "run_year") else bound


def _people(programme: Programme) -> tuple[Table, ...]:
    people = [
        _present({"role": person.role, "name": person.name, "note": person.note})
        for person in programme.people
    ]
    day = _present({"decision_date": programme.decision_date})
    return Table(block_of("people"), people), Table(block_of("decision_day"), [day])


def _decisions(decisions: Sequence[Decision]) -> Table:
    rows = [
        _present(
            {
                "id": decision.id,
                "kind": decision.kind.value,
                "workloads": decision.workloads,
                "value": decision.value,
                "reason": decision.reason,
                "who": decision.who,
                "day": decision.day,
                "active": decision.active,
            }
        )
        for decision in decisions
    ]
    return Table(block_of("decisions"), rows)


def _servers(inventory: Inventory) -> Table:
    block = block_of("servers")
    used = {key for server in inventory.servers for key in server.values}
    own = ("name", "workload_id", "grouped_by")
    rows: list[Mapping[str, Value]] = [
        {
            "name": server.name,
            "workload_id": server.workload_id,
            "grouped_by": server.grouped_by,
            **server.values,
        }
        for server in inventory.servers
    ]
    columns = tuple(c for c in block.columns if c.key in own or c.key in used)
    return Table(block, rows, columns=columns)


def _set_aside(inventory: Inventory) -> Table:
    rows = [
        _present(
            {
                "reason_code": row.reason_code,
                "file": row.cell.file,
                "sheet": row.cell.sheet,
                "row": row.cell.row,
                "texts": json.dumps(dict(row.texts), ensure_ascii=False),
            }
        )
        for row in inventory.set_aside
    ]
    return Table(block_of("set_aside"), rows)


def _present(values: Mapping[str, Value | None]) -> dict[str, Value]:
    return {k: v for k, v in values.items() if v is not None and v not in ("", ())}


# --------------------------------------------------------------------------------------------
# Cells


def write_pages(path: Path, pages: Sequence[Page], language: str, currency: str) -> None:
    """Write the pages as one .xlsx file with drop-downs, notes, filters and fixed dates."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for page in sorted(pages, key=lambda page: SHEETS.index(page.key)):
        sheet = book.create_sheet(say(f"importing.sheet.{page.key}", language))
        _fill(sheet, page, language, currency)
    _save(book, path)


def _fill(sheet: Worksheet, page: Page, language: str, currency: str) -> None:
    from planner.importing.dress import dress_prose, dress_table, dress_title

    row = 1
    for line in page.lines:
        _put(sheet, row, 1, line)
        row += 1
    if page.lines:
        dress_prose(sheet)
    titled = len(page.tables) > 1
    for table in page.tables:
        if titled:
            _put(sheet, row, 1, say(f"importing.block.{table.block.key}", language))
            dress_title(sheet, row)
            row += 1
        last = _fill_table(sheet, row, table, language, currency)
        dress_table(sheet, table, row, last, language, alone=not titled)
        row = last + 2


def _fill_table(sheet: Worksheet, first: int, table: Table, language: str, currency: str) -> int:
    """Write header and rows; return the last row written."""
    columns = table.shown
    for number, column in enumerate(columns, 1):
        _put(sheet, first, number, header_of(table.block.key, column, language, currency))
    for number, header in enumerate(table.extra_headers, len(columns) + 1):
        _put(sheet, first, number, header)
    row = first
    if table.block.key in SETTINGS:
        return _fill_settings(sheet, first, table, language)
    for position, values in enumerate(table.rows):
        row += 1
        for number, column in enumerate(columns, 1):
            value = values.get(column.key)
            if value is not None:
                shown = _shown(table.block.key, column, value, language)
                _put(sheet, row, number, shown, _FORMATS.get(column.kind))
        if position < len(table.extra_rows):
            for number, header in enumerate(table.extra_headers, len(columns) + 1):
                if text := table.extra_rows[position].get(header):
                    _put(sheet, row, number, text)
    return row


def _fill_settings(sheet: Worksheet, first: int, table: Table, language: str) -> int:
    values = table.rows[0] if table.rows else {}
    row = first
    for setting in SETTINGS[table.block.key]:
        row += 1
        _put(sheet, row, 1, say(f"importing.setting.{setting.key}", language))
        value = values.get(setting.key)
        if value is not None:
            shown = _shown("settings", setting, value, language)
            _put(sheet, row, 2, shown, _FORMATS.get(setting.kind))
        _put(sheet, row, 3, say(f"importing.setting.{setting.key}.help", language))
    return row


def _shown(block: str, column: Field, value: Value, language: str) -> str | float | date:
    if isinstance(value, bool):
        return say("fields.yes" if value else "fields.no", language)
    if isinstance(value, tuple):
        return join_names(value)
    if column.kind is FieldKind.MONEY and isinstance(value, int | float):
        return value / 100
    if column.kind is FieldKind.CHOICE and isinstance(value, str):
        return choice_words(block, column, value, language)
    return value


def _put(
    sheet: Worksheet, row: int, column: int, value: str | float | date, form: str | None = None
) -> None:
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        text = _ESCAPE.sub("_x005F_", _ILLEGAL.sub("", value))[:_LONGEST_TEXT]
        cell.value = text
        cell.data_type = "s"
        if text[:1] in ("=", "+", "-", "@"):
            cell.quotePrefix = True
        return
    if isinstance(value, date) and value < _FIRST_EXCEL_DAY:
        cell.value = value.isoformat()
        return
    cell.value = value
    if form is not None:
        cell.number_format = form


def _save(book: Workbook, path: Path) -> None:
    """Save with the same bytes each time: no clock in the archive nor in its properties."""
    raw = io.BytesIO()
    book.properties.creator = "cloud-migration-planner"
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2021-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(member.filename, (2021, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            fixed.writestr(info, data)
    neighbour = path.with_name(f".{path.name[:100]}.part")
    try:
        neighbour.write_bytes(out.getvalue())
        neighbour.replace(path)
    except OSError as error:
        neighbour.unlink(missing_ok=True)
        raise BadInputError(
            f'The file "{path.name}" cannot be written.',
            "Check that the folder exists, that you may write to it and that no other program has"
            " the file open.",
            str(error),
        ) from error
