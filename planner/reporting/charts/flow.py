"""Where the portfolio stands today, where it goes: bands from places to places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.reporting.charts.axes import colours_of
from planner.reporting.figures import Figures
from planner.reporting.geometry import Band, Drawing, Label, Rect, Shape
from planner.reporting.theme import LIGHT, TYPE, mixed, on_colour
from planner.reporting.wording import ReportWording

__all__ = ["flow_chart"]

_BAR: Final = 16.0
_GAP: Final = 7.0
_SLOT: Final = 22.0
_TOP: Final = 18.0
_BESIDE: Final = 0.3
"""Share of the width that the names have on either side."""
_FAINT: Final = 0.62


def flow_chart(figures: Figures, wording: ReportWording, width: float, height: float) -> Drawing:
    """Draw the portfolio before and after; the height of a block is its number of workloads.

    Parameters
    ----------
    width, height
        In points.
    """
    order = [target.id for target in figures.targets]
    before = _ordered(figures.before, ["", *order])
    after = _ordered(figures.after, [*order, "retire", ""])
    scale = min(_scale(before, height), _scale(after, height))
    names = {target.id: wording.target(target.id) for target in figures.targets}
    names["retire"] = wording.say("target.retire")
    left, right = width * _BESIDE, width * (1 - _BESIDE) - _BAR
    colours = colours_of(figures)
    starts = _stack(before, scale)
    ends = _stack(after, scale)
    shapes: list[Shape] = [
        Label(left + _BAR, 9, wording.say("chart.today"), TYPE.small, LIGHT.quiet, "end", True),
        Label(right, 9, wording.say("chart.planned"), TYPE.small, LIGHT.quiet, "start", True),
    ]
    shapes.extend(_bands(figures, scale, dict(starts), dict(ends), left + _BAR, right, order))
    blank = wording.say("target.new")
    for x, blocks, tops, anchor in (
        (left, before, starts, "end"),
        (right, after, ends, "start"),
    ):
        shares = wording.shares(list(blocks.values()))
        for (key, count), share in zip(blocks.items(), shares, strict=True):
            deep = count * scale
            shapes.append(
                Rect(x, tops[key], _BAR, deep, fill=colours.get(key, LIGHT.faint), tag=key)
            )
            name = names.get(key) or (key if key else blank)
            middle = max(tops[key] + deep / 2, tops[key] + 4)
            tx = x - 7 if anchor == "end" else x + _BAR + 7
            shapes.append(
                Label(tx, middle + 0.5, name, TYPE.table, LIGHT.ink, anchor, True, left - 8)
            )
            words = f"{wording.number(count)} · {share}"
            shapes.append(Label(tx, middle + 10, words, TYPE.small, LIGHT.quiet, anchor))
    says = wording.say(
        "chart.flow.says",
        before=_listing(before, names, blank, wording),
        after=_listing(after, names, blank, wording),
    )
    return Drawing(width, height, tuple(shapes), says)


def _ordered(known: Mapping[str, int], order: list[str]) -> dict[str, int]:
    return {key: known[key] for key in order if known.get(key)}


def _scale(blocks: dict[str, int], height: float) -> float:
    """Height of one workload, so that every block keeps room for its two lines of words."""
    scale = 0.0
    small = 0
    counts = sorted(blocks.values())
    for small in range(len(counts) + 1):
        large = counts[small:]
        if not large:
            return max(0.1, scale)
        scale = (height - _TOP - _SLOT * small - _GAP * len(large)) / sum(large)
        if counts[small] * scale + _GAP >= _SLOT:
            return scale
    return max(0.1, scale)


def _stack(blocks: dict[str, int], scale: float) -> dict[str, float]:
    tops: dict[str, float] = {}
    y = _TOP
    for key, count in blocks.items():
        tops[key] = y
        y += max(count * scale + _GAP, _SLOT)
    return tops


def _bands(
    figures: Figures,
    scale: float,
    starts: dict[str, float],
    ends: dict[str, float],
    left: float,
    right: float,
    order: list[str],
) -> list[Shape]:
    counts: dict[tuple[str, str], int] = {}
    for move in figures.moves:
        key = (move.current or "", move.target)
        counts[key] = counts.get(key, 0) + 1
    places = {key: number for number, key in enumerate(["", *order, "retire"])}
    colours = colours_of(figures)
    shapes: list[Shape] = []
    for (source, goal), count in sorted(
        counts.items(), key=lambda item: (places.get(item[0][0], 99), places.get(item[0][1], 99))
    ):
        deep = count * scale
        top, end = starts[source], ends[goal]
        starts[source] += deep
        ends[goal] += deep
        fill = mixed(colours.get(goal, LIGHT.faint), _FAINT)
        shapes.append(Band(left, top, top + deep, right, end, end + deep, fill, f"{source}>{goal}"))
        if deep > 11:
            words = str(count)
            y = end + deep / 2 + 3
            shapes.append(Label(right - 6, y, words, TYPE.small, on_colour(fill), "end"))
    return shapes


def _listing(
    blocks: dict[str, int], names: dict[str, str], blank: str, wording: ReportWording
) -> str:
    return wording.joined(
        f"{names.get(key) or blank} {wording.number(count)}" for key, count in blocks.items()
    )
