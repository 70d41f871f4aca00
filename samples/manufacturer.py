"""A maker of machines with two plants, invented: 45 systems, half of the answers missing."""

from __future__ import annotations

from collections.abc import Mapping

from planner.model.fields import Value
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from samples.half_known import USUAL_GROUPS, inventory_of

__all__ = ["manufacturer_inventory", "manufacturer_programme"]

_GROUPS: Mapping[str, Mapping[str, Value]] = {
    **USUAL_GROUPS,
    "plant": {
        "architecture": "monolith",
        "technology_support": "extended",
        "scale_out": "none",
        "criticality": "critical",
        "data_class": "internal",
        "personal_data": "none",
        "latency_ms": 15.0,
        "channel": "platform",
        "delivery": "manual",
        "rto_hours": 0.5,
        "peak_to_average": 1.5,
        "licence_limits": "hardware_bound",
        "documentation": "partial",
        "cloud_skill": "none",
        "users": 120,
        "residency": "none",
    },
}
"""What systems of a group have in common, had everybody answered."""

_SYSTEMS = """
ERP | SAP ECC Production | package | Rechenzentrum Stuttgart | SUSE Linux 12 | 128 | 2900
ERQ | SAP ECC QA Environment | package | Rechenzentrum Stuttgart | SUSE Linux 12 | 48 | 400
BWH | SAP Business Warehouse | analysis | Rechenzentrum Stuttgart | SUSE Linux 12 | 64 | 700
ME1 | MES Plant Esslingen | plant | Plant server room Esslingen | Windows Server 2012 R2 | 24 | 460
ME2 | MES Plant Brno | plant | Plant server room Brno | Windows Server 2016 | 24 | 380
SC1 | SCADA Line 1 Esslingen | plant | Plant server room Esslingen | Windows Server 2008 R2 | 8 | 210
SC2 | SCADA Data Collection Brno | plant | Plant server room Brno | Windows Server 2016 | 8 | 190
HIS | Process Historian | plant | Plant server room Esslingen | Windows Server 2016 | 16 | 240
PLM | Teamcenter PLM | package | Rechenzentrum Stuttgart | Windows Server 2019 | 48 | 720
CAD | CAD Vault | package | Rechenzentrum Stuttgart | Windows Server 2019 | 32 | 380
SIM | Finite Element Simulation Cluster | analysis | Rechenzentrum Stuttgart | Red Hat Enterprise Linux 8 | 512 | 980
WMS | Warehouse Management | plant | Rechenzentrum Stuttgart | Windows Server 2016 | 24 | 420
HBW | High-bay Warehouse Control | plant | Plant server room Esslingen | Windows Server 2008 R2 | 8 | 180
APS | Production Scheduling | package | Rechenzentrum Stuttgart | Windows Server 2016 | 24 | 330
QMS | Quality Management System | package | Rechenzentrum Stuttgart | Windows Server 2016 | 16 | 240
LIM | LIMS Laboratory | package | Plant server room Brno | Windows Server 2012 R2 | 8 | 130
EAM | Maximo Asset Management | package | Rechenzentrum Stuttgart | AIX 7.1 | 24 | 520
SPR | Spare Parts Shop | front | AWS eu-central-1 | Linux | 16 | 220
CPQ | Variant Configurator | front | Rechenzentrum Stuttgart | Red Hat Enterprise Linux 8 | 16 | 260
SUP | Supplier Portal | front | Rechenzentrum Stuttgart | Red Hat Enterprise Linux 7 | 12 | 190
EDI | EDI Gateway | service | Rechenzentrum Stuttgart | Solaris 10 | 8 | 280
TMS | Transport Management | package | SaaS | | 0 | 240
LAB | Label Printing | plant | Plant server room Esslingen | Windows Server 2016 | 4 | 60
IOT | IoT Platform | front | AWS eu-central-1 | Linux | 48 | 420
EDG | IoT Edge Gateway Brno | plant | Plant server room Brno | Linux | 4 | 50
NRG | Energy Monitoring | analysis | Plant server room Esslingen | Windows Server 2016 | 4 | 70
EHS | Occupational Safety | package | SaaS | | 0 | 80
FSM | Field Service Management | front | SaaS | | 0 | 310
WAR | Warranty Claims | back | Rechenzentrum Stuttgart | Windows Server 2016 | 8 | 150
DLR | Dealer Portal | front | AWS eu-central-1 | Linux | 16 | 240
WEB | Corporate Website | front | AWS eu-central-1 | Linux | 8 | 110
CRM | CRM | saas | SaaS | | 0 | 390
HRM | Payroll and Human Resources | package | Rechenzentrum Stuttgart | AIX 7.1 | 16 | 460
TIM | Time Recording | back | Plant server room Esslingen | Windows Server 2012 R2 | 4 | 90
DWH | Data Lake | analysis | AWS eu-central-1 | Linux | 64 | 480
PRC | Procurement | saas | SaaS | | 0 | 210
DMS | Document Management | package | Rechenzentrum Stuttgart | Windows Server 2016 | 16 | 220
IAM | Active Directory | service | Rechenzentrum Stuttgart | Windows Server 2019 | 12 | 190
MON | Network Monitoring | service | Rechenzentrum Stuttgart | Linux | 8 | 110
BCK | Backup System | service | Rechenzentrum Stuttgart | Windows Server 2019 | 16 | 240
FIL | File Server Engineering | service | Rechenzentrum Stuttgart | Windows Server 2016 | 24 | 260
VDI | Virtual Desktop CAD | service | Rechenzentrum Stuttgart | Windows Server 2019 | 96 | 540
ITS | IT Service Desk | saas | SaaS | | 0 | 90
MDC | Machine Data Collection | plant | Plant server room Brno | Windows Server 2016 | 8 | 120
OLD | Toolroom Database 1999 | back | Plant server room Esslingen | OpenVMS | 2 | 70
"""
"""Id, name, group, place, operating system, cores, run cost a year in thousands; one a line."""

_NEEDS = """
ME1 ERP asynchronous
ME2 ERP asynchronous
SC1 ME1 synchronous
SC2 ME2 synchronous
HIS SC1 asynchronous
MDC SC2 asynchronous
WMS ERP asynchronous
HBW WMS synchronous
LAB ME1 synchronous
APS ERP batch
APS ME1 batch
QMS ME1 asynchronous
LIM QMS batch
EAM ERP batch
PLM CAD shared_database
PLM ERP batch
CPQ PLM synchronous
CPQ ERP synchronous
SPR ERP asynchronous
SUP EDI asynchronous
EDI ERP file
TMS ERP asynchronous
IOT EDG asynchronous
DWH IOT batch
DWH BWH batch
BWH ERP batch
WAR ERP batch
DLR CRM asynchronous
TIM HRM file
SIM FIL file
VDI CAD synchronous
DMS IAM common_service
PLM IAM common_service
SUP IAM common_service
NRG HIS batch
"""
"""Who needs whom, and over what."""


def manufacturer_inventory() -> Inventory:
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
    return inventory_of("Neckar Machine Works", "EUR", rows, needs)


def manufacturer_programme() -> Programme:
    """Return the programme: nothing is said of it but who it is and its field."""
    return Programme(organisation="Neckar Machine Works", field="manufacturer")
