"""An insurer in Zurich, invented: 48 systems, half of what one would ask of them unknown."""

from __future__ import annotations

from collections.abc import Mapping

from planner.model.fields import Value
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from samples.half_known import USUAL_GROUPS, inventory_of

__all__ = ["insurer_inventory", "insurer_programme"]

_GROUPS: Mapping[str, Mapping[str, Value]] = {
    "core": {
        "architecture": "monolith",
        "technology_support": "extended",
        "scale_out": "none",
        "criticality": "critical",
        "data_class": "confidential",
        "personal_data": "sensitive",
        "latency_ms": 120.0,
        "channel": "platform",
        "delivery": "manual",
        "rto_hours": 2.0,
        "peak_to_average": 3.0,
        "documentation": "partial",
        "cloud_skill": "basic",
        "users": 1800,
        "residency": "country",
    },
    **USUAL_GROUPS,
}
"""What systems of a group have in common, had everybody answered."""

_SYSTEMS = """
POL | Policy Administration Life | core | On-prem DC Zurich | AIX 7.2 | 96 | 2400
PNC | Policy Administration Non-life | core | On-prem DC Zurich | IBM z/OS 2.4 | 160 | 5200
PEN | Pension Administration | core | On-prem DC Zurich | Red Hat Enterprise Linux 7 | 48 | 900
CLM | Claims Management | core | On-prem DC Zurich | Windows Server 2016 | 64 | 1300
FNL | First Notice of Loss App | front | Azure West Europe | Linux | 16 | 210
CLP | Claims Payment | back | On-prem DC Zurich | Windows Server 2019 | 16 | 260
UWR | Underwriting Workbench | back | On-prem DC Zurich | Windows Server 2019 | 24 | 340
RAT | Rating Engine Motor | front | On-prem DC Zurich | Red Hat Enterprise Linux 8 | 32 | 420
QUO | Quote and Buy | front | Azure West Europe | Linux | 24 | 380
REI | Reinsurance | package | On-prem DC Zurich | Windows Server 2016 | 12 | 310
ACT | Actuarial Reserving | analysis | On-prem DC Zurich | Windows Server 2019 | 128 | 700
I17 | IFRS 17 Calculation | analysis | On-prem DC Zurich | Red Hat Enterprise Linux 8 | 96 | 650
BIL | Premium Billing | core | On-prem DC Zurich | AIX 7.1 | 32 | 780
COM | Commission | back | On-prem DC Zurich | Windows Server 2012 R2 | 16 | 290
BRO | Broker Portal | front | On-prem DC Zurich | Red Hat Enterprise Linux 8 | 24 | 350
CUS | Customer Portal | front | Azure West Europe | Linux | 32 | 460
PRD | Product Factory | back | On-prem DC Zurich | Windows Server 2019 | 12 | 240
OUT | Document Output | package | On-prem DC Zurich | Windows Server 2016 | 24 | 330
ARC | Policy Document Archive | package | On-prem DC Zurich | Windows Server 2016 | 16 | 280
DWH | Data Warehouse | analysis | On-prem DC Zurich | Red Hat Enterprise Linux 7 | 96 | 820
SOL | Solvency II Reporting | analysis | On-prem DC Zurich | Windows Server 2019 | 16 | 300
FRD | Fraud Detection Claims | analysis | Azure West Europe | Linux | 24 | 270
TEL | Telematics Hub | front | Azure West Europe | Linux | 16 | 190
PAR | Partner Master Data | core | On-prem DC Zurich | AIX 7.2 | 24 | 520
GLE | General Ledger | package | On-prem DC Zurich | SUSE Linux 15 | 32 | 610
INV | Investment Accounting | package | On-prem DC Zurich | Windows Server 2019 | 16 | 400
HRM | Human Resources | saas | SaaS | | 0 | 320
CRM | CRM | saas | SaaS | | 0 | 410
EXP | Travel Expense | saas | SaaS | | 0 | 60
EML | E-mail and Office | saas | SaaS | | 0 | 520
IAM | Identity and Access Management | service | On-prem DC Zurich | Windows Server 2019 | 16 | 310
ESB | Integration Platform | service | On-prem DC Zurich | Red Hat Enterprise Linux 8 | 24 | 420
MON | Monitoring | service | On-prem DC Zurich | Red Hat Enterprise Linux 8 | 12 | 150
BCK | Backup System | service | Colo | Windows Server 2019 | 16 | 260
DNS | DNS and DHCP | service | On-prem DC Zurich | Linux | 4 | 40
FIL | File Server | service | On-prem DC Zurich | Windows Server 2016 | 16 | 170
DMS | Document Management | package | On-prem DC Zurich | Windows Server 2016 | 24 | 300
CCT | Contact Centre | front | Colo | Windows Server 2019 | 16 | 340
WEB | Corporate Website | front | Azure West Europe | Linux | 8 | 90
LRN | Learning Management | package | Colo | Linux | 4 | 50
LEG | Legacy Life Portfolio 1998 | core | On-prem DC Zurich | HP-UX 11i | 16 | 640
SCN | Scanning and Input | package | On-prem DC Zurich | Windows Server 2012 R2 | 12 | 200
AML | AML Screening | back | On-prem DC Zurich | Windows Server 2019 | 8 | 180
DEV | Source Control and Build Server | service | Azure West Europe | Linux | 24 | 160
UAT | Policy Administration Life UAT | core | On-prem DC Zurich | AIX 7.2 | 24 | 300
CUA | Claims Management UAT | back | On-prem DC Zurich | Windows Server 2016 | 16 | 140
ZEU | Zeus | back | On-prem DC Zurich | Windows Server 2008 R2 | 4 | 60
DRS | Policy Administration DR Site | core | Colo | AIX 7.2 | 64 | 700
"""
"""Id, name, group, place, operating system, cores, run cost a year in thousands; one a line."""

_NEEDS = """
FNL CLM synchronous
CLM POL synchronous
CLM PNC synchronous
CLP CLM shared_database
CLP GLE batch
UWR PNC synchronous
QUO RAT synchronous
RAT PRD synchronous
POL PRD synchronous
PNC PRD synchronous
BIL POL batch
BIL PNC batch
COM BIL batch
BRO QUO synchronous
CUS POL synchronous
CUS CLM synchronous
ARC OUT file
OUT PNC batch
DWH POL batch
DWH PNC batch
DWH CLM batch
SOL DWH batch
I17 DWH batch
ACT DWH batch
FRD CLM asynchronous
POL PAR synchronous
PNC PAR synchronous
CRM PAR asynchronous
REI PNC batch
INV GLE batch
BRO IAM common_service
CUS IAM common_service
POL IAM common_service
CLM ESB asynchronous
PNC ESB asynchronous
AML PAR batch
SCN DMS file
CLM DMS synchronous
"""
"""Who needs whom, and over what."""


def insurer_inventory() -> Inventory:
    """Return the inventory; about half of the indicators are missing."""
    rows = []
    for line in _SYSTEMS.strip().splitlines():
        identity, label, group, place, system, cores, cost = (p.strip() for p in line.split("|"))
        cells: dict[str, Value] = {
            **_GROUPS[group],
            "current_target": place,
            "operating_system": system,
            "cpu_cores": float(cores),
            "memory_gib": float(cores) * 8.0,
            "storage_gib": float(cores) * 60.0,
            "run_cost_year": int(cost) * 100_000,
        }
        rows.append((identity, label, {key: value for key, value in cells.items() if value != ""}))
    needs = [
        (source, needed, interface)
        for source, needed, interface in (line.split() for line in _NEEDS.strip().splitlines())
    ]
    return inventory_of("Alpine Mutual Insurance", "EUR", rows, needs)


def insurer_programme() -> Programme:
    """Return the programme: nothing is said of it but who it is and its field."""
    return Programme(organisation="Alpine Mutual Insurance", field="insurer")
