"""All words the program says, in English and Chinese; no Qt, no logic.

A key reads ``catalogue.rest``: ``say("reporting.title", "zh")`` looks in
``planner/text/reporting.py``, which holds ``WORDS: dict[str, tuple[str, str]]`` with the rest of
the key to (English, Chinese). Catalogues are imported when first asked for, so that the window
starts without the report's words.

Errors and the checker's findings come as :class:`planner.errors.Phrase`, whose English template is
its key; :func:`translate` says them.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Final

from planner.errors import Phrase, PlannerError

__all__ = ["LANGUAGES", "has", "plural", "say", "say_error", "translate"]

LANGUAGES: Final = ("en", "zh")


@cache
def _catalogue(name: str) -> dict[str, tuple[str, str]]:
    module = importlib.import_module(f"planner.text.{name}")
    words: dict[str, tuple[str, str]] = module.WORDS
    return words


def say(key: str, language: str, /, **params: object) -> str:
    """Return the words of ``key`` in ``language`` (``"en"`` or ``"zh"``), filled with ``params``.

    A parameter that has words in both languages (anything with ``say(language)``) is said in this
    one.

    Raises
    ------
    KeyError
        Where the key is not in its catalogue: a missing word is a mistake of ours, not the user's.
    """
    catalogue, _, rest = key.partition(".")
    words = _catalogue(catalogue)[rest][1 if language == "zh" else 0]
    if not params:
        return words
    return words.format(**{name: _said(value, language) for name, value in params.items()})


def _said(value: object, language: str) -> object:
    words = getattr(value, "say", None)
    return words(language) if callable(words) else value


def plural(key: str, language: str, count: int, /, **params: object) -> str:
    """Return ``key + ".one"`` for a count of 1 where there is such a key, else ``key``."""
    single = f"{key}.one"
    chosen = single if count == 1 and has(single) else key
    return say(chosen, language, count=count, **params)


def has(key: str) -> bool:
    """Whether there are words for ``key``."""
    catalogue, _, rest = key.partition(".")
    try:
        return rest in _catalogue(catalogue)
    except ModuleNotFoundError:
        return False


def translate(words: Phrase, language: str, /) -> str:
    """Say a phrase in a language; in English where it has no other words."""
    if language != "zh":
        return str(words)
    template = _chinese().get(words.template, words.template)
    if not words.facts:
        return template
    facts = {
        name: translate(fact, language) if isinstance(fact, Phrase) else fact
        for name, fact in words.facts.items()
    }
    return template.format(**facts)


def say_error(error: PlannerError, language: str, /) -> tuple[str, str]:
    """Return an error's sentence and its advice in a language."""
    return translate(error.sentence, language), translate(error.advice, language)


@cache
def _chinese() -> dict[str, str]:
    from planner.text.errors import CHINESE

    return CHINESE
