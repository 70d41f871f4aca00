"""What surrounds the packaged program on Linux: place, entry, kind of file, and its leaving."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import defusedxml.ElementTree as ElementTree
import pytest
import yaml
from packaging.requirements import Requirement

from planner import VERSION
from planner.shipped import licence_texts
from tests.support.known import known

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
    kinds = known(ElementTree.parse(LINUX / "cloud-migration-plan.xml").getroot())
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = kinds.findall(f"{space}mime-type")
    assert [one.get("pattern") for one in kind.findall(f"{space}glob")] == ["*.cmplan"]
    entry = (LINUX / f"{NAME}.desktop").read_text(encoding="utf-8")
    assert f"MimeType={kind.get('type')};" in entry
    assert known(ElementTree.parse(LINUX / f"{NAME}.svg").getroot()).tag.endswith("svg")


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="the checker is not here")
def test_the_entry_is_well_formed() -> None:
    command = ["desktop-file-validate", str(LINUX / f"{NAME}.desktop")]
    assert subprocess.run(command, check=False).returncode == 0


LICENCES = ROOT / "docs" / "licences"
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_at_work() -> set[str]:
    """Packages that the program needs, and what they need in turn, as installed here."""
    found: set[str] = set()
    open_ends = [Requirement(line) for line in DECLARED["dependencies"]]
    while open_ends:
        one = open_ends.pop()
        if folded(one.name) in found or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        found.add(folded(one.name))
        open_ends += map(Requirement, metadata.requires(one.name) or ())
    return found


def test_every_package_that_is_needed_has_its_licence_in_the_notices() -> None:
    text = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    listed = {folded(word) for word in re.findall(r"[\w.-]+", text)}
    assert needed_at_work() - listed == set()


def test_texts_of_what_is_bundled_are_listed_shown_and_packed() -> None:
    """One folder of texts: its page, the About box, the wheel and the packaged folder."""
    texts = {path.name for path in LICENCES.glob("*.txt")}
    page = (LICENCES / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([^)]+\.txt)\)", page)) == texts
    for work in (
        "CPython",
        "LGPL",
        "OpenBLAS",
        "Pillow-with-its-libraries",
        "PyInstaller-bootloader",
    ):
        assert any(work in name for name in texts)
    assert {f"{name.replace(' ', '-')}.txt" for name in licence_texts()} == texts
    assert '"docs/licences": {".txt"}' in (ROOT / "setup.py").read_text(encoding="utf-8")
    spec = (ROOT / "packaging" / "planner.spec").read_text(encoding="utf-8")
    for folder in ("licences", "images"):
        assert f'(str(root / "docs" / "{folder}"), "docs/{folder}")' in spec


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="of Debian alone")
def test_a_debian_package_holds_program_entry_icon_and_kind_of_file(tmp_path: Path) -> None:
    built = tmp_path / "my 程序" / NAME
    built.mkdir(parents=True)
    (built / NAME).write_text("#!/bin/sh\necho 1.2.3\n", encoding="utf-8")
    (built / NAME).chmod(0o755)
    made = subprocess.run(
        ["sh", str(LINUX / "deb.sh"), str(built)], capture_output=True, text=True, check=True
    ).stdout.strip()
    told = ["dpkg-deb", "--show", "--showformat=${Package} ${Version} ${Maintainer}", made]
    assert subprocess.run(told, capture_output=True, text=True, check=True).stdout.startswith(
        f"{NAME} 1.2.3 "
    )
    # An older system refuses it by name, rather than the program failing when it is started.
    needs = subprocess.check_output(["dpkg-deb", "--field", made, "Depends"], text=True)
    assert f"libc6 (>= {(os.confstr('CS_GNU_LIBC_VERSION') or '').split()[1]})" in needs
    listed = subprocess.run(
        ["dpkg-deb", "--contents", made], capture_output=True, text=True, check=True
    ).stdout
    wanted = (
        f"./usr/bin/{NAME} -> ../lib/{NAME}/{NAME}",
        f"./usr/lib/{NAME}/{NAME}",
        f"./usr/share/applications/{NAME}.desktop",
        f"./usr/share/icons/hicolor/scalable/apps/{NAME}.svg",
        "./usr/share/mime/packages/cloud-migration-plan.xml",
        f"./usr/share/bash-completion/completions/{NAME}",
        f"./usr/share/doc/{NAME}/copyright",
    )
    assert [name for name in wanted if name not in listed] == []


def test_what_is_imported_by_name_is_packed() -> None:
    """The packager follows import statements alone; without PuLP nothing could be planned."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "planner").rglob("*.py")]
    named = {one for text in texts for one in re.findall(r'import_module\("([\w.]+)"\)', text)}
    assert "pulp" in named
    spec = (ROOT / "packaging" / "planner.spec").read_text(encoding="utf-8")
    hidden = {
        one
        for line in re.findall(r"^hidden \+= .*$", spec, re.MULTILINE)
        for one in re.findall(r'"([\w.]+)"', line)
    }
    assert named <= hidden


def test_the_program_has_one_address_everywhere_or_none() -> None:
    """See docs/decisions/no-addresses.md."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = {
        "pyproject.toml": bool(project.get("urls")),
        "CITATION.cff": bool(cited.get("url") or cited.get("repository-code")),
        "mkdocs.yml": bool(re.search(r"^(site|repo)_url:", site, re.MULTILINE)),
    }
    assert len(set(named.values())) == 1, named
    assert cited["version"] == VERSION
