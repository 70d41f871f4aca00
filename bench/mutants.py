"""Change bytes of sound files at random and open them: every fault is a sentence, or it is counted.

    python -m bench.mutants DOOR COUNT [SEED]        DOOR: workbook, table, project, problem

A mutant that ends in anything but a value or a BadInputError is printed with its seed.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from planner.errors import BadInputError

SAMPLES: Final = Path(__file__).resolve().parents[1] / "samples"
FLIPS: Final = (1, 4, 16)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with some bytes changed, cut out or doubled."""
    made = bytearray(data)
    for _ in range(chance.choice(FLIPS)):
        at = chance.randrange(len(made))
        match chance.randrange(3):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randrange(1, 9)]
            case _:
                made[at:at] = made[at : at + chance.randrange(1, 9)]
    return bytes(made)


def mutate_members(path: Path, chance: random.Random) -> bytes:
    """Return a packed file of which one member was changed and packed again, so that it opens."""
    with tempfile.SpooledTemporaryFile() as stream:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
            chosen = chance.choice([name for name in old.namelist() if old.getinfo(name).file_size])
            for name in old.namelist():
                data = old.read(name)
                new.writestr(name, mutate(data, chance) if name == chosen else data)
        stream.seek(0)
        return stream.read()


def read_workbook(path: Path) -> None:
    """Read as the import does."""
    from planner.importing.reading.workbook import read_book

    read_book(path)


def read_project(path: Path) -> None:
    """Read as opening a project does."""
    from planner.project import read_document

    read_document(path)


def read_problem(path: Path) -> None:
    """Read as ``solve`` does."""
    from planner.optimising.problem_file import read_problem as read

    read(path)


def sound(door: str, folder: Path) -> tuple[Path, Callable[[Path], None]]:
    """Return a sound file of a kind, and what opens it."""
    if door == "workbook":
        return SAMPLES / "tiny.xlsx", read_workbook
    if door == "table":
        path = folder / "sound.csv"
        path.write_text("Application,Cores,Users\nPayroll,4,10\nLedger,8,20\n", encoding="utf-8")
        return path, read_workbook
    if door == "project":
        from datetime import date

        from planner.importing.imported import import_files
        from planner.project import Document, write_document

        read = import_files([SAMPLES / "tiny.xlsx"], today=date(2026, 3, 2))
        path = folder / "sound.cmplan"
        write_document(Document(name="x", inventory=read.inventory, programme=read.programme), path)
        return path, read_project
    path = folder / "sound.json"
    path.write_text(json.dumps(_PROBLEM), encoding="utf-8")
    return path, read_problem


_PROBLEM: Final = {
    "format": "planning-problem",
    "version": 1,
    "targets": [{"id": "legacy"}, {"id": "public"}],
    "workloads": [{"id": "a", "current": "legacy", "cost": {"legacy": 2.0, "public": 1.0}}],
}


def main(arguments: Sequence[str]) -> int:
    """Open the mutants; return 1 where one ended in an exception that is no sentence."""
    door, count = arguments[0], int(arguments[1])
    seed = int(arguments[2]) if len(arguments) > 2 else 1
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        path, read = sound(door, Path(name))
        read(path)
        target = Path(name) / f"mutant{path.suffix}"
        for number in range(seed, seed + count):
            chance = random.Random(number)
            packed = zipfile.is_zipfile(path) and chance.random() < 0.8
            made = mutate_members(path, chance) if packed else mutate(path.read_bytes(), chance)
            target.write_bytes(made)
            try:
                read(target)
                ends["opened"] += 1
            except BadInputError:
                ends["a sentence"] += 1
            except Exception as error:  # what this looks for
                ends["FAILED"] += 1
                sys.stdout.write(f"{door} {number}: {error!r}\n")
    sys.stdout.write(f"{door}: {count} mutants, {dict(ends)}\n")
    return int(ends["FAILED"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
