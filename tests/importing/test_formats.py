"""Every known format is recognised by its headers and read; no row is lost."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from planner.errors import BadInputError
from planner.importing import Imported, import_files
from planner.wording import say
from tests.importing.makers import (
    CENTER_MACHINES,
    CENTER_TAGS,
    FORMATS,
    mutants,
    write_csv,
    write_sheets,
)

TODAY = date(2026, 11, 24)
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def read(folder: Path, name: str) -> Imported:
    paths = [
        write_csv(folder / f"{name}{number}.csv", rows) for number, rows in enumerate(FORMATS[name])
    ]
    return import_files(paths, today=TODAY)


def accounted(imported: Imported) -> int:
    count = imported.count
    parts = (count.workloads, count.servers, count.dependencies, count.merged)
    return sum(parts) + count.set_aside + count.settings + count.blank


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_recognised_and_no_row_is_lost(tmp_path: Path, name: str) -> None:
    imported = read(tmp_path, name)
    assert {sheet.format for sheet in imported.mapping.sheets} == {name}
    rows = sum(len(rows) - 1 for rows in FORMATS[name])
    assert imported.count.read == rows == accounted(imported)
    assert imported.inventory.workloads


def test_azure_servers_join_their_dependencies(tmp_path: Path) -> None:
    inventory = read(tmp_path, "azure_migrate").inventory
    assert {w.id for w in inventory.workloads} == {"pay", "core01", "Ledger"}
    pay = inventory.by_id["pay"]
    assert (pay.values["server_count"], pay.values["cpu_cores"]) == (2, 12.0)
    assert pay.values["memory_gib"] == 40.0
    assert inventory.by_id["core01"].values["storage_gib"] == 70.0
    assert pay.number("cpu_utilisation") == pytest.approx((35 * 4 + 60 * 8) / 12)
    assert {(d.source, d.needed, d.port) for d in inventory.dependencies} == {
        ("pay", "core01", 8080),
        ("pay", "Ledger", 9000),
    }
    reasons = sorted(row.reason_code for row in inventory.set_aside)
    assert reasons == ["noise_port", "same_workload"]


def test_applications_that_share_a_host_are_joined(tmp_path: Path) -> None:
    inventory = read(tmp_path, "aws_migration_hub").inventory
    assert {w.id for w in inventory.workloads} == {"Shop", "Billing", "Ledger"}
    (link,) = inventory.dependencies
    assert (link.source, link.needed, link.interface) == ("Shop", "Billing", "shared_host")
    assert {s.grouped_by for s in inventory.servers} == {"column:application", "tag:application"}


def test_waves_and_strategies_of_an_intake_are_kept(tmp_path: Path) -> None:
    inventory = read(tmp_path, "aws_migration_factory").inventory
    hr = inventory.by_id["HR"].values
    assert (hr["pin_wave"], hr["strategy"], hr["environment"]) == (2, "rehost", "production")


def test_templates_and_machines_switched_off_are_marked(tmp_path: Path) -> None:
    inventory = read(tmp_path, "rvtools").inventory
    app = inventory.by_id["app"].values
    assert (app["server_count"], app["cpu_cores"], app["storage_gib"]) == (2, 4.0, 100.0)
    states = {s.name: s.values.get("tags") for s in inventory.servers}
    assert states["golden"] == ("template",)
    assert states["app-web-02"] == ("powered_off",)


def test_konveyor_directions(tmp_path: Path) -> None:
    inventory = read(tmp_path, "konveyor").inventory
    assert [(d.source, d.needed) for d in inventory.dependencies] == [
        ("Gateway", "Inventory"),
        ("Inventory", "Gateway"),
    ]
    assert inventory.by_id["Gateway"].values["operating_system"] == "RHEL 8"


def test_migration_center_joins_disks_and_tags(tmp_path: Path) -> None:
    imported = read(tmp_path, "migration_center")
    assert imported.inventory.by_id["Lending"].values["storage_gib"] == 30.0
    assert [row.reason_code for row in imported.inventory.set_aside] == ["unknown_machine"]


def test_a_machine_with_tags_alone_keeps_the_storage_it_was_given(tmp_path: Path) -> None:
    machines = write_csv(tmp_path / "vmInfo.csv", CENTER_MACHINES)
    tags = write_csv(tmp_path / "tagInfo.csv", CENTER_TAGS)
    imported = import_files([machines, tags], today=TODAY)
    assert imported.inventory.by_id["Lending"].values["storage_gib"] == 100.0


def test_applications_of_other_tools(tmp_path: Path) -> None:
    loans = read(tmp_path, "tidal").inventory.workloads[0].values
    assert (loans["users"], loans["run_cost_year"], loans["staff_cost_year"]) == (
        1200,
        3_000_000,
        1_000_000,
    )
    payments = read(tmp_path, "servicenow").inventory.workloads[0]
    assert (payments.values["criticality"], payments.values["lifecycle"]) == ("critical", "active")
    assert payments.extra == {"u_zone": "z"}
    leanix = read(tmp_path, "leanix").inventory
    assert leanix.by_id["1-a"].values["criticality"] == "critical"
    assert [row.reason_code for row in leanix.set_aside] == ["not_an_application"]
    archi = read(tmp_path, "archimate").inventory
    assert [(d.source, d.needed) for d in archi.dependencies] == [("e1", "e2")]


def test_archimate_exchange_xml(tmp_path: Path) -> None:
    kind = 'xsi:type="ApplicationComponent"'
    path = tmp_path / "model.xml"
    path.write_text(
        '<?xml version="1.0"?><model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m"><name>M</name>'
        f'<elements><element identifier="a" {kind}><name>Shop</name><properties>'
        '<property propertyDefinitionRef="p"><value>Ann</value></property></properties></element>'
        f'<element identifier="b" {kind}><name>Stock</name></element></elements><relationships>'
        '<relationship identifier="r" source="b" target="a" xsi:type="Serving"/></relationships>'
        '<propertyDefinitions><propertyDefinition identifier="p"><name>owner</name>'
        "</propertyDefinition></propertyDefinitions></model>"
    )
    imported = import_files([path], today=TODAY)
    assert [(d.source, d.needed) for d in imported.inventory.dependencies] == [("a", "b")]
    assert imported.inventory.by_id["a"].values == {"business_owner": "Ann"}
    assert accounted(imported) == imported.count.read == 4
    path.write_text("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><model>&a;</model>")
    with pytest.raises(BadInputError):
        import_files([path], today=TODAY)


def test_a_report_sheet_beside_others_is_found(tmp_path: Path) -> None:
    from tests.importing.makers import AZURE_REPORT

    path = write_sheets(
        tmp_path / "r.xlsx", Properties=(("Tenant ID",), ("x",)), Discovery_Report=AZURE_REPORT
    )
    imported = import_files([path], today=TODAY)
    assert [s.sheet for s in imported.mapping.sheets] == ["Discovery_Report"]
    assert "sheet_covered" in {issue.code for issue in imported.issues}


@pytest.mark.skipif(not SHARED.is_dir(), reason="samples of others are not at hand")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*/*.*")), ids=lambda path: path.name)
def test_exports_written_by_others(path: Path) -> None:
    imported = import_files([path], today=TODAY)
    assert imported.inventory.workloads
    assert accounted(imported) == imported.count.read > 0
    assert all(sheet.format not in ("generic", "own") for sheet in imported.mapping.sheets)


def test_broken_files_are_read_or_refused_and_no_row_is_lost(tmp_path: Path) -> None:
    outcomes = {"read": 0, "refused": 0}
    for path in mutants(tmp_path, int(os.environ.get("IMPORT_MUTANTS", "250")), 1):
        try:
            imported = import_files([path], today=TODAY)
        except BadInputError:
            outcomes["refused"] += 1
        else:
            assert accounted(imported) == imported.count.read
            for issue in imported.issues:
                assert say(f"importing.issue.{issue.code}", "zh", **issue.params)
            outcomes["read"] += 1
    assert min(outcomes.values()) > 10
