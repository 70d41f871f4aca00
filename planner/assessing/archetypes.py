"""Kinds of system: recognised by name and domain, and what is assumed where cells are empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from planner.model.inventory import Workload
from planner.model.rules import Archetype

__all__ = ["ArchetypeFinder"]

SHORT = 4
"""Latin keywords up to this length must be whole words (``oa`` is not in ``loan``)."""


ENVIRONMENTS = ("recovery_site", "test_environment")
"""Kinds that say which environment it is; they come before what it is an environment of."""


class ArchetypeFinder:
    """Finds the archetype of a workload: the one it names, else the longest keyword in its name.

    The environment comes first (a test environment of the core is no core), as a column or in
    the name; then the name, the domain and the description.
    """

    def __init__(self, archetypes: Sequence[Archetype]) -> None:
        self.by_key = {archetype.key: archetype for archetype in archetypes}
        first = [one for one in archetypes if one.key in ENVIRONMENTS]
        self._environments = _Keywords(first)
        self._kinds = _Keywords([one for one in archetypes if one.key not in ENVIRONMENTS])

    def find(self, workload: Workload) -> tuple[Archetype | None, bool]:
        """Return the archetype, None where no keyword is found, and whether it was guessed."""
        named = workload.text("archetype")
        if named in self.by_key:
            return self.by_key[named], False
        environment = workload.text("environment")
        if environment in ("test", "development") and "test_environment" in self.by_key:
            return self.by_key["test_environment"], True
        if environment == "recovery" and "recovery_site" in self.by_key:
            return self.by_key["recovery_site"], True
        key = self._environments.guess(workload.name)
        if key:
            return self.by_key[key], True
        for text in (workload.name, workload.text("domain"), workload.text("description")):
            key = self._kinds.guess(text) if text else ""
            if key:
                return self.by_key[key], True
        return None, True


class _Keywords:
    """Words and the kinds they speak for; texts that were looked at are remembered."""

    def __init__(self, archetypes: Sequence[Archetype]) -> None:
        self._owner: dict[str, str] = {}
        for archetype in archetypes:
            for keyword in archetype.keywords:
                self._owner.setdefault(keyword.casefold(), archetype.key)
        self._words = sorted(self._owner, key=lambda word: (-len(word), word))
        self._known: dict[str, str] = {}

    def guess(self, text: str) -> str:
        """Return the kind whose keyword in ``text`` is longest; empty where none is."""
        if text not in self._known:
            self._known[text] = self._owner.get(self._longest(text.casefold()), "")
        return self._known[text]

    def _longest(self, text: str) -> str:
        """The longest keyword in ``text``, of equally long ones the first; empty where none is.

        Most keywords are in no name at all: a plain search rules them out at a fraction of what
        one expression with all of them costs.
        """
        best, start = "", len(text)
        for word in self._words:
            if word not in text:
                continue
            if len(word) < len(best):
                break
            found = _whole(word).search(text)
            if found and found.start() < start:
                best, start = word, found.start()
        return best


@cache
def _whole(word: str) -> re.Pattern[str]:
    """Latin keywords begin where a word begins; short ones end there too."""
    before = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![a-z0-9])" if word.isascii() and len(word) <= SHORT else ""
    return re.compile(f"{before}{re.escape(word)}{after}")
