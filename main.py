"""Starts the program, in the environment that ``make.py`` made beside it where there is one."""

import os
import subprocess
import sys
from pathlib import Path


def start() -> int:
    """Run ``planner.app`` with a fitting Python, or say in one sentence which is needed."""
    here = Path(__file__).resolve().parent
    own = here / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    inside = Path(sys.prefix).resolve() == (here / ".venv").resolve()
    if own.exists() and not inside and sys.prefix == sys.base_prefix:
        command = [str(own), str(Path(__file__).resolve()), *sys.argv[1:]]
        if os.name == "nt":
            return subprocess.call(command)
        os.execv(command[0], command)
    if sys.version_info < (3, 12):
        sys.stderr.write(
            "This program needs Python 3.12 or newer; "
            "run 'python3 make.py setup', which finds or fetches one.\n"
        )
        return 2
    from planner.app import run

    run()
    return 0


if __name__ == "__main__":
    sys.exit(start())
