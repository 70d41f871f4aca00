"""Where the files that come with the program stand: clone, wheel or frozen build."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from planner.errors import BadInputError

__all__ = [
    "called_as",
    "guide_folder",
    "is_shipped",
    "licence_texts",
    "notices",
    "pictures_folder",
    "require",
    "samples_folder",
    "templates_folder",
]

PACKAGE = "cloud-migration-planner"
NOTICES = "THIRD_PARTY_NOTICES.md"
SOLVING: Final = ("numpy", "pulp", "highspy", "cython")
"""What the optimiser alone needs."""
LIBRARIES: Final = (
    *SOLVING, "cattrs", "pandas", "python_calamine", "openpyxl", "rapidfuzz", "charset_normalizer",
    "defusedxml", "networkx", "yaml", "dateutil", "holidays", "reportlab", "xlsxwriter", "pptx",
    "shtab",
)  # fmt: skip
"""What is imported when it is needed, from the reading of files to the writing of exports."""


def called_as() -> str:
    """Return what to type to call the program: as a file of a clone, a command, a module."""
    name = Path(sys.argv[0]).name
    if name == "__main__.py":
        return "python -m planner"
    if name in ("main.py", ""):
        return "py main.py" if os.name == "nt" else "python3 main.py"
    return name


def templates_folder() -> Path:
    """Return the folder of rule sets, published rules, reference figures and empty workbooks."""
    return _folder("templates")


def samples_folder() -> Path:
    """Return the folder of the sample inventories."""
    return _folder("samples")


def is_shipped(path: Path) -> bool:
    """Whether a file came with the program, and is not the user's to write over."""
    return path.resolve().is_relative_to(samples_folder().resolve())


def require(*libraries: str) -> None:
    """Make sure, before any work, that libraries are there which are imported when needed.

    Raises
    ------
    BadInputError
        Some are missing; the sentence names them.
    """
    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        raise BadInputError(
            "errors.program.libraries_are_missing",
            "errors.program.install_it_again",
            names=", ".join(missing),
        )


def guide_folder() -> Path:
    """Return the folder of the guide: a folder a language, a page a Markdown file."""
    return _folder("docs/guide")


def pictures_folder() -> Path:
    """Return the folder of the guide's pictures."""
    return _folder("docs/images")


def notices() -> str:
    """Return the licences of all that the program uses; empty where they did not come with it."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    beside = Path(frozen) if frozen else Path(__file__).resolve().parents[1]
    places = [beside / NOTICES]
    with contextlib.suppress(PackageNotFoundError):
        places += [Path(str(one.locate())) for one in files(PACKAGE) or () if one.name == NOTICES]
    found = next((place for place in places if place.is_file()), None)
    return found.read_text(encoding="utf-8") if found is not None else ""


def licence_texts() -> dict[str, str]:
    """Return the texts of the licences of what comes with the program, by the work's name."""
    texts = sorted(_folder("docs/licences").glob("*.txt"))
    return {one.stem.replace("-", " "): one.read_text(encoding="utf-8") for one in texts}


def _folder(name: str) -> Path:
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / name
    package = Path(__file__).resolve().parent
    installed = package / "shipped_files" / name
    return installed if installed.is_dir() else package.parent / name
