"""Import of a large workbook, as a ratio to pandas with openpyxl merely reading the cells.

    python -m bench.importing [ROWS] [--mutants N | --inventory]

The ratio is of user CPU time within one run. ``--mutants`` feeds broken copies of valid files to
the import and counts what happens; nothing but an inventory or one sentence is allowed.
``--inventory`` times the import of ROWS of a list such as people keep, as CSV and as a workbook.
"""

from __future__ import annotations

import argparse
import csv
import gc
import random
import resource
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from planner.errors import BadInputError
from planner.importing import import_files
from planner.model.fields import FIELDS, FieldKind
from planner.wording import say

TODAY = date(2026, 1, 1)


def cell(kind: FieldKind, choices: tuple[str, ...], key: str, draw: random.Random) -> object:
    """Return a plausible raw cell; one in eight is empty."""
    if draw.random() < 0.125:
        return None
    if kind is FieldKind.CHOICE:
        return say(f"fields.{key}.{draw.choice(choices)}", "en")
    if kind is FieldKind.DATE:
        return date(2026, 1, 1) + timedelta(days=draw.randrange(2000))
    if kind is FieldKind.NAMES:
        return "Java; Oracle; " + draw.choice("abc")
    if kind is FieldKind.TEXT:
        return f"{key} {draw.randrange(300)}"
    if key == "protection_level":
        return draw.randint(1, 5)
    if kind in (FieldKind.INTEGER, FieldKind.MONEY):
        return draw.randrange(1, 1000)
    return round(draw.uniform(1, 99), 2)


def write_large(path: Path, rows: int) -> None:
    """Write a workbook of ``rows`` rows and 40 columns."""
    from openpyxl import Workbook

    draw = random.Random(7)
    skipped = ("recovery_of", "move_group", "current_target", "archetype", "notes")
    fields = [field for field in FIELDS if field.key not in skipped][:38]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Inventory")
    sheet.append(["ID", "Name", *(say(f"fields.{field.key}", "en") for field in fields)])
    for number in range(rows):
        values = [cell(f.kind, f.choices, f.key, draw) for f in fields]
        sheet.append([f"A{number:05}", f"Application {number}", *values])
    book.save(path)


def write_inventory(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write a list of applications of 18 columns as text and as a workbook."""
    from xlsxwriter import Workbook

    draw = random.Random(3)
    heads = (
        "App ID,Application Name,Business Owner,IT Owner,Environment,Criticality,Operating System,"
        "vCPU,Memory (GB),Storage (GB),Database,Annual Cost (USD),RTO (hours),Users,Data Center,"
        "Go-Live Date,Depends On,Comments"
    )
    words = ("Ledger", "Billing", "Orders", "Payments", "Claims", "Portal", "Gateway", "Risk")
    text, book = folder / "inventory.csv", folder / "inventory.xlsx"
    workbook = Workbook(str(book), {"constant_memory": True})
    sheet = workbook.add_worksheet("Inventory")
    sheet.write_row(0, 0, heads.split(","))
    with text.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(heads.split(","))
        for at in range(rows):
            needed = "; ".join(
                f"APP-{draw.randrange(rows):06}" for _ in range(draw.choice((0, 1, 1, 2)))
            )
            row: list[object] = [
                f"APP-{at:06}", f"{draw.choice(words)} {draw.choice(words)} {at}",
                f"Owner {draw.randrange(400)}", f"Tech {draw.randrange(300)}",
                draw.choice(("Production", "Test", "Development", "")),
                draw.choice(("High", "Medium", "Low", "Critical", "")),
                draw.choice(("Windows Server 2016", "RHEL 7.9", "Ubuntu 20.04", "AIX 7.2", "")),
                draw.choice((2, 4, 8, 16, "")), draw.choice((8, 16, 32, 64, "")),
                draw.choice((100, 500, 2500, "")), draw.choice(("Oracle 19c", "MySQL 8", "")),
                draw.choice(("", round(draw.uniform(5000, 3e5), 2))), draw.choice((1, 4, 24, "")),
                draw.randrange(10, 20_000), draw.choice(("DC East", "Frankfurt")),
                f"20{draw.randrange(10, 24)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 28):02}",
                needed, draw.choice(("", "legacy, to be reviewed")),
            ]  # fmt: skip
            out.writerow(row)
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(at + 1, column, value)
    workbook.close()
    return text, book


def time_inventory(rows: int) -> None:
    """Print the CPU seconds of reading such a list; nothing is collected meanwhile, as apart."""
    with tempfile.TemporaryDirectory() as folder:
        for path in write_inventory(Path(folder), rows):
            gc.disable()
            began = time.process_time()
            count = import_files([path], today=TODAY).count
            print(f"{path.name}: {count.workloads} workloads, {time.process_time() - began:.1f} s")
            gc.enable()


def write_strangers(path: Path, rows: int, each: int) -> None:
    """Write a list of applications each of which needs some that nobody lists."""
    lines = (
        f'App {at},"' + "; ".join(f"Stranger {at * each + one}" for one in range(each)) + '"'
        for at in range(rows)
    )
    path.write_text("Application,Depends on\n" + "\n".join(lines) + "\n", encoding="utf-8")


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the user CPU seconds of a call, the best of three."""
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        work()
        best = min(best, resource.getrusage(resource.RUSAGE_SELF).ru_utime - before)
    return best


def compare(rows: int) -> None:
    import pandas as pd

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        write_large(path, rows)
        ours = cpu_seconds(lambda: import_files([path], today=TODAY))
        theirs = cpu_seconds(lambda: pd.read_excel(path, engine="openpyxl"))
        strange = Path(folder) / "strangers.csv"
        write_strangers(strange, 2000, 4)
        strangers = cpu_seconds(lambda: import_files([strange], today=TODAY))
    print(f"2000 rows, 8000 unknown needs      {strangers:6.2f} s of CPU")
    print(f"rows {rows} x 40 columns")
    print(f"import into a validated inventory  {ours:6.2f} s of CPU")
    print(f"pandas + openpyxl, cells only      {theirs:6.2f} s of CPU")
    print(f"ratio                              {theirs / ours:6.2f}")


def mutate(count: int, seed: int) -> None:
    from tests.importing.makers import mutants

    outcomes: Counter[str] = Counter()
    slowest, failures = 0.0, Path(tempfile.gettempdir()) / "import-mutants"
    with tempfile.TemporaryDirectory() as folder:
        for path in mutants(Path(folder), count, seed):
            start = time.process_time()
            try:
                result = import_files([path], today=TODAY).count
            except BadInputError:
                outcomes["refused with a sentence"] += 1
            except Exception as error:  # kept, so that a test can be made of it
                outcomes[f"CRASHED: {type(error).__name__}"] += 1
                failures.mkdir(exist_ok=True)
                shutil.copy(path, failures / f"{sum(outcomes.values())}{path.suffix}")
            else:
                used = result.workloads + result.servers + result.dependencies + result.merged
                used += result.set_aside + result.settings + result.blank
                outcomes["read" if used == result.read else "ROWS UNACCOUNTED FOR"] += 1
            slowest = max(slowest, time.process_time() - start)
    print(dict(outcomes), f"slowest {slowest:.2f} s of CPU")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="?", type=int, default=10_000)
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--inventory", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.mutants:
        mutate(chosen.mutants, chosen.seed)
    elif chosen.inventory:
        time_inventory(chosen.rows)
    else:
        compare(chosen.rows)


if __name__ == "__main__":
    main()
