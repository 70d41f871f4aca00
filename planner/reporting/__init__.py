"""From a study to the files people take away: PDF, workbook, slides, project file, tables, JSON."""

from planner.reporting.export_folder import Exported, ExportFolder
from planner.reporting.files import (
    FILE_NAMES,
    WrittenReport,
    prepare_folder,
    write_all,
    write_pdf,
)
from planner.reporting.options import ALL_PARTS, NAMED_PARTS, SUMMARY_PARTS, ReportOptions

__all__ = [
    "ALL_PARTS",
    "FILE_NAMES",
    "NAMED_PARTS",
    "SUMMARY_PARTS",
    "ExportFolder",
    "Exported",
    "ReportOptions",
    "WrittenReport",
    "prepare_folder",
    "write_all",
    "write_pdf",
]
