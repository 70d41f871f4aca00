"""Answers about a plan as rows of a table: how sure, what rules cost, what to ask."""

from __future__ import annotations

from collections.abc import Sequence

from planner.assessing.published.candidates import candidate_profiles, rank_candidates
from planner.model.fields import FIELDS, Section
from planner.model.insight import FrontierPlan, Question, RulePrice, Stability
from planner.model.study import Study
from planner.presenting.money import percent_words, signed
from planner.presenting.table import Cell
from planner.presenting.view import View
from planner.wording import has, preset_text

__all__ = [
    "frontier_rows",
    "heads",
    "pilot_heads",
    "pilot_rows",
    "price_rows",
    "price_summary",
    "question_rows",
    "stability_rows",
    "stability_summary",
]

JOIN = "  ·  "


def heads(view: View, *keys: str) -> list[str]:
    """Say column headings."""
    rooms = ("ui_ask.column", "ui_questions.column")
    return [
        view.say(next(f"{room}.{key}" for room in rooms if has(f"{room}.{key}"))) for key in keys
    ]


def stability_summary(view: View, found: Stability) -> str:
    """Say how often the plan stays as it is, what it costs in the draws, and how sure that is."""
    low, middle, high = (_money(view, one) for one in found.net_present_range_minor)
    keeps = percent_words(found.plan_keeps)
    parts = [
        view.say("ui_questions.stability.keeps", percent=keeps, draws=found.draws),
        view.say("ui_questions.stability.money", low=low, middle=middle, high=high),
        view.say("ui_questions.stability.coins", count=len(found.coin_flips)),
    ]
    if found.sampled_error is not None:
        error = percent_words(found.sampled_error)
        parts.append(view.say("ui_questions.stability.error", error=error, count=found.resolved))
    return JOIN.join(parts)


def stability_rows(view: View, study: Study, found: Stability) -> list[tuple[str, list[Cell]]]:
    """Return each workload's id and row, the least sure first.

    Parameters
    ----------
    study
        Whose workloads they are.
    found
        How often each draw of the figures kept a workload where it is.
    """
    rows, flips = [], set(found.coin_flips)
    for name, keeps in sorted(found.keeps.items(), key=lambda item: (item[1], item[0])):
        target = study.plan.placement.get(name, "")
        shares = found.share.get(name, {}).items()
        others = sorted(
            ((share, other) for other, share in shares if other != target and share > 0),
            reverse=True,
        )
        instead = view.listed(
            f"{view.target_name(other)} {percent_words(share)}" for share, other in others
        )
        words = percent_words(keeps)
        if name in flips:
            words = view.say("ui_ask.toss", percent=words)
        cells = [
            Cell(view.workload_name(name)),
            Cell(view.target_name(target)),
            Cell(words, keeps, keeps),
            Cell(instead),
        ]
        rows.append((name, cells))
    return rows


def price_summary(view: View, prices: Sequence[RulePrice]) -> str:
    """Say how many rules were priced, and how many of them cost anything."""
    dear = sum(1 for price in prices if price.points > 0)
    summary = view.say("ui_questions.prices.summary", count=len(prices), dear=dear)
    if any(price.about_time for price in prices):
        summary += JOIN + view.say("ui_ask.searched.about")
    return summary


def price_rows(view: View, prices: Sequence[RulePrice]) -> list[list[Cell]]:
    """Return a row a rule, in the order given."""
    return [_price_row(view, price) for price in prices]


def _price_row(view: View, price: RulePrice) -> list[Cell]:
    return [
        Cell(view.wording.priced(price)),
        Cell(f"{price.points:,.1f}", price.points),
        Cell("–", -1.0) if price.most is None else Cell(f"{price.most:,.1f}", price.most),
        Cell(_money(view, price.money_minor), float(price.money_minor)),
        *(_weeks(days, undated=price.undated) for days in (price.days, price.mean_days)),
        Cell(signed(price.risk) if price.risk else "0", price.risk),
        Cell(view.say(_known(price))),
    ]


def _weeks(days: float, *, undated: bool) -> Cell:
    return Cell("–", 0.0) if undated else Cell(f"{days / 7:,.1f}", days / 7)


def _known(price: RulePrice) -> str:
    """Key of the words for how a price is known: rules about time are searched, never proven."""
    if price.proven:
        return "ui_questions.proven"
    return "ui_ask.searched" if price.about_time else "ui_questions.found_only"


def frontier_rows(
    view: View, points: Sequence[FrontierPlan], study: Study | None
) -> list[list[Cell]]:
    """Return a row a plan: fit, money, how many are placed otherwise here, how it is known.

    Parameters
    ----------
    points
        Plans of the frontier, from the cheapest.
    study
        The plan that is shown, which they are held against; None where there is none.
    """
    placed = study.plan.placement if study is not None else {}
    rows = []
    for one in points:
        other = sum(placed.get(name) != target for name, target in one.placement.items())
        known = "ui_questions.proven" if one.proven else "ui_questions.found_only"
        rows.append(
            [
                Cell(view.wording.point(one, "–")),
                Cell(f"{one.fit:.1f}", one.fit),
                Cell(_money(view, one.net_present_minor), float(one.net_present_minor)),
                Cell(f"{other}", other),
                Cell(view.say(known)),
            ]
        )
    return rows


def question_rows(view: View, found: Sequence[Question]) -> list[list[Cell]]:
    """Return a row a missing cell: whose, which, what it is worth, whom to ask."""
    return [
        [
            Cell(view.workload_name(one.workload_id)),
            Cell(view.wording.field(one.field)),
            Cell(percent_words(one.worth), one.worth, one.worth),
            Cell(_owner(view, one)),
        ]
        for one in found
    ]


def pilot_heads(view: View) -> list[str]:
    """Say what :func:`pilot_rows` holds: the workload, then each published profile by its name."""
    names = candidate_profiles().values()
    return [*heads(view, "workload"), *(preset_text(name).say(view.language) for name in names)]


def pilot_rows(view: View, study: Study) -> list[list[Cell]]:
    """Return a row a workload with its points by each published profile, the likeliest first."""
    first, *others = (
        {one.workload_id: one.score for one in rank_candidates(study.inventory, assessed, profile)}
        for assessed in (study.assessment,)
        for profile in candidate_profiles()
    )
    return [
        [
            Cell(view.workload_name(name)),
            *(
                Cell(view.wording.number(found[name]), found[name], found[name])
                for found in (first, *others)
            ),
        ]
        for name in first
    ]


def _owner(view: View, question: Question) -> str:
    """Whom to ask: the owner who knows such things, else the other one."""
    workload = view.document.inventory.by_id.get(question.workload_id)
    known = {field.key: field.section for field in FIELDS}
    business = known.get(question.field) in (Section.MONEY, Section.RISK)
    order = ("business_owner", "technical_owner")
    for key in order if business else reversed(order):
        name = workload.text(key) if workload is not None else None
        if name:
            return f"{name} ({view.say(f'fields.{key}')})"
    return view.say("ui_ask.questions.nobody")


def _money(view: View, amount_minor: float) -> str:
    return view.wording.money_in_short(amount_minor)
