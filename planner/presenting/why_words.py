"""The why-panel's text; everything from an inventory is escaped, never read as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from planner.model.insight import Flip, Why
from planner.model.rules import FACTORS
from planner.model.study import Study
from planner.presenting.said import flip_words, said_words
from planner.presenting.view import View
from planner.reporting.theme import TARGET_LETTERS
from planner.wording import mark_of, worded

__all__ = ["details_html", "is_assumed", "second_words"]


def details_html(
    view: View, study: Study, name: str, why: Why | None, flips: Sequence[Flip]
) -> str:
    """Return all that is known of a workload's place as rich text.

    Parameters
    ----------
    study
        The plan.
    name
        Id of the workload.
    why
        Why it is where it is; None where that was not asked.
    flips
        What would send it elsewhere, the nearest first.
    """
    say = view.say
    parts = [*_head(view, study, name)]
    if why is None:
        parts.append(f"<p><i>{escape(say('ui_why.why.working'))}</i></p>")
    else:
        parts += _sentences(view, "ui_why.why.here", [said_words(view, s) for s in why.here])
        parts += _sentences(view, "ui_why.why.now", [said_words(view, s) for s in why.now])
        parts += _sentences(view, "ui_ask.why.rules", [said_words(view, s) for s in why.rules])
    parts += _fit_table(view, study, name)
    if why is not None:
        second = second_words(view, why)
        parts += _sentences(view, "ui_why.why.second", [second] if second else [])
    parts += _sentences(view, "ui_why.why.flips", [flip_words(view, f) for f in flips])
    parts += _sentences(view, "ui_why.why.ruled_out", _ruled_out(view, study, name))
    decided = [
        decision.reason
        for decision in study.scenario.decisions
        if decision.active and name in decision.workloads and decision.reason
    ]
    parts += _sentences(view, "ui_why.why.decided", decided)
    return "".join(parts)


def second_words(view: View, why: Why) -> str:
    """Say what came second; empty where it was never asked."""
    if why.second is not None and why.second_by is not None:
        target = view.target_name(why.second)
        if why.second_by < -0.05:
            points = f"{-why.second_by:,.1f}"
            return view.say("ui_why.why.second.better", target=target, points=points)
        if is_assumed(view):
            points = f"{why.second_by:,.1f}"
            return view.say("questioning.second.assumed", target=target, points=points)
        if why.second_exact:
            points = f"{why.second_by:,.1f}"
            return view.say("questioning.second.exact", target=target, points=points)
        least, most = why.second_interval or (0.0, why.second_by)
        low = f"{max(least, 0.0):,.1f}"
        return view.say(
            "questioning.second.interval", target=target, least=low, most=f"{most:,.1f}"
        )
    if why.second_exact:
        return view.say("questioning.second.none")
    if why.second_interval is not None:
        return view.say("ui_why.why.second.not_found")
    return ""


def is_assumed(view: View) -> bool:
    """Whether the plan rests on figures that are assumed, of which nothing counts as proven."""
    return view.study is not None and view.study.assessment.has_provisional


def _head(view: View, study: Study, name: str) -> Iterator[str]:
    say = view.say
    found, target = study.assessment.workloads[name], study.plan.placement[name]
    wave = (study.plan.wave or {}).get(name)
    yield f"<h3>{escape(view.workload_name(name))}</h3>"
    place = escape(view.target_name(target))
    when = escape(say("ui_map.map.stays"))
    if wave is not None:
        when = escape(say("ui_map.map.wave", wave=wave))
        if wave <= len(study.calendar):
            when += f" · {study.calendar[wave - 1].last_day.isoformat()}"
    yield f"<p><b>{place}</b> · {when}</p>"
    case = found.cases.get(target)
    if case is not None:
        strategy = say(f"common.strategy.{case.strategy}")
        reason = worded(case.strategy_reason, view.language)
        colon = mark_of("common.colon", view.language)
        yield f"<p><b>{escape(strategy)}</b>{colon}{escape(reason)}</p>"


def _sentences(view: View, heading: str, sentences: Sequence[str]) -> Iterator[str]:
    if sentences:
        yield f"<h4>{escape(view.say(heading))}</h4>"
        yield "<ul style='margin-left: -24px'>"
        for sentence in sentences:
            yield f"<li>{escape(sentence)}</li>"
        yield "</ul>"


def _fit_table(view: View, study: Study, name: str) -> Iterator[str]:
    """Factor parts per target; they add up to the fit in the last line."""
    say, item = view.say, study.assessment.workloads[name]
    chosen = study.plan.placement[name]
    order = [target.id for target in study.programme.targets if target.id in item.cases]
    heads = []
    for target in order:
        kind = view.target_kind(target)
        letter = TARGET_LETTERS.get(kind, target[:3])
        heads.append(
            f"<th align='right'>&nbsp;{'▶' if target == chosen else ''}{escape(letter)}</th>"
        )
    yield f"<h4>{escape(say('ui_why.why.fit'))}</h4><table width='98%' cellpadding='2'>"
    yield f"<tr><td></td>{''.join(heads)}</tr>"
    for factor in FACTORS:
        cells = "".join(
            f"<td align='right'>{item.cases[target].fit_parts.get(factor, 0.0):.1f}</td>"
            for target in order
        )
        yield f"<tr><td>{escape(say(f'ui.factor.{factor}'))}</td>{cells}</tr>"
    total = "".join(f"<td align='right'><b>{item.cases[t].fit:.0f}</b></td>" for t in order)
    yield f"<tr><td><b>{escape(say('ui_why.why.fit.total'))}</b></td>{total}</tr></table>"
    yield from _money_table(view, study, name, order)


def _money_table(view: View, study: Study, name: str, order: Sequence[str]) -> Iterator[str]:
    """Net present cost and the objective's cost per target, the chosen one in bold."""
    say, item = view.say, study.assessment.workloads[name]
    chosen = study.plan.placement[name]
    heads = "".join(
        f"<th align='{side}'>{escape(say(key))}</th>"
        for key, side in (
            ("ui_why.why.target", "left"),
            ("ui_scenarios.compare.net_present", "right"),
            ("ui_why.why.cost", "right"),
        )
    )
    yield f"<h4>{escape(say('ui_why.why.money'))}</h4>"
    yield f"<table width='98%' cellpadding='2'><tr>{heads}</tr>"
    for target in order:
        case = item.cases[target]
        sign = "▶ " if target == chosen else "✖ " if case.forbidden else ""
        words = (
            f"{sign}{view.target_name(target)}",
            view.wording.money_in_short(case.net_present_minor),
            f"{case.cost:,.0f}",
        )
        bold = ("<b>", "</b>") if target == chosen else ("", "")
        cells = [f"{bold[0]}{escape(word)}{bold[1]}" for word in words]
        yield f"<tr><td>{cells[0]}</td>"
        yield "".join(f"<td align='right'>{cell}</td>" for cell in cells[1:]) + "</tr>"
    yield "</table>"


def _ruled_out(view: View, study: Study, name: str) -> list[str]:
    return [
        view.named(view.target_name(case.target), worded(rule.reason, view.language))
        for case in study.assessment.workloads[name].cases.values()
        for rule in case.forbidden
    ]
