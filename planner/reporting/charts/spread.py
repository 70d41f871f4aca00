"""How sure and how good: the stability of placements, the frontier, the survey's banks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from planner.reporting.charts.axes import mark_words, ticks
from planner.reporting.geometry import Dot, Drawing, Label, Line, Polygon, Rect, Shape, text_width
from planner.reporting.theme import LIGHT, ONCE, RUN, SHARES, SURENESS, TRAIL, TYPE
from planner.reporting.wording import ReportWording

__all__ = [
    "STABILITY_ENDS",
    "frontier_chart",
    "stability_chart",
    "stability_counts",
    "standing_chart",
]

STABILITY_ENDS: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Upper ends of the histogram's bins: share of draws in which a workload keeps its target."""


def stability_counts(keeps: Mapping[str, float]) -> list[int]:
    """Return how many shares stand in each bin: up to, not including, its end; the last's too."""
    counts = [0] * len(STABILITY_ENDS)
    for share in keeps.values():
        counts[next((n for n, end in enumerate(STABILITY_ENDS) if share < end), -1)] += 1
    return counts


def stability_chart(
    keeps: Mapping[str, float], wording: ReportWording, width: float, height: float
) -> Drawing:
    """Draw how many workloads keep their target in which share of the draws.

    Parameters
    ----------
    keeps
        Share of the draws that keep a workload where it is, 0 to 1, by id.
    width, height
        In points.
    """
    counts = stability_counts(keeps)
    top, bottom = 14.0, height - 26
    high = max(1, *counts)
    each = width / len(counts)
    shapes: list[Shape] = []
    low = 0.0
    says = []
    for number, (end, count) in enumerate(zip(STABILITY_ENDS, counts, strict=True)):
        tall = (bottom - top) * count / high
        x = number * each
        shapes.append(Rect(x + 5, bottom - tall, each - 10, tall, fill=SURENESS[number]))
        words = wording.number(count)
        middle = x + each / 2
        shapes.append(
            Label(middle, bottom - tall - 4, words, TYPE.table, LIGHT.ink, "middle", True)
        )
        band = f"{low * 100:.0f}–{end * 100:.0f}%"
        shapes.append(Label(middle, bottom + 10, band, TYPE.small, LIGHT.quiet, "middle"))
        says.append(f"{band}: {words}")
        low = end
    shapes.append(Line(0, bottom, width, bottom, LIGHT.ink, 0.7))
    axis = wording.say("chart.stability.axis")
    shapes.append(Label(width / 2, bottom + 22, axis, TYPE.small, LIGHT.quiet, "middle"))
    return Drawing(width, height, tuple(shapes), wording.joined(says))


def frontier_chart(
    points: Sequence[tuple[float, int]],
    here: tuple[float, int],
    wording: ReportWording,
    width: float,
    height: float,
) -> Drawing:
    """Draw fit against present cost: plans no other beats, and this plan.

    Parameters
    ----------
    points
        Fit (0 to 100) and cost (minor units) of each.
    here
        Those of this plan.
    width, height
        In points.
    """
    across = ticks(min(x for x, _ in (*points, here)), max(x for x, _ in (*points, here)), 4)
    down = ticks(min(y for _, y in (*points, here)), max(y for _, y in (*points, here)), 4)
    left, bottom, top = 50.0, height - 28, 14.0

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            left + (width - left - 10) * (x - across[0]) / (across[-1] - across[0]),
            bottom - (bottom - top) * (y - down[0]) / (down[-1] - down[0]),
        )

    shapes = list(_marks(across, down, place, wording, width))
    ordered = [place(*point) for point in sorted(points)]
    shapes.extend(Line(*start, *end, TRAIL, 1.0) for start, end in itertools.pairwise(ordered))
    shapes.extend(Dot(x, y, 3.0, RUN, LIGHT.paper) for x, y in ordered)
    x, y = place(*here)
    shapes.append(Dot(x, y, 5.0, ONCE, LIGHT.ink))
    near_end = x > width * 0.7
    shapes.append(
        Label(
            x - 9 if near_end else x + 9,
            y - 6,
            wording.say("chart.this_plan"),
            TYPE.table,
            LIGHT.ink,
            "end" if near_end else "start",
            True,
        )
    )
    says = wording.say(
        "chart.frontier.says",
        count=len(points),
        fit=wording.number(here[0], 1),
        cost=wording.money(here[1]),
    )
    return Drawing(width, height, tuple(shapes), says)


def _marks(
    across: Sequence[float],
    down: Sequence[float],
    place: Callable[[float, float], tuple[float, float]],
    wording: ReportWording,
    width: float,
) -> Iterator[Shape]:
    """Draw the grid of fit and cost with what its lines stand for."""
    left, bottom = place(across[0], down[0])
    for mark in down:
        _, y = place(across[0], mark)
        yield Line(left, y, width, y, LIGHT.line, 0.5)
        words = mark_words(mark, wording)
        yield Label(left - 5, y + 2.6, words, TYPE.small, LIGHT.quiet, "end")
    for mark in across:
        x, _ = place(mark, down[0])
        words = wording.number(mark, 0 if mark == int(mark) else 1)
        yield Label(x, bottom + 11, words, TYPE.small, LIGHT.quiet, "middle")
    yield Label(0, 8, wording.money_unit, TYPE.small, LIGHT.quiet)
    axis = wording.say("chart.frontier.axis")
    middle = left + (width - left) / 2
    yield Label(middle, bottom + 23, axis, TYPE.small, LIGHT.quiet, "middle")


def standing_chart(
    rows: Sequence[tuple[str, Sequence[tuple[str, int]], int | None]],
    wording: ReportWording,
    width: float,
) -> Drawing:
    """Draw shares of banks as stacked bars; a marker shows where this bank says it stands.

    Parameters
    ----------
    rows
        Name, steps with their share in percent, and place of this bank's step (from 0) or None.
    width
        In points.
    """
    deep, left = 16.5, width * 0.34
    shapes: list[Shape] = []
    says = []
    for number, (name, steps, mine) in enumerate(rows):
        y = number * deep
        shapes.append(
            Label(
                left - 8, y + 12.4, name, TYPE.table, LIGHT.ink, "end", mine is not None, left - 10
            )
        )
        x = left
        total = max(1, sum(share for _, share in steps))
        for place, (step, share) in enumerate(steps):
            wide = (width - left) * share / total
            colour = SHARES[place % len(SHARES)]
            if wide > 0:
                shapes.append(Rect(x, y + 4, wide, 11, fill=colour))
            if wide > 20:
                ink = LIGHT.ink if place < 2 else LIGHT.paper
                words = f"{share}%"
                shapes.append(Label(x + wide / 2, y + 12.4, words, TYPE.small, ink, "middle"))
            if mine == place:
                middle = x + wide / 2
                shapes.append(
                    Polygon(((middle - 4, y - 1), (middle + 4, y - 1), (middle, y + 5)), LIGHT.bad)
                )
                says.append(f"{name}: {step}, {share}%")
            x += wide
    y = len(rows) * deep + 10
    names = [step for step, _ in rows[0][1]] if rows else []
    needed = sum(19 + text_width(step, TYPE.small) for step in names)
    x = max(0.0, min(left, width - needed))
    for step, colour in zip(names, SHARES, strict=False):
        shapes.append(Rect(x, y - 6.5, 8, 8, fill=colour))
        shapes.append(Label(x + 11, y, step, TYPE.small, LIGHT.quiet))
        x += 19 + text_width(step, TYPE.small)
    return Drawing(width, y + 4, tuple(shapes), wording.joined(says))
