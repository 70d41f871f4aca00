"""A foreign plan beside ours, as ``plan --compare`` says it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.cli.saying import tell
from planner.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.model.study import Study

__all__ = ["read_foreign", "say_compared"]

SHOWN: Final = 20


def read_foreign(path: Path | None, today: date) -> Mapping[str, int] | None:
    """Return the waves of a file's foreign plan by name; None where no file is named.

    Raises
    ------
    BadInputError
        Where the file gives no application a wave: that is no plan.
    """
    from planner import pipeline
    from planner.assessing.published.foreign import foreign_waves

    if path is None:
        return None
    return foreign_waves(pipeline.import_sources([path], today)[0].inventory, path.name)


def say_compared(study: Study, waves: Mapping[str, int], path: Path, language: str) -> None:
    """Say who moves in another wave than in the foreign plan, and which rules each plan keeps.

    Parameters
    ----------
    study
        The program's own plan.
    waves
        The foreign plan's, from 1, by name or id of the workload.
    path
        Of the foreign plan.
    """
    from planner.presenting.foreign import beside_foreign

    found = beside_foreign(study, waves, path.name, language)
    tell(found.summary)
    for one in found.moves[:SHOWN]:
        said = {"name": one.name, "ours": one.ours, "theirs": one.theirs}
        tell("  - " + say("cli.compared.wave", language, **said))
    if len(found.moves) > SHOWN:
        tell("  - " + say("cli.compared.more", language, count=len(found.moves) - SHOWN))
    if found.unknown:
        tell(found.unknown)
    tell(say("cli.compared.rules", language, rules=found.rule_set))
    for one in found.rules:
        said = {"rule": one.name, "ours": one.ours, "theirs": one.theirs}
        tell("  - " + say("cli.compared.rule", language, **said))
