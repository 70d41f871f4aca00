"""What clients send: a workbook that was kept by hand, with everything that such workbooks have."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

__all__ = ["write_messy"]

MADE: Final = datetime(2026, 11, 16, tzinfo=UTC)
HEADS: Final = (
    "No.", "System name", "Owner", "Hosting", "OS / version", "CPU", "RAM", "Disk",
    "Run cost p.a.", "Users", "Go-live", "How critical?", "Depends on", "Remarks",
)  # fmt: skip
ROWS: Final[tuple[tuple[Any, ...], ...]] = (
    ("Sales", *[None] * 13),
    (1, "Web Shop", "Meyer, A.", "AWS Frankfurt", "Amazon Linux 2", "16 vCPU", "64 GB", "0.5 TB", "EUR 180k", "90,000", "2019", "very high", "ERP; Payment gateway", None),
    (2, "CRM", "Meyer, A.", "SaaS", None, None, None, None, "96.000 €", 450, "03/04/2018", "high", "ERP", "contract ends 2027-09-30"),
    (3, "Price engine", "Meyer A.", "DC1", "RHEL 7", "8", "32768 MB", "200GB", "31000", "-", None, "high", "ERP", None),
    (4, "Call centre", "N. Osei", "DC 1", "Win 2012", "8", "32 GB", "400 GB", "54,000", 120, "2011", "medium", "CRM", "vendor gone?"),
    ("Subtotal", None, None, None, None, "32", "160 GB", None, "361000", None, None, None, None, None),
    ("Operations", *[None] * 13),
    (5, "ERP", "Rossi", "DC1", "AIX 7.1", "32 cores", "256 GB", "4 TB", "1.2m", 1400, "2009", "critical", "Identity", "do NOT touch before audit"),
    (6, "Warehouse mgmt", "Rossi", "DC1", "Windows Server 2016", "16", "64", "1 TB", "120k", 300, "15.06.2016", "critical", "ERP", None),
    (7, "Transport planning", "Rossi", "dc-1", "Windows Server 2016", "8", "32", "500 GB", "45k", 40, "2017", "high", "ERP, Warehouse mgmt", None),
    (8, "EDI", "Rossi", "DC1", "Solaris 10", "4", "16 GB", "100 GB", "38k", "n/a", "2006", "high", "ERP", None),
    (9, "Label printing", "?", "plant", "Windows 7", "2", "8", "100", "tbd", 25, None, "low", None, "under the desk of H."),
    (10, "Warehouse Mgmt.", "Rossi", "DC1", "Windows Server 2016", "16", "64 GB", "1 TB", None, 300, None, "critical", None, "same as no. 6?"),
    (11, "Old archive", "Rossi", "DC1", "Windows NT", "1", "1", "20", "0", 2, "1999", "none", None, "to be switched off"),
    ("Subtotal", None, None, None, None, "79", None, None, "1403000", None, None, None, None, None),
    ("Finance & HR", *[None] * 13),
    (12, "General ledger", "Dubois", "DC1", "SLES 12", "16", "128 GB", "2 TB", "210k", 85, "2013", "high", "ERP", None),
    (13, "Payroll", "Dubois", "SaaS", None, None, None, None, "60k", 1400, "2020", "high", "HR", None),
    (14, "HR", "Dubois", "SaaS", None, None, None, None, "75k", 1400, "2020", "medium", "Identity", None),
    (15, "Expenses", "Dubois", "saas", None, None, None, None, "18k", 900, "2021", "low", "Payroll", None),
    (16, "Treasury", "Dubois", "DC2", "Windows Server 2012 R2", "4", "16 GB", "100 GB", "42k", 12, "2012", "high", "General ledger, Bank link", "=HYPERLINK(\"http://example.org\",\"open\")"),
    ("IT", *[None] * 13),
    (17, "Identity", "Kim", "DC1", "Windows Server 2019", "8", "32 GB", "200 GB", "55k", 2100, "2019", "critical", None, None),
    (18, "Monitoring", "Kim", "DC2", "Linux", "8", "32 GB", "1 TB", "22k", None, None, "medium", None, None),
    (19, "Backup", "Kim", "DC2", "Windows Server 2019", "8", "64 GB", "80 TB", "48k", None, None, "high", None, None),
    (20, "Payment gateway", "Kim / Meyer", "AWS Frankfurt", "Linux", "4", "16 GB", "50 GB", "36k", None, "2022", "critical", "Identity", None),
    (21, "Data warehouse", "Kim", "DC1", "RHEL 7", "48", "512 GB", "20 TB", "240k", 60, "2015", "medium", "ERP; CRM; Web shop", None),
    (22, "Web shop TEST", "Meyer, A.", "AWS Frankfurt", "Amazon Linux 2", "4", "16 GB", "100 GB", "12k", None, None, "low", None, None),
    (23, "File server", "Kim", "DC1", "Windows Server 2012", "8", "32 GB", "30 TB", "35k", 1900, "2012", "medium", None, None),
    ("Total", None, None, None, None, "199", None, None, "2722000", None, None, None, None, None),
)  # fmt: skip


def write_messy(path: Path) -> None:
    """Write the workbook: a cover, the list below a title, sections, totals, a second header."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": MADE, "title": "Applications"})
    cover = book.add_worksheet("READ ME")
    cover.write_column(
        0, 0, ("Application list 2024 (final) v3", "kept by IT, last change: H.", "")
    )
    sheet = book.add_worksheet("Apps (new)")
    bold = book.add_format({"bold": True})
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, "Applications, as of November 2026 - DRAFT", bold)
    sheet.write_row(2, 0, HEADS, bold)
    for number, row in enumerate(ROWS):
        if row[0] == "Finance & HR":
            sheet.write_row(3 + number, 0, HEADS, bold)
            continue
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(3 + number, column, value)
            elif value is not None:
                sheet.write(3 + number, column, value)
    notes = book.add_worksheet("old")
    notes.write_row(0, 0, ("System", "Status"))
    notes.write_row(1, 0, ("Fax server", "gone"))
    book.close()
