"""A program that has autosaved and then ends without a word."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from planner.project import read_document
from planner.project.autosave import SideFile
from tests.support.warm_children import warm_context

__all__ = ["crash_after_autosave"]


def crash_after_autosave(folder: Path, original: Path, name: str) -> None:
    """Have it open ``original`` and keep it aside in ``folder`` under another name."""
    program = warm_context().Process(target=_autosave_and_end, args=(folder, original, name))  # type: ignore[attr-defined]
    program.start()
    program.join()
    assert program.exitcode == 9


def _autosave_and_end(folder: Path, original: Path, name: str) -> None:
    SideFile(folder).write(replace(read_document(original), name=name), original)
    os._exit(9)
