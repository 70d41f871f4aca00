"""What a way out of a conflict lifts: every law, pin and wish by its name."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model.study import Study
from planner.optimising.plan import Repair, RuleRef
from planner.wording.wording import Wording

__all__ = ["waived_lines"]

LIFTS = ("allow", "drop")
"""Changes after which a rule does not hold any more; others only measure it otherwise."""


def waived_lines(study: Study, way: Repair, language: str) -> tuple[str, ...]:
    """Return a line for every rule that a way out lifts, with the workload it is lifted for.

    Where a way out frees a workload from its allowed places, those are the laws, pins and bans
    that keep it from each of the others.

    Parameters
    ----------
    study
        The answer that holds the conflict.
    way
        The way out; it names workloads by their ids.
    """
    if way.change not in LIFTS:
        return ()
    lines = (line for rule in way.rules for line in _lines(study, rule, language))
    return tuple(dict.fromkeys(lines))


def _lines(study: Study, rule: RuleRef, language: str) -> Iterator[str]:
    found = list(_kept_off(study, rule, language)) if rule.kind in ("allowed", "forbidden") else []
    if found:
        yield from found
        return
    yield Wording.of(study, language).rule(rule)


def _kept_off(study: Study, rule: RuleRef, language: str) -> Iterator[str]:
    """Say what keeps the workloads of a rule off each target that it closes."""
    own = rule.names[:1] if rule.kind == "forbidden" else rule.names
    words = Wording.of(study, language)
    for name in own:
        item = study.assessment.workloads.get(name)
        for target, case in item.cases.items() if item is not None else ():
            if rule.kind == "forbidden" and target not in rule.names[1:2]:
                continue
            for entry in case.forbidden:
                if rule.kind == "forbidden" and not _is(entry.rule, rule):
                    continue
                yield words.say(
                    "ui_changes.waived.line",
                    rule=entry.reason,
                    name=words.workload(name),
                    target=words.target(target),
                )


def _is(key: str, rule: RuleRef) -> bool:
    """Whether a reason is the one that a rule names; one that names none means all of them."""
    return len(rule.names) < 3 or rule.names[2] == key
