"""A foreign plan beside ours, as ``plan --compare`` says it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.cli.saying import tell
from planner.wording import say

if TYPE_CHECKING:
    from datetime import date

    from planner.model.inventory import Inventory
    from planner.model.study import Study

__all__ = ["read_foreign", "say_compared"]

USUAL_SET: Final = "azure-automatic"
"""The published rules that both plans are held against where no preset is chosen."""
SHOWN: Final = 20


def read_foreign(path: Path | None, today: date) -> Inventory | None:
    """Return the foreign plan of a file; None where none is named."""
    from planner import pipeline

    return None if path is None else pipeline.import_sources([path], today)[0].inventory


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
    for one in found.differences[:SHOWN]:
        ours, theirs = ("–" if wave is None else wave for wave in (one.ours, one.theirs))
        name = known[one.workload_id].name
        tell("  - " + say("cli.compared.wave", language, name=name, ours=ours, theirs=theirs))
    if found.unknown:
        names = say("rules.list", language).join(found.unknown[:SHOWN])
        tell(say("cli.compared.unknown", language, count=len(found.unknown), names=names))
    kept = [
        len({one.rule for one in findings if one.verdict == "kept"})
        for findings in (found.ours, found.theirs)
    ]
    broken = [
        len({one.rule for one in findings if one.verdict == "broken"})
        for findings in (found.ours, found.theirs)
    ]
    tell(
        say(
            "cli.compared.rules", language, rules=chosen, ours=kept[0], ours_broken=broken[0],
            theirs=kept[1], theirs_broken=broken[1],
        )
    )  # fmt: skip
