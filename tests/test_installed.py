"""The program as a wheel brings it: whole, anywhere, in the plainest of environments."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.optimising.check import check_plan
from planner.optimising.plan_file import read_plan
from planner.optimising.problem_file import read_problem
from tests.support.sockets import asked_of_the_internet, watched
from tests.support.tiny_planned import DAY, files_of, tiny_planned

ROOT = Path(__file__).resolve().parents[1]
COMPILED = (".so", ".pyd")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the package as a wheel does, in a path with a space and Chinese."""
    folder = tmp_path_factory.mktemp("installed") / "my 程序"
    command = [sys.executable, "setup.py", "-q", "build_py", "--build-lib", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    kernels = Path("planner") / "optimising" / "kernels"
    for compiled in (one for suffix in COMPILED for one in (ROOT / kernels).glob(f"*{suffix}")):
        shutil.copy(compiled, folder / kernels)  # a wheel has them; uncompiled they take minutes
    for code in ROOT.glob("planner/**/*.pyc"):  # as after an installation, which compiles
        place = folder / code.relative_to(ROOT)
        if place.parent.parent.is_dir():
            place.parent.mkdir(exist_ok=True)
            shutil.copy(code, place)
    return folder


def everything(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


@dataclass(frozen=True)
class Planned:
    """A default run of the tiny sample, and what came of it."""

    done: subprocess.CompletedProcess[str]
    out: Path
    home: Path
    told: Path
    unchanged: bool


def shutting_out(*places: Path) -> list[str]:
    """Words before a command that run it without a network, with places that nobody may write to.

    None at all where this system or user cannot do so: the run is as harsh as it may be.
    """
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    mounts = " && ".join(
        f'mount --bind "{place}" "{place}" && mount -o remount,ro,bind "{place}"'
        for place in places
    )
    trial = f'{{ {mounts}; }} && ! touch "{places[0]}/trial" 2>/dev/null || exit 77; exec "$@"'
    root = [] if os.geteuid() == 0 else ["--map-root-user"]
    words = [unshare, "--mount", "--net", *root, "sh", "-c", trial, "sh"]
    can = subprocess.run([*words, "true"], check=False, capture_output=True).returncode == 0
    return words if can else []


@contextlib.contextmanager
def on_one_processor() -> Iterator[None]:
    """Where the system can, have all processes that are started share one."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})  # children inherit it
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


@pytest.fixture(scope="module")
def planned(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """Plan the tiny sample in the harshest of places.

    By another order of sets and on one processor, where the program and its libraries cannot be
    written to, for a user without a home folder, without a network, under a Chinese system.
    """
    place = tmp_path_factory.mktemp("elsewhere")
    home, out, watch = package / "no-home", place / "out 输出", place / "watch"
    watching, told = watched(watch)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(place),
        "LC_ALL": "zh_CN.UTF-8",
        "PYTHONHASHSEED": "2",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
        **watching,
        "PYTHONPATH": os.pathsep.join((str(watch), str(package))),
    }
    sample = package / "planner" / "shipped_files" / "samples" / "tiny.xlsx"
    harsh = shutting_out(package, Path(sys.prefix).resolve(), ROOT)
    command = [*harsh, sys.executable, "-m", "planner", "plan", str(sample), "-o", out.name]
    before = everything(package)
    with on_one_processor():
        done = subprocess.run(
            [*command, "--lang", "en", *DAY], cwd=place, env=environment,
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
    return Planned(done, out, home, told, before == everything(package))


def test_what_is_read_at_work_is_inside_the_package(package: Path) -> None:
    inside = {path.relative_to(package).as_posix() for path in package.rglob("*")}
    wanted = {
        "planner/shipped_files/templates/rules/regulated-bank.toml",
        "planner/shipped_files/templates/inventory-zh.xlsx",
        "planner/shipped_files/samples/tiny.xlsx",
        "planner/shipped_files/docs/licences/CPython.txt",
        "planner/shipped_files/docs/images/waves-zh.png",
        "planner/reporting/fonts/NotoSansSC-Regular.ttf",
        "planner/reporting/fonts/OFL.txt",
        "planner/wording/catalogues/zh/reporting.po",
        "planner/ui/resources/PlannerLatin-Regular.ttf",
        "planner/py.typed",
    }
    assert wanted - inside == set()


def test_no_file_of_the_package_is_left_behind(package: Path) -> None:
    """All that stands in the package's folders and is no source or by-product is shipped."""
    tracked = subprocess.run(
        ["git", "ls-files", "planner"], cwd=ROOT, check=False, capture_output=True, text=True
    ).stdout.split("\n")
    if not any(tracked):
        pytest.skip("no checkout")
    missing = [name for name in tracked if name and not (package / name).exists()]
    assert missing == []


def test_a_sample_is_planned_from_anywhere(planned: Planned) -> None:
    assert planned.done.returncode == 0, planned.done.stderr
    assert "Traceback" not in planned.done.stderr
    problem = read_problem(planned.out / "problem.json")
    assert not check_plan(problem, read_plan(planned.out / "solution.json", problem))


def test_nothing_is_written_beside_the_plan(planned: Planned) -> None:
    """Installed where nobody may write, for a user without a home folder."""
    assert not planned.home.exists()
    assert planned.unchanged


def test_processes_processors_language_and_hashes_change_no_byte(planned: Planned) -> None:
    """The other run is that of this checkout, in one process."""
    first, second = files_of(tiny_planned() / "out"), files_of(planned.out)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_plan_opens_no_socket_of_the_internet_and_needs_none(planned: Planned) -> None:
    assert asked_of_the_internet(planned.told) == []


def test_the_version_is_said(package: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONPATH": str(package)}
    done = subprocess.run(
        [sys.executable, "-m", "planner", "--version"],
        cwd=package, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.strip()[0].isdigit()
