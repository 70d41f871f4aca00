"""What the assessment asks: the field, kinds of system that were guessed, names of places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.assessing.archetypes import ENVIRONMENTS, SURE, finder_of
from planner.assessing.environments import environments_by_name, recovery_pairs
from planner.assessing.field_choice import propose_field
from planner.assessing.field_profiles import field_profile
from planner.assessing.places import places_read
from planner.assessing.retirement import retire_proposed
from planner.model.inventory import Inventory, Workload
from planner.model.issue import CellRef, Fix, Issue, Severity
from planner.model.programme import Programme, Target
from planner.model.rules import Archetype, RuleSet
from planner.wording import LANGUAGES, say

__all__ = ["ASKED_CODES", "find_questions"]

ASKED_CODES: Final = frozenset(
    (
        "field_open",
        "kinds_guessed",
        "kind_doubtful",
        "environments_guessed",
        "recovery_open",
        "kinds_unknown",
        "places_read",
        "places_unknown",
        "retire_phase_out",
        "retire_no_value",
        "retire_no_support",
    )
)
"""Codes of what is asked here; found anew whenever the inventory or the field changes."""
SHOWN: Final = 5
"""Names that a sentence lists before it stops."""


def find_questions(inventory: Inventory, programme: Programme, rules: RuleSet) -> tuple[Issue, ...]:
    """Return the questions, each answered by one click."""
    return (
        *_field(inventory, programme, rules),
        *_kinds(inventory, programme, rules),
        *_environments(inventory, programme, rules),
        *_places(inventory, programme),
        *_retiring(inventory),
    )


def _field(inventory: Inventory, programme: Programme, rules: RuleSet) -> Iterator[Issue]:
    proposal = None if programme.field else propose_field(inventory, programme, rules)
    if proposal is not None:
        name = field_profile(proposal.key).name
        params = {"kind": name.en, "kind.zh": name.zh, "count": str(proposal.workloads)}
        fix = Fix("choose_field", "", "field", proposal.key)
        yield Issue("field_open", Severity.WARNING, params=params, fix=fix)


def _kinds(inventory: Inventory, programme: Programme, rules: RuleSet) -> Iterator[Issue]:
    """One question for each kind that names say plainly, one for each name that says it weakly."""
    finder = finder_of(rules.archetypes, programme.field)
    plain: dict[str, list[Workload]] = {}
    unknown: list[Workload] = []
    for workload in inventory.workloads:
        kind, guessed = finder.find(workload)
        said = kind is not None and kind.key in ENVIRONMENTS and workload.text("environment")
        if said or not guessed:
            continue
        guess = finder.guess_of(workload)
        if guess is None:
            unknown.append(workload)
        elif guess.score >= SURE:
            plain.setdefault(guess.key, []).append(workload)
        else:
            yield _doubtful(workload, finder.by_key[guess.key])
    for key, members in plain.items():
        name = finder.by_key[key].name
        params = {
            "kind": name.en,
            "kind.zh": name.zh,
            "count": str(len(members)),
            "names": _named(members),
            "ids": "\n".join(one.id for one in members),
        }
        fix = Fix("confirm_kinds", "", "archetype", key)
        yield Issue("kinds_guessed", Severity.NOTE, field="archetype", params=params, fix=fix)
    if unknown:
        params = {"count": str(len(unknown)), "names": _named(unknown)}
        yield Issue("kinds_unknown", Severity.NOTE, field="archetype", params=params)


def _environments(inventory: Inventory, programme: Programme, rules: RuleSet) -> Iterator[Issue]:
    """One question for each environment that names say, one for recovery systems of nobody."""
    workloads, by_name = inventory.workloads, environments_by_name(inventory.workloads)
    for environment in ("test", "development", "recovery"):
        members = [one for one in workloads if by_name.get(one.id) == environment]
        if members:
            said = {lang: say(f"fields.environment.{environment}", lang) for lang in LANGUAGES}
            params = {
                "environment": said["en"],
                **{f"environment.{lang}": text for lang, text in said.items()},
                "count": str(len(members)),
                "names": _named(members),
                "ids": "\n".join(one.id for one in members),
            }
            fix = Fix("confirm_kinds", "", "environment", environment)
            note = Severity.NOTE
            yield Issue("environments_guessed", note, field="environment", params=params, fix=fix)
    finder = finder_of(rules.archetypes, programme.field)
    paired = {one for one, _ in recovery_pairs(workloads)}
    for one in workloads:
        kind, _ = finder.find(one)
        if kind is not None and kind.key == ENVIRONMENTS[0] and one.id not in paired:
            where, params = one.cells.get("name", CellRef()), {"name": one.name}
            yield Issue("recovery_open", Severity.NOTE, where, one.id, "recovery_of", params)


def _doubtful(workload: Workload, kind: Archetype) -> Issue:
    params = {"name": workload.name, "kind": kind.name.en, "kind.zh": kind.name.zh}
    fix = Fix("set_field", workload.id, "archetype", kind.key)
    where = workload.cells.get("name", CellRef())
    return Issue("kind_doubtful", Severity.NOTE, where, workload.id, "archetype", params, fix)


def _named(members: list[Workload]) -> str:
    names = [one.name.replace("; ", ", ") for one in members[:SHOWN]]
    return "; ".join(names) + ("…" if len(members) > SHOWN else "")


def _place_name(target: Target, language: str) -> str:
    own = "" if target.name == target.kind else target.name
    return own or say(f"common.target.{target.kind}", language)


def _places(inventory: Inventory, programme: Programme) -> Iterator[Issue]:
    """One question for all names of places that were understood, one for all that were not."""
    from planner.assessing.assumed import with_places

    targets = with_places(inventory, programme).targets
    places = places_read(inventory, targets)
    read = [place for place in places if place.target]
    if read:
        called = {one.id: one for one in targets}
        said = {
            language: "; ".join(
                f"“{place.text}” = {_place_name(called[place.target], language)} "
                f"({len(place.workloads)})"
                for place in read
            )
            for language in LANGUAGES
        }
        lines = "\n".join(f"{place.target}\t{place.text}" for place in read)
        yield Issue(
            "places_read",
            Severity.NOTE,
            field="current_target",
            params={
                "names": said["en"],
                **{f"names.{language}": text for language, text in said.items()},
                "targets": lines,
            },
            fix=Fix("confirm_places", "", "current_target"),
        )
    unknown = [place for place in places if not place.target]
    if unknown:
        names = "; ".join(f"“{place.text}” ({len(place.workloads)})" for place in unknown)
        yield Issue(
            "places_unknown", Severity.WARNING, field="current_target", params={"names": names}
        )


def _retiring(inventory: Inventory) -> Iterator[Issue]:
    for workload in inventory.workloads:
        why = "" if workload.text("strategy") else retire_proposed(workload)
        if why:
            fix = Fix("set_field", workload.id, "strategy", "retire")
            where = workload.cells.get("name", CellRef())
            params = {"name": workload.name}
            yield Issue(f"retire_{why}", Severity.NOTE, where, workload.id, "strategy", params, fix)
