"""Values on the command line, taken as people write them: ``5%``, ``90s``, ``2 min``, ``A4``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection
from datetime import date
from typing import Final

from planner.cli.checking import GROUPINGS
from planner.wording import LANGUAGES, language_of

__all__ = [
    "ABOUT",
    "SEPARATOR",
    "about",
    "count",
    "day",
    "gap",
    "group",
    "language",
    "name",
    "pair",
    "ports",
    "price",
    "seconds",
    "seed",
    "share",
    "wave",
    "word",
]

SECONDS: Final = {
    **dict.fromkeys(("", "s", "sec", "秒"), 1.0),
    **dict.fromkeys(("m", "min", "分", "分钟"), 60.0),
    **dict.fromkeys(("h", "小时"), 3600.0),
}
DURATION: Final = re.compile(r"\s*([0-9.eE+-]+)\s*([^\W\d]*)\s*\Z")
MANY: Final = {"": 1, "k": 1_000, "m": 1_000_000}
COUNT: Final = re.compile(r"\s*([0-9][0-9_,]*)\s*([kKmM]?)\s*\Z")


WAVE: Final = re.compile(r"\s*(?:w|wave|第)?\s*([0-9]{1,6})\s*(?:批|批次)?\s*\Z", re.IGNORECASE)
SEPARATOR: Final = "\t"
ABOUT: Final = ("prices", "stability", "frontier", "questions", "pilots")
"""What a plan as a whole is asked about."""


def language(text: str) -> str:
    """Return the language a code means, such as ``zh-CN``; unknown codes are refused."""
    found = language_of(text)
    if found == language_of("") and not text.lower().startswith((found, "c", "posix")):
        raise _refused("choice", text, LANGUAGES)
    return found


def word(text: str) -> str:
    """Return a word whose case does not matter (``A4``)."""
    return text.strip().lower()


def seconds(text: str) -> float:
    """Return seconds from ``90``, ``90s``, ``1.5m`` or ``2 min``."""
    found = DURATION.match(text)
    unit = SECONDS.get(found[2].lower()) if found else None
    try:
        value = float(found[1]) * unit if found and unit is not None else float("nan")
    except ValueError:
        value = float("nan")
    return _between(value, text, "seconds", 1e-3, 1e7)


def gap(text: str) -> float:
    """Return a relative gap from ``0.01`` or ``1%``."""
    return _part_of_one(text, "gap")


def _part_of_one(text: str, what: str) -> float:
    bare = text.strip().removesuffix("%").removesuffix("％")
    try:
        value = float(bare) / (100.0 if bare != text.strip() else 1.0)
    except ValueError:
        value = float("nan")
    return _between(value, text, what, 0.0, 1.0)


def _refused(what: str, text: str, known: Collection[str] = ()) -> argparse.ArgumentTypeError:
    """Return the error of a value that is not ``what``, or none of those known.

    argparse makes text of it, and :class:`planner.cli.parser.Parser` a sentence of that.
    """
    return argparse.ArgumentTypeError(SEPARATOR.join((what, ", ".join(known), text)))


def _between(value: float, text: str, what: str, low: float, high: float) -> float:
    if not low <= value <= high:
        raise _refused(what, text)
    return value


def _whole(text: str, what: str, low: int, high: int) -> int:
    found = COUNT.match(text)
    bare = found[1].replace("_", "").replace(",", "") if found else ""
    value = int(bare) * MANY[found[2].lower()] if found and len(bare) < 20 else low - 1
    if not low <= value <= high:
        raise _refused(what, text)
    return value


def count(text: str) -> int:
    """Return a number of steps from ``20000``, ``20,000`` or ``20k``."""
    return _whole(text, "count", 1, 10**15)


def wave(text: str) -> int:
    """Return the number of a wave from ``3``, ``w3``, ``wave 3`` or ``第 3 批``."""
    found = WAVE.match(text)
    if found is None or int(found[1]) < 1:
        raise _refused("wave", text)
    return int(found[1])


def seed(text: str) -> int:
    """Return a random seed."""
    return _whole(text, "seed", 0, 2**31 - 1)


def group(text: str) -> frozenset[str]:
    """Return the rules that group servers, from a list with commas."""
    rules = frozenset(part.strip().lower() for part in text.split(",") if part.strip())
    if rules - set(GROUPINGS) and rules != {"none"}:
        raise _refused("choice", text, (*GROUPINGS, "none"))
    return rules & set(GROUPINGS)


def ports(text: str) -> frozenset[int]:
    """Return ports from a list with commas."""
    if word(text) == "none":
        return frozenset()
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return frozenset(_whole(part, "port", 1, 65_535) for part in parts)


def day(text: str) -> date:
    """Return a day from an ISO date."""
    try:
        return date.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        raise _refused("day", text) from None


def pair(text: str) -> tuple[str, str]:
    """Return what stands before and behind the last ``=``: a name, and what it is given."""
    name, sign, value = text.rpartition("=")
    if not sign or not name.strip() or not value.strip():
        raise _refused("pair", text)
    return name.strip(), value.strip()


def price(text: str) -> float:
    """Return a price of fit or of money: 0 or more."""
    return _plain(text, "price", 1e9)


def name(text: str) -> str:
    """Return a name that says something."""
    if not text.strip():
        raise _refused("name", text)
    return text.strip()


def share(text: str) -> float:
    """Return a share from ``0.5`` or ``50%``."""
    return _part_of_one(text, "share")


def about(text: str) -> tuple[str, ...]:
    """Return questions from a list with commas."""
    chosen = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if not chosen or set(chosen) - set(ABOUT):
        raise _refused("choice", text, ABOUT)
    return chosen


def _plain(text: str, what: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    return _between(value, text, what, 0.0, most)
