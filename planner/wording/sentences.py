"""Sentences by their keys, in a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from planner.errors import Phrase, PlannerError
from planner.wording.catalogue import MANY, has, template

__all__ = ["form", "plural", "say", "say_error", "translate"]


def form(key: str, language: str, count: int = MANY) -> str:
    """Return the words of ``key`` in the form for a count, not filled in yet.

    A sentence of its own for exactly one stands under ``<key>.one``.

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


def say(key: str, language: str, /, **params: object) -> str:
    """Return the words of ``key`` in ``language``, filled with ``params``.

    A parameter that has words of its own (anything with ``say(language)``) is said in this
    language.
    """
    return _filled(form(key, language), language, params)


def plural(key: str, language: str, count: int, /, **params: object) -> str:
    """Return the words of ``key`` for a count, shown as ``{count}`` where ``params`` has none."""
    return _filled(form(key, language, count), language, {"count": count, **params})


def _filled(words: str, language: str, params: Mapping[str, object]) -> str:
    if not params:
        return words
    return words.format(**{name: _said(value, language) for name, value in params.items()})


def _said(value: object, language: str) -> object:
    words = getattr(value, "say", None)
    return words(language) if callable(words) else value


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
    from planner.wording.errors import CHINESE

    return CHINESE
