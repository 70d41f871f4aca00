"""How well a plan keeps the method: every principle of order measured on its waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from planner.assessing.decided import decided
from planner.assessing.environments import environment_pairs, recovery_pairs
from planner.assessing.principles import (
    DATA_PLATFORMS,
    FOUNDATIONS,
    ORDERS,
    PRINCIPLES,
    RECOVERY,
    RECOVERY_NEAR,
    STRICT,
    is_foundation,
    principle_pairs,
)
from planner.assessing.ramp import RISKY, ramp_waves
from planner.model.assessment import Assessment, WorkloadAssessment
from planner.model.inventory import Inventory
from planner.model.method import PrincipleKept
from planner.model.study import Draft
from planner.optimising.plan import Plan

__all__ = ["pairs_of", "principles_kept"]

TIERS: Final = ("critical", "high", "medium", "low")


def pairs_of(draft: Draft) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, by principle, the pairs (later, earlier) that it speaks of in a draft."""
    inventory = draft.inventory
    return principle_pairs(
        draft.assessment.workloads,
        inventory.dependencies,
        environment_pairs(inventory.workloads),
        tuple(recovery_pairs(inventory.workloads)),
    )


def principles_kept(draft: Draft, plan: Plan) -> tuple[PrincipleKept, ...]:
    """Return every principle with what the plan makes of it; nothing where there are no waves."""
    waves = {key: wave for key, wave in (plan.wave or {}).items() if wave is not None}
    if not waves:
        return ()
    chosen = decided(draft.inventory, draft.programme.targets, draft.scenario)
    pairs = pairs_of(draft)
    found = []
    figures: Mapping[str, float]
    for one in PRINCIPLES:
        active = one.key not in chosen.dropped_rules
        if one.key == RECOVERY_NEAR:
            kept, broken, figures = _near(pairs[one.key], waves)
        elif one.key in pairs:
            kept, broken = _kept(pairs[one.key], waves, strict=one.key in STRICT)
            figures = {}
        elif one.key == "order.readiness":
            kept, broken, figures = _readiness(draft, waves)
        elif one.key == "order.ramp":
            kept, broken, figures = _ramp(draft, plan, waves)
        else:
            kept, broken, figures = _pilot(draft, plan, waves)
        of = kept + len(broken)
        if not of and (alone := _recognised(one.key, draft.assessment)):
            figures = {**figures, "alone": float(alone)}
        found.append(
            PrincipleKept(one.key, one.name, one.source, active, kept, of, broken, figures)
        )
    return tuple(found)


_SPEAKS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "order.data_platform": DATA_PLATFORMS,
    "order.foundations": FOUNDATIONS,
    "environments": ("test_environment",),
    RECOVERY: ("recovery_site",),
    RECOVERY_NEAR: ("recovery_site",),
}
"""Kinds of system that a principle about pairs speaks of."""


def _recognised(key: str, assessment: Assessment) -> int:
    """How many systems of the kinds that a principle speaks of there are, guessed ones too."""
    kinds = _SPEAKS_OF.get(key, ())
    return sum(one.archetype in kinds for one in assessment.workloads.values() if not one.retires)


type Broken = tuple[tuple[str, ...], ...]


def _kept(
    pairs: Sequence[tuple[str, str]], waves: Mapping[str, int], *, strict: bool
) -> tuple[int, Broken]:
    """Count the pairs of which both ends move; ``strict`` ones want an earlier wave."""
    both = [(one, two) for one, two in pairs if one in waves and two in waves]
    broken = tuple(pair for pair in both if waves[pair[1]] > waves[pair[0]] - (1 if strict else 0))
    return len(both) - len(broken), broken


def _near(
    pairs: Sequence[tuple[str, str]], waves: Mapping[str, int]
) -> tuple[int, Broken, dict[str, float]]:
    """Count the recovery systems that move with their primary or in the wave behind it."""
    gaps = {
        pair: waves[pair[0]] - waves[pair[1]]
        for pair in pairs
        if pair[0] in waves and pair[1] in waves
    }
    broken = tuple(pair for pair, gap in gaps.items() if not 0 <= gap <= 1)
    return len(gaps) - len(broken), broken, {"gap.most": float(max(gaps.values(), default=0))}


def _readiness(draft: Draft, waves: Mapping[str, int]) -> tuple[int, Broken, dict[str, float]]:
    """Rank correlations of the wave with how prepared, how risky, how critical a system is.

    Foundations are left out: a principle of their own has them first, however risky they are.

    Of every two moves in different waves of which one is clearly better prepared (by 10 points of
    maturity and of lack of risk both), how many have it first. Beside it, how many links that fix
    an order want the less mature system first: what others need is seldom the best prepared.
    """
    assessed = draft.assessment.workloads
    scores = {
        key: (assessed[key].factors["digital_maturity"].score, assessed[key].factors["risk"].score)
        for key in waves
    }
    names = [name for name in waves if not is_foundation(assessed[name])]
    order = [float(waves[name]) for name in names]
    tiers = {one.id: one.text("criticality") for one in draft.inventory.workloads}
    stated = [name for name in names if tiers[name] in TIERS]
    weight = [-float(TIERS.index(tiers[name] or "")) for name in stated]
    ready, stake = ([scores[name][place] for name in names] for place in (0, 1))
    figures = {
        "readiness": _rank_correlation(order, ready),
        "risk": _rank_correlation(order, stake),
        "readiness.risk": _rank_correlation(ready, stake),
        "criticality": _rank_correlation([float(waves[name]) for name in stated], weight),
    }
    import numpy as np

    kept = total = 0
    when = np.array(order)
    mature, risky = np.array(ready), np.array(stake)
    for one in range(len(names)):
        ahead = (mature[one] - mature >= 10.0) & (risky[one] - risky <= -10.0)
        total += int(np.count_nonzero(ahead & (when != when[one])))
        kept += int(np.count_nonzero(ahead & (when > when[one])))
    figures["pairs"] = float(total)
    bound = [
        tuple(a - b for a, b in zip(scores[one.needed], scores[one.source], strict=True))
        for one in draft.problem.dependencies
        if one.kind in ORDERS and one.needed in scores and one.source in scores
    ]
    figures["bound"] = float(len(bound))
    figures["bound.less_ready"] = float(sum(ahead < 0 for ahead, _ in bound))
    figures["bound.riskier"] = float(sum(more > 0 for _, more in bound))
    return kept, (("",),) * (total - kept), figures


def _ramp(
    draft: Draft, plan: Plan, waves: Mapping[str, int]
) -> tuple[int, Broken, dict[str, float]]:
    """Critical and risky moves outside the first waves; foundations may be in them."""
    first = set(ramp_waves(len(draft.calendar), draft.programme))
    stated = {one.id: one.text("criticality") for one in draft.inventory.workloads}
    figures: dict[str, float] = {}
    for tier in TIERS:
        found = [wave for name, wave in waves.items() if stated.get(name) == tier]
        if found:
            figures[f"wave.{tier}"] = sum(found) / len(found)
    guarded = [
        name
        for name in waves
        if not is_foundation(draft.assessment.workloads[name])
        and (stated.get(name) == "critical" or _risk(draft.assessment, plan, name) > RISKY)
    ]
    broken = tuple((name,) for name in guarded if waves[name] in first)
    return len(guarded) - len(broken), broken, figures


def _pilot(
    draft: Draft, plan: Plan, waves: Mapping[str, int]
) -> tuple[int, Broken, dict[str, float]]:
    """What the first wave holds: real systems (production), easy by the pilot's own limits.

    Foundations beside them are counted and not judged.
    """
    first = min(waves.values())
    everybody = [name for name, wave in waves.items() if wave == first]
    members = [name for name in everybody if not is_foundation(draft.assessment.workloads[name])]
    pilot = draft.programme.pilot
    most = pilot.max_risk if pilot is not None else 100.0
    risks = {name: _risk(draft.assessment, plan, name) for name in members}
    easy = [name for name in members if risks[name] <= most]
    broken = tuple((name,) for name in members if name not in easy)
    figures = {
        "count": float(len(members)),
        "foundations": float(len(everybody) - len(members)),
        "production": float(sum(_is_production(draft.inventory, name) for name in members)),
        "risk.mean": sum(risks.values()) / max(1, len(risks)),
        "risk.most": max(risks.values(), default=0.0),
    }
    return len(easy), broken, figures


def _is_production(inventory: Inventory, name: str) -> bool:
    return inventory.by_id[name].text("environment") in (None, "production")


def _risk(assessment: Assessment, plan: Plan, name: str) -> float:
    one: WorkloadAssessment = assessment.workloads[name]
    return one.cases[plan.placement[name]].risk


def _rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rank correlation, ties at their mean rank; 0 where either does not vary."""
    one, two = _ranks(first), _ranks(second)
    count = len(one)
    mean = (count + 1) / 2.0
    covariance = sum((a - mean) * (b - mean) for a, b in zip(one, two, strict=True))
    spread = sum((a - mean) ** 2 for a in one) * sum((b - mean) ** 2 for b in two)
    return covariance / spread**0.5 if spread > 0 else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + end + 1) / 2.0
        start = end
    return ranks
