"""What ``--json`` prints of a plan and of a check, as docs/check-json.md describes it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.wording import error_line, say
from planner.wording.names import Names
from planner.wording.wording import Wording

if TYPE_CHECKING:
    from planner.errors import Message
    from planner.model.study import Study
    from planner.optimising.check import Violation
    from planner.reporting import Exported

__all__ = ["plan_summary", "print_json", "taken_as_json", "verification"]


def print_json(document: dict[str, Any], parsed: argparse.Namespace) -> None:
    """Print a document where the lines for people would stand."""
    parsed.out.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _conflict(study: Study, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    assert study.plan.conflict is not None
    names = Names(study.programme, study.rules.compliance)  # programs know workloads by their ids
    return Wording(language, study.inventory.currency, names).conflict(study.plan.conflict)


def plan_summary(study: Study, exported: Exported, language: str) -> dict[str, Any]:
    """Return the figures of a plan, its conflict where there is none, and the files written.

    Parameters
    ----------
    study
        The plan, or why there is none.
    exported
        The files that were written.
    """
    plan, dated = study.plan, study.insights.dated
    rules: list[str] = []
    repairs: list[str] = []
    if plan.conflict is not None:
        rules, repairs = map(list, _conflict(study, language))
    return {
        "format": "plan-summary",
        "version": 1,
        "status": plan.status.value,
        "stopped_by": plan.stopped_by.value,
        "placement": _stage(plan.placement_value, plan.placement_bound, plan.placement_gap),
        "waves": _stage(plan.wave_value, plan.wave_bound, plan.wave_gap),
        "at_its_dates": None if dated is None else _stage(dated.value, dated.bound, dated.gap),
        "joint": plan.joint,
        "bound": plan.bound,
        "gap": plan.gap,
        "targets": dict(sorted(Counter(plan.placement.values()).items())),
        "provisional": [
            name for name, one in study.assessment.workloads.items() if one.provisional
        ],
        "issues": dict(Counter(issue.severity.value for issue in study.issues)),
        "conflict": rules,
        "ways_out": repairs,
        "written": [str(path) for path in exported.written],
        "not_written": {
            name: error_line(error, language) for name, error in exported.failed.items()
        },
        "seconds": plan.seconds,
    }


def _stage(value: float | None, bound: float | None, gap: float | None) -> dict[str, Any]:
    return {"value": value, "bound": bound, "gap": gap}


def taken_as_json(
    changes: Sequence[Message],
    conflicts: Sequence[Message],
    parsed: argparse.Namespace,
    *,
    written: bool,
) -> dict[str, Any]:
    """Return what files of others change in a project, and what did not fit and was left out.

    Parameters
    ----------
    changes
        What the files change, as sentences.
    conflicts
        What did not fit and was left out.
    parsed
        The command, for its language.
    written
        Whether the project was written.
    """
    return {
        "format": "taken",
        "version": 1,
        "changes": [say(one, parsed.lang) for one in changes],
        "conflicts": [say(one, parsed.lang) for one in conflicts],
        "written": [str(parsed.project)] if written else [],
    }


def verification(faults: Sequence[Violation], language: str, exists: bool) -> dict[str, Any]:
    """Return what the checker found: ``clean`` where nothing, ``plan`` where there is one.

    Parameters
    ----------
    faults
        What the checker found.
    exists
        Whether the file holds a plan at all.
    """
    return {
        "format": "verification",
        "version": 1,
        "clean": not faults,
        "plan": exists,
        "faults": [
            {
                "kind": fault.kind,
                "id": fault.id,
                "names": list(fault.names),
                "wave": fault.wave,
                "what": say(fault.sentence, language),
            }
            for fault in faults
        ],
    }
