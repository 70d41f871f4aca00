"""Headers in short, and headers of which another column or the values say what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.importing import import_files
from tests.importing.lists import TODAY, names, read, told, values
from tests.importing.makers import write_sheets

SHORT = {
    "owner and criticality": (
        ["App,Resp.,Crit", "Ledger,Ann Lee,high", "Pay,Bob Ray,low", "Shop,Cy Poe,medium"],
        {
            "business_owner": ["Ann Lee", "Bob Ray", "Cy Poe"],
            "criticality": ["high", "low", "medium"],
        },
    ),
    "nothing but": (
        ["Sys,Crit,Env", "Ledger,high,prod", "Pay,low,test", "Shop,low,prod"],
        {
            "criticality": ["high", "low", "low"],
            "environment": ["production", "test", "production"],
        },
    ),
    "German": (
        ["Appl.;Verantw.;Krit.", "Lager;A. Huber;hoch", "Kasse;B. Maier;niedrig"],
        {"business_owner": ["A. Huber", "B. Maier"], "criticality": ["high", "low"]},
    ),
    "two words": (
        ["App,Bus. Owner,DB Ver", "Ledger,Ann,Oracle 19", "Pay,Bob,SQL Server 2019"],
        {"business_owner": ["Ann", "Bob"], "database": ["Oracle 19", "SQL Server 2019"]},
    ),
    "sizes": (
        ["App,Stor.,Dept", "Ledger,100 GB,Finance", "Pay,50 GB,HR"],
        {"storage_gib": [100, 50], "domain": ["Finance", "HR"]},
    ),
}


@pytest.mark.parametrize(("lines", "wanted"), SHORT.values(), ids=SHORT.keys())
def test_headers_in_short_are_taken_where_their_values_fit(
    tmp_path: Path, lines: list[str], wanted: dict[str, list[object]]
) -> None:
    imported = read(tmp_path, *lines)
    assert names(imported) == [line.replace(";", ",").split(",")[0] for line in lines[1:]]
    assert {key: values(imported, key) for key in wanted} == wanted


@pytest.mark.parametrize("header", ["Prod", "Crit", "Resp", "Test"])
def test_a_short_word_without_a_full_stop_is_not_taken_for_a_field_of_texts(
    tmp_path: Path, header: str
) -> None:
    imported = read(
        tmp_path, f"Application,{header}", "Ledger,azalea", "Pay,begonia", "Shop,azalea"
    )
    assert [workload.values for workload in imported.inventory.workloads] == [{}, {}, {}]
    assert [w.extra[header] for w in imported.inventory.workloads] == [
        "azalea",
        "begonia",
        "azalea",
    ]


def test_what_comes_first_gives_way_to_what_matters_most(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Application,Priority,Criticality (business)", "Ledger,High,Low", "Pay,Low,High"
    )
    assert values(imported, "criticality") == ["low", "high"]
    assert [w.extra["Priority"] for w in imported.inventory.workloads] == ["High", "Low"]


def test_a_priority_alone_says_what_matters_most(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Priority", "Ledger,High", "Pay,Low", "Shop,Medium")
    assert values(imported, "criticality") == ["high", "low", "medium"]


def test_a_priority_beside_a_wave_is_asked_about(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Priority,Wave", "Ledger,High,1", "Pay,Low,2")
    assert values(imported, "criticality") == [None, None]
    assert [issue.field for issue in told(imported, "column_question")] == ["criticality"]


@pytest.mark.parametrize("header", ["Recovery tier", "DR tier", "RTO tier"])
@pytest.mark.parametrize("cells", [["1", "2", "3"], ["Tier 1", "Tier 2", "Tier 3"]])
def test_a_tier_of_recovery_is_no_time(tmp_path: Path, header: str, cells: list[str]) -> None:
    imported = read(tmp_path, f"Application,{header}", *(f"App {c},{c}" for c in cells))
    assert values(imported, "rto_hours") == [None, None, None]
    assert values(imported, "criticality") == [None, None, None]


TIMES = {
    "in the header": ["Application,DR tier (Tier 1 = 4h; Tier 2 = 24h; Tier 3 = 3 days)"],
    "in a line above": ["Tier 1: 4h; Tier 2: 24h; Tier 3: 72h", "", "Application,DR tier"],
}


@pytest.mark.parametrize("head", TIMES.values(), ids=TIMES.keys())
@pytest.mark.parametrize("tier", ["Tier ", "T", ""])
def test_a_legend_of_times_tells_what_a_tier_is(tmp_path: Path, head: list[str], tier: str) -> None:
    rows = [f"{name},{tier}{n}" for name, n in (("Ledger", 2), ("Pay", 1), ("Shop", 3))]
    imported = read(tmp_path, *head, *rows)
    assert values(imported, "rto_hours") == [24, 4, 72]
    assert not told(imported, "unit_unknown")


def test_a_sheet_of_times_tells_what_a_tier_is(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "tiers.xlsx",
        Apps=(("Application", "Recovery class"), ("Ledger", "Gold"), ("Pay", "Silver")),
        Classes=(("Class", "Time"), ("Gold", "4 hours"), ("Silver", "2 days")),
    )
    imported = import_files([path], today=TODAY)
    assert names(imported) == ["Ledger", "Pay"]
    assert values(imported, "rto_hours") == [4, 48]


def test_a_list_of_machines_from_a_service_desk_is_one(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "name,u_application,install_status,ip_address,fqdn,os,cpu_count,ram",
        "web1,Shop,1,10.1.0.1,web1.a.local,RHEL 8,4,16384",
        "web2,Shop,1,10.1.0.2,web2.a.local,RHEL 8,4,16384",
        "old1,Archive,7,10.1.0.3,old1.a.local,RHEL 6,2,8192",
    )
    assert [server.name for server in imported.inventory.servers] == ["web1", "web2", "old1"]
    assert set(names(imported)) == {"Shop", "Archive"}
    found = {w.name: w.values["lifecycle"] for w in imported.inventory.workloads}
    assert found == {"Shop": "active", "Archive": "retired"}


def test_numbers_of_a_service_desk_are_stages_of_life(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "name,install_status,ip_address,business_criticality",
        "Shop,1,10.1.0.1,1 - most critical",
        "Archive,7,,4 - not critical",
        "Depot,6,,4 - not critical",
    )
    assert names(imported) == ["Shop", "Archive", "Depot"]
    assert values(imported, "lifecycle") == ["active", "retired", None]
    guessed = [
        i.params["read_as"] for i in told(imported, "choice_guessed") if i.field == "lifecycle"
    ]
    assert guessed == ["active", "retired"]


NONE = {
    "who made machines": (
        "Hostname,CPU,RAM GB,Manufacturer",
        ["web1,4,8,Contoso", "web2,4,8,Contoso"],
    ),
    "who sold hardware": (
        "Name,Asset model,Supplier",
        ["Ledger,M 1,Contoso", "Pay,M 2,Fabrikam", "Shop,M 1,Contoso"],
    ),
    "who stands in for an owner": ("Application,Backup Owner", ["Ledger,Ann", "Pay,Bob"]),
    "who is called": ("Application,Contact", ["Ledger,Ann", "Pay,Bob"]),
    "pages of the web": (
        "Application,Label",
        [f"{name},https://catalogue.example.org/solutions/{name * 9}" for name in ("ab", "cd")],
    ),
}


@pytest.mark.parametrize(("head", "rows"), NONE.values(), ids=NONE.keys())
def test_what_is_beside_a_field_is_kept_as_text(tmp_path: Path, head: str, rows: list[str]) -> None:
    imported = read(tmp_path, head, *rows)
    inventory = imported.inventory
    assert len(inventory.workloads) + len(inventory.servers) >= len(rows)
    mapping = {c.header: c.field for c in imported.mapping.sheets[0].columns}
    assert mapping[head.split(",")[-1]] is None


def test_lists_of_functions_are_a_domain_and_sentences_a_description(tmp_path: Path) -> None:
    told = "It keeps the books of all branches and closes them each night"
    rows = ["Accounting, Analytics, Payments and Collections, Claims, Human Resources, Payroll"]
    imported = read(
        tmp_path,
        "Application,business_function,service_desc",
        *(f'{name},"{rows[0]}",{told}' for name in ("Ledger", "Pay")),
    )
    assert values(imported, "domain") == rows * 2
    assert values(imported, "description") == [told] * 2


def test_a_list_of_owners_by_id_alone_joins_its_applications(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Portfolio=(("App ID", "Application", "Users"), ("A1", "Ledger", 5), ("A2", "Pay", 6)),
        Review=(("App ID", "Current Owner", "Checked"), ("A1", "Ann", "x"), ("A2", "Bob", "x")),
    )
    imported = import_files([path], today=TODAY)
    assert names(imported) == ["Ledger", "Pay"]
    assert values(imported, "business_owner") == ["Ann", "Bob"]


def test_numbers_of_questions_stand_before_headers(tmp_path: Path) -> None:
    imported = read(tmp_path, "2_use_case_name,3_owner,10_users", "Ledger,Ann,5", "Pay,Bob,6")
    assert names(imported) == ["Ledger", "Pay"]
    assert values(imported, "business_owner") == ["Ann", "Bob"]


def test_columns_that_hold_nothing_make_no_machines(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "name,serial,model,ip_address,operating_system,ram",
        "NB-ANN,S1,Pro 1,,,",
        "NB-BOB,S2,Pro 1,,,",
        "NB-CY,S3,Pro 2,,,",
    )
    assert told(imported, "list_of_equipment")
