"""Lists of assets and machines as administrators keep them: states, kinds, owners, languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.importing import Imported, import_files
from planner.importing.fixes import apply_fix
from tests.importing.lists import TODAY, names, read, told, values
from tests.importing.makers import write_sheets


def field_of(imported: Imported, header: str) -> str | None:
    """What a column was read as."""
    columns = [column for sheet in imported.mapping.sheets for column in sheet.columns]
    return next(column.field for column in columns if column.header == header)


@pytest.mark.parametrize("state", ["Online", "degraded", "At Risk", "离线", "Running"])
def test_states_of_the_hour_are_no_stage_of_life(tmp_path: Path, state: str) -> None:
    imported = read(tmp_path, "Host,OS,Status", f"a1,RHEL 8,{state}", "a2,RHEL 8,maintenance")
    known = state == "Running"
    assert field_of(imported, "Status") == ("lifecycle" if known else None)
    assert bool(told(imported, "unknown_choice")) is known  # one word of life is enough to ask


def test_logical_cores_and_shares_of_memory_are_read(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Host,LogicalCores,Memory Used (%),UptimeDays,OS",
        "a1,16,33.5,40,AIX",
        "a2,8,17.25,26,AIX",
    )
    assert values(imported, "cpu_cores") == [16.0, 8.0]
    assert values(imported, "memory_utilisation") == [33.5, 17.25]
    assert not [
        issue for issue in told(imported, "column_question") if issue.field == "effort_days"
    ]


def test_yes_to_critical_is_critical_and_no_is_asked(tmp_path: Path) -> None:
    imported = read(tmp_path, "System,Mission Critical", "Till,Yes", "Stock,No")
    assert values(imported, "criticality") == ["critical", None]
    assert [issue.params["text"] for issue in told(imported, "unknown_choice")] == ["No"]


def test_a_cost_centre_is_no_cost_and_no_question(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Cost center,Title", "Till,B37,", "Stock,B38,")
    assert not told(imported, "column_question")
    assert not told(imported, "column_repeated")  # of a column in which nothing stands


def test_a_question_shows_cells_that_hold_something(tmp_path: Path) -> None:
    rows = ["a,1,,", "b,2,,", "c,3,,", "d,4,,", "e,5,,", "f,6,Ann,7", "g,7,Bo,9"]
    imported = read(tmp_path, "Application,Users,Owner,Annual maintenance", *rows)
    (asked,) = told(imported, "column_question")
    assert asked.params["text"] == "7, 9"


def test_the_name_of_a_ci_goes_before_its_serial_number(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Nombre del CI,Número de Serie,Estado Actual,Cumplimiento,Ubicación Física,Relaciones",
        "Caja,SN1,Activo,Cumple,Sala 1,Datos1",
        "Almacén,,Activo,Cumple,Sala 2,Datos1",
    )
    assert names(imported) == ["Caja", "Almacén"]
    assert values(imported, "lifecycle") == ["active", "active"]
    assert values(imported, "site") == ["Sala 1", "Sala 2"]
    assert values(imported, "regulations") == [None, None]
    assert field_of(imported, "Relaciones") is None


def test_texts_that_were_encoded_twice_are_put_right(tmp_path: Path) -> None:
    twice = "Número,Descripción,Café".encode().decode("cp1252").split(",")
    mac = "Dirección Única".encode().decode("mac_roman")
    rows = [("Application", *twice[:2]), ("Till", twice[2], mac), ("Stock", "NÃO", "5 °C")]
    imported = import_files([write_sheets(tmp_path / "a.xlsx", A=rows)], today=TODAY)
    assert values(imported, "description") == ["Dirección Única", "5 °C"]
    kept = [workload.extra["Número"] for workload in imported.inventory.workloads]
    assert kept == ["Café", "NÃO"]
    assert [issue.params["count"] for issue in told(imported, "twice_encoded")] == ["4"]


def test_a_list_of_machines_in_portuguese_names_what_each_needs(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Instância,Ambiente,IP,Responsável,Dependências",
        "db1-a,PROD,10.0.0.1,Ana,",
        "db1-b,HOM,10.0.0.2,Rui,db1-a",
        "db1-c,PROD,10.0.0.3,Rui,db1-a atualizado",
    )
    assert [server.name for server in imported.inventory.servers] == ["db1-a", "db1-b", "db1-c"]
    links = [(link.source, link.needed) for link in imported.inventory.dependencies]
    assert links == [("db1-b", "db1-a")]
    strangers = told(imported, "dependency_on_nobody") + told(imported, "dependency_did_you_mean")
    assert [issue.params["text"] for issue in strangers] == ["db1-a atualizado"]


def test_machines_that_need_machines_of_others_join_their_workloads(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Server,Application,Depends on", "w1,Shop,d1", "d1,Ledger,", "x1,Desk,w1; d1"
    )
    links = {(link.source, link.needed) for link in imported.inventory.dependencies}
    assert links == {("Shop", "Ledger"), ("Desk", "Shop"), ("Desk", "Ledger")}


def test_machines_without_a_header_are_told_by_their_values(tmp_path: Path) -> None:
    rows = [f"VAP{n:04},17-08-20{20 + n},Windows Server 2016" for n in range(1, 6)]
    imported = read(tmp_path, *rows)
    assert len(imported.inventory.servers) == 5
    assert {server.values["operating_system"] for server in imported.inventory.servers} == {
        "Windows Server 2016"
    }
    assert told(imported, "header_absent")


def test_rows_of_one_kind_are_set_aside_with_one_doubt(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Asset ID,Asset Name,Asset Type",
        "1,Office,Workstation",
        "2,Hall,Workstation",
        "3,Roof,Wireless",
        "4,Till,Server",
    )
    assert names(imported) == ["Till"]
    said = {i.params["text"]: i.params["count"] for i in told(imported, "not_an_application")}
    assert said == {"Workstation": "2", "Wireless": "1"}
    workstations = next(i for i in told(imported, "not_an_application") if i.params["count"] == "2")
    repaired = apply_fix(imported.inventory, workstations)
    assert {"Office", "Hall"} <= {workload.name for workload in repaired.workloads}
    assert [row.texts["name"] for row in repaired.set_aside] == ["Roof"]


def test_devices_are_told_by_any_column_of_an_asset_list(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "CI Name*,Tier 3,Manufacturer,Product Name,Region,Site+",
        "sw-a1,Switch,Dell,S3048-ON,Europe,North DC",
        "hss-a1,HSS,Nokia,AAA,Europe,North DC",
        "plc-a1,PLC,Dell,X,Europe,South DC",
    )
    assert names(imported) == ["hss-a1"]
    assert values(imported, "site") == ["North DC"]
    assert values(imported, "vendor") == [None]  # it makes the hardware


def test_a_register_of_furniture_is_said_to_be_one(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "资产编号,资产名称,规格型号,账面原值,使用部门",
        "S1,卡位,1800,900,综合部",
        "S2,云台,A2,70,党建部",
    )
    assert told(imported, "list_of_equipment")
    assert values(imported, "run_cost_year") == [None, None]


def test_a_team_owns_a_system_unless_a_move_is_planned(tmp_path: Path) -> None:
    imported = read(tmp_path, "Service,Team,Language", "Till,Shop,Go", "Stock,Store,Java")
    assert values(imported, "technical_owner") == ["Shop", "Store"]
    assert values(imported, "team") == [None, None]
    imported = read(tmp_path, "Service,Team,Wave", "Till,Red,1", "Stock,Blue,2", name="b.csv")
    assert values(imported, "team") == ["Red", "Blue"]


def test_a_length_of_care_is_no_cost(tmp_path: Path) -> None:
    imported = read(tmp_path, "系统名称,维保,用户数", "柜面,3年免费维保,20", "网银,5年免费维保,40")
    assert not told(imported, "column_question")


def test_passwords_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "名称,用户名,root密码,API Key", "柜面,ops,Abc#1,k9", "网银,ops,Def#2,k8"
    )
    assert [issue.params["header"] for issue in told(imported, "secrets_left_out")] == [
        "root密码",
        "API Key",
    ]
    assert imported.inventory.workloads[0].extra == {"用户名": "ops"}
    assert "Abc#1" not in str(imported.mapping)
    assert "密码" not in str(told(imported, "columns_kept"))


def test_codes_that_differ_in_every_row_are_ids(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "ALM-ID,Name,Owner ID", "ICTO-8,Till,U1", "PRF-31,Stock,U2", "APP-2,Desk,U3"
    )
    ids = [workload.id for workload in imported.inventory.workloads]
    assert ids == ["ICTO-8", "PRF-31", "APP-2"]


def test_an_id_that_comes_again_among_machines_is_asked_about(tmp_path: Path) -> None:
    imported = read(tmp_path, "Computer Name,ID,OS", "a1,S-1,RHEL 8", "a2,S-1,RHEL 8", "b1,S-2,AIX")
    assert [issue.field for issue in told(imported, "column_question")] == ["application_id"]


def test_numbers_of_rows_name_nothing(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "id,instance_id,private_ip_address", "1,i-7,10.0.0.1", "2,i-8,10.0.0.2", "3,i-9,"
    )
    assert [server.name for server in imported.inventory.servers] == ["i-7", "i-8", "i-9"]


def test_a_row_for_each_contact_is_one_application(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "AppId,AppName,Contact,Environment",
        "458,Pay,Ann,Prod",
        "458,Pay,Bo,Prod",
        "458,Pay,Bo,Test",
        "459,Till,Cy,Prod",
    )
    assert names(imported) == ["Pay", "Pay", "Till"]  # an environment of its own stays apart
    assert len(told(imported, "duplicate_id")) == 1
    assert imported.count.merged == 1


def test_lists_that_are_about_systems_of_another_list_join_them_by_name(tmp_path: Path) -> None:
    data = (
        '{"systems": [{"id": 12, "name": "Till"}, {"id": 9, "name": "Stock"}],',
        '"interviews": [{"id": 9, "system_name": "TILL", "responsible": "Ann"},',
        '{"id": 12, "system_name": "Stock", "responsible": "Bo"}]}',
    )
    imported = read(tmp_path, *data, name="a.json")
    assert names(imported) == ["Till", "Stock"]
    assert [workload.id for workload in imported.inventory.workloads] == ["12", "9"]
    assert values(imported, "business_owner") == ["Ann", "Bo"]


def test_projects_name_the_rows_where_solutions_repeat(tmp_path: Path) -> None:
    rows = [f"Suite {n % 2},Part {n},.Net Core" for n in range(1, 6)]
    imported = read(tmp_path, "Solution,Project,Platform", *rows, ",Part 6,Angular")
    assert names(imported) == [f"Part {n}" for n in range(1, 7)]
    assert values(imported, "technologies")[0] == (".Net Core",)
    assert told(imported, "name_guessed")


def test_a_disposition_of_environments_is_one(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Disposition", "Till,Production", "Stock,Development")
    assert values(imported, "environment") == ["production", "development"]
    assert values(imported, "strategy") == [None, None]


def test_a_total_of_costs_that_holds_the_licences_is_said(tmp_path: Path) -> None:
    rows = ("A,100,40,35,25", "B,200,80,70,50", "C,300,120,105,75")
    imported = read(tmp_path, "App,Total Cost,License Cost,Hosting Cost,Support Cost", *rows)
    assert values(imported, "run_cost_year") == [10_000, 20_000, 30_000]
    (said,) = told(imported, "costs_within_costs")
    assert said.params["count"] == "3"
    parted = read(tmp_path, "App,Total Cost,License Cost", "A,60,40", "B,120,80", name="b.csv")
    assert not told(parted, "costs_within_costs")


def test_a_machine_of_several_applications_says_the_same_in_each(tmp_path: Path) -> None:
    machines = tmp_path / "m.csv"
    rows = ("servername,assetNr,datacenter", "s1,89-1,DC1", "s2,89-2,DC2", "s2,89-3,DC3")
    machines.write_text("\n".join(rows), encoding="utf-8")
    links = tmp_path / "l.csv"
    listed = (
        "servername;appOwner;appName",
        "s1;Ann;Till",
        "s1;Bo;Stock",
        "s1;Cy;Desk",
        "s4;Ann;Till",
    )
    links.write_text("\n".join(listed), encoding="utf-8")
    imported = import_files([machines, links], today=TODAY)
    sites = {(s.workload_id, s.values.get("site")) for s in imported.inventory.servers}
    assert {("Till", "DC1"), ("Stock", "DC1"), ("Desk", "DC1")} <= sites
    assert told(imported, "same_machine_two_ids")  # two asset numbers
    assert told(imported, "machine_of_two")


def test_many_machines_of_several_applications_are_one_doubt(tmp_path: Path) -> None:
    rows = [f"s{n},{app}" for n in range(8) for app in ("Till", "Stock")]
    (said,) = told(read(tmp_path, "Server,Application", *rows), "machine_of_two")
    assert said.params["count"] == "8"


def test_a_comma_without_quotes_is_told_though_the_last_cell_is_blank(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Nom,OS,IP,DNS,Remarques",
        "A,RHEL 8,10.0.0.1,a.x,",
        "B,RHEL 8,10.0.0.2, 10.0.0.3,b.x,",
        "C,RHEL 8,10.0.0.4,c.x,",
    )
    assert [issue.where.row for issue in told(imported, "row_overflows")] == [3]


def test_what_stood_in_a_code_page_of_dos_is_put_right(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Name,Lifecycle", "Gesch„ftsportal,Ausser Produktion", "Žnderungen,In Produktion"
    )
    assert names(imported) == ["Geschäftsportal", "Änderungen"]
    assert values(imported, "lifecycle") == ["retired", "active"]


def test_lists_of_workstations_are_computers(tmp_path: Path) -> None:
    imported = read(tmp_path, "Sala,Estação,IP", "RH,E1,10.0.0.1", "TI,E2,10.0.0.2")
    assert [issue.params["count"] for issue in told(imported, "equipment")] == ["2"]
