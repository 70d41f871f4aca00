"""Effort of a move in person-days by team: what the sheet states, else the rule set's table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planner.assessing.values import Facts
from planner.model.inventory import Workload
from planner.model.programme import Team
from planner.model.rules import RuleSet

__all__ = ["EffortTable", "idle_teams"]


class EffortTable:
    """Person-days by team, from the rule set's table or the sheet's own figure.

    The table speaks of kinds of work; where the programme has a team of that id, the work is
    its own, else it falls to the workload's team. A figure in the sheet is the effort, however the
    workload moves: the table only says who does what share of it.
    """

    def __init__(self, rules: RuleSet, teams: Sequence[Team]) -> None:
        self._rules = rules
        self._teams = {name.casefold(): t.id for t in teams for name in (t.name, t.id) if name}

    def days(self, facts: Facts, strategy: str, times: float = 1.0) -> dict[str, float]:
        """Return person-days by team id; empty for a workload that stays.

        Parameters
        ----------
        facts
            Of the workload.
        strategy
            One of the seven Rs.
        times
            How many times the usual effort the rule for such a move says.
        """
        if strategy == "retain":
            return {}
        table = self._rules.effort_days.get(strategy, {})
        own = self._own_team(facts)
        stated = facts.workload.number("effort_days")
        if stated is not None:
            return self._spread(table, own, stated)
        size = complexity_factor(self._rules.numbers, facts)
        return self._spread(table, own, times * size * sum(table.values()))

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


def idle_teams(
    workloads: Iterable[Workload], rules: RuleSet, teams: Sequence[Team]
) -> tuple[Team, ...]:
    """Return the teams that no work falls to, where workloads leave open whose work they are.

    Neither a workload names such a team nor a kind of work. Where every workload has a team, one
    without work is simply not needed here.

    Parameters
    ----------
    workloads
        Of the inventory.
    rules
        Its table of effort has the kinds of work.
    teams
        Of the programme.
    """
    named = [(one.text("team") or "").casefold() for one in workloads]
    if all(named):
        return ()
    called = {work for table in rules.effort_days.values() for work in table}.union(named)
    return tuple(one for one in teams if not {one.id.casefold(), one.name.casefold()} & called)


def complexity_factor(numbers: Mapping[str, float], facts: Facts) -> float:
    """Size factor S, M, L, XL = 1, 2, 4, 8 (Konveyor's scale).

    From the complexity in the sheet; else from servers: up to 3 S, 10 M, 40 L, more XL; else as
    usual for the kind of system; else M.
    """
    stated = facts.workload.text("complexity")
    if stated is None:
        servers = facts.workload.number("server_count")
        if servers is None:
            stated = str(facts.value("complexity") or "medium")
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
