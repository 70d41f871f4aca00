"""What nobody filled in, ranked by what it weighs in the scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from planner.importing.units.currency import DEFAULT_CURRENCY
from planner.model.fields import FIELD_BY_KEY, Section
from planner.model.inventory import Inventory
from planner.model.issue import CellRef, Issue, Severity
from planner.model.rules import RuleSet

__all__ = ["MISSING_CODES", "field_weights", "find_missing"]

MISSING_CODES: Final = frozenset(
    (
        "nothing_to_score_all nothing_to_score indicators_absent indicators_absent_many "
        "indicator_missing compliance_unread prices_one_to_one"
    ).split()
)
"""Codes of what is found here; they are of the whole inventory and found anew with it."""

_MOST_NAMED: Final = 8
"""Fields named one by one; whoever has filled in these asks again."""
_LEAST_WEIGHT: Final = 0.005
_MOST_ROWS: Final = 200
"""Workloads with nothing at all are named one by one up to this many."""


def field_weights(rules: RuleSet, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the share of a workload's scores that each field carries, the heaviest first.

    The weight of a factor among the factors times that of an indicator in its factor; a field read
    by several indicators carries their sum. What is derived from other figures is left out, so that
    the shares add up to less than one.

    Parameters
    ----------
    rules
        The rule set; its indicators with their weights.
    weights
        Factor to weight, in any scale; a factor that is not named keeps the rule set's own.
    """
    factors = {**rules.weights, **weights}
    total = sum(factors.values())
    within: dict[str, float] = {}
    for indicator in rules.indicators:
        within[indicator.factor] = within.get(indicator.factor, 0.0) + indicator.weight
    shares: dict[str, float] = {}
    for indicator in rules.indicators:
        # Figures the assessment derives (a saving, a gap) are no cells to fill in.
        if indicator.field in FIELD_BY_KEY and total > 0 and within[indicator.factor] > 0:
            share = factors.get(indicator.factor, 0.0) / total
            share *= indicator.weight / within[indicator.factor]
            shares[indicator.field] = shares.get(indicator.field, 0.0) + share
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def find_missing(
    inventory: Inventory, rules: RuleSet, weights: Mapping[str, float] | None = None
) -> list[Issue]:
    """Return notes on missing indicators, those that cost the scores most first.

    What costs is the field's weight times the share of workloads that lack it.

    Parameters
    ----------
    rules
        Say which indicators there are.
    weights
        By factor, adding up to 1; None: those of the rules.
    """
    total = len(inventory.workloads)
    if not total:
        return []
    shares = field_weights(rules, weights or {})
    lacking = dict.fromkeys(shares, total)
    bare = []
    for workload in inventory.workloads:
        given = shares.keys() & workload.values.keys()
        for key in given:
            lacking[key] -= 1
        if not given:
            bare.append(workload)
    issues: list[Issue] = []
    if len(bare) == total:
        issues.append(Issue("nothing_to_score_all", Severity.WARNING, params={"total": str(total)}))
    elif len(bare) <= _MOST_ROWS:
        for workload in bare:
            where, params = workload.cells.get("name") or CellRef(), {"name": workload.name}
            issues.append(
                Issue("nothing_to_score", Severity.NOTE, where, workload.id, "name", params)
            )
    issues += _absent(shares, lacking, total)
    issues += _partly(shares, lacking, total)
    issues += _unread(inventory, rules)
    currency = inventory.currency
    if currency != DEFAULT_CURRENCY and f"per_cny_{currency}" not in rules.numbers:
        issues.append(Issue("prices_one_to_one", Severity.WARNING, params={"currency": currency}))
    return issues


def _absent(shares: Mapping[str, float], lacking: Mapping[str, int], total: int) -> Iterator[Issue]:
    absent = [key for key in shares if lacking[key] == total and shares[key] > 0]
    if absent:
        percent = round(100 * sum(shares[key] for key in absent))
        params = {
            "fields": "; ".join(absent[:_MOST_NAMED]),
            "more": str(len(absent) - _MOST_NAMED),
            "percent": str(percent),
        }
        if len(absent) > _MOST_NAMED:
            yield Issue("indicators_absent_many", Severity.NOTE, CellRef(), params=params)
        else:
            yield Issue("indicators_absent", Severity.NOTE, CellRef(), params=params)


def _partly(shares: Mapping[str, float], lacking: Mapping[str, int], total: int) -> Iterator[Issue]:
    costs = {
        key: share * lacking[key] / total
        for key, share in shares.items()
        if 0 < lacking[key] < total and share * lacking[key] / total >= _LEAST_WEIGHT
    }
    for key in sorted(costs, key=lambda key: (-costs[key], key))[:_MOST_NAMED]:
        params = {
            "field": key,
            "count": str(lacking[key]),
            "total": str(total),
            "percent": f"{100 * shares[key]:.1f}",
        }
        yield Issue("indicator_missing", Severity.NOTE, CellRef(), field=key, params=params)


def _unread(inventory: Inventory, rules: RuleSet) -> Iterator[Issue]:
    """Fields that compliance rules read: where they lack, a rule is silent and not kept."""
    total = len(inventory.workloads)
    read = dict.fromkeys(key for rule in rules.compliance for key in rule.when)
    by_count: dict[int, list[str]] = {}
    for key in read:
        count = sum(key not in workload.values for workload in inventory.workloads)
        field = FIELD_BY_KEY.get(key)
        if count and field is not None and field.section is Section.RISK:
            by_count.setdefault(count, []).append(key)
    for count, keys in sorted(by_count.items(), reverse=True):
        params = {"fields": "; ".join(keys), "count": str(count), "total": str(total)}
        yield Issue("compliance_unread", Severity.NOTE, CellRef(), params=params)
