"""The plan held against published rules, as rows of a table."""

from __future__ import annotations

from planner.assessing.needs import recognised_services
from planner.assessing.published.audit import TEST_ENVIRONMENTS, Finding, audit
from planner.assessing.published.set_aside import mixed_groups
from planner.model.study import Study
from planner.presenting.table import Cell
from planner.presenting.view import View
from planner.wording import mark_of

__all__ = ["audit_rows"]


SIGNS = {"kept": "✔", "broken": "✖", "unknown": "?"}

NAMES_SHOWN = 4
_NO_MIXING = "no-mixing"


def audit_rows(view: View, study: Study, set_id: str) -> list[tuple[Finding, list[Cell]]]:
    """Return a row for each finding: rule, verdict, where, measured, published.

    Parameters
    ----------
    study
        What is audited.
    set_id
        Id of the published set of rules.
    """
    common = recognised_services(study.inventory, study.rules, study.assessment)
    found = audit(study.plan, study.inventory, study.programme, study.calendar, set_id, common)
    tests = [
        one.id for one in study.inventory.workloads if one.text("environment") in TEST_ENVIRONMENTS
    ]
    exempt = mixed_groups(study.problem, tests)
    rows = []
    for finding in found:
        verdict = view.say(f"assessing.verdict.{finding.verdict}")
        measured, limit = finding.measured, finding.limit
        rows.append(
            (
                finding,
                [
                    Cell(finding.name.say(view.language)),
                    Cell(f"{SIGNS[finding.verdict]} {verdict}"),
                    Cell(_where(view, finding, exempt)),
                    Cell("" if measured is None else f"{measured:,.4g}"),
                    Cell("" if limit is None else f"{limit:,.4g}"),
                ],
            )
        )
    return rows


def _where(view: View, finding: Finding, exempt: frozenset[str]) -> str:
    names = [view.workload_name(name) for name in finding.workloads[:NAMES_SHOWN]]
    more = len(finding.workloads) - len(names)
    words = mark_of("rules.list", view.language).join(names)
    if more > 0:
        words += f" … (+{more})"
    if finding.wave is None:
        return words
    if not words:
        return view.say("ui_rules.audit.wave.alone", wave=finding.wave)
    where = view.say("ui_rules.audit.wave", wave=finding.wave, names=words)
    if finding.rule == _NO_MIXING and exempt.issuperset(finding.workloads):
        return view.say("ui_rules.audit.exempt", where=where)
    return where
