"""Files to an inventory, a programme and a list of issues; and back to a workbook.

Names come when they are asked for: whoever wants the form of the workbook alone loads no readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planner import late_names

if TYPE_CHECKING:
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

_HOMES: Final = {
    "DEFAULT_ROLLUP": "joining.rollup",
    "NOISE_PORTS": "joining.noise",
    "Imported": "imported",
    "MappingBook": "matching.mapping",
    "Rollup": "joining.rollup",
    "RowCount": "imported",
    "import_files": "imported",
    "write_template": "own_workbook.template",
    "write_workbook": "own_workbook.writer",
}

__getattr__ = late_names(__name__, _HOMES)
