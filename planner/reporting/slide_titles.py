"""Titles of the slides: each says the message of its slide in one sentence."""

from __future__ import annotations

from planner.model.insight import SHAKY
from planner.reporting.charts.heat import RISK_BANDS
from planner.reporting.money import present
from planner.reporting.moves import RETIRED
from planner.reporting.sureness import LOW_CONFIDENCE
from planner.reporting.view import View

__all__ = [
    "calendar_title",
    "money_title",
    "next_title",
    "options_title",
    "portfolio_title",
    "risk_title",
    "staying_title",
    "sure_title",
    "waves_title",
]


def portfolio_title(view: View) -> str:
    """Where most of the portfolio ends."""
    words, figures = view.words, view.figures
    places = {key: count for key, count in figures.after.items() if key and key != RETIRED}
    if not places:
        return words.say("portfolio.title")
    most = max(places, key=lambda key: places[key])
    if len(figures.moves) == 1:
        return words.say("slide.portfolio.only", target=view.words.target(most))
    return words.plural(
        "slide.portfolio",
        len(figures.moving),
        moving=words.number(len(figures.moving)),
        total=words.number(len(figures.moves)),
        share=words.shares((places[most], len(figures.moves) - places[most]))[0],
        target=view.words.target(most),
    )


def options_title(view: View) -> str:
    """What the plan is worth beside staying."""
    gain = present(view.figures).gain
    return view.words.say(
        "slide.options" if gain >= 0 else "slide.options.cost",
        years=view.study.assessment.horizon_years,
        gain=view.words.money(abs(gain)),
    )


def calendar_title(view: View) -> str:
    """From when to when, in how many waves."""
    words, figures = view.words, view.figures
    last = view.schedule.last_cut_over
    if last is None:
        return words.say("calendar.title")
    return words.say(
        "slide.calendar",
        waves=words.plural("decision.waves", len(figures.wave_numbers)),
        first=words.month(view.schedule.begins(figures.waves[0])),
        last=words.month(last),
    )


def waves_title(view: View) -> str:
    """Which wave is the heaviest."""
    words, waves = view.words, view.figures.waves
    if not waves:
        return words.say("calendar.title")
    heaviest = max(waves, key=lambda wave: wave.effort_days)
    return words.say(
        "slide.waves",
        number=heaviest.number,
        days=words.number(heaviest.effort_days),
        one_off=words.maybe_money(heaviest.one_off_minor if heaviest.one_off_known else None),
    )


def money_title(view: View) -> str:
    """What is spent and what it brings."""
    words, figures = view.words, view.figures
    key = "slide.money" if figures.saving_year_minor > 0 else "slide.money.cost"
    return words.say(
        key if figures.money_known else "slide.money.unknown",
        one_off=view.one_off(),
        saving=words.money(abs(figures.saving_year_minor)),
    )


def sure_title(view: View) -> str:
    """How firmly the plan stands."""
    words, stability = view.words, view.study.insights.stability
    confidence = view.study.assessment.confidence
    if confidence < LOW_CONFIDENCE:
        return words.say("slide.sure.low", rests=view.rest_on)
    if stability is None or len(stability.keeps) == 1:
        return words.say("slide.sure.data", rests=view.rest_on)
    firm = sum(share >= SHAKY for share in stability.keeps.values())
    return words.plural(
        "slide.sure",
        firm,
        firm=words.number(firm),
        total=words.number(len(stability.keeps)),
    )


def risk_title(view: View) -> str:
    """How many moves stand in the two upper bands, and which is the riskiest."""
    words, moving = view.words, view.figures.moving
    if not moving:
        return words.say("risks.title")
    above = RISK_BANDS[2]
    count = sum(move.risk > above for move in moving)
    riskiest = max(moving, key=lambda move: move.risk)
    return words.plural(
        "slide.risks" if count else "slide.risks.none",
        count,
        above=above,
        name=riskiest.name,
        risk=words.number(riskiest.risk),
    )


def staying_title(view: View) -> str:
    """How many stay and leave."""
    figures, words = view.figures, view.words
    said = [words.plural("slide.staying", len(figures.staying))]
    if figures.retiring:
        said.append(words.plural("portfolio.retiring", len(figures.retiring)))
    return words.clauses(said).rstrip(".。")


def next_title(view: View) -> str:
    """The date of the decision and the start."""
    words, programme = view.words, view.study.programme
    if not view.figures.waves:
        return words.say("decision.next")
    first = view.figures.waves[0]
    return words.say(
        "slide.next" if programme.decision_date else "slide.next.no_day",
        day=words.day(programme.decision_date),
        wave=words.number(first.number),
        start=words.day(view.schedule.begins(first)),
    )
