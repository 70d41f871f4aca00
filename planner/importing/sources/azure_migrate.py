# ruff: noqa: E501 - header lists read best as lines
"""Azure Migrate: server import, dependency export, discovery report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from planner.importing.joining.collected import Collected, collect_table
from planner.importing.matching.typed import Row, TypedTable
from planner.importing.sources.base import Source, details_of, stand_in, table_format

__all__ = ["SOURCE"]

_SERVERS = table_format(
    "azure_migrate_servers",
    "servers",
    "Server name|Cores|Memory (In MB)|OS name",
    "Server name = name | IP addresses = ip | Cores = cpu_cores | Memory (In MB) = memory_gib:mb"
    "| OS name = operating_system | CPU utilization percentage = cpu_utilisation:%"
    "| Memory utilization percentage = memory_utilisation:% | Storage in use (In GB) = storage_gib:gb"
    "| Storage in use (In MB) = storage_gib:mb | Storage allocated (In MB) = storage_allocated:mb"
    "| Hypervisor = hypervisor | Server type = role",
)
_DEPENDENCIES = table_format(
    "azure_migrate_dependencies",
    "dependencies",
    "Source server name|Destination server name|Destination port",
    "Source server name = source | Source application = source_application"
    "| Destination server name = needed | Destination IP = ip"
    "| Destination application = needed_application | Destination port = port"
    "| Source process = source_process | Destination process = needed_process",
)
_REPORT = table_format(
    "azure_migrate_report",
    "servers",
    "Machine Name|Operating System|Cores|Memory (in MB)|Machine ID",
    "Machine Name = name | Environment = environment | Operating System = operating_system"
    "| Cores = cpu_cores | Memory (in MB) = memory_gib:mb | IP Addresses = ip"
    "| Power Stats = powerstate | Machine ID = machine_id"
    "| SQL Discovery Server Count = sql_servers | Is SQL Service Present = sql_service",
)


_SOFTWARE = table_format(
    "azure_migrate_software",
    "details",
    "MachineName|Application|Version|Provider",
    "MachineName = name | Application = software | Version = version | Provider = provider",
)
_DATABASES: Final = re.compile(
    r"(sql server|oracle database|mysql|mariadb|postgresql|mongodb|db2)(?! (?:client|tools|management|native|odbc))",
    re.IGNORECASE,
)
_DISK_SIZE: Final = re.compile(r"disk\s*\d+\s*size", re.IGNORECASE)


def _sum_disks(row: Row) -> None:
    """Take the sizes of the single disks where the storage in use is not given."""
    if "storage_gib" in row.values:
        return
    sizes = []
    for header, text in row.extra.items():
        if _DISK_SIZE.match(header):
            try:
                sizes.append(float(text.replace(",", "")))
            except ValueError:
                continue
    if sizes and all(0 <= size < 1e6 for size in sizes):
        row.values["storage_gib"] = float(sum(sizes))
    else:
        stand_in(row, row.gib("storage_allocated"))


def _name_database(row: Row) -> None:
    """Name the database server that the discovery found; it writes -1 where it did not look."""
    found = row.text("sql_servers").isdecimal() and int(row.text("sql_servers")) > 0
    if "database" not in row.values and (found or row.text("sql_service").casefold() == "true"):
        row.values["database"] = "SQL Server"


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Take over servers as they are; a dependency's rows name servers and the programs on them."""
    engines: dict[str, str] = {}
    for name, row in details_of(tables, collected):  # installed programs are no dependencies
        if _DATABASES.search(software := row.text("software")):
            engines.setdefault(name, software)
    for table in tables:
        if table.kind == "details":
            continue
        before = len(collected.dependencies)
        for row in table.rows if table.kind == "servers" else ():
            _sum_disks(row)
            _name_database(row)
            if engine := engines.get(row.text("name").casefold()):
                row.values.setdefault("database", engine)
        if table.kind == "dependencies":
            for row in table.rows:
                if not row.text("needed") and row.text("ip"):
                    row.values["needed"] = row.text("ip")
        collect_table(table, collected)
        for entry in collected.dependencies[before:]:
            entry.between_servers = True


_COVERED: Final = re.compile(r"(?i).*(?:summary|properties)")

SOURCE = Source("azure_migrate", (_SERVERS, _DEPENDENCIES, _REPORT, _SOFTWARE), collect, _COVERED)
