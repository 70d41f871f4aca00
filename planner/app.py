"""The front door: the window where no command is given, the command line where one is."""

from __future__ import annotations

import multiprocessing
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
    from planner import cli

    if cli.is_command_line(arguments):
        return cli.run(arguments)
    from planner import ui
    from planner.errors import PlannerError

    try:
        return ui.open_window([Path(argument) for argument in arguments])
    except PlannerError as error:
        from planner.settings import load_settings

        return cli.told(error, load_settings().language or "en")
