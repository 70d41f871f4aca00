"""What surrounds the packaged program on Linux: place, entry, kind of file, and its leaving."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import defusedxml.ElementTree as ElementTree
import pytest

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
NAME = "cloud-migration-planner"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux alone")


def install(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    command = ["sh", str(LINUX / "install.sh"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_is_put_in_place_and_taken_away_again(tmp_path: Path) -> None:
    built, home = tmp_path / "built", tmp_path / "my 程序"
    built.mkdir()
    home.mkdir()
    (built / NAME).write_text("#!/bin/sh\necho started\n", encoding="utf-8")
    (built / NAME).chmod(0o755)
    assert install(home, str(built)).returncode == 0
    started = subprocess.run(
        [str(home / ".local" / "bin" / NAME)], capture_output=True, text=True, check=True
    )
    assert started.stdout == "started\n"
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(home / ".local/share/applications" / f"{NAME}.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == f'"{home}/.local/bin/{NAME}" %F'
    assert install(home, "--remove").returncode == 0
    left = [path for path in home.rglob("*") if path.is_file() and NAME in path.as_posix()]
    assert left == []


def test_without_a_program_it_says_how_to_build_one(tmp_path: Path) -> None:
    done = install(tmp_path, str(tmp_path))
    assert done.returncode == 2
    assert "make.py package" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_projects_are_a_kind_of_file_that_the_entry_opens() -> None:
    kinds = ElementTree.parse(LINUX / "cloud-migration-plan.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = kinds.findall(f"{space}mime-type")
    assert [one.get("pattern") for one in kind.findall(f"{space}glob")] == ["*.cmplan"]
    entry = (LINUX / f"{NAME}.desktop").read_text(encoding="utf-8")
    assert f"MimeType={kind.get('type')};" in entry
    assert ElementTree.parse(LINUX / f"{NAME}.svg").getroot().tag.endswith("svg")


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="the checker is not here")
def test_the_entry_is_well_formed() -> None:
    command = ["desktop-file-validate", str(LINUX / f"{NAME}.desktop")]
    assert subprocess.run(command, check=False).returncode == 0
