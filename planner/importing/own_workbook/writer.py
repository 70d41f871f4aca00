"""Everything that can be imported, laid out as the program's own workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.importing.own_workbook.aside_sheet import aside_table
from planner.importing.own_workbook.form import block_of
from planner.importing.own_workbook.pages import Page, Table, write_pages
from planner.importing.own_workbook.records import rows_of
from planner.model.fields import Value
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from planner.model.scenario import Decision, Dials

__all__ = ["write_workbook"]


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
        Page("decisions", (_table("decisions", decisions),)),
        *((Page("servers", (_servers(inventory),)),) if inventory.servers else ()),
        *(
            (Page("set_aside", (aside_table(inventory.set_aside, language),)),)
            if inventory.set_aside
            else ()
        ),
    )
    write_pages(path, pages, language, inventory.currency)


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
    rows = rows_of("dependencies", inventory.dependencies)
    return Table(
        block_of("dependencies"),
        [{k: v for k, v in row.items() if v is not False} for row in rows],
    )


def _targets(programme: Programme) -> tuple[Table, ...]:
    return (
        _table("targets", programme.targets),
        _table("prices", programme.prices),
        _table("extensions", programme.extensions),
    )


def _table(block: str, things: Sequence[object]) -> Table:
    return Table(block_of(block), rows_of(block, things))


def _teams(programme: Programme) -> tuple[Table, ...]:
    pilot = programme.pilot
    calendar: dict[str, Value | None] = {
        "organisation": programme.organisation,
        "field": programme.field or None,
        "start": programme.start,
        "wave_count": programme.wave_count,
        "wave_weeks": programme.wave_weeks,
        "buffer": programme.buffer,
        "ramp": tuple(repr(share) for share in programme.ramp),
        "max_workloads_per_wave": programme.max_workloads_per_wave,
        "max_critical_per_wave": programme.max_critical_per_wave,
        "pilot": pilot is not None,
        "load_growth": programme.load_growth or None,
        "cloud_price_trend": programme.cloud_price_trend or None,
    }
    if pilot is not None:
        calendar |= {
            "pilot_max_workloads": pilot.max_workloads,
            "pilot_max_risk": pilot.max_risk,
            "pilot_excluded_criticality": pilot.excluded_criticality or ("-",),
        }
    return (
        Table(block_of("calendar"), [_present(calendar)]),
        _table("teams", programme.teams),
        _table("waves", programme.waves),
        _table("freezes", programme.freezes),
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
    return (
        Table(block_of("settings"), [_present(settings)]),
        _table("limits", programme.limits),
        _table("budgets", programme.budgets),
        _table("vacancies", programme.vacancies),
    )


def _people(programme: Programme) -> tuple[Table, ...]:
    day = _present({"decision_date": programme.decision_date})
    return _table("people", programme.people), Table(block_of("decision_day"), [day])


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
    headers = dict.fromkeys(key for server in inventory.servers for key in server.extra)
    return Table(block, rows, tuple(headers), [s.extra for s in inventory.servers], columns)


def _present(values: Mapping[str, Value | None]) -> dict[str, Value]:
    return {k: v for k, v in values.items() if v is not None and v not in ("", ())}
