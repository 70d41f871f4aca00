"""The project file: a ZIP of JSON members, written whole or not at all."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from planner import VERSION
from planner.codec import (
    decode,
    encode,
    json_pieces,
    name_in_open_places,
    no_file,
    parse_json,
    read_bounded,
    write_whole,
)
from planner.codec.plain_text import holds_marks, without_marks
from planner.errors import BadInputError
from planner.model.inventory import Inventory
from planner.model.rules import LocalText, Money
from planner.project.document import Document
from planner.project.inventory_table import read_inventory, write_inventory
from planner.project.migrations import SCHEMA, migrate
from planner.project.validation import validate

__all__ = ["SUFFIX", "read_document", "write_document"]

name_in_open_places(LocalText, Money)  # what fills the reasons that a project keeps

SUFFIX: Final = ".cmplan"
FORMAT: Final = "cloud-migration-project"
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # a fixed time: the same document gives the same bytes
SMALLEST_BUDGET: Final = 16 << 20
UNPACKED_PER_BYTE: Final = 40
MOST_BYTES: Final = 256 << 20
"""What is larger was not saved by this program."""
"""Projects of all sizes unpack to 5 to 15 times their size."""
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError,
    KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError,
)  # fmt: skip
"""What the archive and its values can raise where bytes were changed; RuntimeError: a password."""
MEMBERS: Final = ("inventory.json", "document.json")


def write_document(document: Document, path: Path) -> None:
    """Save ``document`` at ``path``: a new file is put in the old one's place only when whole.

    Raises
    ------
    BadInputError
        The file cannot be written; what was there before is untouched.
    """
    members = {
        "manifest.json": {"format": FORMAT, "schema": SCHEMA, "program": VERSION},
        "inventory.json": write_inventory(document.inventory),
        "document.json": encode(replace(document, inventory=Inventory())),
    }
    write_whole(path, _packed(members), private=True)


def _packed(members: dict[str, Any]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for member, data in members.items():
            info = zipfile.ZipInfo(member, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, "".join(json_pieces(data)).encode())
    return packed.getvalue()


def read_document(path: Path) -> Document:
    """Open the project at ``path``.

    Raises
    ------
    BadInputError
        Where it is no project, is damaged, or is newer than this program.
    """
    try:
        packed = read_bounded(path, MOST_BYTES)
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            budget = SMALLEST_BUDGET + UNPACKED_PER_BYTE * len(packed)
            manifest = _member(archive, "manifest.json", path, budget)
            if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
                raise _no_project(path)
            members = {name: _member(archive, name, path, budget) for name in MEMBERS}
    except FileNotFoundError:
        raise no_file(path) from None
    except IsADirectoryError:
        raise BadInputError(
            "errors.file.path_is_a_folder", "errors.advice.choose_a_project_file", path=path
        ) from None
    except OSError as error:
        raise BadInputError(
            "errors.file.cannot_be_read",
            "errors.advice.check_that_you_may_open_it",
            str(error),
            path=path.name,
        ) from None
    except UNREADABLE as error:
        raise _damaged(path, repr(error)) from error
    schema = manifest.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise BadInputError("errors.program.does_not_say_which_version_it_is", path=path.name)
    try:
        return _document(path, migrate(members, schema))
    except UNREADABLE as error:
        raise _damaged(path, repr(error)) from error


def _damaged(path: Path, detail: str) -> BadInputError:
    if path.suffix.lower() != SUFFIX:
        return _no_project(path, detail)
    return BadInputError(
        "errors.program.is_damaged_or_is_not_a_project",
        "errors.program.open_an_earlier_copy_of_it",
        detail,
        path=path.name,
    )


def _no_project(path: Path, detail: str = "") -> BadInputError:
    return BadInputError(
        "errors.program.is_not_a_project_of_this_program",
        "errors.program.make_a_project_of_an_inventory",
        detail,
        path=path.name,
    )


def _member(archive: zipfile.ZipFile, name: str, path: Path, budget: int) -> Any:
    """Read one part; what holds more than its size on the disk makes likely is not unpacked."""
    with archive.open(name) as stream:
        raw = stream.read(budget + 1)
    if len(raw) > budget:
        raise BadInputError(
            "errors.file.part_of_unpacks_to_far_more_than",
            "errors.file.it_is_damaged_open_an_earlier_copy",
            name=name,
            path=path.name,
        )
    text = raw.decode("utf-8")
    data = parse_json(text, path.name)
    return without_marks(data) if holds_marks(text) else data


def _document(path: Path, members: dict[str, Any]) -> Document:
    document = decode(Document, members["document.json"], path.name)
    inventory = read_inventory(members["inventory.json"], path.name)
    whole = replace(document, inventory=inventory)
    validate(whole, path.name)
    return whole
