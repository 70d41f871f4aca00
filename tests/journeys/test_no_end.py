"""What has no end, a device or a pipe in place of a file, is refused in a sentence and not read."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from planner.cli import run
from planner.cli.named import part_named
from planner.errors import BadInputError
from planner.model.inventory import Inventory
from planner.project import read_document
from planner.reporting import ExportFolder
from planner.settings import Settings, load_settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TINY = str(SAMPLES / "tiny.json")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="devices and pipes of Unix")


@pytest.fixture(params=["device", "pipe"])
def endless(request, tmp_path: Path) -> str:
    if request.param == "device":
        return "/dev/zero"
    os.mkfifo(tmp_path / "pipe")
    return str(tmp_path / "pipe")


@pytest.mark.parametrize(
    "command",
    [
        "scenarios {}",
        "ask {}",
        "solve {tiny} -o {out} --params {}",
        "solve {tiny} -o {}",
        "check {tiny} --mapping {}",
    ],
)
def test_a_command_refuses_it(command, endless, tmp_path, capsys) -> None:
    words = command.format(endless, endless, tiny=TINY, out=tmp_path / "out.json").split()
    assert run(words) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("command", ["solve /dev/zero -o {out}", "verify {tiny} /dev/zero"])
def test_a_problem_or_a_plan_is_no_device(command, tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("planner.optimising.strict_json.MAX_FILE_BYTES", 1 << 20)
    assert run(command.format(tiny=TINY, out=tmp_path / "out.json").split()) == 2
    assert "larger than 1 MiB" in capsys.readouterr().err


def test_a_list_of_names_is_no_device(endless) -> None:
    with pytest.raises(BadInputError):
        part_named(Inventory("x"), [f"@{endless}"])


def test_a_file_of_an_export_folder_is_no_device(endless, tmp_path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "roadmap.pdf").symlink_to(endless)
    assert ExportFolder(folder).strangers(["roadmap.pdf"])


def test_a_project_says_so(endless) -> None:
    with pytest.raises(BadInputError):
        read_document(Path(endless))


def test_settings_that_are_no_settings_are_the_usual_ones(endless, tmp_path) -> None:
    assert load_settings(Path(endless)) == Settings()
    deep = tmp_path / "settings.json"
    deep.write_text("[" * 200_000)
    assert load_settings(deep) == Settings()


def test_standard_input_without_end_is_cut_off(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys.modules["planner.cli.standard_input"], "MOST_MIB", 1)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(bytes(2 << 20))))
    assert run(["scenarios", "-"]) == 2
    assert "larger than 1 MiB" in capsys.readouterr().err
