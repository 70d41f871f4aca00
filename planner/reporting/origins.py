"""Where the figures come from: stated in the inventory, derived from it, or assumed, by class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.model.assessment import CostLine, ValueSource
from planner.reporting.figures import Figures
from planner.reporting.kept import kept
from planner.reporting.moves import Move

__all__ = ["Origin", "is_ruled", "origins_of", "ruled_money", "scores_rest_on"]

_STATED = ("cell",)
_DERIVED = ("price", "team")
"""Sources of a line of cost that the workbook states: its own price sheet, rates of its teams."""
_OURS = ("contract_tail",)
"""One-off lines whose cells are stated, and that they are paid is taken for granted."""
_APART = ("benefit_year", "staff_cost_year")
"""Yearly lines that are no run cost."""
_LICENCE = "licence_cost_year"


@dataclass(frozen=True, slots=True)
class Origin:
    """Shares (0 to 1, adding up to 1) of a class of figures.

    ``key``: ``scores`` (by indicator), ``run_today``, ``run_after``, ``saving``, ``effort`` (by
    workload), ``one_off``; money by amount, of the saving what is added and what is saved alike.
    ``usual`` is what is usual for a kind of system, mostly guessed
    from a name; ``assumed`` is what a rule set or a neutral value stands in for.
    """

    key: str
    stated: float
    derived: float
    usual: float
    assumed: float


def scores_rest_on(figures: Figures) -> Origin:
    """Return what the scores rest on; wholly assumed where there is no indicator at all."""
    return _origin("scores", _scores(figures)) or Origin("scores", 0.0, 0.0, 0.0, 1.0)


def ruled_money(figures: Figures) -> dict[str, float]:
    """Return what share the program's own rules give of ``saving``, ``run_after``, ``one_off``.

    The saving first, since it is what a promise is made of: run cost that is half stated may leave
    a saving that is wholly assumed.
    """
    found = {one.key: one.assumed for one in origins_of(figures)}
    return {key: found.get(key, 0.0) for key in ("saving", "run_after", "one_off")}


def is_ruled(figures: Figures, move: Move, *, licences: bool = False) -> bool:
    """Whether the program's rules say what its infrastructure, or licences, cost on its target.

    Parameters
    ----------
    move
        Of one workload.
    licences
        Licences are meant, not infrastructure.
    """
    own = figures.own_prices
    return any(
        _run_kind(move, line, own) == "assumed"
        for line in _lines(move, move.target, "year")
        if line.item not in _APART and (line.item == _LICENCE) == licences
    )


@kept
def origins_of(figures: Figures) -> tuple[Origin, ...]:
    """Return every class of figures that there is something of."""
    found = (
        _origin("scores", _scores(figures)),
        _origin("run_today", _run_today(figures)),
        _origin("run_after", _run_after(figures)),
        _origin("saving", _saving(figures)),
        _origin("effort", _effort(figures)),
        _origin("one_off", _one_off(figures)),
    )
    return tuple(one for one in found if one is not None)


type _Part = tuple[str, float]


def _origin(key: str, parts: Iterable[_Part]) -> Origin | None:
    sums = {"stated": 0.0, "derived": 0.0, "usual": 0.0, "assumed": 0.0}
    for kind, weight in parts:
        sums[kind] += weight
    total = sum(sums.values())
    return Origin(key, *(part / total for part in sums.values())) if total else None


def _scores(figures: Figures) -> Iterable[_Part]:
    kinds = {
        ValueSource.CELL: "stated",
        ValueSource.USER: "stated",
        ValueSource.DERIVED: "derived",
        ValueSource.ARCHETYPE: "usual",
    }
    for move in figures.moves:
        for score in move.assessed.factors.values():
            for line in score.evidence:
                if line.weight > 0:  # the business case has a line a target, and one that counts
                    yield kinds.get(line.source, "assumed"), 1.0


def _run_today(figures: Figures) -> Iterable[_Part]:
    for move in figures.counted:
        for line in _lines(move, move.current, "year"):
            yield _kind(line, "stated"), abs(line.amount_minor)


def _run_after(figures: Figures) -> Iterable[_Part]:
    """What runs, and the platforms that are opened; benefits for the business are no cost."""
    own = figures.own_prices
    for move in figures.counted:
        for line in _lines(move, move.target, "year"):
            if line.item != "benefit_year":
                yield _run_kind(move, line, own), abs(line.amount_minor)
    yield from _platforms(figures)


def _run_kind(move: Move, line: CostLine, own: frozenset[str]) -> str:
    """Where a line of what it costs a year on its target comes from."""
    by_rules = line.item == "run_share" or (
        line.item in ("run_sheet", "run_usual") and not {move.current, move.target} <= own
    )
    return "assumed" if by_rules else _kind(line, "derived" if move.moves else "stated")


def _platforms(figures: Figures) -> Iterable[_Part]:
    programme = figures.study.programme
    priced = {one.target for one in programme.prices if one.item == "fixed_year"}
    for key, cost in figures.platforms.items():
        kind_of_it = figures.target_by_id[key].kind
        yield "stated" if priced & {key, kind_of_it} else "assumed", cost


def _saving(figures: Figures) -> Iterable[_Part]:
    """What changes a year in run cost: infrastructure, licences, platforms; people stand apart."""
    own = figures.own_prices
    for move in figures.counted:
        if move.stays or move.saving_year_minor is None:
            continue
        infrastructure = move.infrastructure_now_minor - move.infrastructure_after_minor
        place = move.current if move.retires else move.target
        kinds = {
            "licence" if line.item == _LICENCE else "rest": _run_kind(move, line, own)
            for line in _lines(move, place, "year")
            if line.item not in _APART
        }
        yield kinds.get("rest", "stated"), abs(infrastructure)
        yield kinds.get("licence", "stated"), abs(move.saving_year_minor - infrastructure)
    yield from _platforms(figures)


def _effort(figures: Figures) -> Iterable[_Part]:
    for move in figures.moving:
        stated = move.workload.number("effort_days") is not None
        yield "stated" if stated else "assumed", sum(move.effort_days.values())


def _one_off(figures: Figures) -> Iterable[_Part]:
    for bought in figures.bought:
        yield "derived", bought.cost_minor
    for move in figures.counted:
        if move.moves:
            stated = move.workload.number("effort_days") is not None
            for line in _lines(move, move.target, "once"):
                work = line.item.startswith("person_day")
                ours = line.item in _OURS or (work and not stated)
                kind = "assumed" if ours else _kind(line, "stated")
                yield kind, abs(line.amount_minor)


def _lines(move: Move, target: str | None, when: str) -> Iterable[CostLine]:
    case = move.assessed.cases.get(target or "")
    return (line for line in case.lines if line.when == when) if case else ()


def _kind(line: CostLine, of_a_cell: str) -> str:
    source = line.source.partition(":")[0]
    if source == "like":
        return "usual"
    return of_a_cell if source in _STATED else "derived" if source in _DERIVED else "assumed"
