"""Writes the sample workbooks, the same bytes every time: ``python -m samples.make_samples``.

``--large N FILE.xlsx`` writes an inventory of N workloads instead (not kept in the repository).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from planner.importing.own_workbook.writer import write_workbook
from samples.bank.decisions import bank_decisions
from samples.bank.inventory import bank_inventory
from samples.bank.programme import bank_programme
from samples.conflict import conflict_decisions, conflict_programme
from samples.insurer import insurer_inventory, insurer_programme
from samples.large import large_inventory, large_programme
from samples.manufacturer import manufacturer_inventory, manufacturer_programme
from samples.tiny import tiny_inventory, tiny_programme
from samples.ugly import UGLY_CSV
from samples.workshop import workshop_inventory, workshop_programme

__all__ = ["main", "write_samples"]

HERE = Path(__file__).resolve().parent


def write_samples(folder: Path) -> tuple[Path, ...]:
    """Write every sample that is kept; return the files."""
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
    ugly = folder / "ugly-list.csv"
    ugly.write_text(UGLY_CSV, encoding="utf-8")
    return (*written, ugly)


def main(arguments: Sequence[str]) -> int:
    """Read the command line and write what it asks for."""
    parser = argparse.ArgumentParser(description="Write the sample workbooks.")
    parser.add_argument("--large", nargs=2, metavar=("N", "FILE.xlsx"))
    parser.add_argument("--lang", choices=("en", "zh"), default="en")
    given = parser.parse_args(arguments)
    if given.large:
        count, path = int(given.large[0]), Path(given.large[1])
        inventory = large_inventory(count, given.lang)
        write_workbook(path, inventory, large_programme(count, given.lang), (), given.lang)
        written: tuple[Path, ...] = (path,)
    else:
        written = write_samples(HERE)
    for path in written:
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
