"""Where everything of the wave board stands: plain geometry, without Qt."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.model.programme import Freeze, WaveSlot
from planner.presenting.cards import Card

__all__ = ["CardBox", "Lanes", "Metrics", "day_share", "frozen_shares", "lay_out"]


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
    lead: float = 0.0
    """Where the bar of its earlier work begins, that ends at ``x``; 0: it has none."""


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

    Cards whose work spreads over waves come first in their lane: each has all its columns free at
    its height, from the first in which it is worked on to its cut-over.

    Parameters
    ----------
    cards
        Of all workloads; those that stay are left out.
    targets
        Ids, a lane each, from the top.
    waves
        How many columns there are.
    width
        Of the board, in pixels that do not depend on the device.
    metrics
        Sizes in the same pixels.
    needs
        Is asked how high a card has to be in a given width; None: as ``metrics`` says.
    in_order
        Cards of a cell stand as they are given, not by group and name.
    """
    columns = max(1, waves)
    column = max(metrics.least_column, (width - metrics.label_width) / columns)
    cells: dict[tuple[str, int], list[Card]] = {}
    for card in cards:
        if card.wave is not None:
            cells.setdefault((card.target, card.wave), []).append(card)
    used = tuple(target for target in targets if any(key[0] == target for key in cells))
    boxes: list[CardBox] = []
    tops, heights = [], []
    top = 0.0
    for target in used:
        here = {wave: cells.get((target, wave), []) for wave in range(1, columns + 1)}
        if not in_order:
            order = operator.attrgetter("group", "name")
            here = {wave: sorted(found, key=order) for wave, found in here.items()}
        lane = _Lane(metrics, column, needs, top)
        lane.put_spread([c for found in here.values() for c in found if len(c.work) > 1])
        for wave, found in here.items():
            lane.stack(wave, [card for card in found if len(card.work) <= 1])
        boxes += lane.boxes
        tops.append(top)
        lowest = max(lane.below[wave] for wave in here)
        heights.append(max(metrics.least_lane, lowest - top + metrics.gap))
        top += heights[-1]
    whole = metrics.label_width + columns * column
    return Lanes(
        used, tuple(tops), tuple(heights), column, columns, tuple(boxes), whole, top, metrics
    )


class _Lane:
    """A lane that is being filled; ``below`` is by wave where it is free from."""

    def __init__(
        self,
        metrics: Metrics,
        column: float,
        needs: Callable[[Card, float], float] | None,
        top: float,
    ) -> None:
        self.metrics, self.column, self.needs = metrics, column, needs
        self.wide = column - 2 * metrics.gap
        self.top = top + metrics.gap
        self.below: dict[int, float] = {}
        self.boxes: list[CardBox] = []

    def high(self, card: Card) -> float:
        """Return how high a card has to be."""
        needed = self.needs(card, self.wide) if self.needs is not None else 0.0
        return max(self.metrics.card_height, needed)

    def left(self, wave: int) -> float:
        """Return where cards of a wave begin."""
        return self.metrics.label_width + (wave - 1) * self.column + self.metrics.gap

    def put_spread(self, cards: Sequence[Card]) -> None:
        """Put cards that are worked on over several waves, each at a height that is free there."""
        y = self.top
        for track in _tracks(cards):
            for card in track:
                left, lead = self.left(card.wave or 1), self.left(card.first_wave)
                lead = lead if lead < left else 0.0
                self.boxes.append(CardBox(card, left, y, self.wide, self.high(card), lead))
            y += max(map(self.high, track)) + self.metrics.gap
            for card in track:
                self.below.update(dict.fromkeys(range(card.first_wave, (card.wave or 1) + 1), y))

    def stack(self, wave: int, cards: Sequence[Card]) -> None:
        """Put the other cards of a wave below."""
        y = self.below.get(wave, self.top)
        for card in cards:
            self.boxes.append(CardBox(card, self.left(wave), y, self.wide, self.high(card)))
            y += self.boxes[-1].height + self.metrics.gap
        self.below[wave] = y


def _tracks(cards: Sequence[Card]) -> list[list[Card]]:
    """Put cards into rows, so that none is worked on in a wave where another of its row is.

    First fit in the order of their beginning, which needs the fewest rows there can be (interval
    partitioning: Kleinberg and Tardos, Algorithm Design, 4.1).
    """
    tracks: list[list[Card]] = []
    for card in sorted(cards, key=lambda one: one.first_wave):
        free = (track for track in tracks if (track[-1].wave or 0) < card.first_wave)
        track = next(free, None)
        if track is None:
            tracks.append([card])
        else:
            track.append(card)
    return tracks


def day_share(calendar: Sequence[WaveSlot], day: date) -> tuple[int, float] | None:
    """Return the wave in which a day lies and its share of the wave's span; None outside.

    A day between two waves is the end of the earlier.
    """
    found = None
    for wave, slot in enumerate(calendar, 1):
        if day >= slot.first_day:
            days = (slot.last_day - slot.first_day).days + 1
            found = wave, min(1.0, _days(slot.first_day, day) / days)
    past = not calendar or day > calendar[-1].last_day
    return None if past else found


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
