"""The sample inventories that come with the program, each with a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.shipped import samples_folder

__all__ = ["Sample", "shipped_samples"]

FILES: Final[Mapping[str, tuple[str, str]]] = {
    "tiny": ("tiny.xlsx", "tiny.xlsx"),
    "workshop": ("workshop.xlsx", "workshop-zh.xlsx"),
    "bank": ("regional-bank.xlsx", "regional-bank-zh.xlsx"),
    "insurer": ("insurer.xlsx", "insurer.xlsx"),
    "manufacturer": ("manufacturer.xlsx", "manufacturer.xlsx"),
    "public": ("public-sector-de.csv", "public-sector-de.csv"),
    "messy": ("messy.xlsx", "messy.xlsx"),
    "ugly": ("ugly-list.csv", "ugly-list.csv"),
    "conflict": ("conflict.xlsx", "conflict.xlsx"),
    "under_way": ("mid-programme.cmplan", "mid-programme-zh.cmplan"),
    "large": ("large.xlsx", "large.xlsx"),
}
"""Key to the file in English and in Chinese; in the order in which one may meet them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One of them; ``title`` is the key of its words."""

    title: str
    path: Path


def shipped_samples(*, chinese: bool) -> tuple[Sample, ...]:
    """Return the samples that are there, in the reader's language where they have one."""
    folder = samples_folder()
    found = (Sample(f"ui.sample.{key}", folder / names[chinese]) for key, names in FILES.items())
    return tuple(sample for sample in found if sample.path.exists())
