"""The rules the plan keeps, and what each of them costs."""

from __future__ import annotations

from typing import Final

from planner.model.insight import RulePrice
from planner.optimising.plan import Plan
from planner.reporting.content import Block, Cell, Column, Columns, Heading, Prose, Section, Table
from planner.reporting.dates_owed import proof_due
from planner.reporting.limit_figures import limit_figure
from planner.reporting.theme import LIGHT
from planner.reporting.view import View

__all__ = ["build", "is_free", "plan_worth"]

_FREE: Final = 0.0005
"""A price below this share of the plan's worth, with no money beside it, is nothing."""
_ROWS: Final = 12
"""Rules named in the table; the others cost less and stand in the workbook."""
_FREE_NAMED: Final = 12
_WEEK: Final = 7


def build(view: View) -> tuple[Section, ...]:
    """Return rules, weights and prices, with less named where the page would run over."""
    whole, short = (_blocks(view, brief=brief) for brief in (False, True))
    title = view.words.say("rules.title")
    return (Section("rules", title, whole, one_page=True, shorter=(short,)),)


def _blocks(view: View, *, brief: bool) -> tuple[Block, ...]:
    words = view.words
    blocks: list[Block] = [Prose(_intro(view))]
    weights = (Heading(words.say("rules.weights")), _weights(view))
    if view.study.problem.limits and not brief:
        limits = (Heading(words.say("rules.limits")), _limits(view))
        blocks.append(Columns(limits, weights, 0.7))
        blocks.extend(_besides_the_budget(view))
    else:
        blocks.extend((weights[0], _weights_said(view)))
        if view.study.problem.limits:
            blocks.extend((Heading(words.say("rules.limits")), _limits(view)))
            blocks.extend(_besides_the_budget(view))
    if view.study.insights.prices:
        blocks.extend((Heading(words.say("rules.prices")), *_prices(view)))
    if view.study.rules.compliance:
        blocks.extend((Heading(words.say("rules.compliance")), *_compliance(view, brief=brief)))
    if not view.study.insights.prices:
        blocks.append(Prose(words.say("rules.not_priced"), style="small"))
    return tuple(blocks)


def _intro(view: View) -> str:
    """Whose rules these are, and which are kept; what asks for proof is owed until it is there."""
    words, due = view.words, proof_due(view.figures, view.schedule)
    rule_set = words.say(
        "rules.intro",
        name=view.study.rules.name.say(words.language),
        publisher=view.study.rules.publisher or words.say("rules.own"),
    )
    if not due:
        return words.sentences(rule_set, words.say("rules.kept"))
    day = words.day(min(due.values()))
    owed = words.plural("rules.owed", len(due), day=day)
    return words.sentences(rule_set, words.say("rules.kept.but"), owed)


def _prices(view: View) -> tuple[Block, ...]:
    """Return the rules that cost something, the dearest first; the free ones in a sentence."""
    words = view.words
    columns = (
        Column(words.say("col.rule"), 5.6),
        Column(words.say("col.price_points"), 1.2, "right"),
        Column(words.say("col.price_money", unit=words.money_unit), 1.6, "right"),
        Column(words.say("asked.weeks"), 1.2, "right"),
        Column(words.say("asked.risk"), 1.5, "right"),
        Column(words.say("col.proven"), 2.0),
    )
    priced = sorted(view.study.insights.prices, key=lambda price: -price.points)
    worth = plan_worth(view.study.plan)
    dear = [price for price in priced if not is_free(price, view.study.plan)]
    rows = tuple(
        (
            Cell(words.capital(view.words.priced(price))),
            Cell(words.percent(price.points / worth, 2)),
            Cell(words.in_unit(price.money_minor)),
            Cell(words.say("dash") if price.undated else words.small(price.days / _WEEK, 1)),
            Cell(words.small(price.risk, 1)),
            Cell(words.say(view.price_known(price))),
        )
        for price in dear[:_ROWS]
    )
    said = (view.words.priced(price) for price in priced if price not in dear)
    free = list(dict.fromkeys(said))  # a freeze of every year has one name
    blocks: list[Block] = [Prose(words.say("rules.prices.how"), style="small", keep=True)]
    if rows:
        blocks.append(Table(columns, rows))
    if len(dear) > _ROWS:
        more = words.plural("rules.prices.more", len(dear) - _ROWS)
        blocks.append(Prose(more, style="small"))
    if free:
        names = words.first_of(free, _FREE_NAMED, "and_more.items")
        blocks.append(Prose(words.say("rules.free", names=names), style="small"))
    return tuple(blocks)


def is_free(price: RulePrice, plan: Plan) -> bool:
    """Whether no better plan was found without the rule."""
    least = _FREE * plan_worth(plan)
    return price.points <= least and not price.money_minor and not price.days


def plan_worth(plan: Plan) -> float:
    """What prices are a share of: the value of places and waves together, in points."""
    return max(1.0, abs((plan.placement_value or 0.0) + (plan.wave_value or 0.0)))


def _limits(view: View) -> Table:
    words, study = view.words, view.study
    bounded = [limit for limit, _ in view.figures.limits_used if limit.at_least is not None]
    columns = (
        Column(words.say("col.rule"), 2.6),
        Column(words.say("col.targets"), 2.4),
        Column(words.say("col.used"), 1.6, "right"),
        *((Column(words.say("col.at_least"), 1.4, "right"),) if bounded else ()),
        Column(words.say("col.at_most"), 1.5, "right"),
        Column(words.say("col.load"), 0.8, "right"),
    )
    rows = []
    for limit, used in view.figures.limits_used:
        everywhere = len(limit.targets) >= len(study.problem.targets)
        places = (
            words.say("everywhere")
            if everywhere
            else words.joined(view.words.target(key) for key in limit.targets)
        )
        rows.append(
            (
                Cell(view.words.limit(limit.id)),
                Cell(places),
                Cell(limit_figure(view, limit, used)),
                *((Cell(limit_figure(view, limit, limit.at_least)),) if bounded else ()),
                Cell(limit_figure(view, limit, limit.at_most)),
                _share(view, used, limit.at_most),
            )
        )
    return Table(columns, tuple(rows))


def _besides_the_budget(view: View) -> tuple[Prose, ...]:
    """Say what of the one-off cost no limit counts, since it depends on the wave."""
    words, figures = view.words, view.figures
    limited = [used for limit, used in figures.limits_used if limit.amount == "one_off"]
    besides = figures.one_off_minor - round(max(limited, default=0.0) * 100)
    if not limited or besides < figures.one_off_minor // 100:
        return ()
    text = words.say("rules.besides", cost=words.money(besides))
    return (Prose(text, style="small"),)


def _share(view: View, used: float, bound: float | None) -> Cell:
    if not bound:
        return Cell("")
    share = used / bound
    wash = LIGHT.bad_wash if share > 0.97 else LIGHT.warn_wash if share > 0.8 else ""
    return Cell(view.words.percent(share), wash=wash)


def _compliance(view: View, *, brief: bool) -> tuple[Block, ...]:
    """Return rules that concern somebody here, with what they do; the others in a sentence."""
    words = view.words
    hit, due = _concerned(view), proof_due(view.figures, view.schedule)
    columns = (
        Column(words.say("col.rule"), 2.2),
        Column(words.say("col.says"), 5.8),
        Column(words.say("col.does"), 1.5),
        Column(words.say("col.source"), 2.2),
        Column(words.say("col.concerns"), 0.8, "right"),
    )
    listed = [rule for rule in view.study.rules.compliance if hit.get(rule.key)]
    listed.sort(key=lambda rule: (not rule.forbids, -hit[rule.key]))
    asking = [rule for rule in listed if brief and not rule.forbids]
    rows = tuple(
        (
            Cell(rule.name.say(words.language)),
            Cell(rule.reason.say(words.language)),
            Cell(
                words.say("does.forbids")
                if rule.forbids
                else words.say("does.owed", day=due[rule.key].isoformat())
                if rule.key in due
                else words.say("does.asks")
            ),
            Cell(rule.source.say(words.language)),
            Cell(words.number(hit[rule.key])),
        )
        for rule in listed
        if rule not in asking
    )
    quiet = [
        rule.name.say(words.language)
        for rule in view.study.rules.compliance
        if not hit.get(rule.key)
    ]
    blocks: list[Block] = [Table(columns, rows)] if rows else []
    if asking:
        counted = (
            words.say(
                "dates.counted",
                rule=rule.name.say(words.language),
                count=words.number(hit[rule.key]),
            )
            for rule in asking
        )
        told = words.say("rules.asking", names=words.joined(counted))
        blocks.append(Prose(told, style="small"))
    if quiet:
        said = words.say("rules.quiet", names=words.joined(quiet))
        if brief:
            said = words.plural("rules.quiet.count", len(quiet))
        blocks.append(Prose(said, style="small"))
    return tuple(blocks)


def _concerned(view: View) -> dict[str, int]:
    """Count workloads by rule: what a rule forbids is recorded by key, what it asks as a note."""
    hit: dict[str, int] = {}
    asks = {rule.reason: rule.key for rule in view.study.rules.compliance if not rule.forbids}
    for assessed in view.study.assessment.workloads.values():
        keys = {item.rule for case in assessed.cases.values() for item in case.forbidden}
        keys |= {asks[note] for note in assessed.notes if note in asks}
        for key in keys:
            hit[key] = hit.get(key, 0) + 1
    return hit


def _shares(view: View) -> list[tuple[str, str]]:
    """Weights of the factors; decimals only where one is no whole percentage."""
    weights = view.study.assessment.weights
    whole = all(abs(100 * weight - round(100 * weight)) < 0.05 for weight in weights.values())
    return [(key, view.words.percent(one, 0 if whole else 1)) for key, one in weights.items()]


def _weights_said(view: View) -> Prose:
    """Return the weights in a line, where no other table stands beside theirs."""
    words = view.words
    return Prose(
        words.joined(
            words.say("rules.weight", factor=words.factor(key), share=share)
            for key, share in _shares(view)
        )
    )


def _weights(view: View) -> Table:
    words = view.words
    columns = (Column(words.say("col.factor"), 3.0), Column(words.say("col.weight"), 1.0, "right"))
    rows = tuple(
        (
            Cell(words.factor(key)),
            Cell(share),
        )
        for key, share in _shares(view)
    )
    return Table(columns, rows)
