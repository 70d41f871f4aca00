"""The formats that are recognised by their headers, one file each."""

from __future__ import annotations

from planner.importing.sources import (
    archimate,
    aws_factory,
    aws_hub,
    azure_migrate,
    konveyor,
    leanix,
    migration_center,
    rvtools,
    servicenow,
    tidal,
)
from planner.importing.sources.base import Source

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = (
    azure_migrate.SOURCE,
    aws_hub.SOURCE,
    aws_factory.SOURCE,
    rvtools.SOURCE,
    konveyor.SOURCE,
    migration_center.SOURCE,
    tidal.SOURCE,
    servicenow.SOURCE,
    leanix.SOURCE,
    archimate.SOURCE,
)
"""Every source; the surest of them reads a table."""
