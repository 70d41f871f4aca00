"""HiGHS greets on standard output once a process, whatever its options say; here it greets nobody.

Standard output belongs to the command line's own answers, so the first run of a process is a
trivial one with the descriptor pointed elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cache

__all__ = ["swallow_banner"]


@cache
def swallow_banner() -> None:
    """Let the solver say its banner to nowhere; later calls do nothing."""
    import highspy

    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        kept = os.dup(1)
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.close(nowhere)
            solver = highspy.Highs()  # type: ignore[no-untyped-call]
            solver.setOptionValue("output_flag", False)
            # The first run fixes the threads of the whole process; later ones that ask for
            # another number are refused.
            solver.setOptionValue("threads", 1)
            solver.addVar(0.0, 1.0)
            solver.run()
        finally:
            os.dup2(kept, 1)
            os.close(kept)
