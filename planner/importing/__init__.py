"""Files to an inventory, a programme and a list of issues; and back to a workbook."""

from __future__ import annotations

from planner.importing.writer import write_workbook

__all__ = ["write_workbook"]
