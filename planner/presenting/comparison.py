"""Scenarios side by side: their figures beside doing nothing, and what differs, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.model.study import Study
from planner.presenting.money import signed
from planner.presenting.plan_changes import place_words
from planner.presenting.said import said_words
from planner.presenting.table import Cell
from planner.presenting.view import View

if TYPE_CHECKING:
    from planner.questioning.compare import Difference, Totals

__all__ = ["compared_figures", "difference_row", "totals_rows"]

type Row = tuple[str, list[str]]


def compared_figures(view: View, studies: Sequence[Study]) -> list[list[Cell]]:
    """Return a row a figure: doing nothing, then each study; the first is what others are held to.

    Such rows are not sorted; their figures stand at the right.
    """
    from planner.questioning.compare import baseline_totals, totals

    if not studies:
        return []
    nothing = baseline_totals(studies[0])
    rows = _figures(view, nothing, [totals(study) for study in studies])
    return [[Cell(words), *(Cell(text, 0.0) for text in texts)] for words, texts in rows]


def totals_rows(view: View, before: Totals, after: Totals) -> list[list[Cell]]:
    """Return a row a figure: as it was, and as it is with the difference.

    Parameters
    ----------
    before, after
        Totals of the two plans.
    """
    rows = _figures(view, before, [before, after])
    return [[Cell(words), *(Cell(text, 0.0) for text in texts[1:])] for words, texts in rows]


def _figures(view: View, nothing: Totals, columns: Sequence[Totals]) -> list[Row]:
    say = view.say

    def money(amount: float) -> str:
        return view.wording.money_in_short(amount)

    def figure(key: str, take: Callable[[Totals], float], form: Callable[[float], str]) -> Row:
        values = [take(one) for one in columns]
        texts = [form(take(nothing)), form(values[0])]
        for value in values[1:]:
            more = value - values[0]
            sign = "+" if more > 0 else "−" if more < 0 else "±"
            texts.append(f"{form(value)}   ({sign}{form(abs(more))})")
        return say(f"ui_scenarios.compare.{key}"), texts

    known = any(one.money_known for one in columns)

    def in_money(key: str, take: Callable[[Totals], float]) -> Row:
        unknown = say(f"ui_scenarios.compare.{key}"), ["–"] * (len(columns) + 1)
        return figure(key, take, money) if known else unknown

    gains = ["–", *("–" if one.gain_minor is None else money(one.gain_minor) for one in columns)]
    rows = [
        (say("ui_scenarios.compare.gain"), gains),
        in_money("first_day", lambda one: one.net_present_minor),
        in_money("run_year", lambda one: one.run_year_minor),
        in_money("one_off", lambda one: one.one_off_minor),
        figure("fit", lambda one: one.fit, lambda value: f"{value:.1f}"),
        figure("risk", lambda one: one.risk, lambda value: f"{value:.1f}"),
        figure("moving", lambda one: one.moving, lambda value: f"{value:.0f}"),
    ]
    finish = [one.finish.isoformat() if one.finish else "–" for one in (nothing, *columns)]
    rows.append((say("ui_scenarios.compare.finish"), finish))
    for place, (target, _) in enumerate(columns[0].by_target):
        name, texts = figure("on_target", _taker(place), lambda value: f"{value:.0f}")
        rows.append((name.format(target=view.target_name(target)), texts))
    for wave in range(max(len(one.by_wave) for one in columns)):
        if any(_moves_in(wave)(one) for one in columns):
            _, texts = figure("moving", _moves_in(wave), lambda value: f"{value:.0f}")
            rows.append((say("ui_ask.compare.wave", wave=wave + 1), texts))
    return rows


def _moves_in(wave: int) -> Callable[[Totals], float]:
    def take(one: Totals) -> float:
        return one.by_wave[wave] if wave < len(one.by_wave) else 0

    return take


def _taker(place: int) -> Callable[[Totals], float]:
    def take(one: Totals) -> float:
        return one.by_target[place][1]

    return take


def difference_row(view: View, item: Difference, *, money_known: bool) -> list[Cell]:
    """Return who moved from where to where, why, and what that does to money and risk.

    Parameters
    ----------
    item
        A workload that is elsewhere or at another time.
    money_known
        Without it, what that does to money is left out.
    """
    more = view.wording.money_in_short(abs(item.net_present_minor))
    sign = "+" if item.net_present_minor > 0 else "−" if item.net_present_minor < 0 else ""
    return [
        Cell(view.workload_name(item.workload_id)),
        Cell(place_words(view, item.target_before, item.wave_before)),
        Cell(place_words(view, item.target_after, item.wave_after)),
        Cell(view.listed((said_words(view, one) for one in item.reasons), "clauses")),
        Cell(f"{sign}{more}" if money_known else "–", float(item.net_present_minor)),
        Cell(signed(item.risk, 0), item.risk),
    ]
