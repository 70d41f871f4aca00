"""Kinds of system: recognised by words and phrases in their context, never by a substring.

A name says what a system is at its end (``Claims Data Warehouse`` is a warehouse), before a word
such as ``for``; what a negation takes back (``Non-core``) does not count; words that nobody knows
speak against. Below a threshold the kind is not known, which is said rather than guessed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from planner.assessing.name_phrases import PhraseBook, Span, phrase_of
from planner.assessing.name_words import GENERIC, JOINTS, NEGATIONS, STATIONS, is_han, words_of
from planner.model.inventory import Workload
from planner.model.rules import Archetype

__all__ = ["ENVIRONMENTS", "SURE", "ArchetypeFinder", "Guess", "finder_of"]

ENVIRONMENTS: Final = ("recovery_site", "test_environment")
"""Kinds that say which environment it is; they come before what it is an environment of."""
THRESHOLD: Final = 0.5
"""Score below which the kind is not known."""
SURE: Final = 0.9
"""Score from which a guess is asked about with all others in one question."""
LONG_PHRASE: Final = 1.2
WEAK: Final = 0.5
AFTER_JOINT: Final = 0.6
OTHER_FIELD: Final = 0.65
TAIL: Final = 0.35
HEAD: Final = 0.1
HEAD_OF_WORD: Final = 0.2
"""Unknown words before a single word weigh more: it says little by itself."""
HAN: Final = 0.35
"""An unknown Chinese sign counts as so much of a word."""


KNOWN: Final = 200_000
"""Texts whose kind a finder remembers."""
FINDERS: Final = 4
"""Finders that are kept, by their kinds and field: making one reads all phrases of all kinds."""


@cache
def not_a_kind() -> tuple[str, ...]:
    """Return the phrases in which a word that looks like a kind means something else."""
    text = (files("planner.assessing.fields") / "not_a_kind.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["phrases"])


@dataclass(frozen=True, slots=True)
class Guess:
    """What a name is taken for, and how strongly it says so (0.5 to about 1.2)."""

    key: str
    score: float


class ArchetypeFinder:
    """Finds the archetype of a workload: the one its cell names, else the one its name says.

    The environment comes first (a test environment of the core is no core), as a column or in
    the name; then the name, then the domain, then the description, which must say it twice as
    plainly. Kinds of the ``field`` come before those of other fields.
    """

    def __init__(self, archetypes: Sequence[Archetype], field: str = "none") -> None:
        self.by_key = {archetype.key: archetype for archetype in archetypes}
        self._called = {
            name.casefold(): one.key for one in archetypes for name in (one.name.en, one.name.zh)
        }
        strong = [(word, one.key) for one in archetypes for word in one.keywords]
        weak = [(word, one.key) for one in archetypes for word in one.hints]
        self._book = PhraseBook([*strong, *((text, "") for text in not_a_kind())], weak)
        self._unless = {
            one.key: tuple(phrase_of(text) for text in one.unless)
            for one in archetypes
            if one.unless
        }
        self._own = field not in ("", "none")
        self._other = {
            one.key for one in archetypes if self._own and one.fields and field not in one.fields
        }
        self._known: dict[str, Guess | None] = {}

    def find(self, workload: Workload) -> tuple[Archetype | None, bool]:
        """Return the archetype, None where it is not known, and whether it was guessed."""
        named = workload.text("archetype") or ""
        key = named if named in self.by_key else self._called.get(named.casefold(), "")
        if named and key:
            return self.by_key[key], False
        guess = self.guess_of(workload)
        return (self.by_key[guess.key] if guess else None), True

    def guess_of(self, workload: Workload) -> Guess | None:
        """Return what the workload is taken for where no cell says it; None: not known."""
        environment = workload.text("environment")
        for value, key in (("test", 1), ("development", 1), ("recovery", 0)):
            if environment == value and ENVIRONMENTS[key] in self.by_key:
                return Guess(ENVIRONMENTS[key], 1.0)
        found = self.guess(workload.name) or self.guess(_without_places(workload))
        if found is not None:
            return found
        domain = self.guess(workload.text("domain") or "")
        if domain is not None:
            return Guess(domain.key, min(domain.score, SURE - 0.1))
        told = self.guess(workload.text("description") or "")
        return Guess(told.key, THRESHOLD) if told is not None and told.score >= SURE else None

    def guess(self, text: str) -> Guess | None:
        """Return what a text says, and remember it: names are asked for again and again.

        No cache of :mod:`functools`, which would hold the finder in a circle with itself.
        """
        try:
            return self._known[text]
        except KeyError:
            if len(self._known) >= KNOWN:
                self._known.clear()
            found = self._known[text] = self._guess(text)
            return found

    def _guess(self, text: str) -> Guess | None:
        """Return what a text says; ``ClaimCenter`` is also read as two words."""
        whole, parted = words_of(text), words_of(text, split_camel=True)
        found = self._read(whole) if whole else None
        return found if found is not None or whole == parted else self._read(parted)

    def _read(self, words: tuple[str, ...]) -> Guess | None:
        spans = self._book.spans(words)
        kept = [span for span in spans if not _negated(words, span) and span.strong != ("",)]
        denied = any(span.strong and _negated(words, span) for span in spans)
        covered = {place for span in spans for place in range(span.start, span.end)}
        joint = next(
            (n for n, word in enumerate(words) if word in JOINTS and n not in covered and n > 0),
            len(words),
        )
        best = self._environment(kept)
        if best is None:
            best = self._last_strong(words, kept, covered, joint)
        if best is None and not denied:
            best = self._weak_sum(words, kept)
        if best is None or best.score < THRESHOLD or self._spoken_against(words, best.key):
            return None
        return best

    def _environment(self, spans: Sequence[Span]) -> Guess | None:
        for span in spans:
            for key in span.strong:
                if key in ENVIRONMENTS:
                    return Guess(key, 1.0)
        return None

    def _last_strong(
        self, words: Sequence[str], spans: Sequence[Span], covered: set[int], joint: int
    ) -> Guess | None:
        """The last phrase before a joint, else the first after it."""
        strong = [span for span in spans if self._owners(span)]
        before = [span for span in strong if span.start < joint]
        before = [span for span in before if not self._is_other(span)] or before
        chosen = before[-1] if before else strong[0] if strong else None
        if chosen is None:
            return None
        owners = self._owners(chosen)
        score = 1.0 if chosen.end - chosen.start == 1 else LONG_PHRASE
        if is_han(words[chosen.start]):
            score = LONG_PHRASE if chosen.end - chosen.start > 2 else 1.0
        if not before:
            score *= AFTER_JOINT
        if len(owners) > 1:  # two kinds claim the phrase: whichever the rest of the name speaks for
            votes = [key for span in spans for key in (*span.strong, *span.weak) if key in owners]
            key = max(owners, key=votes.count)
            score *= 1.0 if votes.count(key) > 1 else WEAK
        else:
            key = owners[0]
        if key in self._other and score <= 1.0:
            score *= OTHER_FIELD
        end = joint if before else len(words)
        tail = _unknown(words, covered, chosen.end, end)
        head = _unknown(words, covered, 0, chosen.start)
        alone = chosen.end - chosen.start == 1
        share = min(0.6, HEAD_OF_WORD * head) if alone else min(0.3, HEAD * head)
        return Guess(key, score - TAIL * tail - share)

    def _is_other(self, span: Span) -> bool:
        """Whether the phrase is at home in other fields alone."""
        return all(key in self._other for key in self._owners(span))

    def _owners(self, span: Span) -> tuple[str, ...]:
        own = tuple(key for key in span.strong if key and key not in self._other)
        return own or tuple(key for key in span.strong if key)

    def _weak_sum(self, words: Sequence[str], spans: Sequence[Span]) -> Guess | None:
        """Hints: two of one kind; one alone where the field is known and the name says no more."""
        sums: dict[str, float] = {}
        for span in spans:
            for key in span.weak:
                if key not in self._other:
                    sums[key] = sums.get(key, 0.0) + WEAK
        best = max(sums, key=lambda key: sums[key], default=None)
        least = 2 * WEAK
        if self._own:
            covered = {place for span in spans for place in range(span.start, span.end)}
            least = WEAK if not _unknown(words, covered, 0, len(words)) else least
        if best is None or sums[best] < least or list(sums.values()).count(sums[best]) > 1:
            return None
        return Guess(best, THRESHOLD)

    def _spoken_against(self, words: Sequence[str], key: str) -> bool:
        return any(
            phrase.stands_at(words, place)
            for phrase in self._unless.get(key, ())
            for place in range(len(words))
        )


def _without_places(workload: Workload) -> str:
    """Return the name without the words of where it runs: ``MES Plant Brno`` in a room at Brno."""
    places = words_of(f"{workload.text('site') or ''} {workload.text('current_target') or ''}")
    kept = [word for word in words_of(workload.name) if word not in places or is_han(word)]
    return " ".join(kept)


def _negated(words: Sequence[str], span: Span) -> bool:
    before = words[max(0, span.start - 1) : span.start]
    if any(word in NEGATIONS for word in before):
        return True
    return "without" in words[max(0, span.start - 3) : span.start]


def _unknown(words: Sequence[str], covered: set[int], start: int, end: int) -> float:
    """How many words between two places nobody knows.

    Numbers and letters do not count, nor a place: ``Line 4``, ``Packaging Line 4``.
    """
    stations = {
        place
        for place, word in enumerate(words)
        if word in STATIONS and any(map(_is_number, words[place + 1 : place + 2]))
    }
    return sum(
        HAN if is_han(word) else 1.0
        for place, word in enumerate(words)
        if start <= place < end
        and place not in covered
        and word not in GENERIC
        and not {place, place + 1} & stations
        and not any(sign.isdigit() for sign in word)
        and (len(word) > 1 or is_han(word))
        and word not in JOINTS
    )


def _is_number(word: str) -> bool:
    """Whether a word counts or letters something, as in ``Line 4`` or ``Werk B``."""
    return word.isdigit() or (len(word) == 1 and not is_han(word))


def finder_of(archetypes: tuple[Archetype, ...], field: str = "none") -> ArchetypeFinder:
    """Return the finder of these very kinds; what one learned serves all who ask for it."""
    return _kept_finder(_Same(archetypes), field)


class _Same:
    """Kinds known again by being the same object: to compare them would take as long as to read."""

    def __init__(self, archetypes: tuple[Archetype, ...]) -> None:
        self.archetypes = archetypes

    def __hash__(self) -> int:
        return id(self.archetypes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.archetypes is self.archetypes


@lru_cache(maxsize=FINDERS)
def _kept_finder(kinds: _Same, field: str) -> ArchetypeFinder:
    return ArchetypeFinder(kinds.archetypes, field)
