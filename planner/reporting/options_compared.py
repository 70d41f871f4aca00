"""What else could be decided, as figures: staying, later, without a rule, other plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.assessing.worth import present_cost
from planner.model.insight import FrontierPlan, Insights, RulePrice
from planner.reporting.cost_steps import Case
from planner.reporting.figures import Figures
from planner.reporting.kept import kept
from planner.reporting.money import gain_if, plain_cost, present
from planner.reporting.schedule import schedule_of
from planner.reporting.sensitivity import DELAY_DAYS

__all__ = ["Option", "cost_of", "dearest_rules", "options_of"]

_PRICED: Final = 2
_SAME_POINTS: Final = 0.005
"""Plans that differ by less are the same."""
_NAMED_PLANS: Final = ("best_fit", "cheapest")


@dataclass(frozen=True, slots=True)
class Option:
    """One option beside the others.

    Attributes
    ----------
    key
        ``stay``, ``plan``, ``later``, ``without`` (a rule: ``price``), ``moves_too`` (``names``),
        ``no_budget``, ``unbought``, or the name of a plan of the frontier (``point``).
    cost_minor, gain_minor
        Present cost over the horizon, and by how much that is less than staying; minor units.
    last_cut_over
        None where it has none, was not dated, or (``undated``) no calendar was found for it.
    risk
        Mean risk of the moves, 0 to 100; None where it was not asked.
    known
        ``worked_out`` from this plan, or planned again: ``proven`` best, or best ``searched``.
    same
        The plan again, by all that it weighs.
    breaks
        The law, policy or technical rule of the rule set, by its key, that the option breaks.
    """

    key: str
    cost_minor: int
    gain_minor: int
    last_cut_over: date | None
    risk: float | None
    known: str = "worked_out"
    undated: bool = False
    same: bool = False
    names: tuple[str, ...] = ()
    price: RulePrice | None = None
    point: FrontierPlan | None = None
    breaks: str = ""


@kept
def options_of(figures: Figures) -> tuple[Option, ...]:
    """Return the options of the report; nothing where no money is known."""
    return tuple(_options(figures)) if figures.money_known else ()


def _options(figures: Figures) -> Iterator[Option]:
    insights, worth, last = (
        figures.study.insights,
        present(figures),
        schedule_of(figures).last_cut_over,
    )
    laws = {law.key for law in figures.study.rules.compliance}
    risks = [move.risk for move in figures.moving]
    risk = sum(risks) / max(1, len(risks))

    def sooner(days: int) -> date | None:
        return last - timedelta(days=days) if last else None

    yield Option("stay", worth.stay, 0, None, None)
    yield Option("plan", worth.plan, worth.gain, last, risk)
    if last is not None:
        gain = gain_if(figures, Case(delay_days=DELAY_DAYS))
        yield Option("later", worth.stay - gain, gain, sooner(-DELAY_DAYS), risk)
    for price in dearest_rules(insights)[:_PRICED]:
        known, gain = _known(proven=price.proven), worth.gain + price.money_minor
        end, less = None if price.undated else sooner(price.days), risk - price.risk
        yield Option(
            "without",
            worth.stay - gain,
            gain,
            end,
            less,
            known,
            undated=price.undated and price.proven,
            price=price,
            breaks=next((key for key in (price.label, price.rule.id) if key in laws), ""),
        )
    for one in insights.options:
        gain = worth.gain + one.money_minor
        yield Option(
            one.key,
            worth.stay - gain,
            gain,
            None if one.days is None else sooner(one.days),
            risk - one.risk,
            _known(proven=one.proven),
            undated=one.days is None,
            same=not one.names and abs(one.points) < _SAME_POINTS,
            names=one.names,
            breaks=one.rule if one.rule in laws else "",
        )
    for point in insights.frontier:
        gain = worth.stay - cost_of(figures, point.placement)
        if point.name not in _NAMED_PLANS or (point.name == "cheapest" and gain <= worth.gain):
            continue  # such a cheapest one would open platforms that this plan does without
        known = _known(proven=point.proven)
        yield Option(point.name, worth.stay - gain, gain, None, None, known, point=point)


def cost_of(figures: Figures, placement: Mapping[str, str]) -> int:
    """Return the present cost of a placement in minor units, comparable with that of the plan.

    That of the plan with its dates, and the difference had everything moved on the first day; where
    no money is known, as the frontier has it.
    """
    own = figures.study.plan.placement
    if not figures.money_known:
        return present_cost(figures.study, placement)
    return present(figures).plan + plain_cost(figures, placement) - plain_cost(figures, own)


def _known(*, proven: bool) -> str:
    return "proven" if proven else "searched"


def dearest_rules(insights: Insights) -> list[RulePrice]:
    """Return the rules without which the plan would cost less, the dearest first.

    A rule that keeps in place what an option moves, for the same money, is told as that option.
    """
    told = {(frozenset(one.names), one.money_minor) for one in insights.options}
    found = [
        price
        for price in insights.prices
        if price.money_minor > 0 and (frozenset(price.rule.names), price.money_minor) not in told
    ]
    return sorted(found, key=lambda price: (-price.money_minor, price.label))
