"""Preparing a machine leaves no loop to be compiled when the first plan is made."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.optimising import warm

ROOT = Path(__file__).resolve().parents[2]
LOOPS = """
import importlib, json, pkgutil
from pathlib import Path
import planner.optimising as room
from planner.optimising.warm import warm_up

warm_up()
cold = []
for found in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    if "kernels" not in found.name and "search" not in found.name:
        continue
    module = importlib.import_module(found.name)
    for name, loop in vars(module).items():
        if not hasattr(loop, "py_func") or loop.py_func.__module__ != module.__name__:
            continue
        kept = Path(loop.stats.cache_path)
        if not list(kept.glob(f"{found.name.rpartition('.')[2]}.{loop.__name__}-*.nbi")):
            cold.append(f"{found.name}.{name}")
print(json.dumps(cold))
"""


@pytest.mark.slow
def test_preparing_compiles_every_loop(tmp_path):
    environment = dict(os.environ, NUMBA_CACHE_DIR=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", LOOPS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


def fail(*, stop, listen, tell):
    raise RuntimeError("nothing compiles here")


def test_preparing_happens_in_a_process_that_ends_and_whose_failure_is_no_news(monkeypatch):
    monkeypatch.setattr(warm, "is_cold", lambda: True)
    monkeypatch.setattr(warm, "_warmed", fail)
    assert warm.prepare()
    assert multiprocessing.active_children() == []
    monkeypatch.setattr(warm, "is_cold", lambda: False)
    assert not warm.prepare()
