"""What ``--json`` prints of questions asked of a saved plan, as docs/check-json.md describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.presenting.said import flip_words, said_words
from planner.presenting.why_words import is_assumed

if TYPE_CHECKING:
    from planner.model.insight import Flip, Insights
    from planner.model.study import Study
    from planner.presenting.view import View
    from planner.questioning.compare import Comparison, Totals

__all__ = ["Answers", "insights_as_json", "scenarios_as_json", "what_if_as_json"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a plan answered, and all that would send each workload asked about elsewhere."""

    insights: Insights
    flips: Mapping[str, tuple[Flip, ...]]


def scenarios_as_json(
    studies: Mapping[str, Study],
    compared: Mapping[str, Comparison],
    unplanned: Sequence[str],
    view: View,
) -> dict[str, Any]:
    """Return the figures of every scenario, and what each has otherwise than the first.

    Parameters
    ----------
    studies
        By name of the scenario, the first being what others are compared with.
    compared
        By name of the others.
    unplanned
        Scenarios without a plan.
    """
    from planner.questioning.compare import baseline_totals, totals

    first = next(iter(studies.values()))
    return {
        "format": "scenarios",
        "version": 1,
        "currency": first.inventory.currency,
        "staying": _totals(baseline_totals(first), known=totals(first).money_known),
        "scenarios": {name: _totals(totals(study)) for name, study in studies.items()},
        "without_plan": list(unplanned),
        "differences": {name: _differences(found, view) for name, found in compared.items()},
    }


def what_if_as_json(
    after: Study, found: Comparison | None, notes: Sequence[str], view: View
) -> dict[str, Any]:
    """Return what became of the plan; ``before`` and ``after`` null where none exists.

    Parameters
    ----------
    after
        The plan under what was asked.
    found
        What is otherwise; None where there was no plan before, or is none now.
    notes
        Sentences that belong to the answer.
    """
    return {
        "format": "what-if",
        "version": 1,
        "status": after.plan.status.value,
        "notes": list(notes),
        "currency": after.inventory.currency,
        "before": None if found is None else _totals(found.before),
        "after": None if found is None else _totals(found.after),
        "differences": [] if found is None else _differences(found, view),
    }


def insights_as_json(
    answers: Answers, names: Sequence[str], about: Sequence[str], view: View
) -> dict[str, Any]:
    """Return reasons of the workloads named, or what the whole plan answered.

    Parameters
    ----------
    answers
        What the plan was asked.
    names
        Ids of the workloads named.
    about
        Which questions of the whole plan were asked.
    """
    found: dict[str, Any] = {"format": "answers", "version": 1}
    if names:
        return {**found, "workloads": {name: _why(answers, name, view) for name in names}}
    insights = answers.insights
    if "prices" in about:
        found["prices"] = [
            {
                "rule": view.wording.priced(one),
                "kind": one.rule.kind,
                "points": one.points,
                "most": one.most,
                "money_minor": one.money_minor,
                "days": one.days,
                "proven": one.proven,
            }
            for one in insights.prices
        ]
    if "stability" in about and insights.stability is not None:
        drawn = insights.stability
        found["stability"] = {
            "draws": drawn.draws,
            "plan_keeps": drawn.plan_keeps,
            "net_present_range_minor": list(drawn.net_present_range_minor),
            "keeps": dict(drawn.keeps),
        }
    if "frontier" in about:
        found["frontier"] = [
            {
                "name": one.name,
                "fit": one.fit,
                "net_present_minor": one.net_present_minor,
                "proven": one.proven,
                "placement": dict(one.placement),
            }
            for one in insights.frontier
        ]
    if "questions" in about:
        found["questions"] = [
            {"workload": one.workload_id, "field": one.field, "worth": one.worth}
            for one in insights.questions
        ]
    if "pilots" in about and view.study is not None:
        found["pilots"] = _pilots(view.study)
    return found


def _pilots(study: Study) -> dict[str, Any]:
    """Return by published profile the points of every workload, and what each criterion adds."""
    from planner.assessing.published.candidates import candidate_profiles, rank_candidates

    return {
        profile: [
            {
                "workload": one.workload_id,
                "points": one.score,
                "criteria": {name: points * factor for name, _, points, factor in one.lines},
            }
            for one in rank_candidates(study.inventory, study.assessment, profile)
        ]
        for profile in candidate_profiles()
    }


def _why(answers: Answers, name: str, view: View) -> dict[str, Any]:
    why = answers.insights.why[name]
    return {
        "target": why.target,
        "here": [said_words(view, one) for one in why.here],
        "now": [said_words(view, one) for one in why.now],
        "rules": [said_words(view, one) for one in why.rules],
        "second": why.second,
        "second_by": why.second_by,
        "second_exact": why.second_exact and not is_assumed(view),
        "flips": [flip_words(view, one) for one in answers.flips.get(name, ())],
    }


def _totals(found: Totals, *, known: bool | None = None) -> dict[str, Any]:
    """Return the figures; money is null where none is known."""
    known = found.money_known if known is None else known
    return {
        "moving": found.moving,
        "staying": found.staying,
        "targets": dict(found.by_target),
        "fit": found.fit,
        "risk": found.risk,
        "run_year_minor": found.run_year_minor if known else None,
        "one_off_minor": found.one_off_minor if known else None,
        "net_present_minor": found.net_present_minor if known else None,
        "net_present_gain_minor": found.gain_minor,
        "finish": None if found.finish is None else found.finish.isoformat(),
        "by_wave": list(found.by_wave),
        "worth": found.worth,
    }


def _differences(found: Comparison, view: View) -> list[dict[str, Any]]:
    return [
        {
            "workload": one.workload_id,
            "target": [one.target_before, one.target_after],
            "wave": [one.wave_before, one.wave_after],
            "net_present_minor": one.net_present_minor if found.money_known else None,
            "reasons": [said_words(view, reason) for reason in one.reasons],
        }
        for one in found.differences
    ]
