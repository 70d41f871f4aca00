"""Everything that can be imported, laid out as the program's own workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.importing.own_workbook.aside_sheet import aside_table
from planner.importing.own_workbook.form import block_of
from planner.importing.own_workbook.pages import Page, Table, write_pages
from planner.model.fields import Value
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from planner.model.scenario import Decision, DecisionKind, Dials

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
        Page("decisions", (_decisions(decisions),)),
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
                "technology": target.technology,
                "site": target.site,
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
    steps = [
        _present(
            {
                "target": one.target,
                "measure": one.measure,
                "step": one.step,
                "cost": one.cost_minor,
                "most": one.most,
            }
        )
        for one in programme.extensions
    ]
    return (
        Table(block_of("targets"), targets),
        Table(block_of("prices"), prices),
        Table(block_of("extensions"), steps),
    )


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
        Table(
            block_of("budgets"),
            [
                _present(
                    {
                        "id": one.id,
                        "first_day": one.first_day,
                        "last_day": one.last_day,
                        "at_most": one.at_most_minor,
                    }
                )
                for one in programme.budgets
            ],
        ),
        Table(
            block_of("vacancies"),
            [_present({"id": v.id, "place": v.place, "day": v.day}) for v in programme.vacancies],
        ),
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
        if decision.kind is not DecisionKind.OUTSIDE  # of a plan, and no part of an inventory
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
    headers = dict.fromkeys(key for server in inventory.servers for key in server.extra)
    return Table(block, rows, tuple(headers), [s.extra for s in inventory.servers], columns)


def _present(values: Mapping[str, Value | None]) -> dict[str, Value]:
    return {k: v for k, v in values.items() if v is not None and v not in ("", ())}
