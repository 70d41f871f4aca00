"""A third language is a folder: nothing else of the program is changed for it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.wording import catalogue, numbers, say
from planner.wording.catalogue import compile_language, is_compiled
from tests.support.third_language import (
    PSEUDO,
    ROOT,
    plain_runs,
    strange,
    with_third_language,
    write_pseudo,
)

ONE_PROCESS = """
import sys
from planner.cli import commands, run
from planner.questioning import Asked
from tests.support.one_process import in_one_process

with in_one_process() as patch:
    patch.setattr(commands, "asked_of", lambda study, time_limit_s: Asked(200, 50))
    sys.exit(run(sys.argv[1:]))
"""


def forget() -> None:
    from planner.assessing import rules_file

    for cached in (
        catalogue.template,
        catalogue.language_of,
        catalogue._translations,
        numbers.locale_of,
        numbers.money_steps,
        rules_file._preset,
    ):
        cached.cache_clear()


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The catalogues with one more folder."""
    folder = tmp_path_factory.mktemp("words") / "catalogues"
    shutil.copytree(catalogue.FOLDER, folder)
    write_pseudo(folder)
    patch = pytest.MonkeyPatch()
    patch.setattr(catalogue, "FOLDER", folder)
    patch.setattr(catalogue, "LANGUAGES", (*catalogue.LANGUAGES, PSEUDO))
    forget()
    yield folder
    patch.undo()
    forget()


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program itself, with one folder more."""
    return with_third_language(tmp_path_factory.mktemp("third"))


def run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    home = {name: str(place / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=place,
        env={
            **os.environ,
            **home,
            "PYTHONPATH": os.pathsep.join(
                (str(place), str(ROOT))
            ),  # the program there, the tests here
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_a_folder_is_a_language(pseudo: Path) -> None:
    assert say("reporting.title", PSEUDO) == strange(say("reporting.title", "en"))
    assert say("reporting.title", f"{PSEUDO}-XX") == say("reporting.title", PSEUDO)


def test_what_a_language_lacks_is_said_in_english(pseudo: Path) -> None:
    path = pseudo / PSEUDO / "all.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace('msgid "reporting.subject"', 'msgid "reporting.other"'), "utf-8")
    forget()
    assert say("reporting.subject", PSEUDO, scenario="A") == say(
        "reporting.subject", "en", scenario="A"
    )
    path.write_text(text, "utf-8")
    forget()


def test_the_compiled_catalogue_says_the_same(pseudo: Path) -> None:
    read_as_it_is = say("reporting.title", PSEUDO)
    compile_language(pseudo / PSEUDO)
    assert is_compiled(pseudo / PSEUDO)
    forget()
    assert say("reporting.title", PSEUDO) == read_as_it_is
    (pseudo / PSEUDO / catalogue.COMPILED).unlink()
    forget()


def test_the_report_says_nothing_in_english(pseudo: Path) -> None:
    """No run of three plain English words is left that the study itself does not hold."""
    from planner.reporting.compose import compose
    from planner.reporting.options import ALL_PARTS, ReportOptions
    from tests.reporting.report_text import section_text
    from tests.reporting.studies import make_study

    study = make_study(12, names="en")
    report = compose(study, PSEUDO, ReportOptions(parts=tuple(ALL_PARTS)))
    own = repr(study)
    left = [
        run
        for section in report.sections
        for run in plain_runs(section_text(section))
        if run not in own
    ]
    assert left == []
    assert "~" in report.title


def test_command_line_and_drawn_pdf_speak_it(copied: Path) -> None:
    planned = run(
        copied, "-c", ONE_PROCESS, "plan", "samples/tiny.xlsx", "-o", "out", "--lang", PSEUDO,
        "--work-limit", "100", "--today", "2026-11-30",
    )  # fmt: skip
    assert planned.returncode == 0, planned.stderr
    assert plain_runs(planned.stdout.replace(str(copied), "")) == []
    own = (copied / "out" / "plan.json").read_text("utf-8")
    text = [page.extract_text() for page in PdfReader(copied / "out" / "roadmap.pdf").pages]
    assert "õ" in text[0]
    left = [found for page in text for found in plain_runs(" ".join(page.split()))]
    assert [found for found in left if found not in own] == []


def test_the_window_speaks_it(copied: Path) -> None:
    """Every text of every page, its tips, its menus and its headers."""
    walked = run(copied, str(Path(__file__).with_name("walked_window.py")), PSEUDO)
    assert walked.returncode == 0, walked.stderr
    said: list[str] = json.loads(walked.stdout.splitlines()[-1])
    assert len(said) > 300
    left = sorted({found for text in said for found in plain_runs(re.sub("<[^>]*>", " ", text))})
    assert left == []
