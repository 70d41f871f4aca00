"""Kinds that somebody who did not know the reader met in public lists: read, or said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.importing import Imported
from tests.importing.lists import names, read, values


def fields(imported: Imported) -> dict[str, str | None]:
    return {c.header: c.field for sheet in imported.mapping.sheets for c in sheet.columns}


def test_figures_of_machines_reach_their_workload(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Server Name,Application,Memory GB,Annual Cost (USD),RTO (hours),Support End Date",
        "s1,Till,16,1000,4,2027-05-01",
        "s2,Till,32,2000,2,2028-01-01",
        "s3,Shop,8,500,8,2027-01-01",
    )
    assert names(imported) == ["Till", "Shop"]
    assert values(imported, "run_cost_year") == [300_000, 50_000]
    assert values(imported, "rto_hours") == [2.0, 8.0]
    assert values(imported, "support_end_date") == [date(2027, 5, 1), date(2027, 1, 1)]


def test_one_amount_in_every_row_may_be_the_applications(tmp_path: Path) -> None:
    head = "Server Name,Application,Annual Cost (USD)"
    same = read(tmp_path, head, "s1,Till,1000", "s2,Till,1000", "s3,Shop,500")
    assert values(same, "run_cost_year") == [200_000, 50_000]
    assert "amounts_repeated" in {issue.code for issue in same.issues}
    apart = read(tmp_path, head, "s1,Till,1000", "s2,Till,900", "s3,Shop,500")
    assert "amounts_repeated" not in {issue.code for issue in apart.issues}


def test_sockets_multiply_the_cores_of_each(tmp_path: Path) -> None:
    rows = ("s1,2,4,16", "s2,2,8,32", "s3,1,8,8")
    imported = read(tmp_path, "Server Name,Sockets,Cores per socket,Memory GB", *rows)
    assert values(imported, "cpu_cores") == [8.0, 16.0, 8.0]
    alone = read(tmp_path, "Server Name,CPU Core,Memory GB", "s1,4,16", "s2,8,32", "s3,8,8")
    assert values(alone, "cpu_cores") == [4.0, 8.0, 8.0]


def test_cores_beside_processors_are_asked_about(tmp_path: Path) -> None:
    def asked(head: str, *rows: str) -> bool:
        imported = read(tmp_path, f"Server Name,{head},Memory GB", *rows)
        return "cores_of_each" in {issue.code for issue in imported.issues}

    rows = ("s1,2,4,16", "s2,2,8,32", "s3,1,8,8")
    assert asked("CPU Count,CPU Cores", *rows)
    assert not asked("CPU Count,Total CPU Cores", *rows)
    assert not asked("CPU Count,CPU Cores", "s1,1,4,16", "s2,1,8,32", "s3,1,8,8")
    assert not asked("CPU Count,CPU Cores", "s1,2,9,16", "s2,2,8,32", "s3,1,8,8")
    assert not asked("Sockets,Cores per socket", *rows)


def test_a_known_export_without_units_has_them_proposed(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "name,sys_class_name,ram,install_status,manufacturer,model_id",
        "erp01,cmdb_ci_linux_server,65536,Installed,Dell,R750",
        "crm01,cmdb_ci_linux_server,16384,Installed,Dell,R750",
        "pc-17,cmdb_ci_computer,8192,Installed,Apple,Air",
        "sw-3,cmdb_ci_netgear,,Installed,Cisco,9300",
    )
    assert values(imported, "memory_gib") == [64.0, 16.0]
    assert "unit_assumed" in {issue.code for issue in imported.issues}
    assert names(imported) == ["erp01", "crm01"]  # a desktop and a switch carry nothing
    assert imported.count.set_aside == 2
    assert values(imported, "vendor") == [None, None]  # the maker of the hardware


def test_equipment_is_set_aside_in_any_list(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Name,Asset Type,Owner,Criticality",
        "Payroll,Application,Ann,High",
        "HP 400,Printer,Bob,Low",
        "前台,打印机,Bob,Low",
    )
    assert names(imported) == ["Payroll"]
    assert imported.count.set_aside == 2


def test_an_application_for_desktops_is_no_desktop(tmp_path: Path) -> None:
    imported = read(tmp_path, "Name,Type,Owner", "Ledger,Desktop,Ann", "Till,Web,Bob")
    assert names(imported) == ["Ledger", "Till"]


def test_yes_and_no_name_no_system(tmp_path: Path) -> None:
    rows = ("web,4,Windows,yes", "app,8,Linux,no", "db,8,Linux,unknown", "file,2,Linux,yes")
    imported = read(tmp_path, "Application,CPU cores,OS,Backup of", *rows)
    assert values(imported, "recovery_of") == [None] * 4
    assert fields(imported)["Backup of"] is None


def test_a_host_of_clouds_is_a_place(tmp_path: Path) -> None:
    rows = ("A,AWS,Ann", "B,On-Prem VMware Cluster,Bob", "C,Azure,Ann", "D,On-Prem Bare Metal,Ann")
    imported = read(tmp_path, "App Name,Platform Host,Business owner", *rows)
    assert fields(imported)["Platform Host"] == "current_target"
    assert not imported.inventory.servers


def test_sentences_are_no_business_area(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Application,Business Function,Owner",
        "Portal,Gives students access to their records and to the timetable,Ann",
        "Store,Keeps the copies that are needed to restore a system,Bob",
        "Desk,Records incidents and what was done about each of them,Ann",
    )
    assert values(imported, "domain") == [None] * 3
    assert str(values(imported, "description")[0]).startswith("Gives students")


def test_placeholders_of_a_template_are_no_applications(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Application Name,Owner",
        "Till,Ann",
        "[Enter App Name],",
        "<应用名称>,",
        "【请填写】,",
    )
    assert names(imported) == ["Till", "<应用名称>"]
    assert imported.count.set_aside == 2


def test_addresses_and_bare_words_group_no_machines(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Hostname,OS,Environment", "server01,Windows,Prod", "server02,Linux,Test"
    )
    assert names(imported) == ["server01", "server02"]
    other = read(tmp_path, "Server,OS", "192.168.1.130,Linux", "192.168.1.131,Linux")
    assert names(other) == ["192.168.1.130", "192.168.1.131"]


def test_machines_without_an_application_are_not_one(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "resource_id,region,os_type,environment,application",
        "vm-crm,eu,ubuntu,prod,untagged",
        "vm-erp,eu,ubuntu,prod,untagged",
        "vm-pos,us,rhel,test,Till",
        "vm-pot,us,rhel,test,Till",
    )
    assert names(imported) == ["vm-crm", "vm-erp", "Till"]
    assert len(imported.inventory.servers) == 4


def test_dotted_names_of_an_interface_are_read(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "name,operatingSystem.displayName,cpuCount,memoryGb,datacenterId",
        "Web Server,REDHAT6/64,8,256,NA9",
        "Ubuntu Demo,UBUNTU10/64,2,4,NA9",
        "Data Base,WIN2012DC/64,4,8,NA3",
        name="servers.csv",
    )
    assert [server.values["cpu_cores"] for server in imported.inventory.servers] == [8.0, 2.0, 4.0]
    assert values(imported, "site") == ["NA9", "NA9", "NA3"]
    assert values(imported, "operating_system")[0] == "REDHAT6/64"


def test_the_machine_is_the_node_and_its_platform_a_system(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Node Name,Instance,CPU,Mem (MB),Platform,Current State Services",
        "BDC-1,,4,16384,WINDOWS,Prod",
        "WYN-2,Till::Till 1.0,2,4096,LINUX,Dev",
        "ALS-3,,8,8192,UNIX,QA",
        "KEN-4,,8,8192,VIRTUAL,Prod",
    )
    assert names(imported) == ["BDC-1", "WYN-2", "ALS-3", "KEN-4"]
    assert values(imported, "operating_system")[:2] == ["WINDOWS", "LINUX"]
    assert values(imported, "current_target") == [None] * 4
    assert fields(imported)["Current State Services"] != "powerstate"


def test_columns_of_other_tongues_and_hands(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "服务名称,所属服务器,描述,交付周期（天）",
        "注册中心,sc01,注册,15",
        "配置中心,sc02,配置,10",
    )
    assert names(imported) == ["注册中心", "配置中心"]
    assert values(imported, "change_lead_days") == [None, None]  # of what is not said
    assert {server.name for server in imported.inventory.servers} == {"sc01", "sc02"}
    german = read(tmp_path, "ObjektName;Hersteller", "Fibu;SAP", "Lager;Infor")
    assert names(german) == ["Fibu", "Lager"]
    linked = read(
        tmp_path,
        "application_id,application_name,dependency_ids",
        'A1,Till,"A2,A3"',
        "A2,Stock,A3",
        "A3,Bank,",
    )
    ends = {(link.source, link.needed) for link in linked.inventory.dependencies}
    assert ends == {("A1", "A2"), ("A1", "A3"), ("A2", "A3")}
