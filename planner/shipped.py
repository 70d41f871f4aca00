"""Where the files that come with the program stand: clone, wheel or frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["samples_folder", "templates_folder"]


def templates_folder() -> Path:
    """Return the folder of rule sets, published rules, reference figures and empty workbooks."""
    return _folder("templates")


def samples_folder() -> Path:
    """Return the folder of the sample inventories."""
    return _folder("samples")


def _folder(name: str) -> Path:
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / name
    package = Path(__file__).resolve().parent
    installed = package / "shipped_files" / name
    return installed if installed.is_dir() else package.parent / name
