"""A foreign plan beside ours in words: one list for the command line and the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.assessing.needs import recognised_services
from planner.assessing.published.audit import Finding, published_set
from planner.assessing.published.foreign import beside
from planner.model.study import Study
from planner.wording import mark_of, plural, say

__all__ = ["BesideForeign", "Compared", "beside_foreign"]

USUAL_SET: Final = "azure-automatic"
"""The published rules that both plans are held against where no preset is chosen."""
NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Compared:
    """A line: what it speaks of, what our plan says, what the other says.

    ``waves`` are those of a workload (None: not moved); a rule has no ``workload_id``.
    """

    name: str
    ours: str
    theirs: str
    workload_id: str = ""
    waves: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class BesideForeign:
    """All that is said; ``unknown`` is empty where the inventory has every name."""

    summary: str
    moves: tuple[Compared, ...]
    rules: tuple[Compared, ...]
    unknown: str
    rule_set: str
    rule_set_name: str


def beside_foreign(
    study: Study, waves: Mapping[str, int], file_name: str, language: str
) -> BesideForeign:
    """Say who moves in another wave than in a foreign plan, and which rules each plan keeps.

    The rules are those that the scenario is planned by, else a usual set.

    Parameters
    ----------
    study
        The program's own plan.
    waves
        The foreign plan's, from 1, by name or id of the workload.
    file_name
        Of the foreign plan.
    """
    chosen = published_set(study.scenario.preset or USUAL_SET)
    common = recognised_services(study.inventory, study.rules, study.assessment)
    found = beside(
        study.plan, study.inventory, study.programme, study.calendar, waves, chosen.id, common
    )  # fmt: skip
    total = found.agree + len(found.differences)
    known = study.inventory.by_id
    moves = tuple(
        Compared(
            known[one.workload_id].name,
            _moved(one.ours, language),
            _moved(one.theirs, language),
            one.workload_id,
            (one.ours, one.theirs),
        )
        for one in found.differences
    )
    return BesideForeign(
        say("ui_scenarios.foreign", language, name=file_name, agree=found.agree, total=total),
        moves,
        tuple(_rules(found.ours, found.theirs, language)),
        _unknown(found.unknown, language),
        chosen.id,
        f"{chosen.publisher}{mark_of('common.colon', language)}{chosen.name.say(language)}",
    )


def _moved(wave: int | None, language: str) -> str:
    key = "ui_scenarios.foreign.none" if wave is None else "ui_scenarios.foreign.in"
    return say(key, language, wave=wave)


def _unknown(names: Sequence[str], language: str) -> str:
    if not names:
        return ""
    listed = say("rules.list", language).join(names[:NAMED])
    return plural("ui_scenarios.foreign.unknown", language, len(names), names=listed)


def _rules(ours: Sequence[Finding], theirs: Sequence[Finding], language: str) -> list[Compared]:
    """Return for each rule whether the one plan and the other keep it, and in which waves not."""

    def verdict(rule: str, findings: Sequence[Finding]) -> str:
        return _verdict([one for one in findings if one.rule == rule], language)

    return [
        Compared(name.say(language), verdict(rule, ours), verdict(rule, theirs))
        for rule, name in {one.rule: one.name for one in ours}.items()
    ]


def _verdict(findings: Sequence[Finding], language: str) -> str:
    broken = [one for one in findings if one.verdict == "broken"]
    worst = (broken or findings)[0].verdict
    waves = sorted({one.wave for one in broken if one.wave is not None})
    said = say(f"assessing.verdict.{worst}", language)
    if not waves:
        return said
    listed = say("rules.list", language).join(map(str, waves))
    return say("ui_scenarios.foreign.broken", language, verdict=said, waves=listed)
