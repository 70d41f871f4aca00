"""Writes the sample workbooks, the same bytes every time: ``python -m samples.make_samples``.

``--large N FILE.xlsx`` writes an inventory of N workloads instead, ``--expected`` the records of
how the samples are planned.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from planner.importing.own_workbook.writer import write_workbook
from planner.project import write_document
from samples.bank.decisions import bank_decisions
from samples.bank.inventory import bank_inventory
from samples.bank.programme import bank_programme
from samples.conflict import conflict_decisions, conflict_programme
from samples.expected_plans import write_expected
from samples.insurer import insurer_inventory, insurer_programme
from samples.large import large_inventory, large_programme
from samples.manufacturer import manufacturer_inventory, manufacturer_programme
from samples.messy import write_messy
from samples.mid_programme import mid_programme
from samples.public_sector import PUBLIC_SECTOR_CSV
from samples.tiny import tiny_inventory, tiny_programme
from samples.ugly import UGLY_CSV
from samples.workshop import workshop_inventory, workshop_programme

__all__ = ["LARGE", "main", "write_large", "write_samples"]

LARGE = 2000
HERE = Path(__file__).resolve().parent


def write_samples(folder: Path) -> tuple[Path, ...]:
    """Write every sample that is kept, but the large one; return the files."""
    tiny = folder / "tiny.xlsx"
    write_workbook(tiny, tiny_inventory("en"), tiny_programme("en"), (), "en")
    conflict = folder / "conflict.xlsx"
    write_workbook(conflict, tiny_inventory("en"), conflict_programme(), conflict_decisions(), "en")
    written = [tiny, conflict]
    for language, name in (("en", "workshop.xlsx"), ("zh", "workshop-zh.xlsx")):
        path = folder / name
        write_workbook(
            path, workshop_inventory(language), workshop_programme(language), (), language
        )
        written.append(path)
    for language, name in (("en", "regional-bank.xlsx"), ("zh", "regional-bank-zh.xlsx")):
        path = folder / name
        write_workbook(
            path,
            bank_inventory(language),
            bank_programme(language),
            bank_decisions(language),
            language,
        )
        written.append(path)
    for name, inventory, programme in (
        ("insurer.xlsx", insurer_inventory(), insurer_programme()),
        ("manufacturer.xlsx", manufacturer_inventory(), manufacturer_programme()),
    ):
        write_workbook(folder / name, inventory, programme, (), "en", rule_set="balanced")
        written.append(folder / name)
    for language, name in (("en", "mid-programme.cmplan"), ("zh", "mid-programme-zh.cmplan")):
        write_document(mid_programme(language), folder / name)
        written.append(folder / name)
    messy, office, ugly = (
        folder / name for name in ("messy.xlsx", "public-sector-de.csv", "ugly-list.csv")
    )
    write_messy(messy)
    office.write_bytes(PUBLIC_SECTOR_CSV.encode("cp1252"))
    ugly.write_text(UGLY_CSV, encoding="utf-8")
    return (*written, messy, office, ugly)


def write_large(count: int, path: Path, language: str) -> Path:
    """Write a sample of ``count`` workloads; return the file."""
    inventory, programme = large_inventory(count, language), large_programme(count, language)
    write_workbook(path, inventory, programme, (), language)
    return path


def main(arguments: Sequence[str]) -> int:
    """Read the command line and write what it asks for."""
    parser = argparse.ArgumentParser(description="Write the sample workbooks.")
    parser.add_argument("--large", nargs=2, metavar=("N", "FILE.xlsx"))
    parser.add_argument("--expected", action="store_true", help="write samples/expected")
    parser.add_argument("--lang", choices=("en", "zh"), default="en")
    given = parser.parse_args(arguments)
    if given.large:
        count, path = int(given.large[0]), Path(given.large[1])
        written: tuple[Path, ...] = (write_large(count, path, given.lang),)
    elif given.expected:
        written = write_expected()
    else:
        written = (*write_samples(HERE), write_large(LARGE, HERE / "large.xlsx", "en"))
    for path in written:
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
