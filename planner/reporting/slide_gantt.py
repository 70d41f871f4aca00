"""The calendar as a Gantt of native shapes: a row a wave, freezes across, milestones below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from planner.reporting.geometry import text_width
from planner.reporting.milestones import milestones
from planner.reporting.slide_page import Page
from planner.reporting.theme import LIGHT
from planner.reporting.view import View

__all__ = ["draw_gantt"]

_LEFT, _RIGHT = 2.35, 12.75
_TOP, _BOTTOM = 1.75, 5.85
_NAMES: Final = 0.55
_TALLEST: Final = 0.42
_MONTHS: Final = 18
_LABEL: Final = 0.9
_NAMED: Final = 7
"""Milestones named below: two lines of three."""


def draw_gantt(page: Page, view: View) -> None:
    """Draw the work, the cut-overs and what follows of every wave over the months."""
    waves, schedule = view.figures.waves, view.schedule
    spans = [[schedule.moves[move.id] for move in wave.moves] for wave in waves]
    first = min(one.start for span in spans for one in span)
    last = max(one.phases[-1].last for span in spans for one in span)
    whole = max(1, (last - first).days + 1)

    def across(day: date) -> float:
        inside = min(max(day, first), last + timedelta(days=1))
        return _LEFT + (_RIGHT - _LEFT) * (inside - first).days / whole

    _axis(page, view, first, last, across)
    step = (_BOTTOM - _TOP) / len(waves)
    tall = min(_TALLEST, step * 0.68)
    for number, (wave, span) in enumerate(zip(waves, spans, strict=True)):
        top = _TOP + number * step + (step - tall) / 2
        name = view.words.say("wave.name", number=wave.number)
        words = view.words.plural("slide.gantt.row", len(wave.moves), wave=name)
        size = 12 if tall > 0.25 else 9
        page.text(words, _NAMES, top - 0.03, _LEFT - _NAMES - 0.1, tall, size, LIGHT.ink)
        start, cut_over = min(one.start for one in span), max(one.cut_over for one in span)
        end = max(one.phases[-1].last for one in span)
        begun = min(one.cut_over for one in span)
        tail = (across(cut_over), across(end + timedelta(days=1)))
        page.shape("rectangle", tail[0], top, tail[1] - tail[0], tall, LIGHT.line)
        left, right = across(start), across(cut_over + timedelta(days=1))
        page.shape("rectangle", left, top, right - left, tall, LIGHT.accent)
        if cut_over > begun:  # the days on which something is cut over
            page.shape("rectangle", across(begun), top, right - across(begun), tall, LIGHT.ink)
        side = tall * 0.7
        page.shape("diamond", right - side / 2, top + (tall - side) / 2, side, side, LIGHT.bad)
    _milestones(page, view)


def _axis(page: Page, view: View, first: date, last: date, across: Callable[[date], float]) -> None:
    for freeze in view.study.programme.freezes:
        if freeze.last_day >= first and freeze.first_day <= last:
            left, right = across(freeze.first_day), across(freeze.last_day + timedelta(days=1))
            page.shape(
                "rectangle", left, _TOP - 0.05, max(0.03, right - left), _BOTTOM - _TOP + 0.1,
                LIGHT.bad_wash,
            )  # fmt: skip
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = 1 if months <= _MONTHS else 3
    day = date(first.year, first.month, 1)
    while day <= last:
        if (day.month - 1) % every == 0 and day >= first:
            x = across(day)
            page.shape("rectangle", x, _TOP - 0.05, 0.01, _BOTTOM - _TOP + 0.1, LIGHT.line)
            text = view.words.short_month(day)
            if day.month <= every:
                text = f"{day.year} {text}"
            if x < _RIGHT - _LABEL:
                page.text(text, x + 0.03, _TOP - 0.34, _LABEL, 0.25, 10, LIGHT.quiet)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _milestones(page: Page, view: View) -> None:
    """What the marks mean, and the milestones by day."""
    words = view.words
    marks = (
        ("rectangle", LIGHT.accent, "slide.gantt.work"),
        ("rectangle", LIGHT.ink, "slide.gantt.cut_overs"),
        ("diamond", LIGHT.bad, "slide.gantt.last"),
        ("rectangle", LIGHT.line, "slide.gantt.after"),
        ("rectangle", LIGHT.bad_wash, "chart.calendar.freeze"),
    )
    x = _NAMES
    for kind, colour, key in marks:
        text = words.say(key)
        page.shape(kind, x, 6.08, 0.16, 0.16, colour)
        page.text(text, x + 0.22, 5.99, 2.6, 0.3, 11, LIGHT.quiet)
        x += 0.22 + text_width(text, 11) / 72 * 1.12 + 0.3
    found = []
    told = [one for one in milestones(view.figures) if one.key != "half"]
    for one in told[:_NAMED]:
        target = view.words.target(one.target) if one.target else ""
        found.append(words.say(f"milestone.{one.key}", day=one.day.isoformat(), target=target))
    page.text("   ·   ".join(found), _NAMES, 6.38, 12.2, 0.55, 11, LIGHT.ink)
