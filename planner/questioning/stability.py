"""How sure each placement is: the plan under many draws of weights and uncertain inputs.

What is drawn, independently in every draw:

- weights: Dirichlet around those used, with concentration ``WEIGHT_CONCENTRATION``;
- scores: normal around each factor's score, with a spread of ``SCORE_SPREAD_KNOWN`` points where
  everything was known, rising to ``SCORE_SPREAD_UNKNOWN`` where nothing was;
- money: lognormal, ``MONEY_SPREAD`` where costs are known and ``MONEY_SPREAD_UNKNOWN`` where not.

(After stochastic multicriteria acceptability analysis: Lahdelma and Salminen.) Each draw is placed
approximately (:mod:`planner.questioning.batch`); a sample of them is placed again by the optimiser,
and the share of workloads that it places otherwise is stated as the error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.insight import Stability
from planner.model.rules import FACTORS
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.questioning.arrays import Arrays, Floats, build_arrays, suits_at
from planner.questioning.batch import choose
from planner.questioning.edits import with_costs
from planner.questioning.timing import timed

__all__ = ["stability"]

WEIGHT_CONCENTRATION: Final = 60.0
SCORE_SPREAD_KNOWN: Final = 4.0
SCORE_SPREAD_UNKNOWN: Final = 18.0
MONEY_SPREAD: Final = 0.10
MONEY_SPREAD_UNKNOWN: Final = 0.30
COIN_FLIP: Final = 0.65
"""A workload that keeps its target in fewer draws than this is a coin flip."""
RESOLVE_GAP: Final = 1e-3
RESOLVE_S: Final = 2.0
BATCH: Final = 250
BUSINESS_CASE: Final = FACTORS.index("business_case")


def stability(
    study: Study,
    draws: int = 1000,
    seed: int = 0,
    *,
    resolve: int = 5,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
) -> Stability:
    """Draw, place and count; the same seed gives the same answer, unless time cuts it short.

    Parameters
    ----------
    draws
        Number of draws, at least 1.
    resolve
        How many of the draws the optimiser places again to state the error of the rest.
    """
    stop = stop or Stop()
    arrays = build_arrays(study)
    start = np.array([arrays.targets.index(study.plan.placement[name]) for name in arrays.names])
    prices = _prices(study, arrays)
    rng = np.random.default_rng(seed)
    labels: list[NDArray[np.int64]] = []
    kept_costs: list[Floats] = []
    present: list[float] = []
    for begin in range(0, draws, BATCH):
        stop.raise_if_cancelled()
        if labels and stop.expired():
            break
        size = min(BATCH, draws - begin)
        factor = _money_factors(study, arrays, size, rng)
        cost = _costs(study, arrays, factor, size, rng)
        labels.append(choose(arrays, cost, start, prices))
        kept_costs.extend(cost[: max(0, resolve - len(kept_costs))])
        present.extend(_net_present(study, arrays, factor, start))
        listen(Progress("phase.stability", (begin + size) / draws, seconds=stop.seconds))
    chosen = np.concatenate(labels)
    error, resolved = _resolve(study, arrays, kept_costs, chosen, stop)
    return _counted(study, arrays, chosen, start, present, seed, resolved, error)


def _prices(study: Study, arrays: Arrays) -> Floats:
    """Return the multipliers of the limits in the proof of the plan's placement."""
    from planner.optimising.placement import solve_placement

    limits = [limit.id for limit in study.problem.limits if limit.at_most is not None]
    if not limits:
        return np.zeros(0)
    outcome = solve_placement(
        timed(study.problem, study.plan),
        Options(gap=RESOLVE_GAP, start_placement=study.plan.placement),
        Stop(RESOLVE_S),
        ignore_progress,
    )
    found = outcome.certificate.multipliers if outcome.certificate is not None else {}
    return np.array([max(0.0, found.get(name, 0.0)) for name in limits])


def _costs(
    study: Study, arrays: Arrays, money_factor: Floats, size: int, rng: np.random.Generator
) -> Floats:
    """Return the costs of ``size`` draws, shape (size, workloads, p)."""
    weights = rng.dirichlet(np.maximum(arrays.weights, 1e-3) * WEIGHT_CONCENTRATION, size)
    spread = SCORE_SPREAD_UNKNOWN + arrays.confidence * (SCORE_SPREAD_KNOWN - SCORE_SPREAD_UNKNOWN)
    shifted = arrays.score + rng.standard_normal((size, *arrays.score.shape)) * spread
    np.clip(shifted, 0.0, 100.0, out=shifted)
    fit = np.zeros((size, len(arrays.names), len(arrays.targets)))
    for j, kind in enumerate(arrays.kinds):
        for k, factor in enumerate(FACTORS):
            suits = arrays.suits[:, j, k] + np.zeros((size, 1))
            if k != BUSINESS_CASE:  # its score is money, which is drawn on its own
                there, here = (
                    suits_at(study, kind, factor, x) for x in (shifted[:, :, k], arrays.score[:, k])
                )
                if there is not None and here is not None:
                    suits = np.clip(suits + there - here, 0.0, 100.0)
            fit[:, :, j] += weights[:, k, None] * suits
    base_fit = np.einsum("npf,f->np", arrays.suits, arrays.weights)
    cost: Floats = (
        arrays.cost
        + arrays.fit_scale[:, None] * (base_fit - fit)
        + arrays.money * (money_factor - 1.0)
    )
    return cost


def _money_factors(study: Study, arrays: Arrays, size: int, rng: np.random.Generator) -> Floats:
    known = [study.assessment.workloads[name].costed for name in arrays.names]
    spread = np.where(known, MONEY_SPREAD, MONEY_SPREAD_UNKNOWN)[:, None]
    normal = rng.standard_normal((size, len(arrays.names), len(arrays.targets)))
    factors: Floats = np.exp(normal * spread - spread**2 / 2)
    return factors


def _net_present(
    study: Study, arrays: Arrays, factor: Floats, start: NDArray[np.int64]
) -> list[float]:
    cases = [
        study.assessment.workloads[name].cases[arrays.targets[place]].net_present_minor
        for name, place in zip(arrays.names, start, strict=True)
    ]
    drawn = factor[:, np.arange(len(start)), start] @ np.array(cases, dtype=float)
    return [float(value) for value in drawn]


def _resolve(
    study: Study,
    arrays: Arrays,
    costs: list[Floats],
    chosen: NDArray[np.int64],
    stop: Stop,
) -> tuple[float | None, int]:
    from planner.optimising.placement import solve_placement

    problem = timed(study.problem, study.plan)
    wrong: list[float] = []
    for draw, cost in enumerate(costs):
        if stop.expired():
            break
        table = _table(arrays, cost)
        outcome = solve_placement(
            with_costs(problem, table),
            Options(gap=RESOLVE_GAP, start_placement=study.plan.placement),
            Stop(RESOLVE_S),
            ignore_progress,
        )
        if outcome.placement:
            other = [
                outcome.placement[name] != arrays.targets[chosen[draw, i]]
                for i, name in enumerate(arrays.names)
            ]
            wrong.append(sum(other) / max(1, len(other)))
    return (sum(wrong) / len(wrong) if wrong else None), len(wrong)


def _table(arrays: Arrays, cost: Floats) -> Mapping[str, Mapping[str, float]]:
    return {
        name: {
            target: float(cost[i, j])
            for j, target in enumerate(arrays.targets)
            if np.isfinite(cost[i, j])
        }
        for i, name in enumerate(arrays.names)
    }


def _counted(
    study: Study,
    arrays: Arrays,
    chosen: NDArray[np.int64],
    start: NDArray[np.int64],
    present: list[float],
    seed: int,
    resolved: int,
    error: float | None,
) -> Stability:
    shares = np.stack([(chosen == j).mean(axis=0) for j in range(len(arrays.targets))], axis=1)
    keeps = shares[np.arange(len(start)), start] if len(start) else np.zeros(0)
    importance = np.array([study.assessment.workloads[name].importance for name in arrays.names])
    total = float(importance.sum())
    low, middle, high = (round(float(v)) for v in np.percentile(present, (10, 50, 90)))
    flips = sorted((k, n) for k, n in zip(keeps, arrays.names, strict=True) if k < COIN_FLIP)
    return Stability(
        draws=len(chosen),
        seed=seed,
        share={
            name: {t: float(shares[i, j]) for j, t in enumerate(arrays.targets) if shares[i, j] > 0}
            for i, name in enumerate(arrays.names)
        },
        keeps={name: float(keep) for name, keep in zip(arrays.names, keeps, strict=True)},
        plan_keeps=float((keeps * importance).sum() / total) if total else 1.0,
        net_present_range_minor=(low, middle, high),
        resolved=resolved,
        sampled_error=error,
        coin_flips=tuple(name for _, name in flips),
    )
