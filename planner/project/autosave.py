"""Autosave to a side file, and recovery after a crash; the document itself is never touched.

A side file lies in a folder of the program's own. It holds a window's document as last autosaved
and is removed on an ordinary save or close, so one that is there and that nobody holds tells of a
crash. Every window has its own, also where two windows show the same project.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.codec import PART, read_bounded, write_whole
from planner.codec.holding import hold, let_go
from planner.errors import BadInputError
from planner.project.document import Document
from planner.project.store import SUFFIX, read_document, write_document

__all__ = ["Recovery", "SideFile", "Stamp", "recoverable", "stamp_of"]

NOTE, LOCK = ".json", ".lock"
MOST_NOTE: Final = 1 << 16
PART_KEPT_S: Final = 86_400
"""A fragment of a write that was cut short is removed when nobody can still be writing it."""


type Stamp = tuple[int, int]
"""Size in bytes and time in nanoseconds of a file, to see whether it was written since."""


def stamp_of(path: Path | None) -> Stamp | None:
    """Return the stamp of a file; None where it cannot be read."""
    try:
        return None if path is None else (path.stat().st_size, path.stat().st_mtime_ns)
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class Recovery:
    """A side file left by a crash: which document it is of (None: never saved).

    Attributes
    ----------
    stamp
        Of the document's file as the program that ended knew it; None where it knew none.
    tried
        Whether it was opened before, and the program ended soon after.
    """

    side: Path
    original: Path | None
    name: str
    stamp: Stamp | None = None
    tried: bool = False

    def mark_tried(self) -> None:
        """Note, before it is opened, that it was: the next start knows what ended this one."""
        note = {"original": str(self.original) if self.original else None, "name": self.name}
        with contextlib.suppress(BadInputError):  # a note more is not worth the recovery
            _write_note(self.side, {**note, "stamp": self.stamp, "tried": True})

    def open(self) -> Document:
        """Return the recovered document.

        Raises
        ------
        BadInputError
            Where the file is damaged.
        """
        return read_document(self.side)

    def discard(self) -> None:
        """Remove it: it has been taken over, or is not wanted."""
        for suffix in (SUFFIX, NOTE, LOCK):
            with contextlib.suppress(OSError):  # what cannot be removed is offered once more
                self.side.with_suffix(suffix).unlink(missing_ok=True)


class SideFile:
    """Where one window keeps its unsaved work; held by a lock that ends with the program."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{uuid.uuid4().hex[:16]}{SUFFIX}"
        self._lock: int | None = None

    def write(
        self,
        document: Document,
        original: Path | None,
        stamp: Stamp | None = None,
        *,
        tried: bool = False,
    ) -> None:
        """Write the document, and before it the note that says whose it is.

        Cut short at any point, it leaves what was autosaved before, or nothing to offer.

        Parameters
        ----------
        tried
            It was recovered a moment ago, and whether it can be worked with is not known yet.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._lock is None:
            self._lock = hold(self.path.with_suffix(LOCK))
        note = {
            "original": str(original.resolve()) if original else None,
            "name": document.name,
            "stamp": stamp,
            "tried": tried,
        }
        _write_note(self.path, note)
        write_document(document, self.path)

    def discard(self) -> None:
        """Remove it, as on save and on an ordinary close."""
        if self._lock is not None:
            let_go(self._lock)
            self._lock = None
        Recovery(self.path, None, "").discard()


def _write_note(side: Path, note: Mapping[str, object]) -> None:
    words = json.dumps(note, ensure_ascii=False).encode("utf-8", "replace")
    write_whole(side.with_suffix(NOTE), words, private=True)


def recoverable(folder: Path) -> tuple[Recovery, ...]:
    """Return the side files whose program is no longer running, the newest last."""
    if not folder.is_dir():
        return ()
    _tidy(folder)
    found = []
    for note_path in folder.glob(f"*{NOTE}"):
        lock = hold(note_path.with_suffix(LOCK))
        if lock is None:
            continue  # its window is alive
        let_go(lock)
        try:
            note = json.loads(read_bounded(note_path, MOST_NOTE))
            original = Path(note["original"]) if note["original"] else None
            recovery = Recovery(
                note_path.with_suffix(SUFFIX),
                original,
                str(note["name"]),
                _stamp(note, original),
                note.get("tried") is True,
            )
            if zipfile.is_zipfile(recovery.side):
                found.append((recovery.side.stat().st_mtime_ns, str(recovery.side), recovery))
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
            continue  # a half-made side file is nothing to offer
    return tuple(recovery for _, _, recovery in sorted(found, key=lambda one: one[:2]))


def _stamp(note: dict[str, object], original: Path | None) -> Stamp | None:
    """Return the stamp a note keeps; notes of earlier versions keep none."""
    match note.get("stamp"):
        case [int(size), int(time_ns)]:
            return size, time_ns
    return stamp_of(original)


def _tidy(folder: Path) -> None:
    """Remove fragments of writes that were cut short."""
    for part in (*folder.glob(f".*{PART}"), *folder.glob(f"*{PART}")):
        try:
            if time.time() - part.stat().st_mtime > PART_KEPT_S:
                os.unlink(part)
        except OSError:
            continue  # somebody else has, or may not
