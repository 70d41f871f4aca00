"""A language that no code knows of: English in strange letters, in a folder of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.wording import catalogue, numbers, say
from planner.wording.catalogue import compile_language, is_compiled, read

PSEUDO = "qps"
PLAIN = "aeiouyncAEIOUNC"
STRANGE = "àéîõûýñçÀÉÎÕÛÑÇ"
KEPT = re.compile(r"(\{[^}]*\})")
DATA = ("numbers.money", "numbers.date", "language.", "common.colon", "common.comma", "rules.list")
"""Entries that are no sentences."""


def strange(words: str) -> str:
    """English with its letters marked and a third longer; what is filled in stays."""
    parts = KEPT.split(words)
    told = [part if KEPT.fullmatch(part) else part.translate(TABLE) for part in parts]
    return "".join(told) + "~" * (len(words) // 3)


TABLE = str.maketrans(PLAIN, STRANGE)


def write_pseudo(folder: Path) -> None:
    from babel.messages.pofile import write_po

    english = read(catalogue.FOLDER / "en")
    for message in english:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        if not key.startswith(DATA):
            given = message.string
            message.string = (
                strange(given) if isinstance(given, str) else tuple(strange(one) for one in given)
            )
    folder.mkdir()
    with (folder / "all.po").open("wb") as file:
        write_po(file, english, width=0)


def forget() -> None:
    for cached in (
        catalogue.template,
        catalogue.language_of,
        catalogue._translations,
        numbers.locale_of,
        numbers.money_steps,
    ):
        cached.cache_clear()


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The catalogues with one more folder."""
    folder = tmp_path_factory.mktemp("words") / "catalogues"
    shutil.copytree(catalogue.FOLDER, folder)
    write_pseudo(folder / PSEUDO)
    patch = pytest.MonkeyPatch()
    patch.setattr(catalogue, "FOLDER", folder)
    patch.setattr(catalogue, "LANGUAGES", (*catalogue.LANGUAGES, PSEUDO))
    forget()
    yield folder
    patch.undo()
    forget()


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
    english = re.compile(r"\b[a-z]*[aeiou][a-z]*(?: [a-z]*[aeiou][a-z]*){2,}\b")
    left = [
        run
        for section in report.sections
        for run in english.findall(section_text(section))
        if run not in own
    ]
    assert left == []
    assert "~" in report.title
