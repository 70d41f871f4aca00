"""What every test gets: no screen, no home folder of a person's, the samples."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from planner.wording.catalogue import compile_changed
from tests.support.effort import EFFORT
from tests.support.once import RUN
from tests.support.warm_children import spawned, warm_children

__all__ = ["spawned", "warm_children"]

# A busy machine must not fail a property.
settings.register_profile(
    "house",
    deadline=None,
    max_examples=max(1, round(40 * EFFORT)),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

# Before anything imports Qt or asks for a settings folder.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
_HOME = tempfile.TemporaryDirectory(prefix="planner-home-")
for _name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
    os.environ[_name] = _HOME.name
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(Path(_HOME.name) / _name.lower())

os.environ.setdefault(RUN, str(Path(_HOME.name) / "run"))  # of who begins it; workers inherit it
Path(os.environ[RUN]).mkdir(exist_ok=True)

ROOT = Path(__file__).resolve().parents[1]
FIRST = (
    "journeys",
    "wording",
    "test_installed.py",
    "ui",
    "optimising",
    "reporting",
    "questioning",
    "importing",
)
"""Rooms whose files take longest: begun first, so that nobody idles beside the last of them."""


def pytest_configure(config: pytest.Config) -> None:
    """Compile what this checkout has not: without kernels plans take minutes; words, seconds."""
    if hasattr(config, "workerinput"):
        return
    asked = "import sys; from planner.optimising.kernels import uncompiled; sys.exit(uncompiled())"
    known = [sys.executable, "-c", asked]
    build = [sys.executable, "setup.py", "-q", "build_ext", "--inplace", "--parallel", "2"]
    if subprocess.run(known, cwd=ROOT, capture_output=True, check=False).returncode:
        subprocess.run(build, cwd=ROOT, capture_output=True, check=False)
    compile_changed()  # or every process that a test starts reads the catalogues' sources


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the dear rooms; the order inside a file stays."""
    order = {name: number for number, name in enumerate(FIRST)}
    tests = ROOT / "tests"
    items.sort(key=lambda item: order.get(item.path.relative_to(tests).parts[0], len(FIRST)))


def pytest_collection_finish() -> None:
    """Spare the collector what lives to the end: thousands of tests, and all they import."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    _HOME.cleanup()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the samples."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def outside_data() -> Path:
    """Other tools' sample files, which stand beside the clone where there are any."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no sample files of other tools beside this folder")
    return folder
