"""Makers of files in every format the import knows, and of broken copies of them."""

from __future__ import annotations

import csv
import html
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from planner.importing import write_template

__all__ = [
    "FORMATS",
    "add_member",
    "csv_text",
    "edit_member",
    "mutants",
    "ods_row",
    "write_csv",
    "write_ods",
    "write_page",
    "write_sheets",
]

type Rows = Sequence[Sequence[object]]

AZURE_SERVERS: Rows = (
    ("*Server name", "IP addresses", "*Cores", "*Memory (In MB)", "*OS name", "OS version",
     "Hypervisor", "CPU utilization percentage", "Storage in use (In GB)", "Disk 1 size (In GB)"),
    ("pay-web-01", "10.0.0.1", "4", "8192", "Windows Server 2019", "", "vmware", "35", "100", "50"),
    ("pay-db-01", "10.0.0.2", "8", "32768", "Some unheard-of OS", "", "", "60", "900", "500"),
    ("core01", "10.0.0.3", "2", "2048", "", "", "", "", "", "70"),
)  # fmt: skip
AZURE_LINKS: Rows = (
    ("Timeslot", "Source server name", "Source application", "Source process",
     "Destination server name", "Destination IP", "Destination application",
     "Destination process", "Destination port"),
    ("t1", "pay-web-01", "", "nginx", "core01", "10.0.0.3", "", "java", "8080"),
    ("t2", "pay-web-01", "", "nginx", "core01", "10.0.0.3", "", "java", "8080"),
    ("t1", "pay-web-01", "", "x", "pay-db-01", "10.0.0.2", "", "sql", "1433"),
    ("t1", "jump", "", "rdp", "core01", "10.0.0.3", "", "rdp", "3389"),
    ("t1", "pay-web-01", "", "x", "new-host", "10.0.0.9", "Ledger", "java", "9000"),
)  # fmt: skip
AWS_HUB: Rows = (
    ("ExternalId", "HostName", "CPU.NumberOfCores", "RAM.TotalSizeInMB", "OS.Name",
     "CPU.UsagePct.Avg", "Applications", "ApplicationWave", "Tags"),
    ("1", "h1", "4", "4096", "Linux", "20", "Shop, Billing", "", "zone:1, critical:yes"),
    ("2", "h2", "8", "8192", "Linux", "40", "Shop", "2", ""),
    ("3", "h3", "2", "1024", "AIX", "", "", "", "application:Ledger"),
)  # fmt: skip
AWS_FACTORY: Rows = (
    ("wave_name", "app_name", "server_name", "server_os_version", "server_environment", "r_type",
     "tags"),
    ("Wave 2", "HR", "s1", "Windows 2016", "prod", "Rehost", "BU=IT;Location=US"),
    ("Wave 2", "HR", "s2", "Windows 2016", "dev", "Rehost", ""),
    ("Wave 3", "CRM", "s3", "RHEL 7", "prod", "Replatform", ""),
)  # fmt: skip
RVTOOLS: Rows = (
    ("VM", "Powerstate", "Template", "CPUs", "Memory", "Provisioned MiB", "In Use MiB",
     "Datacenter", "OS according to the VMware Tools"),
    ("app-web-01", "poweredOn", "False", 4, 8192, 100_000, 51_200, "dc1", "Ubuntu"),
    ("app-web-02", "poweredOff", "False", 4, 8192, 100_000, 51_200, "dc1", "Ubuntu"),
    ("golden", "poweredOff", "True", 2, 2048, 20_480, "", "dc1", "Ubuntu"),
)  # fmt: skip
KONVEYOR: Rows = (
    ("Record Type 1", "Application Name", "Description", "Comments", "Business Service",
     "Dependency", "Dependency Direction", "Owner", "Tag Category 1", "Tag 1"),
    ("1", "Gateway", "API", "", "Retail", "", "", "Ann", "Operating System", "RHEL 8"),
    ("1", "Inventory", "", "", "Retail", "", "", "", "Language", "Java"),
    ("2", "Gateway", "", "", "", "Inventory", "southbound"),
    ("2", "Gateway", "", "", "", "Inventory", "Northbound"),
)  # fmt: skip
CENTER_MACHINES: Rows = (
    ("MachineId", "MachineName", "PrimaryIPAddress", "TotalDiskAllocatedGiB", "TotalDiskUsedGiB",
     "AllocatedProcessorCoreCount", "MemoryGiB", "OsName"),
    ("m1", "alpha", "1.1.1.1", "100", "", "4", "16", "Debian"),
)  # fmt: skip
CENTER_DISKS: Rows = (
    ("MachineId", "DiskLabel", "SizeInGib", "UsedInGib", "StorageTypeLabel"),
    ("m1", "a", "60", "20", ""),
    ("m1", "b", "40", "10", ""),
    ("m9", "c", "40", "10", ""),
)
CENTER_TAGS: Rows = (("MachineId", "Key", "Value"), ("m1", "application", "Lending"))
TIDAL: Rows = (
    ("Name", "Description", "Total Users", "Annual Hosting Costs", "Annual Staff Costs",
     "Data Sensitivity", "PII", "End Of Support Date"),
    ("Loans", "x", "1,200", "$30,000", "10k", "Confidential", "yes", "2027-06-30"),
)  # fmt: skip
TIDAL_SERVERS: Rows = (
    ("HOST_NAME", "FQDN", "ZONE", "RAM_allocated_gb", "CPU_COUNT", "STORAGE_used_gb",
     "ENVIRONMENT", "ROLE", "virtual"),
    ("t1", "t1.x", "A", "4", "2", "42.5", "Production", "", "true"),
)  # fmt: skip
AZURE_REPORT: Rows = (
    ("Machine Name", "Environment", "Operating System", "Cores", "Memory (in MB)", "Power Stats",
     "Machine ID"),
    ("VM1", "", "Windows", 2, 4096, "ON", "/s/1"),
    ("VM2", "", "Windows", 2, 4096, "OFF", "/s/2"),
)  # fmt: skip
SERVICENOW: Rows = (
    ("name", "short_description", "install_status", "business_criticality",
     "data_classification", "user_base", "u_zone"),
    ("Payments", "pays", "Installed", "1 - most critical", "Confidential", "5000", "z"),
)  # fmt: skip
LEANIX: Rows = (
    ("id", "type", "name", "displayName", "description", "businessCriticality",
     "lxSixRClassification"),
    ("1-a", "Application", "Ledger", "Ledger", "books", "missionCritical", "rehost"),
    ("1-b", "Provider", "Acme", "Acme", "", "", ""),
)  # fmt: skip
ARCHI_ELEMENTS: Rows = (
    ("ID", "Type", "Name", "Documentation", "Specialization"),
    ("e1", "ApplicationComponent", "Shop", "sells", ""),
    ("e2", "ApplicationComponent", "Stock", "", ""),
    ("e3", "BusinessActor", "Clerk", "", ""),
)
ARCHI_RELATIONS: Rows = (
    ("ID", "Type", "Name", "Documentation", "Source", "Target", "Specialization"),
    ("r1", "ServingRelationship", "", "", "e2", "e1", ""),
    ("r2", "AssignmentRelationship", "", "", "e3", "e1", ""),
)
ARCHI_PROPERTIES: Rows = (("ID", "Key", "Value"), ("e1", "owner", "Ann"))

FORMATS: dict[str, tuple[Rows, ...]] = {
    "azure_migrate": (AZURE_SERVERS, AZURE_LINKS),
    "aws_migration_hub": (AWS_HUB,),
    "aws_migration_factory": (AWS_FACTORY,),
    "rvtools": (RVTOOLS,),
    "konveyor": (KONVEYOR,),
    "migration_center": (CENTER_MACHINES, CENTER_DISKS, CENTER_TAGS),
    "tidal": (TIDAL,),
    "servicenow": (SERVICENOW,),
    "leanix": (LEANIX,),
    "archimate": (ARCHI_ELEMENTS, ARCHI_RELATIONS, ARCHI_PROPERTIES),
}


def csv_text(rows: Rows, separator: str = ",") -> str:
    """Return rows as the text of a file."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def write_csv(path: Path, rows: Rows, encoding: str = "utf-8", separator: str = ",") -> Path:
    """Write rows as a text file."""
    path.write_bytes(csv_text(rows, separator).encode(encoding))
    return path


def write_sheets(path: Path, **sheets: Rows) -> Path:
    """Write rows as the sheets of a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def mutants(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """Yield broken copies of valid files, one after the other, in the same place."""
    draw = random.Random(seed)
    seeds: list[tuple[str, bytes]] = [
        (".csv", csv_text(rows).encode()) for tables in FORMATS.values() for rows in tables
    ]
    template = folder / "template.xlsx"
    write_template(template, "zh")
    seeds.append((".xlsx", template.read_bytes()))
    seeds.append((".xlsx", write_sheets(folder / "v.xlsx", vInfo=RVTOOLS).read_bytes()))
    tables = [rows for tables in FORMATS.values() for rows in tables]
    for number in range(count):
        if draw.random() < 0.4:
            yield _broken_cells(folder, draw.choice(tables), draw)
            continue
        suffix, data = draw.choice(seeds)
        change = _break_archive if suffix == ".xlsx" and draw.random() < 0.7 else _break_bytes
        path = folder / f"mutant{suffix}"
        path.write_bytes(change(data, draw))
        yield path
        if number % 100 == 0:
            path.unlink(missing_ok=True)


_ODD = (
    *(b"", b"\0", b"\xff", b'"', b"\n", b",", b";", b"=1+1", b"1e999", b"-5", b"nan", b"<"),
    *(b"\xef\xbb\xbf", "合计".encode(), "￥３.５万".encode("gb18030"), b"#REF!", b"9" * 25),
)


_DAY = date(2027, 3, 1)
_ODD_CELLS = (
    *("", " ", "-", "N/A", "#REF!", "合计", "Total", "=1+1", "1e999", "-5", "nan", "9" * 25),
    *(
        "x" * 999,
        "１２",
        "3.5 万元",
        "03/04/2027",
        "是",
        "Tier 1",
        '"',
        "a\nb",
        "\ufeff",
        "\x01",
        ";",
    ),
    *("，", "0.35", None, True, -1, 0.5, 2**70, 1e300, _DAY, time(4), "<b>", "../..", "{}", "'7"),
)


def _broken_cells(folder: Path, rows: Rows, draw: random.Random) -> Path:
    """Break the cells of a valid table: odd values, lost headers, twins, gaps, shifted rows."""
    cells = [list(row) for row in rows]
    for _ in range(draw.randint(1, 8)):
        row = draw.choice(cells)
        change = draw.randrange(7)
        if change < 3 and row:
            row[draw.randrange(len(row))] = draw.choice(_ODD_CELLS)
        elif change == 3:
            cells.insert(draw.randrange(len(cells) + 1), list(draw.choice(cells)))
        elif change == 4:
            cells.insert(draw.randrange(len(cells) + 1), [])
        elif change == 5 and row:
            row.insert(draw.randrange(len(row) + 1), draw.choice(_ODD_CELLS))
        elif row:
            del row[draw.randrange(len(row))]
    if draw.random() < 0.5:
        separator = draw.choice((",", ";", "\t", "|"))
        encoding = draw.choice(("utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-le"))
        path = folder / "cells.csv"
        path.write_bytes(csv_text(cells, separator).encode(encoding, "replace"))
        return path
    book = Workbook()
    for number, row in enumerate(cells, 1):
        for column, value in enumerate(row, 1):
            cell = book.worksheets[0].cell(number, column)
            plain: Any = value.replace("\x01", "") if isinstance(value, str) else value
            cell.value = float(plain) if isinstance(plain, int) and abs(plain) > 2**60 else plain
    if draw.random() < 0.3:
        last = draw.randint(1, 5)
        book.worksheets[0].merge_cells(None, 1, draw.randint(1, 3), last, draw.randint(3, 4))
    path = folder / "cells.xlsx"
    book.save(path)
    return path


def _break_bytes(data: bytes, draw: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(broken) + 1)
        span = draw.choice((0, 1, 3, 20, 200))
        if draw.random() < 0.2:
            broken[at:at] = broken[at : at + span]
        else:
            broken[at : at + span] = draw.choice(_ODD)
    return bytes(broken)


def _break_archive(data: bytes, draw: random.Random) -> bytes:
    """Break the XML inside, so that the archive itself stays valid."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        chosen = draw.choice([name for name in names if "sheet" in name.lower()] or names)
        for name in names:
            content = source.read(name)
            if name == chosen:
                content = _break_bytes(content, draw)
            if draw.random() > 0.02:
                target.writestr(name, content)
    return out.getvalue()


def write_page(path: Path, rows: Rows, before: str = "") -> Path:
    """Write rows as a web page, as several tools do under the name of a spreadsheet."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    path.write_text(f"{before}<html><head><style>td{{}}</style></head><body><table>{lines}"
                    "</table></body></html>", "utf-8")  # fmt: skip
    return path


def write_ods(path: Path, table: str) -> Path:
    """Write an OpenDocument spreadsheet around the inside of one ``table:table``."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}'
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="Apps">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def ods_row(*cells: str, given: str = "") -> str:
    """Return a row of text cells; a cell that begins with ``<`` is taken as it stands."""
    made = (
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row {given}>{''.join(made)}</table:table-row>"


def edit_member(path: Path, member: str, old: bytes, new: bytes) -> Path:
    """Replace bytes in one part of a packed workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == member:
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def add_member(path: Path, member: str, data: bytes) -> Path:
    """Add a part to a packed workbook, in the place of one that has its name."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != member:
                target.writestr(name, source.read(name))
        target.writestr(member, data)
    path.write_bytes(out.getvalue())
    return path
