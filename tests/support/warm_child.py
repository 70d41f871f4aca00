"""What the process loads that forks the children of most tests; imported there and nowhere else."""

from __future__ import annotations

import os

import pytest

from planner import child_process
from planner.importing import import_files
from planner.optimising.child import _load
from planner.project import read_document
from planner.questioning import ask

assert all((ask, import_files, read_document, pytest))
_load()
_die_with_parent = child_process._die_with_parent


def die_with_who_forked(parent: int) -> None:
    """End with the process that forked this one; that one ends with the tests."""
    _die_with_parent(os.getppid())


child_process._die_with_parent = die_with_who_forked
