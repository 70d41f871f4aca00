"""The front door: the window where no command is given, the command line where one is."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["main", "run"]


def run() -> None:
    """Run with the arguments of the process, and end it: what installed commands start."""
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # before there is anything that could say so
        sys.exit(130)


def main(arguments: Sequence[str]) -> int:
    """Open the window, or run a command; return the exit status."""
    multiprocessing.freeze_support()
    _open_streams()
    from planner import cli

    language, files = cli.language_asked(arguments)
    if cli.is_command_line(files):
        return cli.run(arguments)
    from planner import ui
    from planner.errors import PlannerError

    try:
        return ui.open_window([Path(file) for file in files], language)
    except PlannerError as error:
        from planner.settings import load_settings

        return cli.told(error, language or load_settings().language or cli.system_language())


def _open_streams() -> None:
    """Lead standard streams that are closed (``>&-``) or missing (a window on Windows) nowhere.

    A file that is opened later would take the number of a closed one, and what somebody prints.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            place = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(place, place <= number)
            setattr(sys, name, os.fdopen(place, "w" if number else "r", closefd=False))
