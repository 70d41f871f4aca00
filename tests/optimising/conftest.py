"""Lets the tests of this room use each other's small problems."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "placement"), str(HERE / "waves")]
