"""What the foot of the window claims of a plan is true of the rules and figures as they are."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from planner.model.scenario import Decision, DecisionKind
from planner.model.study import Draft, Study
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import Limit
from planner.presenting.standing import SOUND, Standing, standing_of
from planner.presenting.status_words import plan_tip, plan_words
from planner.presenting.view import PlainView
from planner.project import Document
from planner.wording import LANGUAGES, say
from tests.reporting.studies import make_study


@pytest.fixture(scope="module")
def study() -> Study:
    return make_study(12)


def draft_of(study: Study, limits: tuple[Limit, ...] = ()) -> Draft:
    """Return the document scored anew, with these limits more."""
    parts = {part.name: getattr(study, part.name) for part in fields(Draft)}
    problem = replace(study.problem, limits=(*study.problem.limits, *limits))
    return Draft(**parts | {"problem": problem, "input_hash": "new"})


def said(
    study: Study, standing: Standing = SOUND, *, stale: bool = False, language: str = "en"
) -> str:
    document = Document(inventory=study.inventory, programme=study.programme)
    return plan_words(PlainView(document, language, study=study), standing, stale=stale)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_that_breaks_a_rule_by_now_is_not_said_to_keep_every_rule(
    study: Study, language: str
) -> None:
    keeps = say("common.status.feasible", language)
    kept = replace(study, plan=replace(study.plan, placement_status=PlanStatus.FEASIBLE))
    assert keeps in said(kept, language=language)
    target = next(iter(study.plan.placement.values()))
    none = Limit("none", "count", (target,), at_most=0.0)
    broken = standing_of(draft_of(study, (none,)), study.plan)
    assert broken.broken
    assert not broken.sound
    assert keeps not in said(kept, broken, language=language)
    assert say("ui.status.broken", language, count=broken.broken) == said(
        kept, broken, language=language
    )


def test_a_plan_of_another_problem_proves_nothing(study: Study) -> None:
    found = standing_of(draft_of(study), study.plan, "old")
    assert found.outdated
    assert said(study, found) == say("ui.status.outdated", "en")
    assert standing_of(draft_of(study), study.plan, "new").broken == found.broken
    assert standing_of(study, None).sound  # the answer to a search was checked where it was found


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_a_search_that_ended_without_a_plan_is_told(study: Study, status: str) -> None:
    refused = Standing(refused=status)
    words = say(f"ui.status.refused.{status}", "en")
    document = Document(inventory=study.inventory)
    assert plan_words(PlainView(document, "en"), refused, stale=False) == words
    assert said(study, refused).startswith(words)
    assert "gap" not in said(study, refused)


def test_nothing_is_claimed_while_a_change_is_worked_out(study: Study) -> None:
    assert said(study, stale=True) == say("ui.status.stale", "en")


def test_reserves_stand_beside_the_proof(study: Study) -> None:
    lifted = Decision("D9", DecisionKind.WAY_OUT, (), "limit:places", "agreed", "Li Wei")
    first = next(iter(study.plan.placement))
    guessed = replace(study.assessment.workloads[first], provisional=True)
    assessment = replace(study.assessment, workloads={**study.assessment.workloads, first: guessed})
    scenario = replace(study.scenario, decisions=(*study.scenario.decisions, lifted))
    law = study.rules.name
    held = replace(study, assessment=assessment, scenario=scenario)
    words = said(held, Standing(owed=(law,)))
    for key in ("provisional", "waived", "owed"):
        assert say(f"ui.status.{key}", "en", count=1) in words
        assert say(f"ui.status.{key}", "en", count=1) not in said(study)
    document = Document(inventory=study.inventory)
    tip = plan_tip(PlainView(document, "en", study=held), Standing(owed=(law,)))
    assert law.en in tip
