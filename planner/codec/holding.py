"""A file that is held as long as a program runs: the system lets it go, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

__all__ = ["hold", "let_go"]


def hold(path: Path) -> int | None:
    """Hold the file at ``path``, made where there is none; None where somebody holds it.

    Where the place knows no holding (some network drives), everybody is given it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.close(handle)
        return None
    except OSError:
        pass
    return handle


def let_go(handle: int) -> None:
    """Let go of a file that was held."""
    with contextlib.suppress(OSError):
        os.close(handle)
