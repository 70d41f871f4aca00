"""Where every business area goes: a bar per area, a piece per target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.reporting.charts.axes import colours_of, letters_of
from planner.reporting.figures import Figures
from planner.reporting.geometry import Drawing, Label, Rect, Shape, text_width
from planner.reporting.moves import RETIRED, Move
from planner.reporting.theme import LIGHT, TYPE, on_colour
from planner.reporting.wording import ReportWording

__all__ = ["areas_chart"]

_ROW: Final = 14.0
_LEFT: Final = 118.0


def areas_chart(
    areas: Sequence[tuple[str, Sequence[Move]]],
    figures: Figures,
    wording: ReportWording,
    width: float,
) -> Drawing:
    """Draw how many workloads of each area stand on which target once the plan is done.

    Parameters
    ----------
    areas
        Name and moves of each.
    width
        In points.
    """
    colours, letters = colours_of(figures), letters_of(figures)
    order = [*(target.id for target in figures.targets), RETIRED, ""]
    names = {target.id: wording.target(target.id) for target in figures.targets}
    names[RETIRED] = wording.say("target.retire")
    most = max((len(moves) for _, moves in areas), default=1)
    scale = (width - _LEFT - 26) / max(1, most)
    shapes: list[Shape] = []
    says = []
    for row, (area, moves) in enumerate(areas):
        y = row * _ROW
        room = _LEFT - 8
        shapes.append(Label(_LEFT - 6, y + 10, area, TYPE.table, LIGHT.ink, "end", room=room))
        x = _LEFT
        said = []
        for key in order:
            count = sum(move.target == key for move in moves)
            if not count:
                continue
            wide = count * scale
            colour = colours.get(key, LIGHT.faint)
            shapes.append(Rect(x, y + 1.5, max(0.5, wide - 0.8), _ROW - 4, fill=colour))
            words = wording.number(count)
            lettered = f"{letters.get(key, '')} {words}".strip()
            if text_width(lettered, TYPE.small) < wide - 3:
                words = lettered
            if wide > 11:
                ink = on_colour(colour)
                shapes.append(Label(x + wide / 2, y + 9.4, words, TYPE.small, ink, "middle"))
            said.append(f"{names.get(key) or wording.say('target.new')} {wording.number(count)}")
            x += wide
        total = wording.number(len(moves))
        shapes.append(Label(x + 5, y + 10, total, TYPE.small, LIGHT.quiet))
        says.append(wording.say("colon", text=area) + wording.joined(said))
    return Drawing(width, len(areas) * _ROW + 2, tuple(shapes), wording.joined(says))
