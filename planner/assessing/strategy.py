"""How a workload moves: one of the seven Rs, its effort by team, and its risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planner.assessing.values import Facts, Test, holds, tellers_of
from planner.model.fields import Value
from planner.model.programme import Team
from planner.model.rules import LocalText, RuleSet, StrategyRule

__all__ = ["EffortTable", "choose_strategy", "move_risk", "ready_strategies"]

STAYS = LocalText("It stays where it is.", "保持现状。")
DECIDED = LocalText("By decision.", "由决策确定。")
NO_RULE = LocalText("No rule says otherwise.", "无其他规则适用。")


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
) -> tuple[str, LocalText]:
    """Return the R of a move onto ``target_kind`` and its reason; a decided one wins."""
    if chosen and chosen not in ("retain", "retire"):
        return chosen, DECIDED
    for rule, tests in rules:
        if rule.target_kinds and target_kind not in rule.target_kinds:
            continue
        if rule.strategy == "retire" or not holds(facts, tests, known):
            continue
        return rule.strategy, rule.reason
    return "rehost", NO_RULE


def move_risk(
    rules: RuleSet, strategy: str, stake: float, maturity: float, degree: int, mitigated: float
) -> float:
    """Risk of a move, 0 to 100: what is at stake, how ready it is, how it moves, its ties.

    ``0.4 stake + 0.2 (100 - maturity) + 0.3 risk of the R + 0.1 min(100, 10 ties) - mitigation``;
    staying carries no risk of moving.
    """
    if strategy == "retain":
        return 0.0
    own = rules.numbers.get(f"move_risk_{strategy}", 30.0)
    ties = min(100.0, 10.0 * degree)
    risk = 0.4 * stake + 0.2 * (100.0 - maturity) + 0.3 * own + 0.1 * ties
    return min(100.0, max(0.0, risk - mitigated))


class EffortTable:
    """Person-days by team, from the rule set's table or the sheet's own figure.

    The table speaks of kinds of work; where the programme has a team of that id, the work is
    its own, else it falls to the workload's team. A figure in the sheet is the effort of a plain
    move (rehost) and is scaled by ``effort_factor_<R>``.
    """

    def __init__(self, rules: RuleSet, teams: Sequence[Team]) -> None:
        self._rules = rules
        self._teams = {name.casefold(): t.id for t in teams for name in (t.name, t.id) if name}

    def days(self, facts: Facts, strategy: str) -> dict[str, float]:
        """Return person-days by team id; empty for a workload that stays."""
        if strategy == "retain":
            return {}
        table = self._rules.effort_days.get(strategy, {})
        own = self._own_team(facts)
        stated = facts.workload.number("effort_days")
        if stated is not None:
            factor = self._rules.numbers.get(f"effort_factor_{strategy}", 1.0)
            return self._spread(table, own, stated * factor)
        size = complexity_factor(self._rules.numbers, facts)
        return self._spread(table, own, size * sum(table.values()))

    def _own_team(self, facts: Facts) -> str:
        team = facts.workload.text("team")
        if team is None:
            return ""
        return self._teams.get(team.casefold(), team)

    def _spread(self, table: Mapping[str, float], own: str, total: float) -> dict[str, float]:
        whole = sum(table.values())
        if whole <= 0 or total <= 0:
            return {own or "migration": total} if total > 0 else {}
        days: dict[str, float] = {}
        for work, share in table.items():
            team = self._teams.get(work) or own or work
            days[team] = days.get(team, 0.0) + total * share / whole
        return days


def complexity_factor(numbers: Mapping[str, float], facts: Facts) -> float:
    """Size factor S, M, L, XL = 1, 2, 4, 8 (Konveyor's scale).

    From the complexity in the sheet; else from servers: up to 3 S, 10 M, 40 L, more XL.
    """
    stated = facts.workload.text("complexity")
    if stated is None:
        servers = facts.workload.number("server_count")
        if servers is None:
            stated = "medium"
        else:
            stated = (
                "low"
                if servers <= 3
                else "medium"
                if servers <= 10
                else "high"
                if servers <= 40
                else "very_high"
            )
    return numbers.get(f"complexity_{stated}", 1.0)
