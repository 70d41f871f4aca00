"""The tiny sample as most people plan it: the default run, in English, made once."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from planner.project import Document, read_document
from tests.support.once import once
from tests.support.one_process import in_one_process
from tests.support.projects import SAMPLES, TINY

__all__ = ["DAY", "KNOWN", "TODAY", "files_of", "planned_project", "tiny_planned"]

KNOWN: dict[str, Any] = json.loads((SAMPLES / "expected" / "tiny.json").read_text("utf-8"))
"""Its plan as it is kept."""
TODAY = date.fromisoformat(KNOWN["today"])
DAY = ("--today", KNOWN["today"])
SECONDS = re.compile(rb'"seconds": ?[0-9.e-]+')
"""Found in the files of the plan; it alone may differ."""
DIGESTS = ".exports.json"
"""The record of what was written, by digest: of files with their seconds."""


def tiny_planned() -> Path:
    """Return a folder with the exports in ``out``, the project ``tiny.cmplan``, ``said.json``."""
    return once("tiny-planned", _plan)


def planned_project() -> Document:
    """Return the project with its plan, as on :data:`TODAY`."""
    return read_document(tiny_planned() / "tiny.cmplan")


def _plan(folder: Path) -> None:
    from tests.journeys.commands import call

    kept = ("--project", folder / "tiny.cmplan")
    with in_one_process():
        done = call("plan", TINY, "-o", folder / "out", *kept, "--json", "--lang", "en", *DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.json").write_text(done.stdout, encoding="utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what a run wrote, by name, without its seconds."""
    return {
        str(path.relative_to(folder)): SECONDS.sub(b"", path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != DIGESTS
    }
