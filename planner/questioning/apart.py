"""The questions asked in a child process: one that has no end cannot take the plan with it."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from planner.child_process import Tell, WorkerProcess
from planner.errors import CancelledError
from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.model.insight import Insights
from planner.model.study import Study
from planner.packing import Packed
from planner.questioning.ask import EXACT_UP_TO, Asked, ask

__all__ = ["ask_apart"]

log = logging.getLogger(__name__)

GRACE_S: Final = 15.0
GRACE_S_PER_WORKLOAD: Final = 0.01
"""Seconds past the net after which the questions are ended: what always is answered is not counted,
and grows with the inventory."""


def ask_apart(
    study: Study,
    asked: Asked | None = None,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    *,
    child: WorkerProcess | None = None,
    other: WorkerProcess | None = None,
) -> Insights:
    """Return the answers, as :func:`planner.questioning.ask.ask` does, whatever a solver does.

    Where the time is far over, the answers found by then are returned. A process that ends without
    a word is started once more; where that ends as well, the answers say so (``cut_short``).

    Parameters
    ----------
    child
        A process to use and to leave running; without one, a process is started and ended.
    other
        A second one: what rules and money cost is asked in the first then, and in this one at the
        same time how sure each place is; what came second in the one that has less to do.

    Raises
    ------
    CancelledError
        Where somebody stopped it.
    PlannerError
        Where the questions themselves fail, which is a fault of the program.
    """
    asked = asked or Asked()
    stop = stop or asked.stop()
    sent = Packed.of(study)
    grace = GRACE_S + GRACE_S_PER_WORKLOAD * len(study.plan.placement)
    if other is None:
        return _asked_in(child, sent, asked, stop, listen, grace)
    large = len(study.plan.placement) > EXACT_UP_TO
    dear, sure = _halves(asked, large=large)
    with ThreadPoolExecutor(1) as pool:  # it only waits for the process
        there = pool.submit(_asked_in, other, sent, sure, _same(stop), ignore_progress, grace)
        one = _asked_in(child, sent, dear, stop, listen, grace)
        two = there.result()
    cut_short = one.cut_short or two.cut_short
    if large:
        return replace(one, stability=two.stability, cut_short=cut_short)
    return replace(
        two,
        prices=one.prices,
        frontier=one.frontier,
        questions=one.questions,
        cut_short=cut_short,
        options=one.options,
    )


def _halves(asked: Asked, *, large: bool) -> tuple[Asked, Asked]:
    """What rules and money cost, and how sure each place is, in processes of about equal work.

    What came second goes with the draws where each is placed again, which is dear, and else with
    the prices.
    """
    prices = replace(asked, draws=0)
    if not large:
        prices = replace(prices, why=False, second=False)
    sure = replace(asked, prices=False, frontier=False, worth_asking=False)
    return prices, replace(sure, why=False, second=False) if large else sure


def _same(stop: Stop) -> Stop:
    """A stop with the same end and the same cancel, for another thread."""
    same = stop.within(stop.time_limit_s, stop.work_limit)
    same.started = stop.started
    return same


def _asked_in(
    child: WorkerProcess | None,
    sent: Packed,
    asked: Asked,
    stop: Stop,
    listen: ProgressListener,
    grace: float,
) -> Insights:
    known = Insights()

    def take(found: object) -> None:
        nonlocal known
        if isinstance(found, Insights):
            known = found

    worker = child or WorkerProcess(grace)
    try:
        outcome = worker.run(_ask, (sent, asked), stop, listen, take, grace_s=grace)
        if outcome.ended == "died" and not stop.expired():
            log.warning("The process of the questions ended unexpectedly; it is started once more")
            outcome = worker.run(_ask, (sent, asked), stop, listen, take, grace_s=grace)
    finally:
        if child is None:
            worker.close()
    if outcome.ended == "cancelled":
        raise CancelledError
    if isinstance(outcome.result, Insights):
        return outcome.result
    return replace(known, cut_short=True) if outcome.ended == "died" else known


def _ask(
    sent: Packed, asked: Asked, *, stop: Stop, listen: ProgressListener, tell: Tell
) -> Insights:
    study: Study = sent.opened()
    return ask(study, asked, stop, listen, tell)
