"""From pieces to pages: where everything stands, before anything is drawn.

Nothing overflows: a piece that does not fit begins a new page, headings stay with what follows
them, a table's header is repeated.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from planner.jobs import Stop
from planner.reporting.content import Block, Prose, Report, Section
from planner.reporting.layout import GAP, Composer, title_piece
from planner.reporting.options import PAGE_SIZES
from planner.reporting.pieces import Piece
from planner.reporting.typesetting import Typesetter
from planner.wording import say

__all__ = ["Frame", "Page", "PlacedPiece", "frame_of", "lay_out"]

_SHRINK: Final = 7
"""Steps by which a section that asks for one page is set smaller before it may run over."""
_SLIGHTLY: Final = 5
"""Of these as many as are worth a section's place below another one."""
_BETWEEN: Final = 12.0
_BELOW: Final = 0.65
"""Share of a page below which a section that runs over it does not begin."""
_SCANT: Final = 0.2
"""Share of the last page below which its section is rather set closer."""
_CLOSER: Final = (1, 2, 3, 4)
"""Steps by which it is."""
_SPARE: Final = 0.1
MARGIN_X: Final = 42.0
MARGIN_TOP: Final = 38.0
MARGIN_BOTTOM: Final = 40.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Paper and the text area on it, in points from the top left corner."""

    page_width: float
    page_height: float
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """A piece and where its top left corner stands; ``repeated`` headers are decoration."""

    x: float
    y: float
    piece: Piece
    repeated: bool = False


@dataclass(slots=True)
class Page:
    """A page and its pieces."""

    section: Section
    pieces: list[PlacedPiece] = field(default_factory=list)


def frame_of(page_size: str) -> Frame:
    """Return the text area of a paper."""
    width, height = PAGE_SIZES[page_size]
    return Frame(
        width,
        height,
        MARGIN_X,
        MARGIN_TOP,
        width - 2 * MARGIN_X,
        height - MARGIN_TOP - MARGIN_BOTTOM,
    )


def lay_out(report: Report, typesetter: Typesetter, frame: Frame, stop: Stop) -> list[Page]:
    """Return the pages of the report.

    Parameters
    ----------
    typesetter
        Breaks text into lines.
    frame
        Paper and the text area on it.
    stop
        For a cancel.
    """
    sections, shared = _filled(report, typesetter, frame)
    groups = [""]
    listed = []
    for section in sections:
        if not section.group or section.group != groups[-1]:
            listed.append((section.group or section.listed or section.title, section.key))
        groups.append(section.group)
    flow = _Flow(report.language, typesetter, frame)
    for section in sections:
        stop.raise_if_cancelled()
        room = flow.room()
        if room < shared.get(section.key, 0.0):
            room = shared[section.key]
        pieces = _pieces(section, typesetter, frame, tuple(listed), room)
        if flow.section is not None and flow.turns(section, pieces):
            for more in flow.section.longer:
                told = replace(flow.section, blocks=more, shorter=(), shrinks=1)
                if flow.set_anew(_pieces(told, typesetter, frame, tuple(listed), 0.0)):
                    break
        flow.begin(section, pieces)
        flow.place(pieces)
    if sections and flow.scant():
        closer = (_pieces(sections[-1], typesetter, frame, (), 0.0, step) for step in _CLOSER)
        flow.close_up((*closer, pieces))
    return flow.pages


def _filled(
    report: Report, typesetter: Typesetter, frame: Frame
) -> tuple[tuple[Section, ...], dict[str, float]]:
    """Return the sections, loose ones drawn forward to where a page has room for all of them.

    The pages of those between the first loose one and the last are tried from a fresh page on,
    with what stands before the first. Where none fits below one that begins a page, the room is
    told, by its key, that it may take so that another does, both in slightly smaller type.
    """
    sections, shared = report.sections, dict[str, float]()
    loose = [place for place, section in enumerate(sections) if section.loose]
    if not loose:
        return sections, shared
    first, end = max(0, loose[0] - 1), loose[-1] + 1
    flow, rest, order = _Flow(report.language, typesetter, frame), list(sections[first:end]), []
    while rest:
        room = flow.room()
        free = list(itertools.takewhile(lambda one: one.loose, rest))
        found = next((one for one in free if _fits(one, typesetter, frame, room)), None)
        if found is None:
            found = rest[0]
            room = _beside(free, typesetter, frame)
            if room:
                shared[found.key] = room
        rest.remove(found)
        order.append(found)
        pieces = _pieces(found, typesetter, frame, (), room)
        flow.begin(found, pieces)
        flow.place(pieces)
    return (*sections[:first], *order, *sections[end:]), shared


def _beside(free: list[Section], typesetter: Typesetter, frame: Frame) -> float:
    """Return the room that the first may take of a fresh page so that another fits below it.

    0 where one fits anyhow, or none does.
    """
    if len(free) < 2:
        return 0.0
    first, *others = free
    left = frame.height - _BETWEEN - _height(_pieces(first, typesetter, frame, (), 0.0))
    if any(_fits(one, typesetter, frame, max(0.0, left)) for one in others):
        return 0.0
    for one in others:
        room = frame.height / 2
        while _fits(one, typesetter, frame, room):  # in smaller type with every turn
            high = _height(_pieces(one, typesetter, frame, (), room))
            left = frame.height - _BETWEEN - high - GAP - _SPARE
            if _fits(first, typesetter, frame, left):
                return left
            room = high - _SPARE
    return 0.0


def _fits(section: Section, typesetter: Typesetter, frame: Frame, room: float) -> bool:
    return bool(room) and _height(_pieces(section, typesetter, frame, (), room)) <= room


def _pieces(
    section: Section,
    typesetter: Typesetter,
    frame: Frame,
    listed: tuple[tuple[str, str], ...],
    room: float,
    closer: int = 0,
) -> list[Piece]:
    """Return a section's pieces, in smaller type where that keeps it to the page it asks for.

    ``room`` is what is free below what stands on the page already: tried first. ``closer``: steps
    by which one that may run over is set closer.
    """
    title = title_piece(section, frame.width, typesetter)

    def pieces(blocks: tuple[Block, ...], shrink: int) -> list[Piece]:
        heading = "H3" if section.group else "H2"
        small = section.working or shrink >= (section.shrinks or _SHRINK)  # rather than run over
        composer = Composer(typesetter, frame.height - 40, listed, shrink, heading, working=small)
        made = [composer.pieces(block, frame.width) for block in blocks]
        for before, block in zip(made, blocks[1:], strict=False):
            if before and isinstance(block, Prose) and block.style == "small":
                before[-1] = replace(before[-1], keep=True)  # a note is not alone on its page
        return [title, *(one for found in made for one in found)]

    forms = (section.blocks, *section.shorter)
    least = forms[-1]
    if section.one_page:
        steps = _SHRINK if section.shrinks is None else section.shrinks
        for most in (room, frame.height) if room else (frame.height,):
            tried = range(steps if most == frame.height else min(steps, _SLIGHTLY))
            smaller = range(steps, _SHRINK if most == frame.height else steps)
            last = itertools.product((least,), smaller)
            for blocks, shrink in (*itertools.product(forms, tried), *last):
                found = pieces(blocks, shrink)
                if _height(found) <= most:
                    return found
    found = pieces(least, _SLIGHTLY if section.one_page else closer)
    high = max(piece.height for piece in found) > frame.height  # columns stand one below the other
    return pieces(least, 0) if high else found


def _height(pieces: list[Piece]) -> float:
    total = sum(piece.space_before + piece.height + piece.space_after for piece in pieces)
    return total - pieces[-1].space_after


class _Flow:
    def __init__(self, language: str, typesetter: Typesetter, frame: Frame) -> None:
        self.language = language
        self.type = typesetter
        self.frame = frame
        self.pages: list[Page] = []
        self.y = 0.0
        self.section: Section | None = None
        self.start = (0, 0, 0.0)
        """Where the section began: its page, the pieces before it, the height that they take."""

    def room(self) -> float:
        """Return what is free for a section below what stands on the page; 0 for none."""
        return max(0.0, self.frame.height - self.y - _BETWEEN) if self.pages else 0.0

    def begin(self, section: Section, pieces: list[Piece]) -> None:
        """Start a section: on a new page, or below what stands there.

        Below where all of it finds room; or where about half of the page is free, the section is
        not one that stands whole on a page, and none of its pieces is so high that it would leave
        that empty.
        """
        turns = self.turns(section, pieces)
        self.section = section
        if turns:
            self.pages.append(Page(section))
            self.y = 0.0
        else:
            self.y += _BETWEEN
        self.start = (len(self.pages), len(self.pages[-1].pieces), self.y)

    def turns(self, section: Section, pieces: list[Piece]) -> bool:
        """Return whether a section begins on a page of its own."""
        room = self.room()
        high = _height(pieces)
        highest = max(piece.height for piece in pieces)
        whole = section.one_page and high <= self.frame.height
        runs = not whole and self.y <= self.frame.height * _BELOW and highest <= room / 2
        return not (high <= room or (room and runs))

    def set_anew(self, pieces: list[Piece]) -> bool:
        """Set the last section once more with other pieces, where its page has room for them."""
        page, before, height = self.start
        if page != len(self.pages) or _height(pieces) > self.frame.height - height:
            return False
        del self.pages[-1].pieces[before:]
        self.y = height
        self.place(pieces)
        return True

    def scant(self) -> bool:
        """Whether the last section runs over to a last page that is nearly empty."""
        runs = len(self.pages) > self.start[0] > 0
        return runs and self.y < self.frame.height * _SCANT

    def close_up(self, forms: Sequence[list[Piece]]) -> None:
        """Set the last section in the first of its forms that needs a page less, else the last."""
        count, (page, before, height) = len(self.pages), self.start
        for pieces in forms:
            del self.pages[page:]
            del self.pages[-1].pieces[before:]
            self.y = height
            self.place(pieces)
            if len(self.pages) < count:
                return

    def place(self, pieces: list[Piece]) -> None:
        """Place pieces one below the other, breaking pages where they must."""
        for number, piece in enumerate(pieces):
            before = piece.space_before if self.y else 0.0
            if self.y and self.y + before + self._kept(pieces, number) > self.frame.height + 0.01:
                self._new_page()
                before = 0.0
                if piece.header is not None:
                    self._put(piece.header, repeated=True)
            self.y += before
            self._put(piece)
            self.y += piece.space_after

    def _kept(self, pieces: list[Piece], number: int) -> float:
        """Return the height of a piece with those that must stand on its page."""
        height = pieces[number].height
        while pieces[number].keep and number + 1 < len(pieces):
            height += pieces[number].space_after
            number += 1
            height += pieces[number].space_before + pieces[number].height
        return min(height, self.frame.height)

    def _new_page(self) -> None:
        assert self.section is not None
        self.pages.append(Page(self.section))
        self.y = 0.0
        small = title_piece(self.section, self.frame.width, self.type, continued=self._continued)
        self._put(small, repeated=True)
        self.y += small.space_after

    def _continued(self, title: str) -> str:
        return say("reporting.continued", self.language, title=title)

    def _put(self, piece: Piece, *, repeated: bool = False) -> None:
        place = PlacedPiece(self.frame.left, self.frame.top + self.y, piece, repeated)
        self.pages[-1].pieces.append(place)
        self.y += piece.height
