"""What works together and stands apart while the move is under way, or for good."""

from __future__ import annotations

import math
from typing import Final

from planner.reporting.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Columns,
    Heading,
    Prose,
    Section,
    Table,
    without_blank,
)
from planner.reporting.half_moved import Apart, OutOfStep, out_of_step, pairs_apart, waves_apart
from planner.reporting.view import View

__all__ = ["half_moved"]

_WORST: Final = (9, 6)
"""Pairs that are shown, fewer where the page would run over."""
_MORE: Final = (24, 20, 16, 12)
"""Pairs that are shown where the page would else stay empty."""
_STEPPED: Final = 8
"""Recovery sites that are named; ``plan.json`` has them all."""


def half_moved(view: View) -> tuple[Section, ...]:
    """Return the calls and the traffic across sites by wave, with the worst pairs."""
    words = view.words
    pairs, recovery = pairs_apart(view.figures), _recovery(view)
    title, listed = words.say("apart.title"), words.say("apart.listed")
    if not pairs:
        return (Section("apart", title, recovery, listed=listed),) if recovery else ()
    staying = sum(pair.staying for pair in pairs)
    for_good = sum(pair.last is None for pair in pairs)
    common = sum(pair.common for pair in pairs)
    count = words.number(len(pairs))
    key = "apart.intro" if for_good else "apart.intro.none"
    said = [words.say(key, pairs=count, good=words.number(for_good))]
    if staying:
        said.append(words.say("apart.staying", staying=words.number(staying)))
    if common:
        said.append(words.say("apart.common", count=words.number(common), pairs=count))
    left = (Heading(words.say("apart.by_wave")), _by_wave(view))
    measured = any(pair.calls or pair.terabytes_month for pair in pairs)
    intro = words.sentences(*said, words.say("apart.carry") if measured else "")
    order = "apart.worst" if measured else "apart.worst.unmeasured"

    def blocks(most: int) -> tuple[Block, ...]:
        more = max(0, len(pairs) - most)
        rest = (Prose(words.plural("apart.left_out", more), style="small"),) if more else ()
        right = (Heading(words.say(order)), _worst(view, pairs[:most]), *rest)
        return (Prose(intro), Columns(left, right, 0.31), *recovery)

    whole, *shorter = map(blocks, _WORST)
    return (
        Section(
            "apart",
            title,
            whole,
            one_page=True,
            listed=listed,
            shorter=tuple(shorter),
            longer=tuple(map(blocks, _MORE)),
        ),
    )


def _recovery(view: View) -> tuple[Heading | Bullets | Prose, ...]:
    """Name recovery sites that are not where their system is for a time, the longest first."""
    words, found = (
        view.words,
        sorted(out_of_step(view.figures, view.schedule), key=_days_apart, reverse=True),
    )
    if not found:
        return ()
    items = tuple(Prose(_stepped(view, one)) for one in found[:_STEPPED])
    more = len(found) - len(items)
    rest = (Prose(words.plural("apart.more", more), style="small"),) if more else ()
    most = max((one.days for one in found if one.days is not None), default=0)
    how = words.say("apart.recovery.how")
    if most:
        how = words.sentences(words.plural("apart.recovery.days", most), how)
    return (Heading(words.say("apart.recovery")), Prose(how), Bullets(items), *rest)


def _days_apart(one: OutOfStep) -> float:
    """How many days lie between the two; for ever where one of them does not move."""
    return math.inf if one.days is None else one.days


def _stepped(view: View, one: OutOfStep) -> str:
    words = view.words

    def when(wave: int | None) -> str:
        return words.say("apart.unmoved") if wave is None else words.say("wave.name", number=wave)

    return words.say(
        "apart.step" if one.days is None else "apart.step.days",
        days=words.number(one.days or 0),
        name=view.workload_name(one.workload),
        wave=when(one.wave),
        recovery=view.workload_name(one.recovery),
        later=when(one.recovery_wave),
    )


def _by_wave(view: View) -> Table:
    words = view.words
    columns = (
        Column(words.say("apart.after"), 1.6),
        Column(words.say("apart.pairs"), 1.0, "right"),
        Column(words.say("apart.calls"), 1.6, "right"),
        Column(words.say("apart.traffic"), 1.6, "right"),
    )
    rows = tuple(
        (
            Cell(words.say("wave.name", number=one.number), link=f"wave-{one.number}"),
            Cell(words.number(one.pairs)),
            Cell(words.number(one.calls) if one.calls else words.say("dash")),
            Cell(_traffic(view, one.terabytes_month)),
        )
        for one in waves_apart(view.figures)
    )
    return without_blank(Table(columns, rows), words.say("dash"))


def _traffic(view: View, terabytes: float) -> str:
    """Terabytes a month; a dash where nothing is known of any."""
    return view.words.small(terabytes, 1) if terabytes else view.words.say("dash")


def _worst(view: View, pairs: tuple[Apart, ...]) -> Table:
    words = view.words
    columns = (
        Column(words.say("apart.pair"), 4.6),
        Column(words.say("apart.calls"), 1.1, "right"),
        Column(words.say("apart.traffic"), 1.0, "right"),
        Column(words.say("apart.from"), 0.7),
        Column(words.say("apart.until"), 1.9),
    )

    def until(pair: Apart) -> str:
        if pair.last is not None:
            return words.say("wave.short", number=pair.last)
        return words.say("apart.stays" if pair.staying else "apart.good")

    rows = tuple(
        (
            Cell(
                words.say(
                    "apart.needs",
                    source=view.workload_name(pair.source),
                    needed=view.workload_name(pair.needed),
                )
            ),
            Cell(words.number(pair.calls) if pair.calls else words.say("dash")),
            Cell(_traffic(view, pair.terabytes_month)),
            Cell(words.say("wave.short", number=pair.first)),
            Cell(until(pair)),
        )
        for pair in pairs
    )
    return without_blank(Table(columns, rows), words.say("dash"))
