"""What stays and why; what leaves and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from planner.reporting.content import Block, Cell, Column, Heading, Prose, Section, Table
from planner.reporting.moves import Move
from planner.reporting.view import View
from planner.reporting.wording import ReportWording
from planner.wording import say

__all__ = ["alike", "build", "in_common", "named", "second"]

_MOST: Final = (24, 16, 12, 9)
"""Rows that are shown; of what does not fit on a page, fewer."""
_MANY: Final = 3
"""Workloads from which on one row tells those that stay for one reason."""
_NAMED: Final = 5
_SHARED: Final = {
    "questioning.here.unproven": "reporting.staying.unproven",
    "questioning.here.guessed": "reporting.staying.guessed",
}
"""Reasons that many may share, and their words where what they share is said once above."""
_FACTORS: Final = "questioning.here.factors"
"""What the page leaves out first: the window and the workbook have it."""


def build(view: View) -> tuple[Section, ...]:
    """Return what does not move, the most important first."""
    words, figures = view.words, view.figures
    if not figures.staying and not figures.retiring:
        return ()
    once = _said_for_all(view)
    brief = {**once, _FACTORS: ""}
    found, most = alike(view, once), _MOST[0]
    shorter = tuple(
        _blocks(view, alike(view, brief), fewer, brief)
        for fewer in _MOST
        if fewer == most or fewer < len(found)
    )
    blocks = _blocks(view, found, most, once)
    title = words.say("staying.title")
    return (Section("staying", title, blocks, one_page=True, shorter=shorter),)


def _blocks(
    view: View, found: list[list[Move]], most: int, brief: Mapping[str, str]
) -> tuple[Block, ...]:
    """Return so many rows of what stays, and what retires."""
    words, figures = view.words, view.figures
    intro = [words.plural("staying.intro", len(figures.staying))]
    intro += [say(f"{brief[key]}.all", words.language) for key in _SHARED if key in brief]
    blocks: list[Block] = [Prose(words.sentences(*intro))]
    if found:
        blocks.append(_table(view, found[:most], brief))
    if rest := sum(len(moves) for moves in found[most:]):
        blocks.append(Prose(words.plural("staying.more", rest), style="small"))
    if figures.retiring:
        blocks.append(Heading(words.say("staying.retire")))
        blocks.append(_retiring(view))
    return tuple(blocks)


def _said_for_all(view: View) -> dict[str, str]:
    """Return the brief words of a reason that so many share that it is said once, for them all."""
    why = view.study.insights.why
    here = [why[move.id].here for move in view.figures.staying if move.id in why]
    counts = Counter(key for reasons in here for key in {one.key for one in reasons})
    return {key: words for key, words in _SHARED.items() if counts[key] >= _MANY}


def alike(view: View, brief: Mapping[str, str] = MappingProxyType({})) -> list[list[Move]]:
    """Return what stays, the most important first; many in one place for one reason together."""
    alike: dict[tuple[str, str], list[Move]] = {}
    for move in sorted(view.figures.staying, key=lambda move: -move.assessed.importance):
        alike.setdefault((move.target, view.reasons(move, brief)), []).append(move)
    found = [group for moves in alike.values() for group in _told(moves)]
    return sorted(found, key=lambda moves: -moves[0].assessed.importance)


def _told(moves: list[Move]) -> list[list[Move]]:
    """Return moves of one reason in one row where they are many, else each in its own."""
    return [moves] if len(moves) >= _MANY else [[move] for move in moves]


def _table(view: View, found: list[list[Move]], brief: Mapping[str, str]) -> Table:
    words = view.words
    columns = (
        Column(words.say("col.workload"), 2.7),
        Column(words.say("col.where"), 1.2),
        Column(words.say("col.tier"), 0.8),
        Column(words.say("col.fit"), 0.6, "right"),
        Column(words.say("col.why"), 6.5),
        Column(words.say("col.second"), 1.5),
    )
    rows = tuple(
        (
            named(view, moves),
            Cell(view.words.target(moves[0].target)),
            Cell(in_common(words, [view.choice("criticality", one.criticality) for one in moves])),
            Cell(_fits(view, moves)),
            Cell(view.reasons(moves[0], brief)),
            Cell(in_common(words, [second(view, move) for move in moves])),
        )
        for moves in found
    )
    return Table(columns, rows)


def named(view: View, moves: list[Move]) -> Cell:
    """Name of one, the first names of several."""
    if len(moves) == 1:
        return view.workload_cell(moves[0].id)
    return Cell(view.some_names(tuple(move.id for move in moves), _NAMED))


def in_common(words: ReportWording, said: list[str]) -> str:
    """What is said of all of them; else that it differs."""
    return said[0] if len(set(said)) == 1 else words.say("staying.differ")


def _fits(view: View, moves: list[Move]) -> str:
    """Fit of a workload, least and most of several."""
    words = view.words
    found = sorted(move.case.fit for move in moves if move.case)
    if not found:
        return words.say("unknown")
    ends = dict.fromkeys(words.number(fit) for fit in (found[0], found[-1]))
    return "–".join(ends)


def second(view: View, move: Move) -> str:
    """What came second for the plan, with the change of its fit; by fit alone where not asked."""
    words = view.words
    why = view.study.insights.why.get(move.id)
    others = [
        case for case in move.assessed.cases.values() if case.allowed and case.target != move.target
    ]
    found = move.assessed.cases.get(why.second) if why is not None and why.second else None
    if found is None and (not others or (why is not None and why.second_exact)):
        return words.say("staying.bound" if others else "staying.only")
    if move.case is None:
        return words.say("unknown")
    best = found or max(others, key=lambda case: case.fit)
    change = best.fit - move.case.fit
    sign = "+" if change > 0 else ""
    key = "staying.next" if found else "staying.next_by_fit"
    target = view.words.target(best.target)
    return words.say(key, target=target, change=sign + words.number(change, 1))


def _unsigned(view: View, move: Move) -> str:
    """Say that the inventory alone lets a workload leave, and who is to confirm it."""
    words = view.words
    if any(one.active and move.id in one.workloads for one in view.study.scenario.decisions):
        return view.reasons(move)
    owner = words.named(move.workload.person("business_owner"))
    return words.say("staying.unsigned", owner=owner)


def _retiring(view: View) -> Table:
    words = view.words
    columns = (
        Column(words.say("col.workload"), 2.6),
        Column(words.say("col.retire_date"), 1.3),
        Column(words.say("col.saving", unit=words.money_unit), 1.6, "right"),
        Column(words.say("col.one_off", unit=words.money_unit), 1.6, "right"),
        Column(words.say("col.why"), 5.0),
    )
    leaving: dict[tuple[str, str], list[Move]] = {}
    for move in view.figures.retiring:
        day = move.workload.day("retire_date")
        reason = move.workload.text("decision_reason") or _unsigned(view, move)
        said = day.isoformat() if day else words.say("to_be_named")
        leaving.setdefault((said, reason), []).append(move)
    rows = tuple(
        (
            named(view, moves),
            Cell(day),
            Cell(words.in_unit(_sum(move.saving_year_minor for move in moves))),
            Cell(words.in_unit(_sum(move.one_off_minor for move in moves))),
            Cell(reason),
        )
        for (day, reason), found in leaving.items()
        for moves in _told(found)
    )
    return Table(columns, rows)


def _sum(amounts: Iterable[int | None]) -> int | None:
    """Add amounts up; None where one is not known."""
    found = list(amounts)
    return None if None in found else sum(one or 0 for one in found)
