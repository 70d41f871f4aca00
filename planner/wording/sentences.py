"""Sentences by their keys, in a language."""

from __future__ import annotations

from collections.abc import Mapping

from planner.errors import Message, PlannerError
from planner.model.rules import LocalText
from planner.wording.catalogue import MANY, has, template

__all__ = ["form", "plural", "say", "say_error", "worded"]


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


def say(words: str | Message, language: str, /, **params: object) -> str:
    """Return the words of a key, or a message, in ``language``, filled with ``params``.

    A parameter that is a message or a text in several languages is said in this language. A
    message whose key has no words is text as somebody wrote it, and stands as it is.
    """
    if isinstance(words, Message):
        if not has(words.key):
            return words.key
        return _filled(form(words.key, language), language, words.params)
    return _filled(form(words, language), language, params)


def plural(key: str, language: str, count: int, /, **params: object) -> str:
    """Return the words of ``key`` for a count, shown as ``{count}`` where ``params`` has none."""
    return _filled(form(key, language, count), language, {"count": count, **params})


def say_error(error: PlannerError, language: str, /) -> tuple[str, str]:
    """Return an error's sentence and its advice in a language."""
    return say(error.sentence, language), say(error.advice, language)


def worded(value: object, language: str, /) -> object:
    """Return a message, or a text in several languages, as words; anything else as it is."""
    if isinstance(value, Message):
        return say(value, language)
    return value.say(language) if isinstance(value, LocalText) else value


def _filled(words: str, language: str, params: Mapping[str, object]) -> str:
    if not params:
        return words
    return words.format(**{name: worded(value, language) for name, value in params.items()})
