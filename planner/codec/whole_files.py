"""A file is written whole or not at all, and stays what it was: link, mode and place."""

from __future__ import annotations

import contextlib
import difflib
import errno
import glob
import os
import secrets
import stat
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from planner.errors import BadInputError, Message, message

__all__ = ["PART", "no_file", "read_bounded", "try_to_write", "unwritable", "write_whole"]

PART: Final = ".part"
"""Ending of what is being written; one that stays was cut short, and nobody needs it."""
PART_KEPT_S: Final = 3_600
SHORT_NAME: Final = 40
"""Characters of a name that its neighbour keeps; with all, a long Chinese one would not fit."""


def write_whole(
    path: str | os.PathLike[str], data: bytes | Iterable[bytes], *, private: bool = False
) -> None:
    """Write ``data`` at ``path``: a reader, or a power cut, meets the old file or the new one.

    The bytes go to a neighbour first, which takes the file's place in one step. Where the file is
    a symbolic link its target is written; where it is there already its mode is kept.

    Parameters
    ----------
    private
        A new file can be read by its owner alone.

    Raises
    ------
    BadInputError
        The folder does not exist, may not be written to, or is full.
    """
    place = Path(path)
    try:
        _write(_target(place), [data] if isinstance(data, bytes) else data, private=private)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise unwritable(place, error) from None


def unwritable(place: Path, error: Exception) -> BadInputError:
    """Return the error of a place that cannot be written to, and why."""
    return BadInputError(
        "errors.file.file_place_cannot_be_written",
        "errors.file.check_that_the_folder_exists_that_you",
        str(error),
        place=place.name,
    )


def no_file(path: Path) -> BadInputError:
    """Return the error of a name under which nothing lies, with the one beside it like it."""
    try:
        beside = sorted(path.parent.iterdir(), key=lambda one: (one.suffix == path.suffix, one))
    except OSError:
        beside = []
    advice: str | Message = "errors.advice.check_the_name_and_the_folder"
    named = {one.stem: one.name for one in beside if one.name != path.name}
    if near := difflib.get_close_matches(path.stem, named, n=1, cutoff=0.7):
        advice = message("errors.file.near", near=named[near[0]])
    return BadInputError(message("errors.file.there_is_no_file_path", path=path), advice)


def read_bounded(path: Path, most: int) -> bytes:
    """Return what is in an ordinary file of at most ``most`` bytes.

    Raises
    ------
    OSError
        There is none, it may not be read, is a device or a pipe (which have no end), or is larger.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(f"{path.name} is no ordinary file")
    with path.open("rb") as stream:
        raw = stream.read(most + 1)
    if len(raw) > most:
        raise OSError(f"{path.name} is larger than {most} bytes")
    return raw


def try_to_write(folder: Path, size: int) -> None:
    """Find out, before long work, whether ``size`` bytes can be written into a folder.

    Raises
    ------
    OSError
        It may not be written to, or its disk (or the user's share of it) is too full.
    """
    trial = folder / f".{secrets.token_hex(4)}{PART}"
    handle = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(stream.fileno(), 0, size)
            else:
                stream.write(bytes(size))
    finally:
        with contextlib.suppress(OSError):
            trial.unlink()


def _target(place: Path) -> Path:
    return place.resolve() if place.is_symlink() else place


def _write(place: Path, pieces: Iterable[bytes], *, private: bool) -> None:
    head = f".{place.name[:SHORT_NAME]}."
    _tidy(place.parent, head)
    neighbour = place.with_name(f"{head}{secrets.token_hex(4)}{PART}")
    mode = 0o600 if private else 0o666
    handle = os.open(neighbour, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(OSError):  # no file there yet, or a system without modes
            neighbour.chmod(stat.S_IMODE(place.stat().st_mode))
        neighbour.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            neighbour.unlink()
        raise
    _keep_name(place.parent)


def _tidy(folder: Path, head: str) -> None:
    """Remove what earlier writes of a file left that were killed; nobody writes for so long."""
    for left in folder.glob(f"{glob.escape(head)}????????{PART}"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > PART_KEPT_S:
                left.unlink()


_BINARY: Final = getattr(os, "O_BINARY", 0)


def _keep_name(folder: Path) -> None:
    """Have the folder's entry on the disk too, where the system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
