"""The comparators that users never install: CBC and CP-SAT, kept apart in ``.tools/bench``.

``python3 make.py bench placement --install`` fetches them (about 700 MB). Without them the tables
say "not installed".
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

__all__ = ["FOLDER", "PACKAGES", "install_extras", "is_installed"]

FOLDER = Path(__file__).resolve().parents[1] / ".tools" / "bench"
"""Named in ``PYTHONPATH`` of the processes in which methods run, and nowhere else."""
PACKAGES = ("cbcbox==2.929", "ortools==9.15.6755", "absl-py", "protobuf", "immutabledict")
NEEDED = {"cbc": "cbcbox", "cp-sat": "ortools"}


def install_extras() -> None:
    """Fetch the packages; numpy and pandas are those of the program's own environment."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--upgrade", "--target", str(FOLDER), *PACKAGES]
    subprocess.run(command, check=True)


def is_installed(method: str) -> bool:
    """Whether what a method needs is there; ``method`` may name its model too."""
    package = next((name for key, name in NEEDED.items() if key in method), None)
    return package is None or (FOLDER / package).is_dir()
