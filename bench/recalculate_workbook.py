"""Recalculate plan.xlsx with LibreOffice and compare every formula with the value we wrote.

    python -m bench.recalculate_workbook PLAN.xlsx

Needs ``soffice``. Ends with 1 where a value differs, or where a total of the Summary does not.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl


def main(path: Path) -> int:
    """Print how many formulas agree and which do not."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / path.name
        _without_values(path, bare)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/user", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/again", str(bare)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        again = openpyxl.load_workbook(Path(folder) / "again" / path.name, data_only=True)
    formulas = openpyxl.load_workbook(path)
    written = openpyxl.load_workbook(path, data_only=True)
    count, wrong = 0, []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if not (isinstance(cell.value, str) and cell.value.startswith("=")):
                    continue
                count += 1
                mine = written[sheet.title][cell.coordinate].value
                theirs = again[sheet.title][cell.coordinate].value
                if not _same(mine, theirs):
                    wrong.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {mine} | {theirs}")
    print(f"{count} formulas, {len(wrong)} differ")
    print("\n".join(wrong[:40]))
    return 1 if wrong else 0


def _without_values(path: Path, bare: Path) -> None:
    """Copy a workbook without the values of its formulas: else they are not worked out again."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", source.read(name)))


def _same(mine: object, theirs: object) -> bool:
    if isinstance(mine, int | float) and isinstance(theirs, int | float):
        return abs(mine - theirs) <= 0.011 + 1e-9 * abs(mine)
    return mine == theirs


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
