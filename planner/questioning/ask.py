"""Ask a plan all the questions a report answers, within a time given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from planner.jobs import Progress as Report
from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.model.insight import Flip, Insights, Why
from planner.model.problem import ProblemWorkload
from planner.model.study import Study
from planner.questioning.flips import cost_flip
from planner.questioning.frontier import frontier
from planner.questioning.missing import questions_worth_asking
from planner.questioning.prices import rule_prices
from planner.questioning.second import Alternative, Seconds
from planner.questioning.stability import stability
from planner.questioning.why import explain_all

__all__ = ["Asked", "ask", "with_second"]

EXACT_UP_TO = 200
"""Workloads up to which what came second is found by re-optimising around each of them."""
EACH_S = 2.0
FIRST_SHARE = 0.5
"""Share of the time for the prices and the frontier, which come before the draws."""
PRICES_SHARE = 0.6
"""Share of the time that the prices of the rules may take; the frontier has the rest."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which questions to ask; the quick ones (why, missing cells) always are.

    ``seconds`` bounds the slow ones together; None asks them all however long they take.
    """

    seconds: float | None = 60.0
    draws: int = 1000
    seed: int = 0
    second: bool = True
    prices: bool = True
    frontier: bool = True


def ask(
    study: Study,
    asked: Asked | None = None,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    tell: Callable[[Insights], None] = lambda _: None,
) -> Insights:
    """Return the answers; what time did not allow is left out, never made up.

    Parameters
    ----------
    tell
        Given all that is known by then after each kind of question.

    Raises
    ------
    CancelledError
        Where somebody stopped it.
    """
    from planner.optimising.banner import swallow_banner

    swallow_banner()
    asked = asked or Asked()
    stop = stop or Stop(asked.seconds)
    insights = Insights(why=explain_all(study))
    tell(insights)
    # One after the other: in two threads one run was seen that did not end in three minutes.
    for answered in (_priced, _drawn, _compared):
        insights = answered(study, insights, asked, stop, listen)
        stop.raise_if_cancelled()
        tell(insights)
    return insights


def _priced(
    study: Study, insights: Insights, asked: Asked, stop: Stop, listen: ProgressListener
) -> Insights:
    """What each rule costs, and what money can buy."""
    first = _part_of(stop, FIRST_SHARE)
    if asked.prices and not first.expired():
        part = _part_of(first, PRICES_SHARE)
        insights = replace(insights, prices=rule_prices(study, part, listen))
    if asked.frontier and not first.expired():
        insights = replace(insights, frontier=frontier(study, first, listen, 2.0))
    return insights


def _drawn(
    study: Study, insights: Insights, asked: Asked, stop: Stop, listen: ProgressListener
) -> Insights:
    """How sure each place is, and what is worth asking."""
    if asked.draws:
        drawn = stability(study, asked.draws, asked.seed, stop=stop, listen=listen)
        insights = replace(insights, stability=drawn)
    quarter = _part_of(stop, 0.25)
    return replace(insights, questions=questions_worth_asking(study, stop=quarter))


def _compared(
    study: Study, insights: Insights, asked: Asked, stop: Stop, listen: ProgressListener
) -> Insights:
    """What came second."""
    if not asked.second or stop.expired():
        return insights
    answers, flips = _seconds(study, insights.why, stop, listen)
    return replace(insights, why=answers, flips=flips)


def _part_of(stop: Stop, share: float) -> Stop:
    """A share of the time that is left; whoever cancels the whole cancels the part."""
    remaining = stop.remaining_s
    part = Stop(None if remaining is None else share * remaining)
    part.cancel_event = stop.cancel_event
    return part


def _seconds(
    study: Study, why: Mapping[str, Why], stop: Stop, listen: ProgressListener
) -> tuple[dict[str, Why], dict[str, Flip]]:
    """Find what came second: a proven interval for all, then exactly, the least sure first."""
    answers: dict[str, Why] = dict(why)
    flips: dict[str, Flip] = {}
    seconds = Seconds(study)
    exactly = len(study.plan.placement) <= EXACT_UP_TO
    if study.plan.joint:
        workloads = {w.id: w for w in study.problem.workloads}
        names = sorted(answers, key=lambda n: _margin(workloads[n], study.plan.placement[n]))
    else:
        rough = seconds.intervals(answers, stop)
        for name, other in rough.items():
            answers[name] = with_second(answers[name], other)
        names = sorted(answers, key=lambda n: (rough[n].most if n in rough else 0.0, n))
    for number, name in enumerate(names if exactly else ()):
        if stop.expired():
            break
        other = seconds.best(name, EACH_S)
        answers[name] = with_second(answers[name], other)
        flip = cost_flip(study, name, other)
        if flip is not None:
            flips[name] = flip
        listen(Report("phase.second", (number + 1) / len(names), seconds=stop.seconds))
    return answers, flips


def with_second(why: Why, other: Alternative) -> Why:
    """Put what came second into an explanation."""
    return replace(
        why,
        second=other.target,
        second_by=other.most if other.target is not None else None,
        second_exact=other.exact,
        second_interval=None if other.exact else (other.least, other.most),
    )


def _margin(workload: ProblemWorkload, target: str) -> float:
    """How much its own costs favour its target: only the order of asking depends on it."""
    others = [workload.cost[t] for t in workload.candidates() if t != target]
    return min(others) - workload.cost[target] if others else float("inf")
