"""Ask a plan all the questions a report answers, within the work given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from planner.jobs import Progress as Report
from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.model.insight import Insights, Why
from planner.model.study import Study
from planner.optimising.placement.around import Around
from planner.optimising.problem import ProblemWorkload
from planner.questioning.dated import dated
from planner.questioning.flips import cost_flip
from planner.questioning.frontier import frontier
from planner.questioning.local import limit_prices
from planner.questioning.missing import questions_worth_asking
from planner.questioning.options import planned_options
from planner.questioning.prices import Pricing
from planner.questioning.remake import made_as_one
from planner.questioning.second import Alternative, Seconds
from planner.questioning.stability import stability
from planner.questioning.timing import first_proof
from planner.questioning.why import explain_all

__all__ = ["Asked", "ask", "unproven", "with_second"]

EXACT_UP_TO = 200
"""Workloads up to which what came second is found by re-optimising around each of them."""
PARTS: Final[Mapping[str, float]] = {
    "questions": 0.25,
    "prices": 0.5,
    "frontier": 0.25,
    "second": 0.6,
    "stability": 0.4,
}
"""Shares of the work given that each question may take, whatever else is asked: the first three are
asked in one process and the last in another, where there are two (see ``apart``)."""
FIRST_SHARE = 0.5
"""Share of the work for prices that a first price of every rule may take."""
RANGES_SHARE = 0.5
"""Share of the work left for what came second that its ranges may take."""
NET_S = 600.0
"""Seconds after which the questions are ended by the clock all the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which questions to ask; ``why`` asks why every workload is where it is.

    ``work`` is how many steps (:mod:`planner.optimising.work`) the slow ones share in, each its own
    part (:data:`PARTS`), so that the same plan and seed give a question the same answer on any
    machine, however busy, and beside any other question; None asks them all however long they take.
    The clock is only a net.
    """

    work: int | None = 20_000
    draws: int = 1000
    seed: int = 0
    why: bool = True
    second: bool = True
    prices: bool = True
    frontier: bool = True
    worth_asking: bool = True

    def stop(self) -> Stop:
        """Return the stop that ends them: by work, and by the clock only as a net."""
        return Stop(None if self.work is None else NET_S, self.work)


def ask(
    study: Study,
    asked: Asked | None = None,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    tell: Callable[[Insights], None] = lambda _: None,
) -> Insights:
    """Return the answers; what the work given did not allow is left out, never made up.

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
    stop = stop or asked.stop()
    return _Asking(study, asked, stop, listen, tell).all()


class _Asking:
    """One round of questions to one plan, the quick answers first, then the exact ones.

    Each kind has work of its own and begins with the same proof, so that what one learns on its way
    is in no other's answer. They are asked one after the other: in two threads one run was seen
    that did not end in three minutes. The cause was not found, and a hundred runs in two threads
    did not show it again. Who has a second core to use gives half of the questions to another
    process.
    """

    def __init__(
        self,
        study: Study,
        asked: Asked,
        stop: Stop,
        listen: ProgressListener,
        tell: Callable[[Insights], None],
    ) -> None:
        self.study, self.asked, self.stop, self.listen = study, asked, stop, listen
        self.tell = tell
        self.insights = Insights(why=explain_all(study) if asked.why else {})
        self.few = len(study.plan.placement) <= EXACT_UP_TO

    def all(self) -> Insights:
        """Ask, and return what has been answered."""
        study, asked = self.study, self.asked
        self.tell(self.insights)
        if asked.worth_asking:
            part, worth = self._part("questions"), limit_prices(self.proof)
            found = questions_worth_asking(study, stop=part, prices=worth)
            self._take(questions=found)
        pricing, prices = None, self._part("prices")
        if asked.prices and not prices.expired():
            pricing = Pricing(study, prices, self.listen, self.proof.again())
            self._take(prices=pricing.first(prices.share(FIRST_SHARE)))
            self._take(options=planned_options(pricing.counter, prices))
        if asked.frontier and not self.stop.expired():
            self._take(frontier=frontier(study, self._part("frontier"), self.listen))
        second, names = self._part("second"), list[str]()
        seconds = Seconds(study, self.proof.again()) if asked.second else None
        if seconds is not None:
            self._take(dated=dated(study, seconds.around(second), second))
            names = self._ranges(seconds, second.share(RANGES_SHARE))
        if asked.draws:
            drawn = stability(
                study, asked.draws, asked.seed, stop=self._part("stability"), listen=self.listen,
                around=self.proof.again(),
            )  # fmt: skip
            self._take(stability=drawn)
        if seconds is not None and self.few:
            self._exactly(seconds, names, second)
        if pricing is not None and not prices.expired():
            self._take(prices=pricing.proven())
        self.stop.raise_if_cancelled()
        return self.insights

    @cached_property
    def proof(self) -> Around:
        """The proof of the plan's placement, with which each kind of question begins."""
        return first_proof(self.study, self._part())

    def _part(self, kind: str = "") -> Stop:
        """Return the stop of a kind of question, or of what all begin with."""
        work, remaining = self.stop.work_limit, self.stop.remaining_s
        share = PARTS.get(kind, 1.0)
        return self.stop.within(remaining, None if work is None else max(1, int(share * work)))

    def _take(self, **answers: Any) -> None:
        self.stop.raise_if_cancelled()
        if self.study.assessment.has_provisional:
            answers = {name: unproven(answer) for name, answer in answers.items()}
        self.insights = replace(self.insights, **answers)
        self.tell(self.insights)

    def _ranges(self, seconds: Seconds, stop: Stop) -> list[str]:
        """Find a proven interval for what came second; return the names, the least sure first."""
        study, answers = self.study, dict(self.insights.why)
        if made_as_one(study.problem, study.plan):
            workloads = {w.id: w for w in study.problem.workloads}
            place = study.plan.placement
            return sorted(answers, key=lambda n: _margin(workloads[n], place[n]))
        rough = seconds.intervals(answers, stop)
        for name, other in rough.items():
            answers[name] = with_second(answers[name], other)
        self._take(why=answers)
        return sorted(answers, key=lambda n: (rough[n].most if n in rough else 0.0, n))

    def _exactly(self, seconds: Seconds, names: list[str], stop: Stop) -> None:
        """Re-optimise around one workload after the other, as far as the work allows."""
        answers, flips = dict(self.insights.why), dict(self.insights.flips)
        for number, name in enumerate(names):
            if stop.expired():
                break
            other = seconds.best(name, stop)
            answers[name] = with_second(answers[name], other)
            flip = cost_flip(self.study, name, other)
            if flip is not None:
                flips[name] = flip
            done = (number + 1) / len(names)
            self.listen(Report("phase.second", done, seconds=self.stop.seconds))
        self._take(why=answers, flips=flips)


def unproven(answer: Any) -> Any:
    """Return answers without a claim of proof: they rest on figures that are assumed."""
    if isinstance(answer, tuple):
        return tuple(map(unproven, answer))
    if isinstance(answer, dict):
        return {name: unproven(one) for name, one in answer.items()}
    return replace(answer, proven=False) if getattr(answer, "proven", False) else answer


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
