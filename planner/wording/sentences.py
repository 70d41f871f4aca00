"""Sentences by their keys, in a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.errors import Message, PlannerError
from planner.model.rules import LocalText, Money
from planner.wording.catalogue import MANY, has, template
from planner.wording.numbers import listed, report_money

__all__ = [
    "count_in",
    "error_line",
    "form",
    "is_wide",
    "mark_of",
    "plural",
    "say",
    "say_error",
    "sentence_gap",
    "worded",
]

WIDE_SCRIPTS: Final = frozenset(("Hans", "Hant", "Jpan"))


def form(key: str, language: str, count: int = MANY) -> str:
    """Return the words of ``key`` in the form for a count, not filled in yet.

    A sentence of its own for exactly one stands under ``<key>.one``.

    Parameters
    ----------
    key
        Of the catalogues.
    count
        Chooses the form; for exactly one, ``<key>.one`` where there is such a sentence.

    Raises
    ------
    KeyError
        Where there is no such key: a missing word is a mistake of ours, not the user's.
    """
    if count == 1 and has(f"{key}.one"):
        key = f"{key}.one"
    words = template(key, language, count)
    if words is None:
        raise KeyError(key)
    return words


def say(words: str | Message, language: str, /, **params: object) -> str:
    """Return the words of a key, or a message, in ``language``, filled with ``params``.

    A whole number among them called ``count``, or one in words ("1"), chooses singular or plural.

    A parameter that is a message or a text in several languages is said in this language. A
    message whose key has no words is text as somebody wrote it, and stands as it is.
    """
    if isinstance(words, Message):
        if not has(words.key):
            return words.key
        params, words = dict(words.params), words.key
    return _filled(form(words, language, count_in(params)), language, params)


def count_in(params: Mapping[str, object]) -> int:
    """Return the count among what fills a sentence, as far as it chooses a form."""
    count = params.get("count")
    if isinstance(count, int):
        return count
    return 1 if count == "1" else MANY


def plural(key: str, language: str, count: int, /, **params: object) -> str:
    """Return the words of a key for a count.

    Parameters
    ----------
    key
        Of the catalogues.
    count
        Shown as ``{count}`` where ``params`` has none.
    params
        Fill the words.
    """
    return _filled(form(key, language, count), language, {"count": count, **params})


def say_error(error: PlannerError, language: str, /) -> tuple[str, str]:
    """Return an error's sentence and its advice in a language."""
    return say(error.sentence, language), say(error.advice, language)


def error_line(error: PlannerError, language: str, /) -> str:
    """Return an error's sentence and its advice as one line."""
    return sentence_gap(language).join(part for part in say_error(error, language) if part)


def worded(value: object, language: str, /) -> str:
    """Return a message, a text in several languages, money, a list of these, or a name as words."""
    return str(_worded(value, language))


def _worded(value: object, language: str) -> object:
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, LocalText):
        return value.say(language)
    if isinstance(value, Money):
        return report_money(value.minor, value.currency, language)
    if isinstance(value, tuple):
        return listed([worded(one, language) for one in value], language)
    return value


def mark_of(key: str, language: str, /) -> str:
    """Return what stands between words, such as a colon or the mark of a list."""
    return form(key, language)


def is_wide(language: str, /) -> bool:
    """Whether a language is written in full-width characters, without spaces between words."""
    return form("language.script", language) in WIDE_SCRIPTS


def sentence_gap(language: str, /) -> str:
    """Return what stands between two sentences."""
    return "" if is_wide(language) else " "


class _Count(int):
    """A count that is written in groups of three digits."""

    def __format__(self, form: str) -> str:
        return int.__format__(self, form or ",")


def _filled(words: str, language: str, params: Mapping[str, object]) -> str:
    if not params:
        return words
    said = {name: _worded(value, language) for name, value in params.items()}
    count = said.get("count")
    if isinstance(count, int):
        said["count"] = _Count(count)
    if not is_wide(language):
        return words.format(**said)
    from planner.wording.seams import seamed  # other languages start without it

    return seamed(words, said)
