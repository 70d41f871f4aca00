"""A language that no code knows of: English in strange letters, in a folder of its own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.support.known import known

__all__ = ["PSEUDO", "ROOT", "plain_runs", "strange", "with_third_language", "write_pseudo"]

ROOT = Path(__file__).resolve().parents[2]
PSEUDO = "qps"
TABLE = str.maketrans("aeiouyncAEIOUNC", "àéîõûýñçÀÉÎÕÛÑÇ")
KEPT = re.compile(r"(\{[^}]*\})")
PLAIN = re.compile(r"\b[a-z]*[aeiou][a-z]*(?: [a-z]*[aeiou][a-z]*){2,}\b")
DATA = ("numbers.money", "numbers.date", "language.", "common.colon", "common.comma", "rules.list")
"""Entries that are no sentences."""


def strange(words: str) -> str:
    """English with its letters marked and a third longer; what is filled in stays."""
    parts = KEPT.split(words)
    told = [part if KEPT.fullmatch(part) else part.translate(TABLE) for part in parts]
    return "".join(told) + "~" * (len(words) // 3)


def plain_runs(text: str) -> list[str]:
    """Runs of three plain English words and more."""
    return PLAIN.findall(text)


def write_pseudo(catalogues: Path) -> None:
    """Write the language's folder: every key of the English, every text of the presets."""
    from babel.messages.pofile import write_po

    from planner.wording.catalogue import PRESET, read

    english = read(catalogues / "en")
    for message in english:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        if not key.startswith(DATA):
            given = known(message.string)
            message.string = (
                strange(given) if isinstance(given, str) else tuple(strange(one) for one in given)
            )
    for message in read(catalogues / "zh"):
        if message.context == PRESET:
            english.add(message.id, strange(str(message.id)), context=PRESET)
    folder = catalogues / PSEUDO
    folder.mkdir()
    with (folder / "all.po").open("wb") as file:
        write_po(file, english, width=0)


def with_third_language(place: Path) -> Path:
    """Lay out the program in ``place`` with a folder more of catalogues, and nothing else changed.

    The rooms are links; the catalogues are compiled, as ``make.py`` does it, or every process of a
    command would read their sources again.
    """
    from planner.wording.catalogue import compile_language

    rooms = place / "planner"
    rooms.mkdir()
    for entry in (ROOT / "planner").iterdir():
        if entry.name not in ("wording", "__pycache__"):
            (rooms / entry.name).symlink_to(entry)
    ignored = shutil.ignore_patterns("__pycache__", "*.mo")
    shutil.copytree(ROOT / "planner" / "wording", rooms / "wording", ignore=ignored)
    for name in ("templates", "samples"):
        (place / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "main.py", place)
    catalogues = rooms / "wording" / "catalogues"
    write_pseudo(catalogues)
    for folder in catalogues.iterdir():
        compile_language(folder)
    return place
