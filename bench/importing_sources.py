"""What the import makes of a folder of other people's files: a row of a table for each.

    python -m bench.importing_sources FOLDER

A file ``NAME.truth.json`` beside a file gives, by header, the field a person would read the column
as (``null``: none); its columns are then counted as right, asked or wrong. Without one the columns
are counted as read, asked or kept as text. Nothing of the folder is written to or kept.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.errors import BadInputError
from planner.importing import Imported, import_files
from planner.wording import say_error

TODAY = date(2026, 1, 1)
_TRUTH = ".truth.json"


@dataclass(frozen=True, slots=True)
class Score:
    """What was made of one file; ``judged``: a person's reading of its columns is known."""

    name: str
    form: str = ""
    rows: int = 0
    right: int = 0
    asked: int = 0
    kept: int = 0
    wrong: tuple[str, ...] = ()
    judged: bool = False
    refused: str = ""


def score(path: Path) -> Score:
    """Read one file and count its columns."""
    try:
        imported = import_files([path], today=TODAY)
    except BadInputError as error:
        return Score(path.name, refused=say_error(error, "en")[0])
    truth = path.with_name(path.name + _TRUTH)
    known = json.loads(truth.read_text(encoding="utf-8")) if truth.exists() else None
    counts: Counter[str] = Counter()
    wrong = []
    for header, field, asked in _columns(imported):
        if asked:
            counts["asked"] += 1
        elif known is not None and field != known.get(header, field):
            wrong.append(f"{header}: {field}")
        else:
            counts["right" if field else "kept"] += 1
    form = ", ".join(sorted({sheet.format for sheet in imported.mapping.sheets}))
    return Score(
        path.name, form, imported.count.read, counts["right"], counts["asked"], counts["kept"],
        tuple(wrong), known is not None,
    )  # fmt: skip


def _columns(imported: Imported) -> Iterator[tuple[str, str | None, str]]:
    for sheet in imported.mapping.sheets:
        for column in sheet.columns:
            if column.header:
                yield column.header, column.field, column.asked


def main(folder: Path) -> None:
    """Print the table."""
    out = sys.stdout.write
    out("| File | Read as | Rows | Columns read | Asked | Kept as text | Wrong |\n")
    out("|---|---|---|---|---|---|---|\n")
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.endswith((_TRUTH, ".md")) or path.name[0] == ".":
            continue
        s = score(path)
        if s.refused:
            out(f"| {s.name} | refused: {s.refused} | | | | | |\n")
            continue
        wrong = ("; ".join(s.wrong) or "0") if s.judged else "not judged"
        out(f"| {s.name} | {s.form} | {s.rows} | {s.right} | {s.asked} | {s.kept} | {wrong} |\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
