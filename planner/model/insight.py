"""Answers to questions about a plan: why, what if, how sure, at what price.

Sentences are messages, so that they can be said in every language; numbers are in the problem's
units unless the name says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from planner.errors import Message
from planner.optimising.plan import RuleRef

__all__ = [
    "TOSS_UP",
    "Dated",
    "Flip",
    "FrontierPlan",
    "Insights",
    "PlanOption",
    "Question",
    "RulePrice",
    "Stability",
    "Why",
]

TOSS_UP: Final = 0.001
"""A flip by a smaller share than this is none: either place is as good."""
ABOUT_TIME: Final = frozenset(
    {"wave_limit", "freeze", "ready_wave", "pin_wave", "together", "principle"}
)
"""Kinds of rules that say when something moves."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why here and why now.

    ``second_by`` is how much worse the whole plan is with the second-best target: exact where
    ``second_exact``, else the proven interval ``second_interval``. ``binding`` are the rules
    that bind it, ``rules`` what each of them does, in words.
    """

    workload_id: str
    target: str
    here: tuple[Message, ...] = ()
    now: tuple[Message, ...] = ()
    second: str | None = None
    second_by: float | None = None
    second_exact: bool = False
    second_interval: tuple[float, float] | None = None
    binding: tuple[RuleRef, ...] = ()
    rules: tuple[Message, ...] = ()
    pulled_by: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest single change found that sends a workload elsewhere.

    ``what``: ``weight``, ``indicator`` or ``cost``; ``name`` the factor, field or target changed,
    ``indicator`` the key of the indicator. ``proven``: with everything assessed and placed again it
    flips, and half a point less does not; ``tried``: so it was found, not proven. Neither: an
    approximation that was not tried.
    """

    workload_id: str
    what: str
    name: str
    before: float
    after: float
    to_target: str
    proven: bool = False
    tried: bool = False
    indicator: str = ""

    @property
    def share(self) -> float:
        """By which share what is changed has to grow; 0 where either place is as good."""
        return (self.after - self.before) / max(abs(self.before), 1e-9)

    @property
    def cost_form(self) -> str:
        """How a change of a cost is best said: ``toss`` (none is needed), ``cost`` or in points.

        A share of what is next to nothing, or of less than nothing, tells nobody anything.
        """
        if self.share < TOSS_UP:
            return "toss"
        return "cost" if self.before > 0 and self.share < 1.0 else "cost_points"


@dataclass(frozen=True, slots=True)
class Dated:
    """A plan at its own dates: its worth, and what it is worth at least with any other targets.

    Every move keeps its wave, or waits until its target is ready; places that no wave is left for
    are none. ``bound`` rests on a certificate that was evaluated by itself.
    """

    value: float
    bound: float

    @property
    def gap(self) -> float:
        """By which share of the value another choice of targets could be better at most."""
        return max(0.0, self.value - self.bound) / max(1.0, abs(self.value))


SHAKY: Final = 0.7
"""A placement kept in fewer than this share of the draws is a toss-up, wherever it is counted."""


@dataclass(frozen=True, slots=True)
class Stability:
    """Shares of draws in which each workload keeps its target (0 to 1), and the money's range.

    ``share`` maps workload id to target id to share. ``sampled_error`` is the share of re-solved
    draws whose approximate answer differed. Money in minor units: percentiles 10, 50 and 90.
    """

    draws: int
    seed: int
    share: Mapping[str, Mapping[str, float]]
    keeps: Mapping[str, float]
    plan_keeps: float
    net_present_range_minor: tuple[int, int, int]
    resolved: int = 0
    sampled_error: float | None = None
    coin_flips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulePrice:
    """What a rule costs: this plan less the plan without it.

    ``points`` is exact where ``proven``, else what was found; ``most`` is what it can cost at most
    (None: not known). ``days`` is by how much the last cut-over would be earlier, ``mean_days``
    the average move; ``risk`` the change of the mean risk of the moves, 0 to 100. The rule's kind
    may also be ``freeze`` (``id`` its name), ``pin_wave`` or ``principle`` (``id`` its key).
    ``beyond`` is how much more than a limit allows, all that can be bought included, the plan
    without it would use, in the limit's unit. ``undated``: no waves were looked for, or found, for
    the plan without it, so that ``days`` and ``mean_days`` say nothing.
    """

    rule: RuleRef
    label: str
    points: float
    money_minor: int = 0
    days: int = 0
    risk: float = 0.0
    proven: bool = False
    most: float | None = None
    mean_days: float = 0.0
    beyond: float = 0.0
    undated: bool = False

    @property
    def about_time(self) -> bool:
        """Whether the rule says when and not where: its price is searched for, never proven."""
        return self.rule.kind in ABOUT_TIME


@dataclass(frozen=True, slots=True)
class PlanOption:
    """The plan under another decision, less this one.

    ``key``: ``moves_too`` (what ``rule``, by its key, keeps, ``names``, has to move), ``no_budget``
    or ``unbought`` (no capacity is bought). ``points``,
    ``money_minor``, ``risk`` and ``days`` are what it gains over this plan, negative where it is
    worse; ``days`` is None where no waves were found for it.
    """

    key: str
    names: tuple[str, ...]
    points: float
    money_minor: int
    risk: float
    days: int | None
    proven: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class FrontierPlan:
    """A plan no other plan found beats in both fit and money; ``name`` is a text key or empty."""

    fit: float
    net_present_minor: int
    fit_price: float
    money_price: float
    placement: Mapping[str, str]
    name: str = ""
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A missing cell worth asking for, with the share of draws it could change."""

    workload_id: str
    field: str
    worth: float


@dataclass(frozen=True, slots=True)
class Insights:
    """Everything that has been asked of one plan so far; what has not been asked is empty.

    ``cut_short``: the process that answered ended unexpectedly, twice; this is what it had told.
    """

    why: Mapping[str, Why] = field(default_factory=dict)
    flips: Mapping[str, Flip] = field(default_factory=dict)
    stability: Stability | None = None
    prices: tuple[RulePrice, ...] = ()
    frontier: tuple[FrontierPlan, ...] = ()
    questions: tuple[Question, ...] = ()
    cut_short: bool = False
    options: tuple[PlanOption, ...] = ()
    dated: Dated | None = None
