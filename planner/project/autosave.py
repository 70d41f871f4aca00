"""Autosave to a side file, and recovery after a crash; the document itself is never touched.

A side file lies in a folder of the program's own, named after the document. It holds the document
as last autosaved and is removed on an ordinary save or close, so one that is there tells of a
crash. A lock file with the process id keeps a second window from offering a living one's file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.errors import PlannerError
from planner.project.document import Document
from planner.project.store import SUFFIX, read_document, write_document

__all__ = ["Recovery", "autosave", "discard", "recoverable", "side_file"]

NOTE: Final = ".json"


@dataclass(frozen=True, slots=True)
class Recovery:
    """A side file left by a crash: which document it is of (None: never saved)."""

    side: Path
    original: Path | None
    name: str

    def open(self) -> Document:
        """Return the recovered document."""
        return read_document(self.side)


def side_file(folder: Path, original: Path | None, window: int = 0) -> Path:
    """Return where the side file of ``original`` lies (of an unsaved one: by process, window)."""
    key = str(original.resolve()) if original else f"unsaved-{os.getpid()}-{window}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return folder / f"{digest}{SUFFIX}"


def autosave(document: Document, side: Path, original: Path | None) -> None:
    """Write the side file and the note that says whose it is."""
    side.parent.mkdir(parents=True, exist_ok=True)
    write_document(document, side)
    note = {
        "original": str(original.resolve()) if original else None,
        "name": document.name,
        "process": os.getpid(),
    }
    side.with_suffix(NOTE).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def discard(side: Path) -> None:
    """Remove a side file, as on save and on an ordinary close."""
    side.unlink(missing_ok=True)
    side.with_suffix(NOTE).unlink(missing_ok=True)


def recoverable(folder: Path) -> tuple[Recovery, ...]:
    """Return the side files whose program is no longer running and that can be read."""
    found = []
    for note_path in sorted(folder.glob(f"*{NOTE}")) if folder.is_dir() else ():
        try:
            note = json.loads(note_path.read_text(encoding="utf-8"))
            original = Path(note["original"]) if note["original"] else None
            recovery = Recovery(note_path.with_suffix(SUFFIX), original, str(note["name"]))
            if not _running(int(note["process"])):
                recovery.open()
                found.append(recovery)
        except (OSError, ValueError, KeyError, TypeError, PlannerError):
            continue  # a half-made side file is nothing to offer
    return tuple(found)


def _running(process: int) -> bool:
    if process == os.getpid():
        return True
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, 0, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
