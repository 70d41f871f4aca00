"""How a workload moves: one of the seven Rs, and its risk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.assessing.values import Facts, Test, holds, tellers_of
from planner.errors import message
from planner.model.fields import Value
from planner.model.rules import RuleSet, StrategyRule, Words

__all__ = ["choose_strategy", "effort_times", "move_risk", "ready_strategies"]

STAYS = message("assessing.note.stays")
DECIDED = message("assessing.note.by_decision")
NO_RULE = message("assessing.note.no_rule_says_otherwise")


type ReadyStrategy = tuple[StrategyRule, tuple[Test, ...]]


def ready_strategies(rules: Iterable[StrategyRule]) -> tuple[ReadyStrategy, ...]:
    """Return the list with its conditions made ready to be asked of many workloads."""
    return tuple((rule, tellers_of(rule.when)) for rule in rules)


def choose_strategy(
    rules: Sequence[ReadyStrategy],
    facts: Facts,
    target_kind: str,
    chosen: str | None,
    known: dict[str, Value | None],
) -> tuple[str, Words]:
    """Return the R of a move and its reason; a decided one wins.

    Parameters
    ----------
    rules
        In order; the first that holds says it.
    facts
        Of the workload.
    target_kind
        Where it goes.
    chosen
        The decided R; None: there is none.
    known
        Values read before for the same workload.
    """
    if chosen and chosen not in ("retain", "retire"):
        return chosen, DECIDED
    for rule, tests in rules:
        if rule.target_kinds and target_kind not in rule.target_kinds:
            continue
        if rule.strategy == "retire" or not holds(facts, tests, known):
            continue
        return rule.strategy, rule.reason
    return "rehost", NO_RULE


def effort_times(
    rules: Sequence[ReadyStrategy],
    facts: Facts,
    target_kind: str,
    strategy: str,
    known: dict[str, Value | None],
) -> float:
    """Return how many times the usual effort an R takes here: as the first such rule says.

    Parameters
    ----------
    rules, facts, target_kind
        As in :func:`choose_strategy`.
    strategy
        One of the seven Rs.
    known
        Values read before for the same workload.
    """
    for rule, tests in rules:
        here = rule.strategy == strategy and target_kind in (rule.target_kinds or (target_kind,))
        if here and holds(facts, tests, known):
            return rule.times
    return 1.0


def move_risk(
    rules: RuleSet, strategy: str, stake: float, maturity: float, degree: int, mitigated: float
) -> float:
    """Return the risk of a move, 0 to 100.

    ``0.4 stake + 0.2 (100 - maturity) + 0.3 risk of the R + 0.1 min(100, 10 ties) - mitigation``;
    staying carries no risk of moving.

    Parameters
    ----------
    strategy
        One of the seven Rs.
    stake
        What is at stake, 0 to 100.
    maturity
        How ready it is, 0 to 100.
    degree
        How many ties it has.
    mitigated
        Points that were taken off.
    """
    if strategy == "retain":
        return 0.0
    own = rules.numbers.get(f"move_risk_{strategy}", 30.0)
    ties = min(100.0, 10.0 * degree)
    risk = 0.4 * stake + 0.2 * (100.0 - maturity) + 0.3 * own + 0.1 * ties
    return min(100.0, max(0.0, risk - mitigated))
