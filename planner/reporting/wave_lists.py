"""The waves in the form an inventory came in: Konveyor's application import, AWS's intake.

Only for inventories that came in that form, so that the tool they came from can take them back.
"""

from __future__ import annotations

from typing import Final

from planner.codec.plain_text import for_spreadsheet
from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.tables_csv import csv_bytes

__all__ = ["draw_aws_waves", "draw_konveyor_waves", "draw_wave_lists"]

_KONVEYOR: Final = frozenset({"konveyor"})
_AWS: Final = frozenset({"aws_migration_factory"})
"""Recognisers of the sources."""
_TAGS: Final = 20
_KONVEYOR_HEADER: Final = (
    "Record Type",
    "Application Name",
    "Description",
    "Comments",
    "Business Service",
    "Dependency",
    "Dependency Direction",
    "Binary Group",
    "Binary Artifact",
    "Binary Version",
    "Binary Packaging",
    "Repository Type",
    "Repository URL",
    "Repository Branch",
    "Repository Path",
    "Owner",
    "Contributors",
)
_AWS_HEADER: Final = ("wave_name", "app_name", "server_environment", "r_type", "tags")


def draw_wave_lists(study: Study, language: str) -> dict[str, bytes]:
    """Return the files, by name, that go back to where the inventory came from."""
    formats = {source.format for source in study.inventory.sources}
    found = {}
    if formats & _KONVEYOR:
        found["konveyor-waves.csv"] = draw_konveyor_waves(study, language)
    if formats & _AWS:
        found["aws-waves.csv"] = draw_aws_waves(study, language)
    return found


def draw_konveyor_waves(study: Study, language: str) -> bytes:
    """Return every workload as an application tagged with its wave, target and strategy."""
    view = view_of(study, language)
    header = list(_KONVEYOR_HEADER)
    for number in range(1, _TAGS + 1):
        header += [f"Tag Category {number}", f"Tag {number}"]
    rows = []
    for move in view.figures.moves:
        wave = f"W{move.wave}" if move.wave else ""
        tags = (("Wave", wave), ("Target", move.target), ("Strategy", move.strategy))
        owner = move.workload.text("technical_owner") or ""
        row = ["1", for_spreadsheet(move.name), *[""] * 13, for_spreadsheet(owner), ""]
        for category, tag in tags:
            row += [category, for_spreadsheet(tag)] if tag else ["", ""]
        rows.append(row + [""] * (len(header) - len(row)))
    return csv_bytes(header, rows)


def draw_aws_waves(study: Study, language: str) -> bytes:
    """Return every move with its wave, as the migration factory's intake form takes it."""
    view = view_of(study, language)
    rows = [
        [
            f"W{move.wave}",
            for_spreadsheet(move.name),
            for_spreadsheet(move.workload.text("environment") or ""),
            for_spreadsheet(move.strategy.capitalize()),
            for_spreadsheet(f"target={move.target};id={move.id}"),
        ]
        for wave in view.figures.waves
        for move in wave.moves
    ]
    return csv_bytes(_AWS_HEADER, rows)
