"""Page 1: the decision asked, what it costs and brings, what if not, how sure we are."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.model.plan import RuleRef
from planner.reporting.content import (
    Bullets,
    Callout,
    Columns,
    Heading,
    KeyFigure,
    KeyFigures,
    Prose,
    Section,
)
from planner.reporting.money import payback_months
from planner.reporting.view import View
from planner.text import has, say

__all__ = ["WITHOUT_PLAN", "build"]

WITHOUT_PLAN: Final = True

_WIDE_GAP: Final = 0.05
"""A gap above this is said to be worth more time."""


def build(view: View) -> tuple[Section, ...]:
    """Return the page a CIO decides on."""
    words = view.words
    if not view.study.plan.exists:
        return (_no_plan(view),)
    organisation = view.study.programme.organisation or view.study.inventory.name
    title = (
        words.say("decision.title", organisation=organisation)
        if organisation
        else words.say("title")
    )
    blocks = (
        Prose(_headline(view), style="headline"),
        Callout(words.say("decision.asked"), _asked(view), "accent"),
        KeyFigures(_key_figures(view)),
        Columns(
            (
                Heading(words.say("decision.brings")),
                Bullets(_large(_brings(view))),
                Heading(words.say("decision.if_not")),
                Prose(_if_not(view), style="lead"),
                Heading(words.say("decision.next")),
                Bullets(_large(_next(view))),
            ),
            (
                Heading(words.say("decision.sure")),
                Bullets(_large(sureness(view))),
                Heading(words.say("decision.watch")),
                Bullets(_large(_watch(view))),
            ),
        ),
    )
    return (Section("decision", title, blocks, one_page=True),)


def _large(items: tuple[Prose, ...]) -> tuple[Prose, ...]:
    """Set a list in the larger type of the first page."""
    return tuple(replace(item, style="lead") for item in items)


def _next(view: View) -> tuple[Prose, ...]:
    figures, words, programme = view.figures, view.words, view.study.programme
    if not figures.waves:
        return (Prose(words.say("none")),)
    first = figures.waves[0]
    items = [
        words.say(
            "next.sign",
            owner=words.named(programme.person("decision_owner")),
            day=words.day(programme.decision_date),
            sponsor=words.named(programme.person("sponsor")),
            amount=words.money(first.one_off_minor),
        ),
        words.say(
            "next.start",
            number=first.number,
            start=words.day(first.slot.first_day),
            end=words.day(first.slot.last_day),
        ),
    ]
    nameless = sum(not figures.owner(move) for move in figures.moving)
    if nameless:
        items.append(words.plural("next.owners", nameless))
    return tuple(Prose(item) for item in items)


def _headline(view: View) -> str:
    figures, words = view.figures, view.words
    if not figures.moving:
        return words.say("decision.headline.none", total=words.number(len(figures.moves)))
    assert figures.last_day is not None
    key = "decision.headline" if figures.saving_year_minor > 0 else "decision.headline.cost"
    return words.say(
        key,
        moving=words.number(len(figures.moving)),
        total=words.number(len(figures.moves)),
        waves=len(figures.waves),
        end=words.month(figures.last_day),
        saving=words.money(abs(figures.saving_year_minor)),
    )


def _asked(view: View) -> str:
    programme, words = view.study.programme, view.words
    return words.say(
        "decision.asked.text",
        owner=words.named(programme.person("decision_owner")),
        day=words.day(programme.decision_date),
        one_off=words.money(view.figures.one_off_minor),
        sponsor=words.named(programme.person("sponsor")),
    )


def _key_figures(view: View) -> tuple[KeyFigure, ...]:
    figures, words = view.figures, view.words
    payback = payback_months(figures)
    first, last = figures.first_day, figures.last_day
    return (
        KeyFigure(
            words.say("key.moving"),
            words.number(len(figures.moving)),
            words.say(
                "key.moving.note",
                staying=words.number(len(figures.staying)),
                retiring=words.number(len(figures.retiring)),
            ),
        ),
        KeyFigure(
            words.say("key.one_off"),
            words.money(figures.one_off_minor),
            words.say("key.one_off.note", days=words.number(figures.effort_days)),
        ),
        KeyFigure(
            words.say("key.run"),
            words.money(figures.run_after_minor),
            words.say("key.run.note", before=words.money(figures.run_now_minor)),
        ),
        KeyFigure(
            words.say("key.saving"),
            words.money(figures.saving_year_minor),
            words.say(
                "key.saving.note",
                share=words.percent(figures.saving_year_minor / max(1, figures.run_now_minor)),
            ),
        ),
        KeyFigure(
            words.say("key.payback"),
            words.duration(payback) if payback is not None else words.say("key.payback.never"),
            words.say("key.payback.note"),
        ),
        KeyFigure(
            words.say("key.done"),
            words.month(last) if last else words.say("none"),
            words.say("key.done.note", start=words.month(first)) if first else "",
        ),
    )


def _brings(view: View) -> tuple[Prose, ...]:
    figures, words = view.figures, view.words
    years = view.study.assessment.horizon_years
    gain = figures.net_present_gain_minor
    saving = figures.saving_year_minor
    items = [
        words.say(
            "brings.run" if saving >= 0 else "brings.run.more",
            before=words.money(figures.run_now_minor),
            after=words.money(figures.run_after_minor),
            saving=words.money(abs(saving)),
        ),
        words.say(
            "brings.net" if gain >= 0 else "brings.net.cost",
            gain=words.money(abs(gain)),
            years=years,
            rate=words.percent(view.study.assessment.discount_rate, 1),
        ),
    ]
    if figures.waves:
        first = figures.waves[0]
        items.append(
            words.plural(
                "brings.pilot",
                len(first.moves),
                number=first.number,
                day=words.day(first.slot.last_day),
            )
        )
    if figures.retiring:
        items.append(words.plural("brings.retire", len(figures.retiring)))
    return tuple(Prose(item) for item in items)


def _if_not(view: View) -> str:
    figures, words = view.figures, view.words
    sentences = []
    if figures.saving_year_minor > 0:
        sentences.append(
            words.say("if_not.saving", month=words.money(round(figures.saving_year_minor / 12)))
        )
    else:
        sentences.append(words.say("if_not.no_saving"))
    ended = sum(move.workload.text("technology_support") == "ended" for move in figures.moving)
    if ended:
        sentences.append(words.plural("if_not.support", ended))
    sentences.append(words.say("if_not.stay", run=words.money(figures.run_now_minor)))
    return words.sentences(*sentences)


def sureness(view: View) -> tuple[Prose, ...]:
    """Return gap, stability and data confidence, a sentence each."""
    plan, words = view.study.plan, view.words
    if plan.joint and plan.gap is not None:
        gap = words.say("sure.gap.joint", gap=words.gap(plan.gap))
    elif plan.placement_gap is not None and plan.wave_gap is not None:
        gap = words.say(
            "sure.gap", placement=words.gap(plan.placement_gap), waves=words.gap(plan.wave_gap)
        )
    elif plan.placement_gap is not None:
        gap = words.say("sure.gap.placement", placement=words.gap(plan.placement_gap))
    else:
        gap = words.say("sure.gap.none")
    gaps = [known for known in (plan.gap, plan.placement_gap, plan.wave_gap) if known is not None]
    if max(gaps, default=0.0) > _WIDE_GAP:
        stopped = say(f"common.stopped.{plan.stopped_by.value}", words.language)
        gap = words.sentences(gap, words.say("sure.gap.wide", stopped=stopped))
    found = view.study.insights.stability
    if found is None:
        stable = words.say("sure.stability.none")
    else:
        shaky = sum(share < 0.7 for share in found.keeps.values())
        stable = words.say(
            "sure.stability",
            draws=words.number(found.draws),
            keeps=words.percent(found.plan_keeps),
            shaky=words.number(shaky),
        )
    confidence = view.study.assessment.confidence
    level = "high" if confidence >= 0.8 else "medium" if confidence >= 0.5 else "low"
    data = words.say(
        f"sure.data.{level}",
        share=words.percent(confidence),
        uncosted=words.number(view.figures.uncosted),
    )
    return (
        Prose(gap, words.say("sure.gap.lead")),
        Prose(stable, words.say("sure.stability.lead")),
        Prose(data, words.say("sure.data.lead")),
    )


def _watch(view: View) -> tuple[Prose, ...]:
    figures, words = view.figures, view.words
    items = [
        words.say(
            "watch.risk",
            name=move.name,
            risk=words.number(move.risk),
            wave=move.wave or 0,
            owner=words.named(figures.owner(move)),
        )
        for move in sorted(figures.moving, key=lambda move: -move.risk)[:1]
    ]
    tight = [
        (wave.counted_days[team] / wave.capacity_days[team], wave, team)
        for wave in figures.waves
        for team in wave.load_days
        if wave.capacity_days.get(team)
    ]
    if tight:
        share, wave, team = max(tight, key=lambda item: item[0])
        items.append(
            words.say(
                "watch.team",
                team=view.team_name(team),
                number=wave.number,
                share=words.percent(share),
            )
        )
    over = [
        (days - wave.capacity_days[team], wave, team)
        for wave in figures.waves
        for team, days in wave.load_days.items()
        if team in wave.capacity_days and days > wave.capacity_days[team] * 1.001
    ]
    if over:
        _, wave, team = max(over, key=lambda item: item[0])
        items.append(
            words.say(
                "watch.over",
                team=view.team_name(team),
                number=wave.number,
                days=words.number(wave.load_days[team]),
                capacity=words.number(wave.capacity_days[team]),
            )
        )
    return tuple(Prose(item) for item in items) or (Prose(words.say("watch.none")),)


def _no_plan(view: View) -> Section:
    words, plan = view.words, view.study.plan
    blocks = [Prose(words.say(f"no_plan.{plan.status.value}"), style="headline")]
    if plan.conflict is None:
        return Section("decision", words.say("title"), (*blocks, Prose(words.say("no_plan.next"))))
    rules = tuple(Prose(rule_words(view, rule)) for rule in plan.conflict.rules)
    repairs = []
    for repair in plan.conflict.repairs:
        names = words.joined(rule_words(view, rule) for rule in repair.rules)
        amount = (
            ""
            if repair.amount is None
            else words.number(repair.amount, 0 if repair.amount == int(repair.amount) else 2)
        )
        change = (
            say(f"rules.change.{repair.change}", words.language, rules=names, amount=amount)
            if has(f"rules.change.{repair.change}")
            else names
        )
        proof = say("rules.proven" if repair.proven else "rules.unproven", words.language)
        repairs.append(Prose(words.say("no_plan.repair", change=change.strip(), proof=proof)))
    return Section(
        "decision",
        words.say("title"),
        (
            *blocks,
            Heading(words.say("no_plan.rules")),
            Bullets(rules),
            Heading(words.say("no_plan.repairs")),
            Bullets(tuple(repairs) or (Prose(words.say("none")),)),
        ),
    )


def rule_words(view: View, rule: RuleRef) -> str:
    """Describe a rule in the user's words."""
    names = tuple(view.workload_name(key) for key in rule.names)
    return view.words.rule(rule, names)
