"""Where the files that come with the program stand, in a clone and in a frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["templates_folder"]


def templates_folder() -> Path:
    """Return the folder ``templates``: beside the package, or in PyInstaller's own folder."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "templates"
