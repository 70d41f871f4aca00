"""Runs the program as a person would: a process of its own, no terminal, words on two streams."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from planner.cli import run

__all__ = ["call", "run_command"]

ROOT = Path(__file__).resolve().parents[2]


def run_command(
    *arguments: str | Path, environment: Mapping[str, str] | None = None, timeout_s: float = 180
) -> subprocess.CompletedProcess[str]:
    """Run ``main.py`` with the arguments; return its exit status and what it said."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout_s,
        check=False,
    )


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Give the same answer without a process: for what is said, not how the program starts."""
    words = [str(argument) for argument in arguments]
    said, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
        try:
            status = run(words)
        except SystemExit as ended:  # how a slip in the words themselves ends
            status = int(ended.code or 0)
    return subprocess.CompletedProcess(words, status, said.getvalue(), told.getvalue())
