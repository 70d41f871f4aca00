"""The waves in the form an inventory came in: Konveyor's application import, AWS's intake.

Only for inventories that came in that form, so that the tool they came from can take them back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.codec.plain_text import for_spreadsheet
from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.moves import Move
from planner.reporting.tables_csv import csv_bytes

__all__ = ["draw_aws_waves", "draw_konveyor_waves", "draw_wave_lists"]

_KONVEYOR: Final = frozenset({"konveyor"})
_AWS: Final = frozenset({"aws_migration_factory"})
"""Recognisers of the sources."""
_TAGS: Final = 20
_KONVEYOR_HEADER: Final = (
    "Record Type 1",
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
_ORIGINAL: Final = {
    "Description": "description",
    "Comments": "notes",
    "Business Service": "domain",
    "Owner": "business_owner",
}
"""Columns whose words were taken into fields; the others are kept by their own headers."""
_AWS_HEADER: Final = (
    "wave_name",
    "app_name",
    "aws_region",
    "aws_accountid",
    "server_name",
    "server_os_family",
    "server_os_version",
    "server_fqdn",
    "server_tier",
    "server_environment",
    "r_type",
    "subnet_IDs",
    "securitygroup_IDs",
    "subnet_IDs_test",
    "securitygroup_IDs_test",
    "instanceType",
    "tenancy",
    "tags",
)
"""All columns of the intake form. Its servers were joined into applications: a row is one."""


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
    """Return every workload as an application tagged with its wave, target and strategy.

    What was read of it stands where it stood; dependencies follow as records of type 2.
    """
    view = view_of(study, language)
    header = list(_KONVEYOR_HEADER)
    for number in range(1, _TAGS + 1):
        header += [f"Tag Category {number}", f"Tag {number}"]
    rows = []
    for move in view.figures.moves:
        row = ["1", move.name]
        row += [_original(move, column) for column in _KONVEYOR_HEADER[2:]]
        for pair in _tagged(move)[:_TAGS]:
            row += pair
        rows.append(row)
    names = {move.id: move.name for move in view.figures.moves}
    rows += [
        ["2", names[link.source], "", "", "", names[link.needed], "southbound"]
        for link in study.inventory.dependencies
        if link.source in names and link.needed in names
    ]
    whole = [[for_spreadsheet(text) for text in row] for row in rows]
    return csv_bytes(header, [row + [""] * (len(header) - len(row)) for row in whole])


def _original(move: Move, column: str) -> str:
    """What the list said in a column, as far as it was kept."""
    if column in _ORIGINAL:
        return move.workload.text(_ORIGINAL[column]) or ""
    return move.workload.extra.get(column, "")


def _tagged(move: Move) -> list[tuple[str, str]]:
    """Category and tag: what the plan says, then what the list said."""
    wave = f"W{move.wave}" if move.wave else ""
    found = [("Wave", wave), ("Target", move.target), ("Strategy", move.strategy)]
    system = move.workload.text("operating_system") or ""
    found.append(("Operating System", system))
    values = move.workload.values
    found += [("Technology", one) for one in _names(move, values, "technologies")]
    for tag in _names(move, values, "tags"):
        category, _, word = tag.partition("=")
        found.append((category, word) if word else ("Tag", category))
    return [pair for pair in found if pair[1]]


def _names(move: Move, values: Mapping[str, object], field: str) -> tuple[str, ...]:
    return move.workload.names(field) if field in values else ()


def draw_aws_waves(study: Study, language: str) -> bytes:
    """Return every move with its wave, as the migration factory's intake form takes it."""
    view = view_of(study, language)
    rows = [
        [
            for_spreadsheet(said.get(column, move.workload.extra.get(column, "")))
            for column in _AWS_HEADER
        ]
        for wave in view.figures.waves
        for move in wave.moves
        for said in (_intake(move),)
    ]
    return csv_bytes(_AWS_HEADER, rows)


def _intake(move: Move) -> dict[str, str]:
    tags = _names(move, move.workload.values, "tags")
    return {
        "wave_name": f"Wave {move.wave}",
        "app_name": move.name,
        "server_os_version": move.workload.text("operating_system") or "",
        "server_environment": move.workload.text("environment") or "",
        "r_type": move.strategy.capitalize(),
        "tags": ";".join((f"target={move.target}", f"id={move.id}", *tags)),
    }
