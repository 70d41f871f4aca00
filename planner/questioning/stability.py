"""How sure each placement is: the plan under many draws of weights and uncertain inputs.

What is drawn, anew in every draw:

- weights: Dirichlet around those used, with concentration ``WEIGHT_CONCENTRATION``;
- scores: normal around each factor's score, with a spread of ``SCORE_SPREAD_KNOWN`` points where
  everything was known, rising to ``SCORE_SPREAD_UNKNOWN`` where nothing was, and ``GUESSED`` times
  wider where the kind of system is a guess;
- money: one factor for every price sheet, one for effort and one growth of the load, which err for
  all alike, and each workload's own (:mod:`planner.questioning.money_draws`). What a platform costs
  is drawn in the range of the money, and is as stated where draws are placed.

(After stochastic multicriteria acceptability analysis: Lahdelma and Salminen.) All draws are placed
together and approximately (:mod:`planner.optimising.placement.many`); a sample of them is placed
again to proven optimality, and the share of workloads that stand otherwise in the proven plan is
stated as the error.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.insight import SHAKY, Stability
from planner.model.rules import FACTORS
from planner.model.study import Study
from planner.optimising.placement.around import Around
from planner.optimising.placement.many import place_many
from planner.questioning.arrays import Arrays, Floats, build_arrays, suits_at
from planner.questioning.money_draws import draw_money, money_parts
from planner.questioning.timing import first_proof

__all__ = ["resolved_draws", "stability"]

WEIGHT_CONCENTRATION: Final = 60.0
SCORE_SPREAD_KNOWN: Final = 4.0
SCORE_SPREAD_UNKNOWN: Final = 18.0
GUESSED: Final = 1.25
"""How much wider scores vary where the kind of system is read from a name."""
MOST_RESOLVED: Final = 10
ENOUGH_PLACES: Final = 10_000
LEAST_RESOLVED: Final = 3
"""Draws placed again: so many at most, fewer where so many workloads are enough to say how often
one stands otherwise, and these however little is left, since a share without its error says too
much."""
RESOLVE_SHARE: Final = 0.5
"""Share of the work left that placing the sample again may take."""
BATCH: Final = 1000
BUSINESS_CASE: Final = FACTORS.index("business_case")


def stability(
    study: Study,
    draws: int = 1000,
    seed: int = 0,
    *,
    resolve: int | None = None,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    around: Around | None = None,
) -> Stability:
    """Draw, place and count; the same seed gives the same answer, unless time cuts it short.

    Parameters
    ----------
    draws
        Number of draws, at least 1.
    resolve
        How many of the draws the optimiser places again to state the error of the rest; by the
        number of workloads where left out.
    around
        The proof of the plan's placement where there is one already.
    """
    stop = stop or Stop()
    arrays = build_arrays(study)
    if resolve is None:
        resolve = resolved_draws(len(arrays.names))
    if around is None:
        around = first_proof(study, stop)
    start = np.array([arrays.targets.index(study.plan.placement[name]) for name in arrays.names])
    parts = money_parts(study, arrays)
    price = parts.points_per_minor(arrays)
    rng = np.random.default_rng(seed)
    labels: list[NDArray[np.int64]] = []
    kept: list[tuple[Floats, NDArray[np.int64]]] = []
    present: list[float] = []
    for begin in range(0, draws, BATCH):
        stop.raise_if_cancelled()
        if labels and stop.expired():
            break
        size = min(BATCH, draws - begin)
        money = draw_money(parts, size, rng)
        cost = arrays.by_unit(_costs(study, arrays, money.changed(parts) * price, size, rng))
        chosen = place_many(around, cost, stop)
        labels.append(chosen[:, arrays.unit])
        kept.extend(zip(cost[: max(0, resolve - len(kept))], chosen, strict=False))
        present.extend(money.present(study, arrays, parts))
        listen(Progress("phase.stability", (begin + size) / draws, seconds=stop.seconds))
    error, resolved = _resolve(around, kept, arrays.unit, stop)
    return _counted(study, arrays, np.concatenate(labels), start, present, seed, resolved, error)


def resolved_draws(workloads: int) -> int:
    """Return how many draws are placed again to state the error of the rest."""
    return min(MOST_RESOLVED, max(LEAST_RESOLVED, ENOUGH_PLACES // max(1, workloads)))


def _costs(
    study: Study, arrays: Arrays, money: Floats, size: int, rng: np.random.Generator
) -> Floats:
    """Return the costs of ``size`` draws, shape (size, workloads, p); ``money`` is added."""
    weights = rng.dirichlet(np.maximum(arrays.weights, 1e-3) * WEIGHT_CONCENTRATION, size)
    weights[:, BUSINESS_CASE] = 0.0  # money is drawn on its own
    weights /= weights.sum(axis=1, keepdims=True)
    spread = SCORE_SPREAD_UNKNOWN + arrays.confidence * (SCORE_SPREAD_KNOWN - SCORE_SPREAD_UNKNOWN)
    guessed = [study.assessment.workloads[name].archetype_guessed for name in arrays.names]
    spread = spread * np.where(guessed, GUESSED, 1.0)[:, None]
    shifted = arrays.score + rng.standard_normal((size, *arrays.score.shape)) * spread
    np.clip(shifted, 0.0, 100.0, out=shifted)
    fit = np.zeros((size, len(arrays.names), len(arrays.targets)))
    for j, kind in enumerate(arrays.kinds):
        for k, factor in enumerate(FACTORS):
            suits = arrays.suits[:, j, k] + np.zeros((size, 1))
            there, here = (
                suits_at(study, kind, factor, x) for x in (shifted[:, :, k], arrays.score[:, k])
            )
            if there is not None and here is not None:
                suits = np.clip(suits + there - here, 0.0, 100.0)
            fit[:, :, j] += weights[:, k, None] * suits
    base_fit = np.einsum("npf,f->np", arrays.suits, arrays.weights)
    cost: Floats = arrays.cost + arrays.fit_scale[:, None] * (base_fit - fit) + money
    return cost


def _resolve(
    around: Around,
    kept: list[tuple[Floats, NDArray[np.int64]]],
    unit: NDArray[np.int64],
    stop: Stop,
) -> tuple[float | None, int]:
    """Place a sample of the draws again, to the proof; those without one do not count."""
    part = stop.share(RESOLVE_SHARE)
    wrong: list[float] = []
    for cost, label in kept:
        stop.raise_if_cancelled()
        late = part.expired()
        if late and len(wrong) >= LEAST_RESOLVED:
            break
        best, found = around.at_costs(cost, label, stop.within(stop.remaining_s) if late else part)
        if late and not best.proven:
            break
        if best.proven:
            wrong.append(float((found[unit] != label[unit]).mean()) if len(unit) else 0.0)
    return (sum(wrong) / len(wrong) if wrong else None), len(wrong)


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
    flips = sorted((k, n) for k, n in zip(keeps, arrays.names, strict=True) if k < SHAKY)
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
