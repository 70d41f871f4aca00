"""The white paper's principles of order, each a rule that can be seen, switched off and measured.

A principle is switched off by the decision to drop the rule of its key. Those that say who goes
before whom become dependencies without weight; one that would close a cycle, or that dates make
impossible, is left out: a principle never stands in the way of a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.model.assessment import WorkloadAssessment
from planner.model.inventory import Dependency, Inventory
from planner.model.rules import LocalText
from planner.optimising.problem import DependencyKind, ProblemDependency
from planner.wording import text_of

__all__ = [
    "BASES",
    "DATA_PLATFORMS",
    "DEPENDENCIES",
    "FOUNDATIONS",
    "FOUNDATIONS_FIRST",
    "ORDERS",
    "PILOT",
    "PRINCIPLES",
    "READINESS",
    "RECOVERY",
    "RECOVERY_NEAR",
    "Principle",
    "delays_of",
    "is_foundation",
    "principle_of",
    "principle_pairs",
    "recovery_gaps",
    "shared_by_all",
    "wished_order",
]

type Pair = tuple[str, str]

BASES: Final = ("identity", "network", "monitoring")
"""Kinds that serve all, and may go beside the pilot whatever their tier and risk."""
FOUNDATIONS: Final = (*BASES, "message_bus")
"""Kinds that others stand on: they go before whoever uses them. Many depend on a message bus: it
is no pilot, however soon they need it."""
DATA_PLATFORMS: Final = ("data_platform", "data_warehouse")
"""Kinds of data platform, before whoever uses them and is none; the lake before the warehouse."""
BUSINESS_PLATFORM: Final = "business_platform"
DEPENDENCIES: Final = "order.dependencies"
"""Every link that fixes an order, taken as one rule: it has a price, and no decision drops it."""
ORDERS: Final = (DependencyKind.BEFORE, DependencyKind.EARLIER)
"""Kinds of dependency that want one end before the other."""
FOUNDATIONS_FIRST: Final = "order.foundations"
PILOT: Final = "order.pilot"
READINESS: Final = "order.readiness"
RECOVERY: Final = "order.recovery"
RECOVERY_NEAR: Final = "order.recovery_near"
"""A recovery system goes no earlier than its primary, and in the same wave or the next."""


@dataclass(frozen=True, slots=True)
class Principle:
    """A principle of order; ``key`` is what a decision drops it by."""

    key: str
    source_key: str

    @property
    def source(self) -> LocalText:
        """Whose principle it is."""
        return text_of(f"rules.principle.source.{self.source_key}")

    @property
    def name(self) -> LocalText:
        """What people call it."""
        key = f"rules.principle.{self.key}"
        return text_of(key)


PRINCIPLES: Final = (
    Principle(READINESS, "paper"),
    Principle("order.ramp", "azure"),
    Principle(FOUNDATIONS_FIRST, "paper"),
    Principle("order.data_platform", "paper"),
    Principle("order.pilots", "paper"),
    Principle("environments", "azure"),
    Principle(PILOT, "aws"),
    Principle(RECOVERY, "own"),
    Principle(RECOVERY_NEAR, "own"),
)
"""Every principle, in the order of the report."""


def principle_of(limit: str) -> str:
    """Return the key of the principle that a wave limit of this id stands for."""
    return PILOT if limit.startswith("pilot.") else limit


def is_foundation(one: WorkloadAssessment) -> bool:
    """Whether others stand on it."""
    return one.archetype in FOUNDATIONS


def shared_by_all(
    assessed: Mapping[str, WorkloadAssessment], dependencies: Iterable[Dependency]
) -> frozenset[str]:
    """Return the foundations of kinds that nobody is said to need: they serve all, and go first.

    No order can be told of them by pairs, so that a day's delay of one costs as much as that of the
    dearest move. A message bus that nobody is said to use serves nobody.
    """
    needed = {one.needed for one in dependencies}
    told = {one.archetype for key, one in assessed.items() if key in needed}
    kinds = frozenset(BASES) - told
    return frozenset(key for key, one in assessed.items() if one.archetype in kinds)


def delays_of(
    assessed: Mapping[str, WorkloadAssessment], inventory: Inventory, dropped: frozenset[str]
) -> dict[str, Mapping[str, float]]:
    """Return what a day's delay costs, by id and target; of what serves all, as the dearest."""
    found = {key: one.delay_value_day for key, one in assessed.items() if not one.retires}
    if FOUNDATIONS_FIRST in dropped:
        return found
    dearest = max((max(one.values(), default=0.0) for one in found.values()), default=0.0)
    for key in shared_by_all(assessed, inventory.dependencies) & set(found):
        found[key] = {target: max(worth, dearest) for target, worth in found[key].items()}
    return found


def principle_pairs(
    assessed: Mapping[str, WorkloadAssessment],
    dependencies: Iterable[Dependency],
    environments: Sequence[Pair],
    recovery: Sequence[Pair] = (),
) -> dict[str, tuple[Pair, ...]]:
    """Return, by principle, pairs (later, earlier) of workloads that do not retire.

    Parameters
    ----------
    assessed
        By workload id.
    dependencies
        Those that bind an order.
    environments
        Pairs (later, earlier) of environments of one system.
    recovery
        Pairs (later, earlier) of systems and where they recover.
    """
    links = list(dict.fromkeys((one.source, one.needed) for one in dependencies))
    alive = {key: one for key, one in assessed.items() if not one.retires}
    links = [(one, two) for one, two in links if one != two and one in alive and two in alive]
    bases = [
        (one, two)
        for one, two in links
        if is_foundation(alive[two]) and not is_foundation(alive[one])
    ]
    data = [(one, two) for one, two in links if _serves(alive[two].archetype, alive[one].archetype)]
    recovered = tuple(p for p in recovery if p[0] in alive and p[1] in alive)
    return {
        FOUNDATIONS_FIRST: tuple(bases),
        "order.data_platform": tuple(data),
        "order.pilots": _pilot_of_platforms(alive),
        "environments": tuple(p for p in environments if p[0] in alive and p[1] in alive),
        RECOVERY: recovered,
        RECOVERY_NEAR: recovered,
    }


def _serves(platform: str, user: str) -> bool:
    """Whether one kind is a data platform to the other."""
    if platform not in DATA_PLATFORMS:
        return False
    known = DATA_PLATFORMS.index(platform)
    return user not in DATA_PLATFORMS or DATA_PLATFORMS.index(user) > known


def _pilot_of_platforms(alive: Mapping[str, WorkloadAssessment]) -> tuple[Pair, ...]:
    """Every business platform that moves after the easiest of them; none where there are two."""
    moving = [
        one
        for one in alive.values()
        if one.archetype == BUSINESS_PLATFORM and one.current_target != _best(one)
    ]
    if len(moving) < 3:
        return ()
    pilot = min(moving, key=lambda one: (one.cases[_best(one)].risk, one.workload_id))
    return tuple((one.workload_id, pilot.workload_id) for one in moving if one is not pilot)


def _best(one: WorkloadAssessment) -> str:
    from planner.assessing.effect import best_target

    return best_target(one)


def recovery_gaps(
    pairs: Iterable[Pair], price: float, dropped: frozenset[str]
) -> tuple[ProblemDependency, ...]:
    """Return what each day costs on which a system has moved and its recovery has not.

    Parameters
    ----------
    pairs
        Of workload ids.
    price
        Of a day, in points of the objective.
    dropped
        Keys of rules that are switched off.
    """
    if RECOVERY_NEAR in dropped or price <= 0:
        return ()
    return tuple(
        ProblemDependency(later, earlier, DependencyKind.FREE, 0.0, price)
        for later, earlier in pairs
    )


STRICT: Final = frozenset({"order.pilots", "environments"})
"""Principles that want an earlier wave, not only no later one."""


def wished_order(
    pairs: Mapping[str, Sequence[Pair]], dropped: frozenset[str], relaxed: frozenset[Pair]
) -> tuple[ProblemDependency, ...]:
    """Return the principles in force as dependencies without weight.

    Parameters
    ----------
    pairs
        By principle, (later, earlier).
    dropped
        Keys of rules that are switched off.
    relaxed
        Pairs that a way out has lifted.
    """
    return tuple(
        ProblemDependency(
            later, earlier, DependencyKind.EARLIER if key in STRICT else DependencyKind.BEFORE
        )
        for key, found in pairs.items()
        if key not in dropped and key != RECOVERY_NEAR
        for later, earlier in found
        if (later, earlier) not in relaxed
    )
