"""The comparators that users never install: CBC and CP-SAT, kept apart in ``.tools/bench``.

``python3 make.py bench placement --install`` fetches them (about 700 MB). Without them the tables
say "not installed".
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

__all__ = ["PACKAGES", "find_extras", "install_extras", "is_installed"]

FOLDER = Path(__file__).resolve().parents[1] / ".tools" / "bench"
PACKAGES = ("cbcbox==2.929", "ortools==9.15.6755", "absl-py", "protobuf", "immutabledict")
NEEDED = {"cbc": "cbcbox", "cp-sat": "ortools"}


def find_extras() -> None:
    """Let Python find the packages, after everything of the program's own environment."""
    if FOLDER.is_dir() and str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))


def install_extras() -> None:
    """Fetch the packages; numpy and pandas are those of the program's own environment."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--upgrade", "--target", str(FOLDER), *PACKAGES]
    subprocess.run(command, check=True)


def is_installed(method: str) -> bool:
    """Whether what a method needs is there; ``method`` may name its model too."""
    find_extras()
    package = next((name for key, name in NEEDED.items() if key in method), None)
    return package is None or importlib.util.find_spec(package) is not None
