"""The value of a field for one workload, and where it came from: cell, user, derived, assumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.model.assessment import ValueSource
from planner.model.fields import FIELD_BY_KEY, FIELDS, FieldKind, Value
from planner.model.inventory import Workload
from planner.model.rules import Archetype
from planner.model.support_ends import published_end

__all__ = ["DERIVED_FROM", "MAINFRAMES", "Conditions", "Facts", "Test", "holds", "tellers_of"]

type Conditions = Mapping[str, tuple[str, ...] | tuple[float, float]]
type Test = tuple[str, Callable[[Value], bool]]
"""A field, and what its value must pass."""

SEARCHED = frozenset(
    field.key for field in FIELDS if field.kind is FieldKind.TEXT and field.key != "archetype"
)
"""Fields of free text: a condition holds where one of its words stands in them."""
DERIVED_FROM: Mapping[str, tuple[str, ...]] = {
    "architecture": ("operating_system",),
    "release_gap": ("releases_wanted", "releases_year"),
    "technology_support": ("support_end_date", "operating_system"),
}
"""Fields that are worked out where no cell gives them, and the fields they come from."""
MAINFRAMES = ("z/os", "zos", "z/vse", "z/vm", "os/390", "bs2000", "gcos")
"""Operating systems of mainframes alone: what runs on one is a mainframe program, unless stated."""
EXTENDED_DAYS = 365
"""Support that ends within so many days of the programme's start counts as extended."""


@dataclass(slots=True)
class Facts:
    """All that is known of one workload, in the order: user and cell, derived, archetype.

    ``current_kind`` is the kind of target it runs on, ``none`` for a new one; ``guessed`` says that
    the archetype is read from the name, so that it decides nothing on its own.
    """

    workload: Workload
    archetype: Archetype | None
    current_kind: str
    start: date | None
    assumed: Mapping[str, Value]
    guessed: bool = False

    def read(self, field: str) -> tuple[Value | None, ValueSource]:
        """Return the value of ``field`` and its source; ``NEUTRAL`` where nothing is known."""
        values = self.workload.values
        if field in values:
            edited = field in self.workload.edited
            return values[field], ValueSource.USER if edited else ValueSource.CELL
        derived = self._derive(field)
        if derived is not None:
            return derived, ValueSource.DERIVED
        if field in self.assumed:
            return self.assumed[field], ValueSource.ARCHETYPE
        return None, ValueSource.NEUTRAL

    def value(self, field: str) -> Value | None:
        """Value of ``field`` alone; the environment counts as production where unknown."""
        found, _ = self.read(field)
        if found is None and field == "environment":
            return "production"
        return found

    def _derive(self, field: str) -> Value | None:
        if field == "release_gap":
            wanted = self.workload.number("releases_wanted")
            reached = self.workload.number("releases_year")
            if wanted is None or reached is None:
                return None
            return wanted / max(reached, 1.0)
        if field == "technology_support":
            ends = self.workload.day("support_end_date")
            system = self.workload.text("operating_system")
            published = published_end(system) if ends is None and system else None
            if self.start is None or (ends is None and published is None):
                return None
            left = ((ends or published or self.start) - self.start).days
            if ends is None and left >= EXTENDED_DAYS:
                return None  # that the system below is supported says nothing of what runs on it
            return "ended" if left < 0 else "extended" if left < EXTENDED_DAYS else "current"
        if field == "architecture":
            system = (self.workload.text("operating_system") or "").casefold()
            return "mainframe" if any(one in system for one in MAINFRAMES) else None
        if field == "archetype":
            return self.archetype.key if self.archetype else None
        if field == "current_kind":
            return self.current_kind
        return None


def tellers_of(conditions: Conditions) -> tuple[Test, ...]:
    """Return conditions made ready to be asked of many workloads."""
    return tuple((field, _test(field, wanted)) for field, wanted in conditions.items())


def _test(field: str, wanted: tuple[str, ...] | tuple[float, float]) -> Callable[[Value], bool]:
    known = FIELD_BY_KEY.get(field)
    chosen = known is None or known.kind is FieldKind.CHOICE
    if chosen and wanted and isinstance(wanted[0], str):
        return frozenset[Any](wanted).__contains__
    return lambda value: _matches(field, value, wanted)


def holds(facts: Facts, tests: Sequence[Test], known: dict[str, Value | None]) -> bool:
    """Whether every condition holds; what is unknown holds nowhere.

    Parameters
    ----------
    facts
        Of the workload.
    tests
        The conditions.
    known
        Values read before for the same workload.
    """
    for field, test in tests:
        if field in known:
            value = known[field]
        else:
            value = _archetype_key(facts) if field == "archetype" else facts.value(field)
            known[field] = value
        if value is None or not test(value):
            return False
    return True


def _archetype_key(facts: Facts) -> str | None:
    return facts.archetype.key if facts.archetype else None


def _matches(field: str, value: Value, wanted: tuple[str, ...] | tuple[float, float]) -> bool:
    if isinstance(value, str) and field not in SEARCHED:
        return value in wanted
    if wanted and not isinstance(wanted[0], str):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return float(wanted[0]) <= value <= float(wanted[1])
    if isinstance(value, tuple):
        lower = {name.casefold() for name in value}
        return any(str(name).casefold() in lower for name in wanted)
    if not isinstance(value, str):
        return False
    lowered = value.casefold()
    return any(str(part).casefold() in lowered for part in wanted)
