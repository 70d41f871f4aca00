"""Placement and waves as one integer program, every rule of the user as rows of its own.

Variables
    ``x[i,p]`` = 1 when workload i goes to target p;
    ``u[i,p,w]`` = 1 when i has moved onto p by the end of wave w (p is a move), so that
    ``u[i,p,w] <= u[i,p,w+1]`` and ``u[i,p,last] = x[i,p]``; ``z[i,w] = sum_p u[i,p,w]``.

    ``y[i,p,w] = u[i,p,w] - u[i,p,w-1]`` = 1 when i moves onto p in wave w, where asked for.

The step form makes order a difference of two sums: i needs j is ``z[i,w] <= z[j,w] + stay[j]``,
where ``stay[j] = x[j,current]``, so nothing binds where an end stays. Each rule row is written
``row <= right side``; the joint program uses them all, the conflict search takes some away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from planner.model.plan import RuleRef
from planner.model.problem import DependencyKind, PlanningProblem

__all__ = ["Row", "UserRule", "WholeModel", "build_whole"]

type Terms = dict[int, float]


@dataclass(frozen=True, slots=True)
class Row:
    """``terms <= right``; a structural one has ``equal`` where it is an equation."""

    terms: Terms
    right: float
    equal: bool = False


@dataclass(slots=True)
class UserRule:
    """One rule in the user's words, and its rows.

    ``change`` says how it is relaxed; ``measured`` whether by an amount; ``scale`` what counts as
    one whole relaxation.
    """

    ref: RuleRef
    change: str
    scale: float = 1.0
    measured: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class WholeModel:
    """Columns, structural rows and the user's rules.

    ``x[i]`` maps target to column; ``u[i][p][w - 1]`` is the column of ``u[i,p,w]`` (the last one
    is that of x); ``stay[i]`` the column of staying, None where i has to move. ``y[i][p][w - 1]``
    is the column of ``y[i,p,w]``, empty where the model is built without; with them the steps are
    whole because the moves are, and limits of waves become plain knapsacks, which solvers cut
    far better. ``choices`` counts the columns of x, u and y, which stand first.
    """

    problem: PlanningProblem
    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    x: list[dict[str, int]] = field(default_factory=list)
    u: list[dict[str, list[int]]] = field(default_factory=list)
    y: list[dict[str, list[int]]] = field(default_factory=list)
    stay: list[int | None] = field(default_factory=list)
    choices: int = 0
    structure: list[Row] = field(default_factory=list)
    rules: list[UserRule] = field(default_factory=list)

    def add_column(self, cost: float = 0.0, upper: float = 1.0, *, integer: bool = False) -> int:
        """Add a column from 0 to ``upper``; return its number."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.cost) - 1

    def moved(self, i: int, wave: int) -> Terms:
        """Return the terms of ``z[i,wave]``; none before the first wave."""
        if wave < 1:
            return {}
        return {columns[wave - 1]: 1.0 for columns in self.u[i].values()}

    def plan(self, values: Iterable[float]) -> tuple[dict[str, str], dict[str, int | None] | None]:
        """Return placement and waves that a solution's columns say."""
        value = list(values)
        placement: dict[str, str] = {}
        wave: dict[str, int | None] = {}
        for i, workload in enumerate(self.problem.workloads):
            target = max(self.x[i], key=lambda p: value[self.x[i][p]])
            placement[workload.id] = target
            steps = self.u[i].get(target)
            if steps:
                wave[workload.id] = next(
                    (w for w, column in enumerate(steps, 1) if value[column] > 0.5), len(steps)
                )
            else:
                wave[workload.id] = None
        return placement, wave if self.problem.waves else None


def build_whole(
    problem: PlanningProblem, *, with_waves: bool = True, with_moves: bool = False
) -> WholeModel:
    """Build the program without its objective; without waves it is the placement's alone.

    ``with_moves`` adds the columns y, which make the program larger and its proof shorter.
    """
    model = WholeModel(problem)
    last = len(problem.waves) if with_waves else 0
    _variables(model, last)
    if with_moves:
        _moves(model)
    model.choices = len(model.cost)
    index = {workload.id: i for i, workload in enumerate(problem.workloads)}
    model.rules.extend(_allowed(model))
    model.rules.extend(_same_target(model, index))
    model.rules.extend(_apart(model, index))
    model.rules.extend(_limits(model))
    if last:
        model.rules.extend(_windows(model, last))
        model.rules.extend(_ready(model, last))
        model.rules.extend(_order(model, index, last))
        model.rules.extend(_wave_limits(model))
    return model


def _variables(model: WholeModel, last: int) -> None:
    """``sum_p x[i,p] = 1``; steps rise and end at x."""
    for workload in model.problem.workloads:
        chosen = {target: model.add_column(integer=True) for target in workload.cost}
        model.x.append(chosen)
        model.structure.append(Row(dict.fromkeys(chosen.values(), 1.0), 1.0, equal=True))
        steps: dict[str, list[int]] = {}
        for target, column in chosen.items():
            if not last or not workload.moves_to(target):
                continue
            columns = [model.add_column(integer=True) for _ in range(last - 1)] + [column]
            steps[target] = columns
            for earlier, later in pairwise(columns):
                model.structure.append(Row({earlier: 1.0, later: -1.0}, 0.0))
        model.u.append(steps)
        current = workload.current
        model.stay.append(chosen.get(current) if current is not None else None)


def _moves(model: WholeModel) -> None:
    """``y[i,p,w] = u[i,p,w] - u[i,p,w-1]``; the steps need no integrality of their own then."""
    placing = {column for chosen in model.x for column in chosen.values()}
    for by_target in model.u:
        made: dict[str, list[int]] = {}
        for target, steps in by_target.items():
            made[target] = [model.add_column(integer=True) for _ in steps]
            for wave, column in enumerate(steps):
                terms = {column: 1.0, made[target][wave]: -1.0}
                if wave:
                    terms[steps[wave - 1]] = -1.0
                model.structure.append(Row(terms, 0.0, equal=True))
                if column not in placing:
                    model.integer[column] = False
        model.y.append(made)


def _allowed(model: WholeModel) -> Iterator[UserRule]:
    """``sum of x[i,p] over p not allowed <= 0``."""
    for i, workload in enumerate(model.problem.workloads):
        permitted = set(workload.candidates())
        closed = [column for target, column in model.x[i].items() if target not in permitted]
        if closed:
            row = Row(dict.fromkeys(closed, 1.0), 0.0)
            yield UserRule(RuleRef("allowed", names=(workload.id,)), "allow", rows=[row])


def _same_target(model: WholeModel, index: Mapping[str, int]) -> Iterator[UserRule]:
    """``x[i,p] = x[j,p]`` for the first of the group and every other."""
    for group in dict.fromkeys(model.problem.same_target):
        rule = UserRule(RuleRef("same_target", names=group), "drop")
        first = model.x[index[group[0]]]
        for name in group[1:]:
            other = model.x[index[name]]
            for target in first.keys() | other.keys():
                terms: Terms = {}
                if target in first:
                    terms[first[target]] = 1.0
                if target in other:
                    terms[other[target]] = -1.0
                rule.rows.append(Row(terms, 0.0))
                rule.rows.append(Row(_minus(terms), 0.0))
        rule.rows.sort(key=lambda row: sorted(row.terms.items()))
        yield rule


def _apart(model: WholeModel, index: Mapping[str, int]) -> Iterator[UserRule]:
    """``sum of x[i,p] over the group <= 1`` for every p."""
    for group in dict.fromkeys(model.problem.apart):
        rule = UserRule(RuleRef("apart", names=group), "drop")
        members = [model.x[index[name]] for name in group]
        for target in model.problem.targets:
            columns = [member[target.id] for member in members if target.id in member]
            if len(columns) > 1:
                rule.rows.append(Row(dict.fromkeys(columns, 1.0), 1.0))
        yield rule


def _limits(model: WholeModel) -> Iterator[UserRule]:
    """``at_least <= sum amount[i,p] x[i,p] <= at_most``, each end a rule to relax."""
    for limit in model.problem.limits:
        terms: Terms = {}
        for i, workload in enumerate(model.problem.workloads):
            for target in limit.targets:
                amount = workload.amount(limit.amount, target)
                if amount and target in model.x[i]:
                    terms[model.x[i][target]] = amount
        yield from _ends(RuleRef("limit", limit.id), terms, limit.at_least, limit.at_most)


def _ends(
    ref: RuleRef, terms: Terms, at_least: float | None, at_most: float | None
) -> Iterator[UserRule]:
    if at_most is not None:
        row = Row(terms, at_most)
        yield UserRule(ref, "raise", max(1.0, abs(at_most)), measured=True, rows=[row])
    if at_least is not None and (terms or at_least > 0):
        row = Row(_minus(terms), -at_least)
        yield UserRule(ref, "lower", max(1.0, abs(at_least)), measured=True, rows=[row])


def _minus(terms: Terms) -> Terms:
    return {column: -weight for column, weight in terms.items()}


def _windows(model: WholeModel, last: int) -> Iterator[UserRule]:
    """``sum over w < earliest of z[i,w] <= 0``, and the like for ``latest``.

    ``sum over w >= latest of (z[i,last] - z[i,w]) <= 0``. Each sum is the number of waves by
    which the window is missed.
    """
    for i, workload in enumerate(model.problem.workloads):
        if not model.u[i]:
            continue
        earliest, latest = workload.earliest_wave, workload.latest_wave
        if earliest is not None and earliest > 1:
            # Waves past the last count too, so that the sum is what the window is missed by.
            terms = _summed(model.moved(i, wave) for wave in range(1, min(earliest, last + 1)))
            for column in model.moved(i, last) if earliest > last else ():
                terms[column] += earliest - 1 - last
            ref = RuleRef("earliest_wave", names=(workload.id,))
            yield UserRule(ref, "earlier", float(last), measured=True, rows=[Row(terms, 0.0)])
        if latest is not None and latest < last:
            terms = _summed(
                _plus(model.moved(i, last), _minus(model.moved(i, wave)))
                for wave in range(latest, last)
            )
            ref = RuleRef("latest_wave", names=(workload.id,))
            yield UserRule(ref, "later", float(last), measured=True, rows=[Row(terms, 0.0)])


def _plus(*parts: Terms) -> Terms:
    return _summed(parts)


def _summed(parts: Iterable[Terms]) -> Terms:
    total: Terms = {}
    for part in parts:
        for column, weight in part.items():
            total[column] = total.get(column, 0.0) + weight
    return {column: weight for column, weight in total.items() if weight}


def _ready(model: WholeModel, last: int) -> Iterator[UserRule]:
    """``sum over w < ready[p] of u[i,p,w] <= 0`` for every i: the waves by which p is too late."""
    for target in model.problem.targets:
        if target.ready_wave <= 1:
            continue
        rule = UserRule(RuleRef("ready_wave", target.id), "earlier", float(last), measured=True)
        for steps in model.u:
            if target.id in steps:
                columns = steps[target.id]
                early = dict.fromkeys(columns[: target.ready_wave - 1], 1.0)
                if target.ready_wave > last:  # waves past the last one count too
                    early[columns[-1]] = float(target.ready_wave - last)
                rule.rows.append(Row(early, 0.0))
        if rule.rows:
            yield rule


def _order(model: WholeModel, index: Mapping[str, int], last: int) -> Iterator[UserRule]:
    """I needs j: ``z[i,w] <= z[j,w] + stay[j]`` (one wave sooner for ``earlier``)."""
    seen: set[tuple[str, ...]] = set()
    for dependency in model.problem.dependencies:
        names = (dependency.source, dependency.needed)
        i, j = index[names[0]], index[names[1]]
        both_ways = dependency.kind is DependencyKind.TOGETHER
        key = (dependency.kind, *(sorted(names) if both_ways else names))
        if dependency.kind is DependencyKind.FREE or key in seen:
            continue
        seen.add(key)
        if not model.u[i] or not model.u[j]:
            continue
        rule = UserRule(RuleRef(str(dependency.kind), names=names), "drop")
        lead = 1 if dependency.kind is DependencyKind.EARLIER else 0
        for wave in range(1, last + lead):
            rule.rows.append(_after(model, i, wave, j, wave - lead))
        if dependency.kind is DependencyKind.TOGETHER:
            rule.rows.extend(_after(model, j, wave, i, wave) for wave in range(1, last))
        rule.rows = [row for row in rule.rows if row.terms]
        if rule.rows:
            yield rule


def _after(model: WholeModel, i: int, wave: int, j: int, wave_of_j: int) -> Row:
    """``z[i,wave] - z[j,wave_of_j] - stay[j] <= 0``."""
    terms = _plus(model.moved(i, wave), _minus(model.moved(j, wave_of_j)))
    stay = model.stay[j]
    if stay is not None:
        terms[stay] = -1.0
    return Row(terms, 0.0)


def _wave_limits(model: WholeModel) -> Iterator[UserRule]:
    """``sum amount[i,p] (u[i,p,w] - u[i,p,w-1])`` within its two ends, wave by wave."""
    for limit in model.problem.wave_limits:
        in_wave = _by_moves if model.y else _by_steps
        carriers = [
            (workload.amount(limit.amount, target), columns)
            for workload, by_target in zip(model.problem.workloads, model.y or model.u, strict=True)
            for target, columns in by_target.items()
            if workload.amount(limit.amount, target)
        ]
        for position in range(len(model.problem.waves)):
            at_least = limit.at_least[position] if limit.at_least is not None else None
            at_most = limit.at_most[position] if limit.at_most is not None else None
            if at_least is None and at_most is None:
                continue
            terms = _summed(in_wave(amount, columns, position) for amount, columns in carriers)
            ref = RuleRef("wave_limit", limit.id, wave=position + 1)
            yield from _ends(ref, terms, at_least, at_most)


def _by_moves(amount: float, moves: list[int], position: int) -> Terms:
    return {moves[position]: amount}


def _by_steps(amount: float, steps: list[int], position: int) -> Terms:
    terms = {steps[position]: amount}
    if position:
        terms[steps[position - 1]] = -amount
    return terms
