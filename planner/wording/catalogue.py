"""Catalogues of words: a folder a language, a gettext file a subject; no logic of the program.

``catalogues/<language>/<subject>.po`` holds whole keys as ``msgid`` (``reporting.title``), so that
subjects can be cut anew without touching a caller. ``make.py`` compiles the files of a language
to one ``planner.mo``; where that is missing or older than a ``.po``, the ``.po`` files are read.
"""

from __future__ import annotations

import contextlib
import gettext
import io
import re
import struct
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

__all__ = [
    "FOLDER",
    "LANGUAGES",
    "compile_language",
    "has",
    "is_compiled",
    "language_of",
    "preset_words",
    "template",
]

FOLDER: Final = Path(__file__).parent / "catalogues"
COMPILED: Final = "planner.mo"
SOURCE: Final = "en"
"""The language that has every key; what another lacks is said in this one."""
PRESET: Final = "preset"
"""Context of the texts of rules files and field profiles that come with the program."""
MANY: Final = 2
"""A count that asks for the plural where none is known."""


def _found() -> tuple[str, ...]:
    folders = {path.name for path in FOLDER.iterdir() if any(path.glob("*.po"))}
    return (SOURCE, *sorted(folders - {SOURCE}))


LANGUAGES: Final = _found()
"""Codes of the languages there are: English, then every other folder of catalogues."""


@cache
def language_of(code: str) -> str:
    """Return the language of :data:`LANGUAGES` that a code means; English where there is none.

    ``zh-CN``, ``zh_Hans`` and ``zh_CN.UTF-8`` mean ``zh`` where no folder is nearer.
    """
    parts = re.split(r"[-_]", re.split(r"[.@]", code.strip().lower())[0])
    known = {name.lower().replace("-", "_"): name for name in LANGUAGES}
    for end in range(len(parts), 0, -1):
        if found := known.get("_".join(parts[:end])):
            return found
    return SOURCE


def read(folder: Path) -> Catalog:
    """Return one catalogue of all subjects in a language's folder."""
    from babel.messages.pofile import read_po

    whole: Catalog | None = None
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, abort_invalid=True)
        if whole is None:
            whole = part
            continue
        for message in part:
            if message.id:
                whole[message.id] = message
    if whole is None:
        raise FileNotFoundError(folder)
    return whole


def compiled(folder: Path) -> bytes:
    """Return a language's catalogue in gettext's binary form."""
    from babel.messages.mofile import write_mo

    buffer = io.BytesIO()
    write_mo(buffer, read(folder))
    return buffer.getvalue()


def is_compiled(folder: Path) -> bool:
    """Whether the binary catalogue of a language is there and as new as its sources."""
    target = folder / COMPILED
    newest = max((path.stat().st_mtime for path in folder.glob("*.po")), default=0.0)
    return target.exists() and target.stat().st_mtime >= newest


def compile_language(folder: Path) -> Path:
    """Write the binary catalogue of a language beside its sources, whole or not at all."""
    from planner.codec import write_whole

    target = folder / COMPILED
    write_whole(target, compiled(folder))
    return target


def compile_changed() -> None:
    """Compile every language whose sources changed."""
    for name in LANGUAGES:
        if not is_compiled(FOLDER / name):
            compile_language(FOLDER / name)


@cache
def _translations(language: str) -> gettext.GNUTranslations:
    folder = FOLDER / language
    if is_compiled(folder):
        with contextlib.suppress(OSError, ValueError, LookupError, struct.error):  # damaged
            return gettext.GNUTranslations(io.BytesIO((folder / COMPILED).read_bytes()))
    return gettext.GNUTranslations(io.BytesIO(compiled(folder)))


@cache
def template(key: str, language: str, count: int = MANY) -> str | None:
    """Return the words of a key in the form for a count; None where English has none either.

    Parameters
    ----------
    key
        Of the catalogues.
    count
        Chooses the form, as the language counts.
    """
    if not key:  # gettext keeps a file's head under the empty key
        return None
    for name in dict.fromkeys((language_of(language), SOURCE)):
        words = _translations(name)
        for found in (words.ngettext(key, key, count), words.gettext(key)):
            if found != key and found:
                return found
    return None


def preset_words(english: str, language: str) -> str:
    """Return what a language's catalogue makes of an English text of a preset; empty: nothing.

    Such texts are their own ``msgid``, in the context ``preset``: who reads or copies a rules file
    reads sentences in it and no keys.
    """
    found = _translations(language).pgettext(PRESET, english) if english else ""
    return "" if found == english else found


def has(key: str) -> bool:
    """Whether there are words for ``key``."""
    return template(key, SOURCE) is not None
