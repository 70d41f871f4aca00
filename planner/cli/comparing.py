"""A foreign plan beside ours, as ``plan --compare`` says it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.cli.saying import tell
from planner.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.assessing.published.audit import Finding
    from planner.assessing.published.foreign import Comparison
    from planner.model.inventory import Inventory
    from planner.model.study import Study

__all__ = ["read_foreign", "say_compared"]

USUAL_SET: Final = "azure-automatic"
"""The published rules that both plans are held against where no preset is chosen."""
SHOWN: Final = 20


def read_foreign(path: Path | None, today: date) -> Inventory | None:
    """Return the foreign plan of a file; None where none is named.

    Raises
    ------
    BadInputError
        Where the file gives no application a wave: that is no plan.
    """
    from planner import pipeline
    from planner.assessing.published.foreign import foreign_waves
    from planner.errors import BadInputError

    if path is None:
        return None
    foreign = pipeline.import_sources([path], today)[0].inventory
    if not foreign_waves(foreign):
        raise BadInputError("errors.files.no_waves", "errors.files.name_waves", name=path.name)
    return foreign


def say_compared(study: Study, foreign: Inventory, path: Path, language: str) -> None:
    """Say who moves in another wave than in the foreign plan, and which rules each plan keeps."""
    from planner.assessing.published.foreign import beside, foreign_waves

    chosen = study.scenario.preset or USUAL_SET
    found = beside(
        study.plan, study.inventory, study.programme, study.calendar,
        foreign_waves(foreign), chosen,
    )  # fmt: skip
    total = found.agree + len(found.differences)
    tell(say("cli.compared", language, name=path.name, agree=found.agree, total=total))
    known = study.inventory.by_id

    def moved(wave: int | None) -> str:
        return say("cli.compared.none" if wave is None else "cli.compared.in", language, wave=wave)

    for one in found.differences[:SHOWN]:
        said = {"ours": moved(one.ours), "theirs": moved(one.theirs)}
        name = known[one.workload_id].name
        tell("  - " + say("cli.compared.wave", language, name=name, **said))
    if len(found.differences) > SHOWN:
        tell("  - " + say("cli.compared.more", language, count=len(found.differences) - SHOWN))
    if found.unknown:
        names = say("rules.list", language).join(found.unknown[:SHOWN])
        tell(say("cli.compared.unknown", language, count=len(found.unknown), names=names))
    _say_rules(found, chosen, language)


def _say_rules(found: Comparison, chosen: str, language: str) -> None:
    """Say of each published rule whether the one plan and the other keep it, and who breaks it."""
    tell(say("cli.compared.rules", language, rules=chosen))
    names = {one.rule: one.name for one in found.ours}
    for rule, name in names.items():
        ours, theirs = (
            _verdict([one for one in findings if one.rule == rule], language)
            for findings in (found.ours, found.theirs)
        )
        said = {"rule": name.say(language), "ours": ours, "theirs": theirs}
        tell("  - " + say("cli.compared.rule", language, **said))


def _verdict(findings: Sequence[Finding], language: str) -> str:
    """A rule's verdict in one plan, with the waves in which it is broken."""
    broken = [one for one in findings if one.verdict == "broken"]
    worst = (broken or findings)[0].verdict
    waves = sorted({one.wave for one in broken if one.wave is not None})
    said = say(f"assessing.verdict.{worst}", language)
    if not waves:
        return said
    listed = say("rules.list", language).join(map(str, waves))
    return say("cli.compared.broken", language, verdict=said, waves=listed)
