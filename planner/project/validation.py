"""What a project must hold beside its form, so that what opens can be scored, shown and saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NoReturn

from planner.errors import BadInputError
from planner.model.inventory import Inventory
from planner.model.programme import Programme
from planner.model.rules import RuleSet
from planner.model.scenario import Scenario
from planner.project.document import Document

__all__ = ["validate"]

YEARS: Final = (1900, 2300)
"""Calendars reach over decades; beyond these years sums of dates end."""
MOST_WAVES: Final = 1_000
MOST_WEEKS: Final = 520


class _Place:
    """Where in which file a value stands, for the sentence about it."""

    def __init__(self, file: str, place: str) -> None:
        self.file, self.place = file, place

    def refuse(self, detail: str) -> NoReturn:
        raise BadInputError(
            "errors.file.in_holds_a_value_that_cannot_be",
            "errors.file.file_is_damaged_or_was_made_by",
            detail,
            file=self.file,
            place=self.place,
        )

    def between(self, what: str, value: float | None, low: float, high: float) -> None:
        if value is not None and not low <= value <= high:
            self.refuse(f"{what} is {value!r:.80}")

    def day(self, what: str, value: date | None) -> None:
        if value is not None:
            self.between(f"year of {what}", value.year, *YEARS)

    def span(self, what: str, first: date, last: date) -> None:
        self.day(what, first)
        self.day(what, last)
        if first > last:
            self.refuse(f"{what} ends before it begins")

    def unique(self, what: str, names: Iterable[str]) -> set[str]:
        seen: set[str] = set()
        for name in names:
            if not name or name in seen:
                self.refuse(f"{what} {name!r:.80} is empty or there twice")
            seen.add(name)
        return seen


def validate(document: Document, file: str) -> None:
    """Refuse a document that has the right form and cannot be.

    Raises
    ------
    BadInputError
        A value is of the right kind but cannot be: a wave that ends before it begins, a rule set
        that the rules' reader refuses, two workloads of one id.
    """
    from planner.assessing import rule_set_names

    _inventory(document.inventory, _Place(file, "inventory"))
    _programme(document.programme, _Place(file, "programme"))
    if not document.scenarios:
        _Place(file, "scenarios").refuse("there is none")
    _Place(file, "scenarios").unique("name", (one.name for one in document.scenarios))
    known = {*document.rule_sets, *rule_set_names()}
    for scenario in document.scenarios:
        if scenario.rule_set not in known:
            _Place(file, "scenarios").refuse(f"there is no rule set {scenario.rule_set!r:.80}")
        _scenario(scenario, _Place(file, f"scenarios.{scenario.name:.40}"))
    for key, rules in document.rule_sets.items():
        _rules(rules, file, key)


def _inventory(inventory: Inventory, at: _Place) -> None:
    known = at.unique("workload", (workload.id for workload in inventory.workloads))
    for workload in inventory.workloads:
        for key, value in workload.values.items():
            if isinstance(value, date):
                at.day(f"{key} of {workload.id!r:.40}", value)
    for need in inventory.dependencies:
        if need.source not in known or need.needed not in known:
            at.refuse(f"{need.source!r:.40} needs {need.needed!r:.40}, one of which is not there")
        at.between("traffic", need.traffic_gib_month, 0.0, 1e15)
        at.between("calls", need.calls_per_transaction, 0.0, 1e15)
    if len(inventory.currency) != len("CNY") or not inventory.currency.isalpha():
        at.refuse(f"the currency is {inventory.currency!r:.80}")


def _programme(programme: Programme, at: _Place) -> None:
    from planner.assessing.rules_schema import TARGET_KINDS

    at.between("waves", programme.wave_count, 0, MOST_WAVES)
    at.between("waves", len(programme.waves), 0, MOST_WAVES)
    at.between("weeks of a wave", programme.wave_weeks, 1, MOST_WEEKS)
    at.between("buffer", programme.buffer, 0.0, 1.0)
    for share in programme.ramp:
        at.between("ramp", share, 0.0, 1.0)
    at.day("start", programme.start)
    at.day("decision", programme.decision_date)
    at.unique("wave", (slot.id for slot in programme.waves))
    for slot in programme.waves:
        at.span(f"wave {slot.id:.40}", slot.first_day, slot.last_day)
    for freeze in programme.freezes:
        at.span(f"freeze {freeze.name:.40}", freeze.first_day, freeze.last_day)
    at.unique("target", (target.id for target in programme.targets))
    for target in programme.targets:
        if target.kind not in TARGET_KINDS:
            at.refuse(f"{target.kind!r:.40} is no kind of target")
        at.day(f"target {target.id:.40}", target.ready_date)
        for measure, amount in target.capacity.items():
            at.between(f"{measure:.40} of {target.id:.40}", amount, 0.0, 1e15)
    at.unique("team", (team.id for team in programme.teams))
    for team in programme.teams:
        at.between(f"days of {team.id:.40}", team.days_per_wave, 0.0, 1e12)
        at.between(f"rate of {team.id:.40}", team.day_rate_minor, 0, 1e15)
    at.unique("limit", (limit.id for limit in programme.limits))
    for line in programme.prices:
        at.between(f"price of {line.item:.40}", line.price_minor, 0.0, 1e15)
        at.between(f"factor of {line.item:.40}", line.factor, 0.0, 1e6)


def _scenario(scenario: Scenario, at: _Place) -> None:
    dials = scenario.dials
    for factor, weight in dials.weights.items():
        at.between(f"weight of {factor:.40}", weight, 0.0, 1e9)
    at.between("price of fit", dials.fit_price, 0.0, 1e12)
    at.between("price of money", dials.money_price, 0.0, 1e12)
    at.between("horizon", dials.horizon_years, 1, 100)
    at.between("discount rate", dials.discount_rate, -0.99, 10.0)
    at.between("inflation", dials.inflation, -0.99, 10.0)
    at.between("least change", dials.least_change, 0.0, 1.0)
    if dials.objective not in ("early", "fewest"):
        at.refuse(f"the objective is {dials.objective!r:.80}")
    for decision in scenario.decisions:
        at.day(f"decision {decision.id:.40}", decision.day)
    for done in scenario.progress:
        at.between("wave", done.wave, 1, MOST_WAVES)
        at.day(f"wave {done.wave}", done.actual_day)
        for team, days in done.actual_effort_days.items():
            at.between(f"days of {team:.40}", days, 0.0, 1e12)


def _rules(rules: RuleSet, file: str, key: str) -> None:
    """Have the rules' own reader take the rule set: it knows what rules may be."""
    from planner.assessing.rules_schema import rule_set_from
    from planner.assessing.rules_table import table_of

    if rules.id != key:
        _Place(file, "rule_sets").refuse(f"{key!r:.80} is called {rules.id!r:.80}")
    try:
        read = rule_set_from(table_of(rules), file)
        for kind, row in read.distance.items():  # a table of one direction reads as both
            if not rules.distance[kind].keys() >= row.keys():
                _Place(file, "rule_sets").refuse(f"{key[:40]!r} lacks a distance of {kind}")
    except BadInputError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError) as error:
        raise BadInputError(
            "errors.file.in_the_rule_set_is_damaged",
            "errors.program.open_an_earlier_copy_of_it",
            repr(error),
            file=file,
            name=key[:40],
        ) from error
