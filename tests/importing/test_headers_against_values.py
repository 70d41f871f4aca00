# ruff: noqa: E501 - small files read best as lines
"""No header beats the values below it: what they are of another field, or of none, is not taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.importing import import_files
from planner.importing.fixes import apply_fix
from tests.importing.lists import TODAY, names, read, told, values
from tests.importing.makers import write_sheets

LEFT = {
    "states of power are no stage of life": ("Status", ["Online", "Offline", "Running"]),
    "states of power, in more words": ("Status", ["Powered on", "Stopped", "Running"]),
    "states of power, zh": ("状态", ["运行中", "关机", "在线"]),
    "levels are no class of data": ("Data classification", ["H", "M", "L"]),
    "yes and no say not how critical": ("Criticality", ["Yes", "No", "Yes"]),
    "hardware is no place": ("Platform", ["x86", "SPARC", "x64"]),
    "numbers are no stage of life": ("Phase", ["1", "2", "3"]),
    "levels are nobody's name": ("Owner", ["High", "Low", "Medium"]),
    "yes and no are no vendor": ("Vendor", ["Yes", "No", "Yes"]),
    "environments are no site": ("Owner", ["Production", "Test", "Development"]),
    "answers are no laws": ("Compliance", ["Yes", "No", "Yes"]),
    "channels are no place": ("Platform", ["Web", "Mobile", "Desktop"]),
    "who hosts is no place": ("Hosting", ["Vendor", "Internal", "Vendor"]),
    "names of a network are no business area": ("Domain", ["corp.local", "dmz.local", "a.local"]),
    "networks are no site": ("Site", ["Intranet", "Extranet", "Intranet"]),
    "protocols are no systems": ("Interface", ["REST", "SOAP", "File"]),
    "tongues are no technology": ("Language", ["English", "German", "English"]),
    "counts are no links": ("Dependencies", ["3", "5", "1"]),
    "a class of systems is no class of data": ("Classification", ["Core", "Support", "Core"]),
    "classes of times are no times": ("RTO", ["Tier 1", "Tier 2", "Gold"]),
    "counts of machines are no place": ("Infrastructure", ["2 VMs", "1 server", "3 VMs"]),
    "how often is not of whom": ("Backup", ["Daily", "Weekly", "None"]),
    "words of nobody's stages": ("Lifecycle", ["Blue", "Green", "Red"]),
}


@pytest.mark.parametrize(("header", "cells"), LEFT.values(), ids=LEFT.keys())
def test_values_of_another_kind_are_kept_as_text_and_named(
    tmp_path: Path, header: str, cells: list[str]
) -> None:
    imported = read(
        tmp_path, f"Application,{header}", *(f"App {at},{cell}" for at, cell in enumerate(cells))
    )
    assert names(imported) == ["App 0", "App 1", "App 2"]
    assert [w.extra.get(header) for w in imported.inventory.workloads] == cells
    codes = ("column_of_another", "column_question", "columns_kept")
    assert [issue for code in codes for issue in told(imported, code)]


MEANT = {
    "technologies": ("Platform", ["x86", ".Net", "Java", "Windows"], "technologies", [("x86",), (".Net",), ("Java",), ("Windows",)]),
    "systems": ("Platform", ["Windows 2019", "RHEL 8"], "operating_system", ["Windows 2019", "RHEL 8"]),
    "databases": ("Platform", ["Oracle 19c", "SQL Server 2019"], "database", ["Oracle 19c", "SQL Server 2019"]),
    "environments": ("Disposition", ["Production", "Test"], "environment", ["production", "test"]),
    "environments, of a status": ("Status", ["PROD", "UAT"], "environment", ["production", "test"]),
    "stages": ("Status", ["Production", "Retired", "Development"], "lifecycle", ["active", "retired", "planned"]),
    "places, of a location": ("Location", ["Cloud", "On-prem"], "current_target", ["public", "legacy"]),
    "ways to deploy": ("Deployment", ["Manual", "CI"], "delivery", ["manual", "integrated"]),
    "laws": ("Framework", ["NIST", "ISO 27001"], "regulations", [("NIST",), ("ISO 27001",)]),
    "critical, asked": ("Mission critical?", ["Yes", "Yes", "x"], "criticality", ["critical", "critical", "critical"]),
    "places": ("Platform", ["AWS", "On-prem"], "current_target", ["public", "legacy"]),
}  # fmt: skip


@pytest.mark.parametrize(("header", "cells", "key", "read_as"), MEANT.values(), ids=MEANT.keys())
def test_a_header_of_two_meanings_means_what_its_values_are(
    tmp_path: Path, header: str, cells: list[str], key: str, read_as: list[object]
) -> None:
    imported = read(
        tmp_path, f"Application,{header}", *(f"App {at},{cell}" for at, cell in enumerate(cells))
    )
    assert values(imported, key) == read_as


@pytest.mark.parametrize(
    ("heads", "business", "technical"),
    [
        ("app_owner,business_owner", "Bob", "Ann"),
        ("business_owner,IT owner", "Ann", "Bob"),
        ("Applikationsverantwortlicher,Fachverantwortlicher", "Bob", "Ann"),
        ("Business owner,IT Custodian", "Ann", "Bob"),
        ("应用负责人,业务负责人", "Bob", "Ann"),
    ],
)
def test_of_two_owners_each_is_what_it_is_called(
    tmp_path: Path, heads: str, business: str, technical: str
) -> None:
    imported = read(tmp_path, f"Application,{heads}", "CRM,Ann,Bob")
    assert values(imported, "business_owner") == [business]
    assert values(imported, "technical_owner") == [technical]


@pytest.mark.parametrize(
    "lines",
    [
        ["ALM-ID,Application", "A-1,CRM", "A-2,ERP", "A-3,Pay"],
        ["Application,ING Identifier", "CRM,A-1", "ERP,A-2", "Pay,A-3"],
        ["tag,Application", "A-01,CRM", "A-02,ERP", "A-03,Pay"],
        ["application_id,component_id,name", "X,A-1,CRM", "X,A-2,ERP", "Y,A-3,Pay"],
        ["sys_id,Application", "A-1,CRM", "A-2,ERP", "A-3,Pay"],
    ],
)
def test_a_code_of_each_row_is_its_id(tmp_path: Path, lines: list[str]) -> None:
    imported = read(tmp_path, *lines)
    assert [w.id.replace("-0", "-") for w in imported.inventory.workloads] == ["A-1", "A-2", "A-3"]
    assert not told(imported, "column_repeated")


@pytest.mark.parametrize("header", ["SN", "序列号", "Serial No", "Service Tag"])
def test_machines_of_one_name_and_two_serials_are_two(tmp_path: Path, header: str) -> None:
    imported = read(
        tmp_path, f"主机名,{header},CPU,RAM GB", "web,Z1,4,8", "web,Z2,8,16", "db,Z3,8,16"
    )
    assert len(imported.inventory.servers) == 3
    cores = [s.values["cpu_cores"] for s in imported.inventory.servers]
    assert cores == [4.0, 8.0, 8.0]


def test_one_id_and_one_name_are_one_application(tmp_path: Path) -> None:
    imported = read(tmp_path, "ID,Application,Users", "1,CRM,5", "1,CRM,6", "2,ERP,7")
    assert names(imported) == ["CRM", "ERP"]
    assert [issue.where.address for issue in told(imported, "merge_conflict")] == ["C3"]


def test_a_machine_that_is_off_has_the_disks_it_is_given(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "VM,Powerstate,CPUs,Memory,Provisioned MiB,In Use MiB",
        "web1,poweredOff,4,8192,102400,0",
        "web2,poweredOn,4,8192,102400,51200",
    )
    assert [s.values["storage_gib"] for s in imported.inventory.servers] == [100, 50]


def test_who_is_not_in_the_inventory_is_said_once_and_stops_nothing(tmp_path: Path) -> None:
    rows = [f"App {n},Data Lake" for n in range(30)]
    path = tmp_path / "links.csv"
    path.write_text("Source,Target\n" + "\n".join(rows) + "\n", encoding="utf-8")
    apps = tmp_path / "apps.csv"
    apps.write_text("Application\n" + "\n".join(f"App {n}" for n in range(30)), encoding="utf-8")
    imported = import_files([apps, path], today=TODAY)
    (strange,) = told(imported, "dependency_on_nobody")
    assert (strange.severity.value, strange.params["count"]) == ("warning", "30")
    fixed = apply_fix(imported.inventory, strange)
    assert (len(fixed.workloads), len(fixed.dependencies), fixed.set_aside) == (31, 30, ())


LINKED = {
    "by another number of the same rows": "name,number,sys_id,install_status\nCRM,APM1,a1,Installed\nERP,APM2,a2,Installed\n|||parent,type,child\na1,Depends on::Used by,a2\n",
    "by what a program writes in a cell": 'Application,Depends on\nCRM,"[""ERP""]"\nERP,\n',
    "by objects in a cell": 'Application,Depends on\nCRM,"[{""name"": ""ERP"", ""type"": ""api""}]"\nERP,\n',
    "by items of a list in a cell": 'Application,Depends on\nCRM,"1. ERP\n2. Pay"\nERP,"- Pay"\nPay,\n',
    "below a header of interfaces": "Anwendung;Schnittstellen\nCRM;ERP\nERP;Pay\nPay;\n",
}  # fmt: skip


@pytest.mark.parametrize("text", LINKED.values(), ids=LINKED.keys())
def test_what_is_named_in_another_way_is_found(tmp_path: Path, text: str) -> None:
    paths = []
    for number, part in enumerate(text.split("|||")):
        paths.append(tmp_path / f"list{number}.csv")
        paths[-1].write_text(part, encoding="utf-8")
    inventory = import_files(paths, today=TODAY).inventory
    titles = {workload.id: workload.name for workload in inventory.workloads}
    needed = {(titles[link.source], titles[link.needed]) for link in inventory.dependencies}
    assert ("CRM", "ERP") in needed
    assert not inventory.set_aside


def test_what_names_other_rows_below_a_header_that_is_silent_is_asked(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,X", "CRM,ERP", "ERP,Pay", "Pay,CRM")
    assert [issue.field for issue in told(imported, "column_question")] == ["depends_on"]


def test_a_licence_is_no_limit_and_an_effort_in_words_is_how_complex(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Application,Licence (Yes/No),Migration effort", "CRM,Yes,High", "ERP,No,Low"
    )
    assert values(imported, "licence_limits") == [None, None]
    assert values(imported, "complexity") == ["high", "low"]


def test_an_application_on_equipment_is_an_application(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "application_name,asset_type,users", "CRM,Workstation,5", "ERP,Server,6"
    )
    assert names(imported) == ["CRM", "ERP"]


def test_servers_inside_applications_are_servers(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '[{"name": "CRM", "servers": [{"name": "s1", "cpu": 4}]}, {"name": "ERP", "servers": []}]',
        encoding="utf-8",
    )
    inventory = import_files([path], today=TODAY).inventory
    assert [(one.name, one.workload_id) for one in inventory.servers] == [("s1", "CRM")]


def test_ports_and_directions_are_doubted_once_for_a_word(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "From application,To application,Direction,Port",
        "CRM,ERP,sideways,443/514",
        "ERP,Pay,sideways,tcp/88",
        "Pay,CRM,sideways,1521",
    )
    assert [link.port for link in imported.inventory.dependencies] == [443, 88, 1521]
    assert not told(imported, "not_a_number")
    (issue,) = told(imported, "direction_unknown")
    assert issue.params == {"text": "sideways", "count": "3"}


@pytest.mark.parametrize(
    ("header", "cells", "key", "read_as"),
    [
        ("used_for", ["Production", "Test"], "environment", ["production", "test"]),
        ("proposed_7r", ["rehost", "retire"], "strategy", ["rehost", "retire"]),
        ("Recommendation", ["Keep", "Replatform"], "strategy", ["retain", "replatform"]),
        ("TIME Category", ["Invest", "Tolerate"], "strategy", [None, None]),
    ],
)
def test_words_that_no_other_field_has_need_no_header(
    tmp_path: Path, header: str, cells: list[str], key: str, read_as: list[object]
) -> None:
    imported = read(tmp_path, f"Application,{header}", f"CRM,{cells[0]}", f"ERP,{cells[1]}")
    assert values(imported, key) == read_as


def test_of_two_names_the_one_of_each_row_is_taken(tmp_path: Path) -> None:
    imported = read(tmp_path, "系统名称,应用名称", "支付,网关", "支付,清算", "信贷,审批")
    assert names(imported) == ["网关", "清算", "审批"]


def test_what_a_field_is_called_like_is_no_link(tmp_path: Path) -> None:
    imported = read(tmp_path, "name,displayName,owner", "CRM,CRM,Ann", "ERP,ERP,Bob")
    assert not told(imported, "column_question")


def test_what_says_how_to_fill_in_a_list_is_none(tmp_path: Path) -> None:
    guide = [
        ["Field", "Description"],
        ["Name", "What the application is called, as users know it"],
        ["Owner", "Who is responsible for the application"],
    ]
    path = tmp_path / "a.xlsx"
    write_sheets(path, Guide=guide, List=[["App", "Owner"], ["CRM", "Ann"], ["ERP", "Bob"]])
    assert names(import_files([path], today=TODAY)) == ["CRM", "ERP"]


def test_numbers_of_sensitivity_are_asked_about(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Sensitivity", "CRM,1", "ERP,3")
    assert values(imported, "data_class") == [None, None]
    assert len(told(imported, "scale_question")) == 1
