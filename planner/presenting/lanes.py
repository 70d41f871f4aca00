"""Where everything of the wave board stands: plain geometry, without Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.model.programme import Freeze, WaveSlot
from planner.presenting.cards import Card

__all__ = ["CardBox", "Lanes", "Metrics", "frozen_shares", "lay_out"]


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in device-independent pixels; a card is as high as its name needs, or higher."""

    label_width: float = 92.0
    card_height: float = 26.0
    gap: float = 3.0
    least_column: float = 150.0
    least_lane: float = 44.0


@dataclass(frozen=True, slots=True)
class CardBox:
    """A card and its rectangle."""

    card: Card
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lanes:
    """A laid-out board: columns are waves (1..), lanes are targets, from the top left."""

    targets: tuple[str, ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    column_width: float
    columns: int
    boxes: tuple[CardBox, ...]
    width: float
    height: float
    metrics: Metrics

    def left_of(self, wave: int) -> float:
        """Left edge of a wave's column."""
        return self.metrics.label_width + (wave - 1) * self.column_width

    def wave_at(self, x: float) -> int | None:
        """Wave under ``x``; None outside."""
        wave = int((x - self.metrics.label_width) // self.column_width) + 1
        return wave if 1 <= wave <= self.columns else None

    def box_at(self, x: float, y: float) -> CardBox | None:
        """Card under a point."""
        for box in self.boxes:
            if box.x <= x < box.x + box.width and box.y <= y < box.y + box.height:
                return box
        return None


def lay_out(
    cards: Sequence[Card],
    targets: Sequence[str],
    waves: int,
    width: float,
    metrics: Metrics = Metrics(),  # frozen
    needs: Callable[[Card, float], float] | None = None,
    *,
    in_order: bool = False,
) -> Lanes:
    """Lay the moving cards out, stacked in the cell of their target and wave.

    ``needs`` is asked how high a card has to be in a given width. Cards of a cell stand by group
    and name, or ``in_order`` as they are given.
    """
    columns = max(1, waves)
    column = max(metrics.least_column, (width - metrics.label_width) / columns)
    wide = column - 2 * metrics.gap

    def high(card: Card) -> float:
        return max(metrics.card_height, needs(card, wide) if needs is not None else 0.0)

    cells: dict[tuple[str, int], list[Card]] = {}
    for card in cards:
        if card.wave is not None:
            cells.setdefault((card.target, card.wave), []).append(card)
    used = [target for target in targets if any(key[0] == target for key in cells)]
    boxes: list[CardBox] = []
    tops, heights = [], []
    top = 0.0
    for target in used:
        height = metrics.least_lane
        for wave in range(1, columns + 1):
            left = metrics.label_width + (wave - 1) * column + metrics.gap
            here = cells.get((target, wave), [])
            if not in_order:
                here = sorted(here, key=lambda card: (card.group, card.name))
            y = top + metrics.gap
            for card in here:
                boxes.append(CardBox(card, left, y, wide, high(card)))
                y += boxes[-1].height + metrics.gap
            height = max(height, y - top + metrics.gap)
        tops.append(top)
        heights.append(height)
        top += height
    return Lanes(
        tuple(used),
        tuple(tops),
        tuple(heights),
        column,
        columns,
        tuple(boxes),
        metrics.label_width + columns * column,
        top,
        metrics,
    )


def frozen_shares(
    calendar: Sequence[WaveSlot], freezes: Sequence[Freeze]
) -> tuple[tuple[int, float, float, str], ...]:
    """Return (wave, from, to, name) of every freeze, as shares of the wave's span."""
    found = []
    for wave, slot in enumerate(calendar, 1):
        days = (slot.last_day - slot.first_day).days + 1
        for freeze in freezes:
            first, last = max(slot.first_day, freeze.first_day), min(slot.last_day, freeze.last_day)
            if first <= last:
                start = _days(slot.first_day, first) / days
                found.append((wave, start, (_days(slot.first_day, last) + 1) / days, freeze.name))
    return tuple(found)


def _days(first: date, last: date) -> int:
    return (last - first).days
