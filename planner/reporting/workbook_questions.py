"""The workbook's sheets of answers: why each workload is there, what rules cost, what to ask."""

from __future__ import annotations

from planner.model.insight import Flip, RulePrice, Why
from planner.reporting.options_compared import cost_of
from planner.reporting.parts.rules import is_free, plan_worth
from planner.reporting.view import View
from planner.reporting.workbook_columns import DECIMAL, MONEY, SHARE, Sheet, SheetColumn, Value

__all__ = ["frontier", "prices", "questions", "reasons"]

WEEK = 7
_SHARE = "0.00%"
"""How a share of the plan's value is written: most are small."""


def reasons(view: View) -> Sheet:
    """Return, for every workload, why here, why now, what binds it and what came second."""
    words = view.words
    columns = (
        SheetColumn(words.say("col.workload"), 24, wraps=True),
        SheetColumn(words.say("col.target"), 14, wraps=True),
        SheetColumn(words.say("col.wave"), 8, "0", centred=True),
        SheetColumn(words.say("asked.here"), 62, wraps=True),
        SheetColumn(words.say("asked.now"), 40, wraps=True),
        SheetColumn(words.say("asked.rules"), 40, wraps=True),
        SheetColumn(words.say("asked.pulled"), 24, wraps=True),
        SheetColumn(words.say("asked.waits"), 24, wraps=True),
        SheetColumn(words.say("col.second"), 14, wraps=True, optional=True),
        SheetColumn(words.say("asked.worse"), 13, _SHARE, optional=True),
        SheetColumn(words.say("asked.at_least"), 13, _SHARE, optional=True),
        SheetColumn(words.say("col.proven"), 18, wraps=True),
        SheetColumn(words.say("col.flip"), 36, wraps=True, optional=True),
        SheetColumn(words.say("col.keeps"), 9, SHARE, optional=True),
    )
    found = view.study.insights
    return Sheet(columns, tuple(_why(view, why) for why in found.why.values()), frozen=1)


def _why(view: View, why: Why) -> tuple[Value, ...]:
    words, study = view.words, view.study
    stability, flip = study.insights.stability, study.insights.flips.get(why.workload_id)
    asked = why.second is not None and why.second_by is not None
    least = why.second_by if why.second_exact else (why.second_interval or (None,))[0]
    worth = plan_worth(study.plan)
    known = "asked.exact" if why.second_exact else "asked.interval"
    if study.assessment.has_provisional:
        known = "asked.assumed"
    return (
        view.workload_name(why.workload_id),
        view.words.target(why.target),
        (study.plan.wave or {}).get(why.workload_id),
        words.sentences(*(view.words.said(one) for one in why.here)),
        words.sentences(*(view.words.said(one) for one in why.now)),
        words.sentences(*(view.words.said(one) for one in why.rules)),
        words.joined(view.workload_name(name) for name in why.pulled_by),
        words.joined(view.workload_name(name) for name in why.waits_for),
        view.words.target(why.second) if why.second else None,
        why.second_by / worth if why.second and why.second_by is not None else None,
        least / worth if asked and least is not None and least > float("-inf") else None,
        words.say(known if asked else "asked.only" if why.second_exact else "asked.not_yet"),
        view.flip(flip) if isinstance(flip, Flip) else None,
        stability.keeps.get(why.workload_id) if stability else None,
    )


def prices(view: View) -> Sheet:
    """Return what each rule costs of the plan's value, of money, weeks and risk, dearest first."""
    words, currency = view.words, view.study.inventory.currency
    columns = (
        SheetColumn(words.say("col.rule"), 50, wraps=True),
        SheetColumn(words.say("sheet.price_points"), 18, _SHARE),
        SheetColumn(words.say("asked.most"), 14, _SHARE),
        SheetColumn(words.say("col.price_money", unit=currency), 20, MONEY),
        SheetColumn(words.say("asked.weeks"), 14, DECIMAL),
        SheetColumn(words.say("asked.mean_weeks"), 18, DECIMAL),
        SheetColumn(words.say("asked.risk"), 12, DECIMAL),
        SheetColumn(words.say("col.proven"), 40, wraps=True),
    )
    ranked = sorted(view.study.insights.prices, key=lambda price: -price.points)
    return Sheet(columns, tuple(_price(view, one) for one in ranked))


def _price(view: View, price: RulePrice) -> tuple[Value, ...]:
    worth = plan_worth(view.study.plan)
    return (
        view.words.priced(price),
        price.points / worth,
        None if price.most is None else price.most / worth,
        price.money_minor / 100,
        None if price.undated else price.days / WEEK,
        None if price.undated else price.mean_days / WEEK,
        price.risk,
        view.words.say(
            "price.none" if is_free(price, view.study.plan) else view.price_known(price)
        ),
    )


def frontier(view: View) -> Sheet:
    """Return the plans that no other plan found beats in both fit and money."""
    words, currency = view.words, view.study.inventory.currency
    columns = (
        SheetColumn(words.say("asked.plan"), 24),
        SheetColumn(words.say("col.fit"), 12, "0.00"),
        SheetColumn(words.say("col.present", unit=currency), 24, MONEY),
        SheetColumn(words.say("col.proven"), 16),
        SheetColumn(words.say("asked.elsewhere"), 24, "#,##0"),
    )
    plan = view.study.plan.placement
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            view.words.point(point, view.words.say("dash")),
            point.fit,
            cost_of(view.figures, point.placement) / 100,
            words.say("yes" if point.proven else "estimate"),
            sum(plan.get(name) != target for name, target in point.placement.items()),
        )
        for point in view.study.insights.frontier
    )
    return Sheet(columns, rows)


def questions(view: View) -> Sheet:
    """Return the empty cells whose value could change the plan, the worthiest first."""
    words = view.words
    columns = (
        SheetColumn(words.say("col.workload"), 36, wraps=True),
        SheetColumn(words.say("col.field"), 36, wraps=True),
        SheetColumn(words.say("asked.worth"), 14, SHARE),
        SheetColumn(words.say("col.risk_owner"), 20),
    )
    rows: list[tuple[Value, ...]] = []
    for one in view.study.insights.questions:
        move = view.figures.by_id.get(one.workload_id)
        owner = view.figures.owner(move) if move is not None else ""
        rows.append(
            (view.workload_name(one.workload_id), words.field(one.field), one.worth, owner or None)
        )
    return Sheet(columns, tuple(rows))
