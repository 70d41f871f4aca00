"""Names as people type them: a workload, a target, a factor, a rule, a scenario."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from planner.codec import no_file, read_bounded
from planner.errors import BadInputError, Message, message
from planner.model.inventory import Inventory
from planner.model.rules import FACTORS, LocalText, RuleSet
from planner.model.scenario import Scenario
from planner.project import Document
from planner.wording import LANGUAGES, say

__all__ = [
    "factor_named",
    "part_named",
    "rule_named",
    "scenario_named",
    "target_named",
    "workload_named",
]

ALL: Final = "all"
MOST_NAMES: Final = 4 << 20
OWNERS: Final = ("business_owner", "technical_owner", "risk_owner")
PARTED_BY: Final = ("domain", *OWNERS, "team", "site", "vendor")
"""Fields by which a part of the portfolio is chosen."""


def workload_named(inventory: Inventory, text: str) -> str:
    """Return the id of the workload of an id or a name; case does not matter.

    Raises
    ------
    BadInputError
        Where there is none, or where several have the name.
    """
    known = inventory.by_id
    if text in known:
        return text
    alike = [one.id for one in inventory.workloads if _same(one.name, text)]
    if len(alike) > 1:
        raise BadInputError("cli.named.several", "cli.named.by_id", text=text, ids=tuple(alike[:5]))
    if alike:
        return alike[0]
    raise _unknown("workload", text, [one.name for one in inventory.workloads])


def part_named(inventory: Inventory, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of workloads by name, ``FIELD=VALUE``, ``@FILE`` of a name a line, or ``all``.

    Raises
    ------
    BadInputError
        Nothing has that name, no field is called so, or no workload has that value.
    """
    found: dict[str, None] = {}
    for text in asked:
        if text == ALL and text not in inventory.by_id:
            found |= dict.fromkeys(inventory.by_id)
            continue
        if text.startswith("@"):
            found |= dict.fromkeys(workload_named(inventory, one) for one in _lines(text[1:]))
            continue
        field, sign, value = text.partition("=")
        if not sign or text in inventory.by_id:
            found[workload_named(inventory, text)] = None
        else:
            found |= dict.fromkeys(_having(inventory, field.strip(), value.strip()))
    return tuple(found)


def _having(inventory: Inventory, field: str, value: str) -> Iterator[str]:
    """Yield the workloads that have a value in a field that is known by its key or its words."""
    spoken = {"owner": "owner"} | {key: key for key in PARTED_BY}
    for key in PARTED_BY:
        spoken |= {say(f"fields.{key}", one): key for one in LANGUAGES}
    key = _chosen("field", field, spoken)
    keys = OWNERS if key == "owner" else (key,)
    values = {one.id: [one.text(name) or "" for name in keys] for one in inventory.workloads}
    named = [name for name, texts in values.items() if any(_same(value, text) for text in texts)]
    if not named:
        known = sorted({text for texts in values.values() for text in texts if text})
        raise _unknown("value", value, known, field=field)
    yield from named


def _lines(place: str) -> list[str]:
    """Return the names that a text file lists; what is no UTF-8 becomes a name nobody has."""
    try:
        text = read_bounded(Path(place), MOST_NAMES).decode("utf-8-sig", "replace")
    except FileNotFoundError:
        raise no_file(Path(place)) from None
    except OSError as error:
        raise BadInputError(
            "errors.file.cannot_be_read",
            "errors.advice.check_that_you_may_open_it",
            str(error),
            path=place,
        ) from None
    return [line.strip() for line in text.splitlines() if line.strip()]


def target_named(document: Document, text: str) -> str:
    """Return the id of the target of an id, a kind or a name in any language."""
    spoken: dict[str, str] = {}
    for target in document.programme.targets:
        words = {say(f"common.target.{target.kind}", one) for one in LANGUAGES}
        spoken |= dict.fromkeys((target.id, target.kind, target.name, *words), target.id)
    return _chosen("target", text, spoken)


def factor_named(text: str) -> str:
    """Return the key of the factor of a key or a name in any language."""
    spoken = {one: one for one in FACTORS}
    for factor in FACTORS:
        spoken |= {say(f"common.factor.{factor}", one): factor for one in LANGUAGES}
    return _chosen("factor", text, spoken)


def rule_named(rules: RuleSet, text: str) -> tuple[str, LocalText]:
    """Return key and name of the rule or principle of a key or a name in any language."""
    from planner.assessing.principles import PRINCIPLES

    names = {one.key: one.name for one in rules.compliance}
    names |= {one.key: one.name for one in PRINCIPLES}
    spoken = {key: key for key in names}
    for key, name in names.items():
        spoken |= {name.say(one): key for one in LANGUAGES}
    key = _chosen("rule", text, spoken)
    return key, names[key]


def scenario_named(document: Document, text: str) -> Scenario:
    """Return the scenario of a name; the active one where none is said."""
    if not text:
        return document.scenario
    names = [one.name for one in document.scenarios]
    name = (
        text if text in names else _chosen("scenario", text, dict(zip(names, names, strict=True)))
    )
    return next(one for one in document.scenarios if one.name == name)


def _same(one: str, other: str) -> bool:
    """Whether two names differ in case and blanks alone; an import makes one blank of any."""
    return one.casefold().split() == other.casefold().split()


def _chosen(kind: str, text: str, spoken: Mapping[str, str]) -> str:
    for words, key in spoken.items():
        if words and _same(words, text):
            return key
    raise _unknown(kind, text, spoken.values(), spoken)


def _unknown(
    kind: str, text: str, known: Iterable[str], spoken: Iterable[str] = (), **facts: object
) -> BadInputError:
    """Return the error that lists what is ``known``; ``spoken`` are other words for it."""
    names = list(dict.fromkeys(known))
    near = difflib.get_close_matches(text, [*names, *spoken], n=1)
    advice: Message | str = message("cli.named.known", names=tuple(names[:12]))
    if near:
        advice = message("cli.named.near", near=near[0])
    return BadInputError(message(f"cli.named.no_{kind}", text=text, **facts), advice)
