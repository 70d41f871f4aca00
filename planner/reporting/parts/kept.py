"""How well the plan keeps each principle of the method, and what the principle costs."""

from __future__ import annotations

from collections import Counter
from typing import Final

from planner.assessing.principles import DEPENDENCIES, PILOT, RECOVERY_NEAR, is_foundation
from planner.assessing.ramp import RAMP, RISKY, ramp_waves
from planner.model.insight import RulePrice
from planner.model.method import PrincipleKept
from planner.reporting.content import Cell, Column, Prose, Table, without_blank
from planner.reporting.parts.rules import is_free, plan_worth
from planner.reporting.theme import LIGHT
from planner.reporting.view import View

__all__ = ["price_said", "principles_kept"]

_NAMED: Final = 3
_NO_ORDER: Final = 0.05
"""A rank correlation nearer to nothing speaks neither for nor against an order."""


def principles_kept(view: View) -> tuple[Prose | Table, ...]:
    """Return the principles with their measures; nothing where there are no waves."""
    words, found = view.words, view.study.method
    if not found:
        return ()
    priced = view.study.insights.prices
    kinds = ("principle", "wave_limit")  # the ramp is a limit of the waves
    prices = {price.rule.id: price for price in priced if price.rule.kind in kinds}
    columns = (
        Column(words.say("kept.principle"), 3.9),
        Column(words.say("kept.kept"), 1.3, "right"),
        Column(words.say("kept.broken"), 6.9),
        Column(words.say("kept.price"), 2.1),
        Column(words.say("kept.source"), 3.2),
    )
    unpriced = words.say("kept.unpriced")
    usual = Counter(one.source.say(words.language) for one in found).most_common(1)[0][0]
    empty = [one for one in found if _says_nothing(view, one, prices.get(one.key))]
    rows = tuple(_row(view, one, prices.get(one.key), usual) for one in found if one not in empty)
    priced_any = any(row[3].text != unpriced for row in rows)
    intro = words.sentences(
        words.say("kept.intro"),
        words.say("kept.prices") if priced_any else "",
        words.say("kept.usual", source=usual),
    )
    table = without_blank(Table(columns, rows), words.say("dash"))
    named = (words.title_of(one.name.say(words.language), _alone(view, one)) for one in empty)
    rest = words.say("kept.nothing", names=words.joined(named, "clauses"))
    return (
        Prose(intro, style="small", keep=True),
        *((table if priced_any else without_blank(table, unpriced),) if rows else ()),
        *((Prose(rest, style="small"),) if empty else ()),
    )


def _says_nothing(view: View, one: PrincipleKept, price: RulePrice | None) -> bool:
    """Whether a principle has nothing to measure here and costs nothing: a name is enough."""
    blank = _exceptions(view, one) in (view.words.say("dash"), _alone(view, one))
    free = price is None or is_free(price, view.study.plan)
    return one.active and not one.of and free and blank


def _alone(view: View, one: PrincipleKept) -> str:
    """Say how many it is about without a counterpart; empty where none."""
    alone = 0 if one.of else round(one.figures.get("alone", 0.0))
    return view.words.plural("kept.alone", alone) if alone else ""


def _row(view: View, one: PrincipleKept, price: RulePrice | None, usual: str) -> tuple[Cell, ...]:
    words = view.words
    name = one.name.say(words.language)
    if not one.active:
        name = words.say("kept.dropped", name=name)
    said = words.say("kept.none")
    if one.of:
        said = words.say("kept.of", kept=words.number(one.kept), of=words.number(one.of))
    source = one.source.say(words.language)
    short = one.active and one.kept < one.of
    return (
        Cell(name, bold=True),
        Cell(said, wash=LIGHT.warn_wash if short else ""),
        Cell(_exceptions(view, one)),
        Cell(price_said(view, price)),
        Cell(words.say("dash") if source == usual else source),
    )


def price_said(view: View, price: RulePrice | None) -> str:
    """What the plan would gain without a rule about time, as a share of its value, and in days."""
    words, plan = view.words, view.study.plan
    if price is None:
        return words.say("kept.unpriced")
    if is_free(price, plan):
        return words.say("kept.free")
    share = words.percent(price.points / plan_worth(plan), 2)
    said = words.say("kept.costs", share=share)
    if abs(price.mean_days) < 1.0:
        return said
    weeks = words.small(price.mean_days / 7, 1)
    return words.say("kept.costs.time", price=said, weeks=weeks)


def _exceptions(view: View, one: PrincipleKept) -> str:
    """Say who stands against a principle, and whom it does not speak of."""
    words = view.words
    said = []
    if one.key == RAMP:
        first = set(ramp_waves(len(view.study.calendar), view.study.programme))
        assessed = view.study.assessment.workloads
        excepted = tuple(
            move.id
            for move in view.figures.moving
            if move.wave in first
            and (move.criticality == "critical" or move.risk > RISKY)
            and is_foundation(assessed[move.id])
        )
        if excepted:
            said.append(words.say("kept.foundations", names=view.some_names(excepted, _NAMED)))
    if one.key == PILOT and "count" in one.figures:
        facts = {key: round(one.figures.get(key, 0.0)) for key in ("count", "foundations")}
        said.append(words.say("kept.pilot", risk=round(one.figures["risk.most"]), **facts))
    if alone := _alone(view, one):
        said.append(alone)
    if one.broken:
        said.append(_broken(view, one))
    return words.sentences(*_order(view, one), *said) or words.say("dash")


def _order(view: View, one: PrincipleKept) -> tuple[str, ...]:
    """Say how the waves go with readiness, risk and criticality, and where that is against it."""
    words, figures = view.words, one.figures
    if one.key == RAMP:
        tiers = [key for key in figures if key.startswith("wave.")]
        means = words.joined(
            words.say(
                "kept.mean",
                tier=view.choice("criticality", key.removeprefix("wave.")),
                wave=words.number(figures[key], 1),
            )
            for key in tiers
        )
        return (words.say("kept.means", means=means),) if len(tiers) > 1 else ()
    if "readiness" not in figures:
        return ()
    signs = {"readiness": -1.0, "risk": 1.0, "criticality": 1.0}
    said = {key: words.number(figures[key], 2) for key in signs}
    against = [key for key, sign in signs.items() if sign * figures[key] < -_NO_ORDER]
    wrong = words.joined(words.say(f"kept.order.{key}") for key in against)
    sentences = [words.say("kept.order", **said)]
    if against:
        sentences.append(words.say("kept.against", what=wrong))
    together = figures.get("readiness.risk", 0.0)
    if against == ["risk"] and together > _NO_ORDER:
        sentences.append(words.say("kept.tied", together=words.number(together, 2)))
    keys = {"readiness": "bound.less_ready", "risk": "bound.riskier"}
    backward = {key: round(figures.get(keys[key], 0.0)) for key in against if key in keys}
    if any(backward.values()):
        count = words.joined(
            words.say(f"kept.bound.{key}", count=words.number(many))
            for key, many in backward.items()
        )
        of = words.number(round(figures.get("bound", 0.0)))
        prices = view.study.insights.prices
        price = next((one for one in prices if one.rule.id == DEPENDENCIES), None)
        sentences.append(words.say("kept.bound", count=count, of=of, price=price_said(view, price)))
    return tuple(sentences)


def _broken(view: View, one: PrincipleKept) -> str:
    """Name who stands against a principle; a pair as "one not after the other"."""
    words = view.words
    if not any(any(item) for item in one.broken):
        return words.plural("kept.pairs", len(one.broken))
    named: list[str] = []
    for item in one.broken:
        first, *second = (view.workload_name(key) for key in item)
        key = "kept.apart" if one.key == RECOVERY_NEAR else "kept.pair"
        said = words.say(key, first=first, second=second[0]) if second else first
        if said and said not in named:
            named.append(said)
    return words.first_of(named, _NAMED)
