"""Inner loops in Cython's pure Python mode: compiled at set-up, plain Python where they are not.

One source each. Python prefers the compiled file beside a source; where the source has changed
since (``built.json`` tells) or the file is damaged, the source runs, with the same bits and some
hundred times slower.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import struct
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

__all__ = ["load_source", "uncompiled"]

HERE = Path(__file__).resolve().parent
ELF_HEAD = 64


def uncompiled() -> tuple[str, ...]:
    """Names of the kernels that run as plain Python, because not compiled or not lately."""
    return tuple(
        path.stem
        for path in sorted(HERE.glob("*.py"))
        if path.stem != "__init__" and (not is_whole(extension(path.stem)) or is_stale(path))
    )


def extension(name: str) -> Path | None:
    """Return the compiled file of a kernel for this Python, if there is one."""
    places = (HERE / (name + suffix) for suffix in EXTENSION_SUFFIXES)
    return next((place for place in places if place.exists()), None)


def is_whole(place: Path | None) -> bool:
    """Whether a compiled file is there and not cut short: to load half of one ends the process."""
    if place is None:
        return False
    with place.open("rb") as file:
        head = file.read(ELF_HEAD)
    if not sys.platform.startswith("linux"):
        return bool(head)
    if len(head) < ELF_HEAD or not head.startswith(b"\x7fELF\x02\x01"):
        return False
    sections, size, count = (
        *struct.unpack_from("<Q", head, 40),
        *struct.unpack_from("<HH", head, 58),
    )
    return bool(place.stat().st_size >= sections + size * count)


def is_stale(source: Path) -> bool:
    """Whether a kernel was compiled from another source than the present one."""
    record = HERE / "built.json"
    if not record.exists():
        return False
    try:
        built = json.loads(record.read_bytes())[source.stem]
    except (ValueError, LookupError, TypeError):  # damaged, or of fewer kernels
        return True
    return bool(built != hashlib.sha256(source.read_bytes()).hexdigest())


def load_source(name: str, module_name: str) -> object:
    """Return a kernel's source as a module of its own, whatever was compiled."""
    spec = importlib.util.spec_from_file_location(module_name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    spec.loader.exec_module(module)
    return module


for _name in uncompiled():
    if extension(_name):
        load_source(_name, f"{__name__}.{_name}")
