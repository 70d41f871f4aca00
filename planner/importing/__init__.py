"""Files to an inventory, a programme and a list of issues; and back to a workbook."""

from __future__ import annotations

from planner.importing.imported import Imported, RowCount, import_files
from planner.importing.joining.noise import NOISE_PORTS
from planner.importing.joining.rollup import DEFAULT_ROLLUP, Rollup
from planner.importing.matching.mapping import MappingBook
from planner.importing.own_workbook.template import write_template
from planner.importing.own_workbook.writer import write_workbook

__all__ = [
    "DEFAULT_ROLLUP",
    "NOISE_PORTS",
    "Imported",
    "MappingBook",
    "Rollup",
    "RowCount",
    "import_files",
    "write_template",
    "write_workbook",
]
