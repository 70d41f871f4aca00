"""Projects made from the samples, as the window and the command line make them."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path

from planner.pipeline import import_sources, new_document
from planner.project import Document

__all__ = ["SAMPLES", "TINY", "project_of"]

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TINY = SAMPLES / "tiny.xlsx"


@functools.cache
def project_of(path: Path, today: date) -> Document:
    """Return a fresh project of a workbook with the first scenario of a window."""
    sources, _ = import_sources([path], today)
    return new_document(sources, path.stem, "base")
