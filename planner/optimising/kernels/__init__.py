"""Inner loops in Cython's pure Python mode: compiled at set-up, plain Python where they are not.

One source each. Python prefers the compiled file beside a source; where the source has changed
since (``built.json`` tells), the source runs, with the same bits and some hundred times slower.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

__all__ = ["load_source", "uncompiled"]

HERE = Path(__file__).resolve().parent


def uncompiled() -> tuple[str, ...]:
    """Names of the kernels that run as plain Python, because not compiled or not lately."""
    return tuple(
        path.stem
        for path in sorted(HERE.glob("*.py"))
        if path.stem != "__init__" and (not has_extension(path.stem) or is_stale(path))
    )


def has_extension(name: str) -> bool:
    """Whether a kernel has a compiled file for this Python."""
    return any((HERE / (name + suffix)).exists() for suffix in EXTENSION_SUFFIXES)


def is_stale(source: Path) -> bool:
    """Whether a kernel was compiled from another source than the present one."""
    record = HERE / "built.json"
    if not record.exists():
        return False
    built = json.loads(record.read_text(encoding="utf-8"))
    return built.get(source.stem) != hashlib.sha256(source.read_bytes()).hexdigest()


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
    if has_extension(_name):
        load_source(_name, f"{__name__}.{_name}")
