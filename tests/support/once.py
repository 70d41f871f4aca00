"""Work that many test files share, done once in a run: the first that asks does it, others wait."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

__all__ = ["RUN", "once"]

PATIENCE_S = 900.0
"""How long the work of another worker is waited for: one that ended in its midst makes no end."""

RUN = "PLANNER_TESTS_RUN"
"""The environment's name of the folder of this run, which every worker of it is given."""


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder ``name`` of this run, filled by ``make``; nobody may change what is in it.

    Where ``make`` fails, its test fails with the reason, and the next one that asks tries again.
    """
    run = Path(os.environ[RUN])
    ready, claim = run / name, run / f"{name}.claimed"
    began = time.monotonic()
    while not ready.exists():
        try:
            claim.mkdir()
        except FileExistsError:
            assert time.monotonic() - began < PATIENCE_S, f"nobody has made {name}"
            time.sleep(0.05)
            continue
        try:
            folder = Path(tempfile.mkdtemp(dir=run))
            make(folder)
            folder.rename(ready)
        finally:
            claim.rmdir()
    return ready
