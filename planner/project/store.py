"""The project file: a ZIP of JSON members, written whole or not at all."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from planner import VERSION
from planner.errors import BadInputError
from planner.model.inventory import Inventory
from planner.project.codec import decode, encode
from planner.project.document import Document
from planner.project.inventory_table import read_inventory, write_inventory
from planner.project.migrations import SCHEMA, migrate

__all__ = ["SUFFIX", "read_document", "write_document"]

SUFFIX: Final = ".cmplan"
FORMAT: Final = "cloud-migration-project"
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # a fixed time: the same document gives the same bytes
MAX_MEMBER_BYTES: Final = 1 << 30
PIECES_DEEP: Final = 3
SLICE: Final = 100
MEMBERS: Final = ("inventory.json", "document.json")


def write_document(document: Document, path: Path) -> None:
    """Save ``document`` at ``path``: a new file is put in the old one's place only when whole."""
    members = {
        "manifest.json": {"format": FORMAT, "schema": SCHEMA, "program": VERSION},
        "inventory.json": write_inventory(document.inventory),
        "document.json": encode(replace(document, inventory=Inventory())),
    }
    _replace(path, members)


def _replace(path: Path, members: dict[str, Any]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for member, data in members.items():
                    text = "".join(_pieces(data, PIECES_DEEP))
                    info = zipfile.ZipInfo(member, EARLIEST)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(info, text.encode())
            raw.flush()
            os.fsync(raw.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _pieces(data: Any, deep: int) -> Iterator[str]:
    """Yield JSON in pieces: one call for all of it would hold up every other thread.

    What has many members is cut into slices; of the rest every member is a piece, ``deep`` down.
    """
    named = isinstance(data, dict)
    if not (named or isinstance(data, (list, tuple))) or not data:
        yield _piece(data)
        return
    before, end = ("{", "}") if named else ("[", "]")
    members = data.items() if named else iter(data)
    if len(data) > SLICE:
        for some in itertools.batched(members, SLICE):
            yield before + _piece(dict(some) if named else some)[1:-1]
            before = ","
        yield end
    elif deep and all(isinstance(key, str) for key in data) and named:
        for key, value in members:
            yield f"{before}{_piece(key)}:"
            yield from _pieces(value, deep - 1)
            before = ","
        yield end
    elif deep and not named:
        for value in members:
            yield before
            yield from _pieces(value, deep - 1)
            before = ","
        yield end
    else:
        yield _piece(data)


def _piece(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_document(path: Path) -> Document:
    """Open the project at ``path``.

    Raises
    ------
    BadInputError
        Where it is no project, is damaged, or is newer than this program.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _member(archive, "manifest.json")
            if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
                raise BadInputError("{path} is not a project of this program.", path=path.name)
            members = {name: _member(archive, name) for name in MEMBERS}
    except FileNotFoundError:
        raise BadInputError("There is no file {path}.", "Choose another file.", path=path) from None
    except IsADirectoryError:
        raise BadInputError("{path} is a folder.", "Choose a project file.", path=path) from None
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadInputError(
            "{path} is damaged or is not a project of this program.",
            "Open an earlier copy of it.",
            repr(error),
            path=path.name,
        ) from error
    schema = manifest.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise BadInputError("{path} does not say which version it is.", path=path.name)
    return _document(path, migrate(members, schema))


def _member(archive: zipfile.ZipFile, name: str) -> Any:
    if archive.getinfo(name).file_size > MAX_MEMBER_BYTES:
        raise BadInputError(
            "The part {name} of the project is over 1 GiB.", "It is damaged.", name=name
        )
    return json.loads(archive.read(name))


def _document(path: Path, members: dict[str, Any]) -> Document:
    try:
        inventory = read_inventory(members["inventory.json"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise BadInputError(
            "The inventory in {path} is damaged.",
            "Open an earlier copy of it.",
            repr(error),
            path=path.name,
        ) from error
    return replace(decode(Document, members["document.json"]), inventory=inventory)
