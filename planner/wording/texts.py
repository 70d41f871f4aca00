"""Texts in every language at once: of a key, or of what comes with the program as data."""

from __future__ import annotations

from planner.model.rules import LocalText
from planner.wording.catalogue import LANGUAGES, SOURCE, preset_words
from planner.wording.sentences import say

__all__ = ["preset_text", "text_of"]


def text_of(key: str, **params: object) -> LocalText:
    """Return the words of ``key`` in each language there is."""
    return _text({language: say(key, language, **params) for language in LANGUAGES})


def preset_text(english: str) -> LocalText:
    """Return a text of a rules file or a field profile with what the catalogues make of it.

    The English is the text itself; a text that no catalogue knows, such as a user's own, is said
    as it stands.
    """
    found = {SOURCE: english}
    for language in LANGUAGES:
        words = preset_words(english, language)
        if words:
            found[language] = words
    return _text(found)


def _text(said: dict[str, str]) -> LocalText:
    others = {language: words for language, words in said.items() if language not in ("en", "zh")}
    return LocalText(said["en"], said.get("zh", ""), others)
