"""The document: everything one project file keeps, frozen."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.model.insight import Insights
from planner.model.inventory import Inventory
from planner.model.issue import Issue
from planner.model.programme import Programme
from planner.model.rules import RuleSet
from planner.model.scenario import Decision, Scenario

__all__ = ["Document"]


@dataclass(frozen=True)
class Document:
    """A project: inventory, programme, rules, scenarios with their plans, mapping and log.

    Attributes
    ----------
    rule_sets
        Rule sets by id as they were used, so that a plan is the same on every machine.
    scenarios
        Never empty; ``active`` is the name of the one shown.
    mappings
        Header signature to how the user has sheets with these headers read: ``"mapping"`` holds the
        text of a mapping file (``MappingBook``) with that one sheet.
    log
        Decisions of every scenario, oldest first; entries are added, never taken away.
    parked
        Open questions of the workshop.
    view
        What the window wants to find again (page, filters, columns); plain JSON values.
    """

    name: str = ""
    inventory: Inventory = Inventory()
    programme: Programme = Programme()
    rule_sets: Mapping[str, RuleSet] = dataclasses.field(default_factory=dict)
    scenarios: tuple[Scenario, ...] = (Scenario("base"),)
    active: str = "base"
    issues: tuple[Issue, ...] = ()
    mappings: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    insights: Mapping[str, Insights] = dataclasses.field(default_factory=dict)
    log: tuple[Decision, ...] = ()
    parked: tuple[str, ...] = ()
    view: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def scenario(self) -> Scenario:
        """The active scenario; the first where the name is unknown."""
        return next((s for s in self.scenarios if s.name == self.active), self.scenarios[0])

    def with_scenario(self, scenario: Scenario) -> Document:
        """Put ``scenario`` in the place of the one of its name, or add it; it becomes active."""
        names = [known.name for known in self.scenarios]
        if scenario.name in names:
            scenarios = tuple(
                scenario if known.name == scenario.name else known for known in self.scenarios
            )
        else:
            scenarios = (*self.scenarios, scenario)
        known_ids = {decision.id for decision in self.log}
        added = tuple(d for d in scenario.decisions if d.id not in known_ids)
        return replace(self, scenarios=scenarios, active=scenario.name, log=(*self.log, *added))
