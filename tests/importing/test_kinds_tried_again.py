# ruff: noqa: E501 - small files read best as lines
"""Kinds found by small lists thought out anew, with what is right written down before they were read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.importing import import_files
from tests.importing.lists import TODAY, told
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
    "amounts of data a day": ('Application,Egress GB/day,Network traffic (TB per year)\nA,10,12\nB,2,6\n', {'values': {'A': {'traffic_gib_month': 304.167}}}),
    "ten thousands of kilowatt hours": ('系统,年用电量（万度）,月均流量(TB)\n甲,1.5,2\n乙,0.2,0.5\n', {'values': {'甲': {'energy_kwh_year': 15000.0, 'traffic_gib_month': 2048.0}}}),
    "every two weeks": ('Application,Release frequency\nA,every 2 weeks\nB,every month\nC,every 3 months\nD,每两个月\nE,alle 4 Wochen\n', {'values': {'A': {'releases_year': 26.0}, 'B': {'releases_year': 12.0}, 'C': {'releases_year': 4.0}, 'D': {'releases_year': 6.0}, 'E': {'releases_year': 13.0}}}),
    "may data leave, asked in Chinese": ('应用,是否可出境\n甲,不可\n乙,可\n', {'values': {'甲': {'residency': 'country'}, '乙': {'residency': 'none'}}}),
    "sockets, cores of each and threads": ('Name,Type,Sockets,Cores per socket,Threads,RAM\nh1,VM,2,8,32,64 GB\nh2,VM,1,4,8,32 GB\n', {'values': {'h1': {'cpu_cores': 16.0, 'memory_gib': 64.0}, 'h2': {'cpu_cores': 4.0}}, 'servers': {('h1', 'h1'), ('h2', 'h2')}}),
    "maintenance a year may be of anything": ('Application,Maintenance window,Annual maintenance\nA,Sun 02:00-04:00,12000\nB,Sat 22:00,3000\n', {'values': {'A': {'run_cost_year': None}}, 'codes': {'column_question'}}),
    "korean headers": ('애플리케이션,담당자,사용자 수,중요도,운영체제,메모리(GB)\n급여,김,10,높음,Windows 2019,16\n재고,이,20,낮음,RHEL 8,8\n', {'values': {'급여': {'business_owner': '김', 'users': 10, 'criticality': 'high', 'memory_gib': 16.0}, '재고': {'criticality': 'low', 'operating_system': 'RHEL 8'}}}),
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
