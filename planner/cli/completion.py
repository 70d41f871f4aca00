"""Completion of commands, options and file names in a shell, read off the parser (shtab)."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["completion"]


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the script that a shell reads to complete what ``parser`` understands."""
    import shtab

    _name_files(parser)
    return shtab.complete(parser, shell)


def _name_files(parser: argparse.ArgumentParser) -> None:
    """Say which arguments are files and which are folders, down to the last command."""
    import shtab

    for action in parser._actions:  # noqa: SLF001  # argparse offers no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                _name_files(command)
        elif action.type is Path:
            kind = shtab.DIRECTORY if action.metavar == "DIR" else shtab.FILE
            action.complete = kind  # type: ignore[attr-defined]  # where shtab looks for it
