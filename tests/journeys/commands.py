"""Runs the program as a person would: a process of its own, no terminal, words on two streams."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

__all__ = ["run_command"]

ROOT = Path(__file__).resolve().parents[2]


def run_command(*arguments: str | Path, timeout_s: float = 180) -> subprocess.CompletedProcess[str]:
    """Run ``main.py`` with the arguments; return its exit status and what it said."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout_s,
        check=False,
    )
