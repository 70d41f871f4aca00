"""Names of the places where systems run today, understood as kinds of target."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from planner.assessing.decided import find_target
from planner.assessing.name_phrases import PhraseBook
from planner.assessing.name_words import words_of
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Target

__all__ = ["Place", "kind_of_place", "place_of", "places_needed", "places_read"]

ORDER = ("saas", "hybrid", "private", "public", "legacy")
"""Of several kinds that a name mentions, the first counts: ``Azure Stack on-prem`` is private."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a place in the inventory, the target it is read as, and how many stand there.

    ``target`` is empty where nobody can tell: it then counts as legacy.
    """

    text: str
    target: str
    workloads: tuple[str, ...]


@lru_cache(maxsize=4_096)
def kind_of_place(text: str) -> str:
    """Return the kind of target that a name of a place means; empty where it says none."""
    kinds = {kind for span in _book().spans(words_of(text)) for kind in span.strong}
    return next((kind for kind in ORDER if kind in kinds), "")


def place_of(targets: Sequence[Target], workload: Workload) -> str | None:
    """Return the target where a workload runs today: as stated, else as its place is understood.

    A package that is a service already runs as one, wherever the sheet is silent. None where
    nothing is said or the programme has no target of that kind.
    """
    text = workload.text("current_target")
    stated = find_target(targets, text)
    if stated is not None:
        return stated
    kind = kind_of_place(text) if text else ""
    if not kind and workload.text("architecture") == "saas":
        kind = "saas"
    return _nearest(targets, kind, text or "")


def _nearest(targets: Sequence[Target], kind: str, text: str) -> str | None:
    """The target of the kind whose provider, region or name the text mentions, else the first."""
    wanted = set(words_of(text))
    alike = [target for target in targets if target.kind == kind]
    best = max(
        alike,
        key=lambda one: len(wanted & set(words_of(f"{one.provider} {one.region} {one.name}"))),
        default=None,
    )
    return best.id if best is not None else None


def places_read(inventory: Inventory, targets: Sequence[Target]) -> tuple[Place, ...]:
    """Return the names that are no target's own, the most frequent first."""
    found: dict[str, list[str]] = {}
    read: dict[str, str] = {}
    for workload in inventory.workloads:
        text = workload.text("current_target")
        if not text or find_target(targets, text) is not None:
            continue
        found.setdefault(text, []).append(workload.id)
        read[text] = place_of(targets, workload) or ""
    counts = Counter({text: len(ids) for text, ids in found.items()})
    return tuple(Place(text, read[text], tuple(found[text])) for text, _ in counts.most_common())


def places_needed(inventory: Inventory, targets: Sequence[Target]) -> Mapping[str, int]:
    """Return the kinds of target that workloads run on and the programme does not have."""
    kinds = {target.kind for target in targets}
    needed: Counter[str] = Counter()
    for workload in inventory.workloads:
        text = workload.text("current_target") or ""
        if find_target(targets, text) is not None:
            continue
        kind = kind_of_place(text) if text else ""
        if not kind and workload.text("architecture") == "saas":
            kind = "saas"
        if kind and kind not in kinds:
            needed[kind] += 1
    return needed


@cache
def _book() -> PhraseBook:
    text = (files("planner.assessing.fields") / "places.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["places"]
    return PhraseBook(((word, kind) for kind, words in table.items() for word in words), ())
