"""Kinds of lists thought out against the reader: what is right was written down first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.importing import import_files
from planner.importing.reading.delimited import decode
from planner.importing.units.currency import currency_in
from tests.importing.lists import TODAY, names, read, told, values


def _two(folder: Path, applications: list[str], machines: list[str]) -> tuple[Path, Path]:
    first, second = folder / "apps.csv", folder / "servers.csv"
    first.write_text("\n".join(applications) + "\n", encoding="utf-8")
    second.write_text("\n".join(machines) + "\n", encoding="utf-8")
    return first, second


@pytest.mark.parametrize(
    ("machines", "homes", "code"),
    [
        (["web1,A1,CRM,2", "db1,A2,ERP,4"], ["A1", "A2"], ""),
        (["web1,A9,CRM,2", "db1,A2,ERP,4"], ["A9", "A2"], "same_name_two_ids"),
        (["web1,A2,CRM,2", "web2,A2,CRM,4"], ["A2 (2)", "A2 (2)"], "same_id_other_name"),
        (["web1,A7,Payroll,2", "web2,A7,Payroll,4"], ["A7", "A7"], ""),
    ],
)
def test_ids_of_applications_decide_where_names_say_otherwise(
    tmp_path: Path, machines: list[str], homes: list[str], code: str
) -> None:
    heads = "hostname,app_id,app_name,vcpu"
    files = _two(tmp_path, ["app_id,app_name", "A1,CRM", "A2,ERP"], [heads, *machines])
    imported = import_files(files, today=TODAY)
    assert [server.workload_id for server in imported.inventory.servers] == homes
    assert len(told(imported, code)) == bool(code)


def test_an_id_beside_a_name_is_kept_where_the_list_gives_none(tmp_path: Path) -> None:
    rows = ["hostname,app_id,app_name,vcpu", "web1,A1,CRM,2"]
    imported = import_files(_two(tmp_path, ["Application,Users", "CRM,5"], rows), today=TODAY)
    assert names(imported) == ["CRM"]
    assert values(imported, "cpu_cores") == [2.0]


@pytest.mark.parametrize(
    "heads",
    [
        "u_app.number,u_app.name,u_app.owned_by,u_app.rto_hours",
        "cmdb_ci.id,cmdb_ci.name,cmdb_ci.owner,cmdb_ci.rto",
        "App: Id,App: Name,App: Owner,App: RTO (h)",
        "serv_id,serv_name,serv_owner,serv_rto_hours",
        "Application - Id,Application - Name,Application - Owner,Application - RTO (h)",
    ],
)
def test_headers_with_the_name_of_a_table_in_front(tmp_path: Path, heads: str) -> None:
    imported = read(tmp_path, heads, "A1,CRM,Ann,4", "A2,ERP,Bob,8")
    assert names(imported) == ["CRM", "ERP"]
    assert values(imported, "business_owner") == ["Ann", "Bob"]
    assert values(imported, "rto_hours") == [4.0, 8.0]


def test_a_formula_in_text_is_no_total(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Users", "CRM,5", "=SUM(A1:A9),6", "Summe,11")
    assert names(imported) == ["CRM", "=SUM(A1:A9)"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Durchschnitt,15", "total_row"),
        ("Moyenne,15", "total_row"),
        ("备注：数据来自台账,", "note_row"),
    ],
)
def test_rows_that_sum_up_or_explain_are_set_aside(tmp_path: Path, row: str, reason: str) -> None:
    imported = read(tmp_path, "Application,Users", "CRM,10", "ERP,20", row)
    assert names(imported) == ["CRM", "ERP"]
    assert [aside.reason_code for aside in imported.inventory.set_aside] == [reason]


@pytest.mark.parametrize(
    "row",
    ["(1),(2),(3)", "1,2,3", "Name of the application,Who owns it,How many people use it"],
)
def test_rows_below_the_header_that_number_or_explain_it(tmp_path: Path, row: str) -> None:
    imported = read(tmp_path, "Application,Owner,Users", row, "CRM,Ann,10", "ERP,Bob,20")
    assert names(imported) == ["CRM", "ERP"]
    assert values(imported, "users") == [10, 20]


def test_a_legend_below_a_list_explains_its_numbers(tmp_path: Path) -> None:
    legend = ("", "Legend,", "1,Critical", "4,Low")
    imported = read(tmp_path, "Application,Criticality", "CRM,1", "ERP,4", *legend)
    assert names(imported) == ["CRM", "ERP"]
    assert values(imported, "criticality") == ["critical", "low"]


def test_amounts_and_people_are_not_counted_in_thousandths(tmp_path: Path) -> None:
    rows = ("A;1.5;1.500;2.000", "B;0.25;12.000;1.250")
    imported = read(tmp_path, "Anwendung;Speicher (TB);Kosten (EUR/Jahr);Benutzer", *rows)
    assert values(imported, "run_cost_year") == [150000, 1200000]
    assert values(imported, "users") == [2000, 1250]
    assert values(imported, "storage_gib") == [1536.0, 256.0]
    assert len(told(imported, "marks_unsure")) == 4


@pytest.mark.parametrize("text", ["ca. 300", "about 300", "etwa 300", "environ 300", "~300"])
def test_about_so_many(tmp_path: Path, text: str) -> None:
    assert values(read(tmp_path, "Application,Users", f"A,{text}"), "users") == [300]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和9年3月31日", date(2027, 3, 31)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("2028-H1", date(2028, 6, 30)),
    ],
)
def test_years_of_eras_and_halves(tmp_path: Path, text: str, day: date) -> None:
    imported = read(tmp_path, "Application,End of support", f"A,{text}")
    assert values(imported, "support_end_date") == [day]


def test_tiers_that_begin_at_nought(tmp_path: Path) -> None:
    rows = ("A,Tier 0", "B,Tier 1", "C,Tier 2", "D,Tier 3")
    imported = read(tmp_path, "Application,Tier", *rows)
    assert values(imported, "criticality") == ["critical", "high", "medium", "low"]
    assert len(told(imported, "choice_guessed")) >= 1


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        ("H M L", ["high", "medium", "low"]),
        ("S M L", ["low", "medium", "high"]),
        ("M L", ["medium", None]),
    ],
)
def test_what_the_letter_l_means_is_told_by_its_column(
    tmp_path: Path, cells: str, read_as: list[str | None]
) -> None:
    rows = [f"{at},{cell}" for at, cell in enumerate(cells.split())]
    imported = read(tmp_path, "Application,Complexity", *[f"App {row}" for row in rows])
    assert values(imported, "complexity") == read_as


def test_words_in_brackets_are_taken_whole(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Criticality", "A,4 (Very High)", "B,3 (High)")
    assert values(imported, "criticality") == ["critical", "high"]


@pytest.mark.parametrize(
    ("head", "cells", "field", "read_as"),
    [
        ("Contains no personal data", ["Yes", "No"], "personal_data", ["none", "basic"]),
        ("Datos personales", ["sin datos personales", "sí"], "personal_data", ["none", "basic"]),
        ("Données personnelles", ["sans", "oui"], "personal_data", ["none", "basic"]),
        ("Containerized", ["Not yet", "Yes"], "containers", ["none", "fully"]),
        ("Stateless", ["Yes", "No"], "scale_out", ["stateless", "none"]),
        ("Licence portable", ["Yes", "No"], "licence_limits", ["none", "restricted"]),
        ("数据是否可出境", ["是", "否"], "residency", ["none", "country"]),
        ("Kritikalität", ["nicht kritisch", "kritisch"], "criticality", ["low", "critical"]),
    ],
)
def test_denials_in_headers_and_cells(
    tmp_path: Path, head: str, cells: list[str], field: str, read_as: list[str]
) -> None:
    imported = read(tmp_path, f"Application,{head}", *(f"App {c},{c}" for c in cells))
    assert values(imported, field) == read_as


@pytest.mark.parametrize(
    "lines",
    [
        ["Application,Required by", "ERP,CRM; Web", "CRM,", "Web,"],
        ["上游系统,下游系统,接口方式", "ERP,CRM,文件", "ERP,Web,同步"],
        ["Application,Inbound interfaces from", "CRM,ERP", "Web,ERP", "ERP,"],
        ["システム名,依存先,利用元", "CRM,ERP,", "ERP,,Web", "Web,,"],
        ["Provider \\ Consumer,CRM,ERP,Web", "ERP,x,,x", "CRM,,,", "Web,,,"],
    ],
)
def test_which_way_round_links_are(tmp_path: Path, lines: list[str]) -> None:
    imported = read(tmp_path, *lines)
    found = {(link.source, link.needed) for link in imported.inventory.dependencies}
    assert found == {("CRM", "ERP"), ("Web", "ERP")}


def test_a_direction_is_no_business_area(tmp_path: Path) -> None:
    rows = ("CRM,ERP,inbound", "Web,CRM,outbound")
    imported = read(tmp_path, "Application,Related application,Direction", *rows)
    assert values(imported, "domain") == [None, None, None]
    assert len(told(imported, "direction_unknown")) == 2


def test_users_inside_are_not_all_users(tmp_path: Path) -> None:
    rows = ("CRM,100,20", "ERP,50,0")
    imported = read(tmp_path, "Application,Internal users,External users", *rows)
    assert values(imported, "users") == values(imported, "third_party_access") == [None, None]
    assert [issue.field for issue in told(imported, "column_question")] == ["users"]


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15", "cp850", "mac_roman", "cp1250"])
def test_western_code_pages_are_told_by_their_letters(encoding: str) -> None:
    text = "Anwendung;Besitzer\nBüro;Jörg\nKüche;Änne Groß\n"
    assert decode(text.encode(encoding))[0] == text


def test_a_euro_in_a_header_makes_no_japanese_file() -> None:
    text = "Anwendung;Kosten (€/Jahr)\nBüro;100\nKüche;200\n"
    assert decode(text.encode("cp1252")) == (text, [])


@pytest.mark.parametrize(("text", "code"), [("kEUR", "EUR"), ("T€", "EUR"), ("kCHF", "CHF")])
def test_scales_in_front_of_a_currency(text: str, code: str) -> None:
    assert currency_in(text) == code


def test_names_that_are_words_of_totals_as_well(tmp_path: Path) -> None:
    rows = ("Media,5,Ann", "Pago,6,Bob", "Media,6,", "Max,6,", "Total,11,EUR")
    imported = read(tmp_path, "Aplicación,Usuarios,Responsable", *rows)
    assert names(imported) == ["Media", "Pago"]
