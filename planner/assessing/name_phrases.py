"""Phrases of words and what they speak for; where they stand in a name, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.assessing.name_words import is_han, words_of

__all__ = ["Phrase", "PhraseBook", "Span", "phrase_of"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; ``open_end``: the last may go on; ``at_end``: nothing comes after it."""

    words: tuple[str, ...]
    open_end: bool = False
    at_end: bool = False

    def stands_at(self, words: Sequence[str], place: int) -> bool:
        """Whether the phrase stands in ``words`` from ``place`` on."""
        end = place + len(self.words)
        if end > len(words) or (self.at_end and end != len(words)):
            return False
        if not self.open_end:
            return tuple(words[place:end]) == self.words
        last = words[end - 1]
        return tuple(words[place : end - 1]) == self.words[:-1] and last.startswith(self.words[-1])


@dataclass(frozen=True, slots=True)
class Span:
    """Where a phrase stands (``start`` to before ``end``) and the kinds it speaks for."""

    start: int
    end: int
    strong: tuple[str, ...]
    weak: tuple[str, ...]


def phrase_of(text: str) -> Phrase:
    """Return the phrase that a rules file writes: ``*`` at its end leaves the last word open."""
    open_end, at_end = text.endswith("*"), text.endswith("$")
    words = words_of(text.rstrip("*$"))
    if open_end and words:  # the stem keeps its letters: "provisions*" opens no "provisioning"
        words = (*words[:-1], words[-1] + "s" * text.endswith(f"{words[-1]}s*"))
    return Phrase(words, open_end, at_end)


class PhraseBook:
    """All phrases of all kinds; finds them in a name, the longest first, none inside another."""

    def __init__(self, strong: Iterable[tuple[str, str]], weak: Iterable[tuple[str, str]]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        self._open: dict[str, list[Phrase]] = {}
        self._lengths: set[int] = set()
        """How many characters the open words have: a word is looked up by its beginnings."""
        self._order: dict[Phrase, int] = {}
        self._strong: dict[Phrase, tuple[str, ...]] = {}
        self._weak: dict[Phrase, tuple[str, ...]] = {}
        for owners, pairs in ((self._strong, strong), (self._weak, weak)):
            for text, key in pairs:
                phrase = phrase_of(text)
                if phrase.words:
                    self._add(phrase, owners, key)

    def _add(self, phrase: Phrase, owners: dict[Phrase, tuple[str, ...]], key: str) -> None:
        if phrase not in self._order:
            self._order[phrase] = len(self._order)
            if phrase.open_end and len(phrase.words) == 1:
                self._open.setdefault(phrase.words[0], []).append(phrase)
                self._lengths.add(len(phrase.words[0]))
            else:
                self._by_word.setdefault(phrase.words[0], []).append(phrase)
        owners[phrase] = (*owners.get(phrase, ()), key)

    def _beginning(self, word: str) -> Iterator[Phrase]:
        """Yield the phrases whose first word this may be."""
        yield from self._by_word.get(word, ())
        for length in self._lengths:
            if length <= len(word):
                yield from self._open.get(word[:length], ())

    def spans(self, words: Sequence[str]) -> tuple[Span, ...]:
        """Return the phrases in a name from left to right; no word counts twice."""
        found = [
            (place, phrase)
            for place, word in enumerate(words)
            for phrase in self._beginning(word)
            if phrase.stands_at(words, place)
        ]
        order = self._order
        found.sort(key=lambda one: (-_length(one[1]), one[1].open_end, one[0], order[one[1]]))
        taken: set[int] = set()
        spans = []
        for place, phrase in found:
            covered = range(place, place + len(phrase.words))
            if taken.isdisjoint(covered):
                taken.update(covered)
                spans.append(
                    Span(
                        place,
                        covered.stop,
                        self._strong.get(phrase, ()),
                        self._weak.get(phrase, ()),
                    )
                )
        return tuple(sorted(spans, key=lambda span: span.start))


def _length(phrase: Phrase) -> float:
    """Length in words; two Chinese signs are about one."""
    return sum(0.5 if is_han(word) else 1.0 for word in phrase.words)
