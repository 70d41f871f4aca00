# ruff: noqa: E501 - small files read best as lines
"""Kinds found by small lists thought out anew, with what is right written down before they were read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.importing import import_files
from planner.importing.units.currency import currency_in_format
from tests.importing.lists import TODAY, read, told, values
from tests.importing.makers import Rows, write_sheets
from tests.support.small_lists import hold_against

# fmt: off
CASES: dict[str, tuple[str, dict]] = {
    "section of one short word between two blocks": ('Finance,,\nApplication,Owner,Users\nLedger,Ann,10\nPayroll,Bob,20\nSubtotal,,30\nHR,,\nApplication,Owner,Users\nLeave,Cy,5\nSubtotal,,5\nGrand total,,35\n', {'names': {'Ledger', 'Payroll', 'Leave'}, 'values': {'Leave': {'users': 5}}, 'codes': {'section_row'}}),
    "a provider among attributes, fr": ('Application,Propriétaire,Fournisseur,Données personnelles,Plus supporté\nPaie,Anne,SAP,non,oui\nStock,Yves,Oracle,oui,non\n', {'names': {'Paie', 'Stock'}, 'values': {'Paie': {'vendor': 'SAP', 'personal_data': 'none', 'technology_support': 'ended'}, 'Stock': {'personal_data': 'basic', 'technology_support': 'current'}}, 'needs': set()}),
    "a provider among attributes, en": ('Application,Provider,Contact\nPayroll,SAP,Ann\nStock,Oracle,Bob\n', {'names': {'Payroll', 'Stock'}, 'values': {'Payroll': {'vendor': 'SAP'}}, 'needs': set()}),
    "providers of other applications": ('Application,Provider,Protocol\nPayroll,Ledger,REST\nLedger,Stock,MQ\n', {'needs': {('Payroll', 'Ledger'), ('Ledger', 'Stock')}}),
    "nothing is stated": ('Application,Business owner,Database,Vendor,Site\nA,not stated,not given,not provided,ohne Angabe\nB,none stated,not applicable,not recorded,sin especificar\n', {'values': {name: dict.fromkeys(('business_owner', 'database', 'vendor', 'site')) for name in 'AB'}}),
    "no longer, alone": ('Application,In support,Containerised\nA,no longer,not yet\nB,yes,yes\nC,nicht mehr,noch nicht\n', {'values': {'A': {'technology_support': 'ended', 'containers': 'none'}, 'B': {'technology_support': 'current', 'containers': 'fully'}, 'C': {'technology_support': 'ended', 'containers': 'none'}}}),
    "a scale of numbers glued to the header": ('Application,Complexity 1-5 (5=complex),Criticality 1–4 (1 = highest)\nA,5,1\nB,1,4\n', {'values': {'A': {'complexity': 'high', 'criticality': 'critical'}, 'B': {'complexity': 'low', 'criticality': 'low'}}}),
    "every nought weeks": ('Application,Release frequency\nA,every 0 weeks\nB,every 04 weeks\nC,every 2 weeks\n', {'values': {'A': {'releases_year': None}, 'B': {'releases_year': 13.0}, 'C': {'releases_year': 26.0}}}),
    "equipment of two words": ('Name,Type,Owner\nFritz,routerswitch,Ann\nDesk 7,printer workstation,Bob\nLedger,Application,Cy\n', {'names': {'Ledger'}}),
    "amounts of data a day": ('Application,Egress GB/day,Network traffic (TB per year)\nA,10,12\nB,2,6\n', {'values': {'A': {'traffic_gib_month': 304.167}}}),
    "ten thousands of kilowatt hours": ('系统,年用电量（万度）,月均流量(TB)\n甲,1.5,2\n乙,0.2,0.5\n', {'values': {'甲': {'energy_kwh_year': 15000.0, 'traffic_gib_month': 2048.0}}}),
    "every two weeks": ('Application,Release frequency\nA,every 2 weeks\nB,every month\nC,every 3 months\nD,每两个月\nE,alle 4 Wochen\n', {'values': {'A': {'releases_year': 26.0}, 'B': {'releases_year': 12.0}, 'C': {'releases_year': 4.0}, 'D': {'releases_year': 6.0}, 'E': {'releases_year': 13.0}}}),
    "may data leave, asked in Chinese": ('应用,是否可出境\n甲,不可\n乙,可\n', {'values': {'甲': {'residency': 'country'}, '乙': {'residency': 'none'}}}),
    "sockets, cores of each and threads": ('Name,Type,Sockets,Cores per socket,Threads,RAM\nh1,VM,2,8,32,64 GB\nh2,VM,1,4,8,32 GB\n', {'values': {'h1': {'cpu_cores': 16.0, 'memory_gib': 64.0}, 'h2': {'cpu_cores': 4.0}}, 'servers': {('h1', 'h1'), ('h2', 'h2')}}),
    "maintenance a year may be of anything": ('Application,Maintenance window,Annual maintenance\nA,Sun 02:00-04:00,12000\nB,Sat 22:00,3000\n', {'values': {'A': {'run_cost_year': None}}, 'codes': {'column_question'}}),
    "korean headers": ('애플리케이션,담당자,사용자 수,중요도,운영체제,메모리(GB)\n급여,김,10,높음,Windows 2019,16\n재고,이,20,낮음,RHEL 8,8\n', {'values': {'급여': {'business_owner': '김', 'users': 10, 'criticality': 'high', 'memory_gib': 16.0}, '재고': {'criticality': 'low', 'operating_system': 'RHEL 8'}}}),
    "machines name their applications under another header": ('Server,Belongs to,CPU,RAM GB\nw1,ST,2,8\nd1,BO,4,16\nd2,BO,4,16\n|||Code,System name,Importance\nST,Store,High\nBO,Back office,Low\n', {'names': {'Store', 'Back office'}, 'servers': {('w1', 'Store'), ('d1', 'Back office'), ('d2', 'Back office')}, 'codes': {'machines_joined'}}),
    "numbers beside machines are no ids": ('Server,Slots,CPU\nw1,1,2\nd1,2,4\n|||ID,System name\n1,Store\n2,Back office\n', {'servers': {('w1', 'w1'), ('d1', 'd1')}}),
    "units above the table, said without more": ('(In thousands of EUR),,\nApplication,Run cost,Users\nA,12,100\n', {'values': {'A': {'run_cost_year': 12000.0}}}),
    "units above the table, beside a currency": ('"Currency: EUR, unit: thousands",,\nApplication,Run cost,Users\nA,12,100\n', {'values': {'A': {'run_cost_year': 12000.0, 'users': 100}}}),
    "data abroad, in any words": ('Anwendung;Daten dürfen ins Ausland;Data must not leave the country\nA;nein;yes\nB;ja;no\n', {'values': {'A': {'residency': 'country'}, 'B': {'residency': 'none'}}}),
    "ways up, fr": ('Application,Utilisateurs,Systèmes en amont\nA,5,B\nB,6,\n', {'needs': {('A', 'B')}}),
    "ways down, fr": ('Application,Utilisateurs,Systèmes en aval\nA,5,B\nB,6,\n', {'needs': {('B', 'A')}}),
    "ways up, de": ('Anwendung;Nutzer;Vorgelagerte Systeme\nA;5;B\nB;6;\n', {'needs': {('A', 'B')}}),
    "who calls it, zh": ('应用,用户数,被哪些系统调用\n甲,5,乙\n乙,6,\n', {'needs': {('乙', '甲')}}),
    "whom it calls, zh": ('应用,用户数,调用哪些系统\n甲,5,乙\n乙,6,\n', {'needs': {('甲', '乙')}}),
    "a month, by its letters": ('Application,Cost p.m. (EUR)\nA,1000\nB,500\n', {'values': {'A': {'run_cost_year': 12000.0}}}),
    "a month, in Chinese": ('应用,月费（元）\n甲,1000\n乙,500\n', {'values': {'甲': {'run_cost_year': 12000.0}}}),
    "arrows in a matrix": ('From \\ To,A,B,C\nA,,→,\nB,,,→\nC,,,\n', {'needs': {('A', 'B'), ('B', 'C')}}),
    "questions in Chinese": ('应用叫什么名字,有多少人在用,跑在哪里,谁负责,什么时候停止维保,多久发布一次,多久必须恢复,最多能丢多少数据\n客户,100,私有云,张三,2027-12,每月,4小时,15分钟\n', {'values': {'客户': {'users': 100, 'business_owner': '张三', 'current_target': 'private', 'support_end_date': date(2027, 12, 31), 'releases_year': 12.0, 'rto_hours': 4.0, 'rpo_minutes': 15.0}}}),
    "words in Spanish and French": ('Aplicación;Estado;Alojamiento\nA;Retirada;CPD\nB;En uso;Sur site\n', {'values': {'A': {'lifecycle': 'retired', 'current_target': 'legacy'}, 'B': {'current_target': 'legacy'}}}),
    "a month and its year": ('Application,End of support\nA,12-2026\nB,06/2027\n', {'values': {'A': {'support_end_date': date(2026, 12, 31)}, 'B': {'support_end_date': date(2027, 6, 30)}}}),
    "equipment, whatever it is called before and behind": ('AssetID,AssetName,AssetType,Owner\n1,Ledger,Application,Ann\n2,Core 1,Core Switch,Net\n3,Net 1,Network Device,Net\n4,Z8,Workstation (High-Tier),Bob\n5,Array,Storage Array,Bob\n6,Power,UPS,Bob\n', {'names': {'Ledger'}}),
    "applications of a machine, parted by bars": ('Hostname,RAM GB,OS,Business Applications\nh1,8,RHEL 8,DB [3C]||Portal [3C]\nh2,4,RHEL 8,Portal [3C]\n', {'names': {'DB [3C]', 'Portal [3C]'}, 'servers': {('h1', 'DB [3C]'), ('h2', 'Portal [3C]')}}),
    "machines with nothing but an id": ('server_id,cpu_usage,region,instance_type\nsrv-001,4.2,us-east-1,t3.large\nsrv-002,78.5,us-east-1,m5.xlarge\n', {'servers': {('srv-001', 'srv-001'), ('srv-002', 'srv-002')}}),
    "a comma in a text without quotes": ('Application,Owner,Notes\nA,Ann,old, but needed\nB,Bob,\n', {'codes': {'row_overflows'}}),
    "a fiscal year and thousands": ("Application,Run Cost FY25 (USD '000),Licence Cost FY25 (USD '000)\nA,120,30\nB,80,5\n", {'values': {'A': {'run_cost_year': 120000.0, 'licence_cost_year': 30000.0}}}),
    "tolerances": ('Application,Downtime tolerance,Data loss tolerance\nA,4 hours,15 min\nB,1 day,24 hours\n', {'values': {'A': {'rto_hours': 4.0, 'rpo_minutes': 15.0}, 'B': {'rto_hours': 24.0, 'rpo_minutes': 1440.0}}}),
    "per month and a currency behind": ('Application,Cost per month USD\nA,100\nB,50\n', {'values': {'A': {'run_cost_year': 1200.0}}}),
    "machines in groups": ('Application,Server,Role,CPU,RAM GB\nCRM,crm-web,Web,4,8\n,crm-db,DB,8,32\nERP,erp-app,App,8,64\n', {'values': {'CRM': {'server_count': 2, 'cpu_cores': 12.0}}, 'servers': {('crm-web', 'CRM'), ('crm-db', 'CRM'), ('erp-app', 'ERP')}, 'codes': {'groups_filled'}}),
    "machines of nobody": ('Server,Application,CPU\ns1,CRM,4\ns2,,8\ns3,ERP,8\n', {'servers': {('s1', 'CRM'), ('s2', 's2'), ('s3', 'ERP')}}),
    "is used by": ('Application A,Relationship,Application B\nCRM,depends on,ERP\nDWH,is used by,CRM\n', {'needs': {('CRM', 'ERP'), ('CRM', 'DWH')}}),
    "targets are no applications": ('Application,Target\nA,Azure\nB,Private Cloud\nC,On-prem\n', {'names': {'A', 'B', 'C'}, 'needs': set()}),
    "a form of one application": ('Name,Value\nApplication,CRM\nOwner,Ann\nUsers,10\nRTO (h),4\n', {'names': {'CRM'}, 'values': {'CRM': {'business_owner': 'Ann', 'users': 10, 'rto_hours': 4.0}}}),
    "what is not yet and what ends": ('Application,Status\nA,Not yet live\nB,Being decommissioned\nC,Live\nD,Not live\n', {'values': {'A': {'lifecycle': 'planned'}, 'B': {'lifecycle': 'phase_out'}, 'C': {'lifecycle': 'active'}, 'D': {'lifecycle': 'retired'}}}),
    "a turned table with a column of units": ('Attribute,Unit,CRM,ERP\nOwner,,Ann,Bob\nMemory,MB,8192,16384\nAnnual cost,k€,12,8\nRTO,min,240,60\n', {'names': {'CRM', 'ERP'}, 'values': {'CRM': {'business_owner': 'Ann', 'memory_gib': 8.0, 'run_cost_year': 12000.0, 'rto_hours': 4.0}}}),
    "needs in two columns": ('App,Depends on (critical),Depends on (optional)\nA,B,C\nB,,C\nC,,\n', {'needs': {('A', 'B'), ('A', 'C'), ('B', 'C')}}),
}
# fmt: on


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_a_person_reads_is_what_is_read(tmp_path: Path, case: tuple[str, dict]) -> None:
    hold_against(tmp_path, case)


def test_cores_of_each_processor_are_multiplied_once_a_person_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Hostname,CPU Count,CPU Cores\nh1,2,8\nh2,1,4\n", encoding="utf-8")
    first = import_files([path], today=TODAY)
    assert told(first, "cores_of_each")
    sheet = first.mapping.sheets[0]
    columns = tuple(
        replace(column, field="cores_each") if column.header == "CPU Cores" else column
        for column in sheet.columns
    )
    said = first.mapping.with_sheet(replace(sheet, columns=columns))
    again = import_files([path], today=TODAY, mapping=said)
    assert {s.name: s.values["cpu_cores"] for s in again.inventory.servers} == {"h1": 16, "h2": 4}
    assert not told(again, "cores_of_each")


@pytest.mark.parametrize(
    ("header", "cell", "currency"),
    [
        ("Run cost (SEK)", "120000", "SEK"),
        ("Run cost", "R$ 120.000,50", "BRL"),
        ("Run cost in kPLN", "120", "PLN"),
        ("Run cost", "120 000 Kč", "CZK"),
        ("Run cost (NZ$)", "120000", "NZD"),
    ],
)
def test_amounts_are_in_the_currency_that_is_named(
    tmp_path: Path, header: str, cell: str, currency: str
) -> None:
    imported = read(tmp_path, f"Application;{header}", f"A;{cell}", f"B;{cell}")
    assert imported.inventory.currency == currency
    assert values(imported, "run_cost_year") != [None, None]
    assert not told(imported, "currency_assumed")


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ("#,##0 [$kr-41D]", "SEK"),
        ("[$kr-406] #,##0", "DKK"),
        ("[$¥-411]#,##0", "JPY"),
        ("[$€-2] #,##0", "EUR"),
    ],
)
def test_marks_that_currencies_share_are_told_by_the_locale(code: str, currency: str) -> None:
    assert currency_in_format(code) == currency


def test_a_currency_may_stand_above_a_group_of_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ("Application", "Costs (k€/month)", ""),
        ("", "Hosting", "Licences"),
        ("A", 1, 0.5),
        ("B", 2, 1),
    ]
    path = write_sheets(tmp_path / "a.xlsx", List=rows)
    book = load_workbook(path)
    book["List"].merge_cells("B1:C1")
    book.save(path)
    imported = import_files([path], today=TODAY)
    assert values(imported, "run_cost_year") == [1_200_000, 2_400_000]
    assert imported.inventory.currency == "EUR"


@pytest.mark.parametrize("below", [[], ["", "x"], ["Owner,Ann"]])
def test_a_form_may_end_below_its_headers(tmp_path: Path, below: list[str]) -> None:
    assert read(tmp_path, "Name,Value", *below, "CRM,", "ERP,1").count.read >= 2
