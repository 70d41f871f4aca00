"""The program as a wheel brings it: whole, anywhere, in the plainest of environments."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
    return folder


def run(package: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd),
        "LC_ALL": "C",
        "PYTHONPATH": str(package),
        "PYTHONPYCACHEPREFIX": str(package.parent / "compiled"),
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-m", "planner", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False,
        encoding="utf-8",
    )  # fmt: skip


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


def test_a_sample_is_planned_from_anywhere(package: Path, tmp_path: Path) -> None:
    sample = package / "planner" / "shipped_files" / "samples" / "tiny.xlsx"
    done = run(package, tmp_path, "plan", str(sample), "-o", "out 输出", "--work-limit", "20")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out 输出" / "roadmap.pdf").exists()
    assert not list(package.rglob("__pycache__"))


def test_the_version_is_said(package: Path, tmp_path: Path) -> None:
    done = run(package, tmp_path, "--version")
    assert done.returncode == 0
    assert done.stdout.strip()[0].isdigit()
