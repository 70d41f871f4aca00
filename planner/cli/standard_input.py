"""``-`` in place of a file: what comes on standard input, read once; the plan of ``solve``."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from planner.errors import BadInputError

__all__ = ["STANDARD", "standard_input"]

STANDARD: Final = Path("-")
PLACES: Final = ("inventory", "problem", "plan", "project")
WRITE_BACK: Final = ("plan", "status", "answers")
"""Commands that write to the project they read."""
NAME: Final = "standard input"
MOST_MIB: Final = 256


@contextlib.contextmanager
def standard_input(parsed: argparse.Namespace) -> Iterator[None]:
    """Put a file of what comes on standard input where the arguments name ``-``, for the block.

    Raises
    ------
    BadInputError
        It is named twice, and can be read only once, or something would be written there.
    """
    named = [place for place in PLACES for path in _paths(parsed, place) if path == STANDARD]
    written = parsed.name in WRITE_BACK or getattr(parsed, "keep", None)
    if ("project" in named and written) or (_is_printed(parsed) and parsed.name != "solve"):
        raise BadInputError(
            "errors.program.nothing_is_written_to_a_dash", "errors.program.name_a_file_instead"
        )
    if not named:
        yield
        return
    if len(named) > 1:
        raise BadInputError(
            "errors.program.input_named_twice", "errors.program.name_a_file_instead"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        with path.open("wb") as stream:
            _copy(stream)
        for place in named:
            value = getattr(parsed, place)
            if isinstance(value, list):
                setattr(parsed, place, [path if one == STANDARD else one for one in value])
            else:
                setattr(parsed, place, path)
        yield


def _copy(stream: BinaryIO) -> None:
    """Write what comes, which need not end, into a file."""
    room = MOST_MIB << 20
    while block := sys.stdin.buffer.read(min(room + 1, 1 << 20)):
        room -= len(block)
        if room < 0:
            raise BadInputError(
                "errors.problem.is_larger_than_mib",
                "errors.problem.split_it_or_thin_it_out",
                file=STANDARD,
                limit_mib=MOST_MIB,
            )
        stream.write(block)


def _is_printed(parsed: argparse.Namespace) -> bool:
    places = ("output", "file", "write_mapping")
    return STANDARD in [getattr(parsed, place, None) for place in places]


def _paths(parsed: argparse.Namespace, place: str) -> list[Path]:
    value = getattr(parsed, place, None)
    if isinstance(value, list | tuple):
        return list(value)
    return [] if value is None else [value]
