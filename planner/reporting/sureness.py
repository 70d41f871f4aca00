"""How sure a plan is: its gap, its stability and its data, a sentence or two each."""

from __future__ import annotations

from typing import Final

from planner.model.insight import SHAKY, Stability
from planner.optimising.problem import WaveObjective
from planner.reporting.content import Prose
from planner.reporting.money import present
from planner.reporting.options_compared import options_of
from planner.reporting.separation import measured
from planner.reporting.view import View
from planner.wording import say

__all__ = ["LOW_CONFIDENCE", "costs_said", "sureness"]

LOW_CONFIDENCE: Final = 0.5
"""Below this confidence (a cell counts whole, a guess 0.4) the report asks to be read with care."""
_WIDE_GAP: Final = 0.05
"""A gap above this is said to be worth more time."""
_NO_PROOF: Final = 0.5
"""A gap above this proves next to nothing."""
_ROOM: Final = 1e-3
"""A gap of the placement above this may be what the waves have no room for."""


def sureness(view: View, *, brief: bool = False) -> tuple[Prose, ...]:
    """Return gap, stability and data confidence; ``brief``: without how each was worked out."""
    words = view.words
    return (
        Prose(_gap(view, brief=brief), words.say("sure.gap.lead")),
        Prose(_stability(view, brief=brief), words.say("sure.stability.lead")),
        Prose(_data(view, brief=brief), words.say("sure.data.lead")),
    )


def _gap(view: View, *, brief: bool) -> str:
    plan, words = view.study.plan, view.words
    most = words.gap
    if view.figures.provisional and not view.figures.counted:
        return words.say("sure.gap.blind")
    joint, placement, waves = (
        gap if gap is not None and gap <= _NO_PROOF else None
        for gap in (plan.gap if plan.joint else None, plan.placement_gap, plan.wave_gap)
    )
    found = plan.gap if joint is not None else plan.placement_gap
    if view.figures.provisional and found is not None and found <= _NO_PROOF:
        aside = joint is None and plan.calendar_aside
        said = [words.say(f"sure.gap.{'assumed_aside' if aside else 'assumed'}", gap=most(found))]
    elif joint is not None:
        said = [words.say("sure.gap.joint", gap=most(joint))]
    elif placement is None:
        said = [words.say("sure.gap.none")]
    elif view.study.problem.objective is WaveObjective.FEWEST and plan.wave_bound is not None:
        said = [_end(view, placement)]
    elif waves is not None:
        said = [words.say("sure.gap", placement=most(placement), waves=most(waves))]
        if placement > _ROOM and not brief:
            said.append(words.say("sure.gap.room", placement=most(placement)))
    else:
        key = "aside" if plan.calendar_aside else "placement"
        said = [words.say(f"sure.gap.{key}", placement=most(placement))]
        if view.figures.waves:
            said.append(words.say("sure.gap.no_waves"))
    dated = view.study.insights.dated
    if not brief and dated and dated.gap <= _NO_PROOF and not view.figures.provisional:
        said.append(words.say("sure.gap.dated", gap=most(dated.gap)))
    said += _cheaper(view)
    gaps = (plan.gap, plan.placement_gap, plan.wave_gap)
    if max((gap for gap in gaps if gap is not None), default=0.0) > _WIDE_GAP:
        stopped = say(f"common.stopped.{plan.stopped_by.value}", words.language)
        said.append(words.say("sure.gap.wide", stopped=stopped))
    return words.sentences(*said)


def _cheaper(view: View) -> list[str]:
    """What weighs money alone and keeps the rules: best in plan value is not cheapest."""
    words, gain = view.words, present(view.figures).gain
    found = [one for one in options_of(view.figures) if one.point and one.gain_minor > gain]
    if not found:
        return []
    most = max(found, key=lambda one: one.gain_minor)
    assert most.point is not None
    if words.in_unit(most.gain_minor) == words.in_unit(gain):
        return []
    here = measured(view.study, view.study.plan.placement).fit
    return [
        words.say(
            "sure.gap.cheaper",
            cost=words.apart(most.gain_minor, gain),
            years=view.study.assessment.horizon_years,
            there=words.number(most.point.fit, 1),
            here=words.number(here, 1),
        )
    ]


def _end(view: View, placement: float) -> str:
    """Say when the programme ends, and what is proven of that: waves are counted, not priced."""
    plan, words = view.study.plan, view.words
    last, bound = round(plan.wave_value or 0.0), round(plan.wave_bound or 0.0)
    most = words.gap(placement)
    if bound >= last:
        return words.say("sure.gap.fewest", placement=most, last=last)
    return words.say("sure.gap.fewest_open", placement=most, last=last, bound=bound)


def _stability(view: View, *, brief: bool) -> str:
    words, found = view.words, view.study.insights.stability
    if found is None:
        return words.say("sure.stability.none")
    shaky = sum(share < SHAKY for share in found.keeps.values())
    return words.sentences(
        words.say(
            "sure.stability",
            draws=words.number(found.draws),
            keeps=words.percent(found.plan_keeps),
        ),
        words.plural("sure.stability.shaky", shaky) if shaky else words.say("sure.stability.firm"),
        "" if brief else _error(view, found),
    )


def _error(view: View, found: Stability) -> str:
    """How far the draws are off, from the sample of them that was placed again to the proof."""
    words = view.words
    if found.sampled_error is None:
        return words.say("sure.stability.rough")
    key = "sure.stability.error" if found.sampled_error else "sure.stability.exact"
    error = words.percent(max(0.001, found.sampled_error), 1)  # never "0.0%" for some
    return words.say(key, count=words.number(found.resolved), error=error)


def _data(view: View, *, brief: bool) -> str:
    """What the scores and the money rest on; ``brief``: not again what page 1 says elsewhere."""
    words, figures = view.words, view.figures
    low = view.study.assessment.confidence < LOW_CONFIDENCE
    rests = words.say("sure.data.low" if low else "sure.data", rests=view.rest_on)
    costs = [] if brief and view.counts_part else costs_said(view)
    if not costs and figures.all_stated and not brief:
        costs = [words.say("sure.cost.all")]
    said = [*costs, *_provisional(view, brief=brief)]
    return words.sentences("" if low and brief and said else rests, *said)


def costs_said(view: View) -> list[str]:
    """Say of how many workloads the run cost is estimated, and of how many it is not known."""
    words, figures = view.words, view.figures
    counts = (("estimated", figures.estimated), ("unknown", figures.unpriced))
    return [words.plural(f"sure.cost.{key}", count) for key, count in counts if count]


def _provisional(view: View, *, brief: bool) -> tuple[str, ...]:
    """What too little is known of, with its money beside every total, and what to ask."""
    words, doubtful = view.words, view.figures.provisional
    if not doubtful:
        return ()
    known = [move for move in doubtful if move.run_now_minor is not None]
    key = "sure.provisional.money" if known else "sure.provisional.once"
    money = words.say(
        key if len(known) in (0, len(doubtful)) else "sure.provisional.part",
        known=words.number(len(known)),
        now=words.money(sum(move.run_now_minor or 0 for move in known)),
        after=words.money(sum(move.run_after_minor or 0 for move in known)),
        once=words.money(sum(move.one_off_minor for move in doubtful)),
    )
    asked = (words.field(one.field) for one in view.study.assessment.questions)
    ask = words.say("sure.provisional.ask", fields=words.joined(asked))
    return (ask,) if brief else (words.plural("sure.provisional", len(doubtful)), money, ask)
