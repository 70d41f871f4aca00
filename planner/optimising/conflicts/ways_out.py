"""Ways out of a conflict: the least change of one rule that makes a plan exist, else of several.

Small problems are asked exactly: one rule may be bent at the price of its violation, all others
stand. In large ones the conflict's own rules say by how much at least; the change is then made and
a plan is looked for. What is called proven has a plan that was found and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from planner.optimising.conflicts.budget import Budget
from planner.optimising.conflicts.compact import Compact
from planner.optimising.conflicts.feasible import EXACT_COLUMNS, columns_of, has_plan
from planner.optimising.conflicts.naming import Namer, find_core, without_waves
from planner.optimising.conflicts.restricted import restricted
from planner.optimising.formulation import Formulation
from planner.optimising.plan import Repair, RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.programs import Program
from planner.optimising.relaxing import WAVES, repaired, with_more_waves
from planner.optimising.rules import KINDS, Rule
from planner.optimising.solvers import Ask, Verdict

__all__ = ["find_repairs", "least_more_waves", "tidy"]

RUN_SECONDS: Final = 3.0
NOTICED: Final = 1e-6
MOST_TRIED: Final = 24
"""Rules of a conflict that are tried one by one; a longer list helps nobody."""
MOST_ALIKE: Final = 6
"""Of rules that name one workload each, so many are tried."""
MOST_WAVES: Final = 60
STEPS_UP: Final = (1.0, 1.05, 1.25, 2.0)
"""What a least amount is multiplied by, where no plan is found with it."""
MOST_ROUNDS: Final = 12
"""Conflicts that a set of changes undoes one after the other."""


@dataclass(frozen=True, slots=True)
class _Priced:
    price: float
    repair: Repair


def find_repairs(
    problem: PlanningProblem,
    rules: Sequence[RuleRef],
    budget: Budget,
    tell: Callable[[tuple[Repair, ...]], None] = lambda _repairs: None,
) -> tuple[Repair, ...]:
    """Return single relaxations that make a plan exist, cheapest first.

    A single repair has to break every conflict there is, so it is a rule of the one conflict that
    is known (or all waves of a limit of it). Where no single one does, the cheapest set of rules
    found is returned.

    Parameters
    ----------
    problem
        The whole problem.
    rules
        The rules of one conflict, irreducible where time allowed.
    tell
        Given the proven ones each time there is one more, in case time ends the search.
    """
    small = columns_of(problem) <= EXACT_COLUMNS
    ones = _exact_ones if small else _tried_ones
    single: list[_Priced] = []
    proven: list[Repair] = []
    for item in chain(ones(problem, rules, budget), _more_waves(problem, rules, budget)):
        single.append(item)
        single.sort(key=lambda one: (not one.repair.proven, one.price))
        proven = [one.repair for one in single if one.repair.proven]
        if item.repair.proven:
            tell(tuple(proven))
    if proven:
        return tuple(proven)
    if small and not budget.over():
        exact = _cheapest_set(problem, budget)
        if exact:
            return exact
    together = () if single else _one_after_the_other(problem, rules, budget)
    return together or tuple(item.repair for item in single)


type Waiver = tuple[RuleRef, ...]
"""Rules that are relaxed at once: a single one, or all reasons why a target is forbidden."""


def _candidates(problem: PlanningProblem, rules: Sequence[RuleRef]) -> list[Waiver]:
    """Rules to try: limits first, a whole one after its waves; few that name one workload.

    A target opens only when every reason against it is waived, so they come together, each named.
    """
    alike: dict[str, int] = {}
    chosen: list[RuleRef] = []
    for rule in rules:
        alike[rule.kind] = alike.get(rule.kind, 0) + 1
        of_one = len(KINDS[rule.kind].concerned(problem, rule)) == 1 and rule.id is None
        if (not of_one or alike[rule.kind] <= MOST_ALIKE) and rule.kind != "spread":
            chosen.append(rule)
    by_limit: dict[str, int] = {}
    for rule in rules:
        if rule.kind == "wave_limit" and rule.id is not None:
            by_limit[rule.id] = by_limit.get(rule.id, 0) + 1
    whole = [RuleRef("wave_limit", name) for name, count in by_limit.items() if count > 1]
    measured = [r for r in chosen if r.kind in ("limit", "ready_wave", "latest_wave", "exit")]
    in_waves = [r for r in chosen if r.kind == "wave_limit"]
    rest = [r for r in chosen if r not in measured and r not in in_waves]
    tried = (measured + in_waves[: MOST_TRIED // 2] + whole + rest)[:MOST_TRIED]
    return list(dict.fromkeys(_with_all_reasons(problem, rule) for rule in tried))


def _with_all_reasons(problem: PlanningProblem, rule: RuleRef) -> Waiver:
    """Return the rule; of a forbidden target, every reason that there is."""
    if rule.kind != "forbidden":
        return (rule,)
    name, target, _reason = rule.names
    workload = next(w for w in problem.workloads if w.id == name)
    reasons = workload.forbidden.get(target, ())
    return tuple(RuleRef(rule.kind, names=(name, target, reason)) for reason in reasons)


# Small problems: the exact program.


def _exact_ones(
    problem: PlanningProblem, rules: Sequence[RuleRef], budget: Budget
) -> Iterator[_Priced]:
    program = Program(Formulation.of(problem), budget.stop)
    best: dict[str | None, float] = {}
    for waiver in _candidates(problem, rules):
        if budget.over():
            return
        ref = waiver[0]
        if ref.kind == "wave_limit" and ref.wave is None:
            yield from _every_wave(program.formulation, ref, best.get(ref.id), budget)
            continue
        named = tuple(n for n, rule in enumerate(program.rules) if rule.ref in waiver)
        for numbers in [named] if len(waiver) > 1 else [(n,) for n in named]:
            found = _bent(program, numbers, budget)
            if found is not None:
                yield found
                amount = found.repair.amount
                if ref.kind == "wave_limit" and amount is not None:
                    best[ref.id] = min(amount, best.get(ref.id, amount))


def _bent(program: Program, numbers: tuple[int, ...], budget: Budget) -> _Priced | None:
    rules = [program.rules[number] for number in numbers]
    program.bend(numbers)
    seconds, nodes = budget.ask(RUN_SECONDS)
    answer = program.run(Ask(seconds, nodes, gap=1e-6))
    if answer.columns is None:
        return None
    first, refs = rules[0], tuple(rule.ref for rule in rules)
    if not first.measured:
        return _Priced(float(len(refs)), Repair(refs, first.change, None, proven=True))
    amount = tidy(max(program.violation(number, answer.columns) for number in numbers))
    return _Priced(amount / first.scale, Repair(refs, first.change, amount, proven=True))


def _every_wave(
    formulation: Formulation, ref: RuleRef, single: float | None, budget: Budget
) -> Iterator[_Priced]:
    """One amount for all waves of a limit, where that is less than for a single wave."""
    for change in ("raise", "lower"):

        def alike(rule: Rule, change: str = change) -> bool:
            return (rule.kind, rule.ref.id, rule.change) == (ref.kind, ref.id, change)

        program = Program(formulation, budget.stop, alike=alike)
        own = [number for number, rule in enumerate(program.rules) if alike(rule)]
        found = _bent(program, tuple(own), budget) if own else None
        least = None if found is None else found.repair.amount
        if least is None:
            continue
        if single is None or least < single - NOTICED * max(1.0, single):
            scale = sum(program.rules[number].scale for number in own) / len(own)
            repair = Repair((ref,), change, least, proven=True)
            yield _Priced(least / scale * len(own), repair)


def _cheapest_set(problem: PlanningProblem, budget: Budget) -> tuple[Repair, ...]:
    """Least total violation of all rules, each over its scale."""
    program = Program(Formulation.of(problem), budget.stop)
    program.bend(program.bendable())
    seconds, nodes = budget.ask(RUN_SECONDS)
    answer = program.run(Ask(seconds, nodes, gap=1e-4))
    if answer.columns is None:
        return ()
    used = [
        (rule, program.violation(number, answer.columns))
        for number, rule in enumerate(program.rules)
        if program.violation(number, answer.columns) > NOTICED * rule.scale
    ]
    if not used:
        return ()
    amount = tidy(used[0][1]) if len(used) == 1 and used[0][0].measured else None
    proven = answer.verdict is Verdict.SOLVED
    return (_set_of([(rule.ref, rule.change) for rule, _ in used], amount, proven=proven),)


def _set_of(parts: Sequence[tuple[RuleRef, str]], amount: float | None, *, proven: bool) -> Repair:
    changes = {change for _, change in parts}
    change = changes.pop() if len(changes) == 1 else "drop"
    return Repair(tuple(dict.fromkeys(ref for ref, _ in parts)), change, amount, proven=proven)


# Large problems: what the conflict alone asks for, tried on the whole.


def _tried_ones(
    problem: PlanningProblem, rules: Sequence[RuleRef], budget: Budget
) -> Iterator[_Priced]:
    """Return single changes that a plan was found with, and those that no proof is against."""
    own = restricted(problem, rules)
    # What is proven of the conflict alone is not yet proven of the whole.
    asked = [
        _Priced(item.price, replace(item.repair, proven=False))
        for item in _asked_for(own, rules, budget)
    ]
    asked.sort(key=lambda item: item.price)
    for item in asked:
        if budget.over(0.95):
            yield item
            continue
        yield from _tried(problem, item, budget)


def _tried(problem: PlanningProblem, item: _Priced, budget: Budget) -> Iterator[_Priced]:
    """Make a change and look for a plan; a little more of it where there is none."""
    least = item.repair.amount
    freed = Repair(item.repair.rules, item.repair.change)
    if least is not None and Compact(repaired(problem, freed)).conflicts():
        return
    for factor in STEPS_UP if least is not None else (1.0,):
        amount = None if least is None else _stepped(item.repair, least, factor)
        repair = replace(item.repair, amount=amount)
        found = has_plan(repaired(problem, repair), budget)
        if found:
            share = 1.0 if least is None or amount is None else amount / least
            yield _Priced(item.price * share, replace(repair, proven=True))
            return
        if found is False and least is None:
            return
        if budget.over(0.95):
            break
    yield item


def _stepped(repair: Repair, least: float, factor: float) -> float:
    """An amount so many times the least one, in whole waves where waves are meant."""
    if repair.rules[0].kind in ("latest_wave", "earliest_wave", "ready_wave"):
        return float(round(least + STEPS_UP.index(factor)))
    return least if factor == 1.0 else float(f"{least * factor:.4g}")


def _asked_for(own: PlanningProblem, rules: Sequence[RuleRef], budget: Budget) -> Iterator[_Priced]:
    """What the conflict's own rules ask of each of them, at least."""
    if columns_of(own) <= EXACT_COLUMNS:
        yield from _exact_ones(own, rules, budget)
        return
    compact = Compact(own)
    short = {(item.ref.kind, item.ref.id, item.change): item.amount for item in compact.missing()}
    for waiver in _candidates(own, rules):
        ref = waiver[0]
        if ref.kind not in _MEASURED:
            change = "allow" if ref.kind == "allowed" else "drop"
            yield _Priced(float(len(waiver)), Repair(waiver, change))
        for change in ("raise", "lower"):
            amount = short.get((ref.kind, ref.id, change))
            if amount is None:
                continue
            waves = sum(r.kind == ref.kind and r.id == ref.id for r in rules)
            each = amount / waves if ref.kind == "wave_limit" and ref.wave is None else amount
            yield _Priced(amount / _scale(own, ref), Repair((ref,), change, tidy(each)))


_MEASURED: Final = ("limit", "wave_limit", "earliest_wave", "latest_wave", "ready_wave")
"""Kinds that are relaxed by an amount."""


def _scale(problem: PlanningProblem, ref: RuleRef) -> float:
    """What counts as one whole relaxation of a limit: itself, of one wave or of all."""
    for limit in problem.limits:
        if ref == RuleRef("limit", limit.id):
            return max(1.0, abs(limit.at_most or limit.at_least or 0.0))
    for wave_limit in problem.wave_limits:
        if ref.kind == "wave_limit" and ref.id == wave_limit.id:
            bounds = wave_limit.at_most or wave_limit.at_least or ()
            given = [abs(b) for b in bounds if b is not None]
            if ref.wave is None:
                return max(1.0, sum(given))
            return max(1.0, abs(bounds[ref.wave - 1] or 0.0))
    return 1.0


def _more_waves(
    problem: PlanningProblem, rules: Sequence[RuleRef], budget: Budget
) -> Iterator[_Priced]:
    """Waves to add, like the last one, where the rules leave room for a plan then."""
    if not problem.waves or budget.over():
        return
    own = restricted(problem, rules)
    if Namer(without_waves(problem), budget).conflicts(rules):
        return
    if Compact(with_more_waves(own, MOST_WAVES)).conflicts():
        return
    more = least_more_waves(own, budget)
    if more is None:
        return
    for extra in (0, 1, 2, 4):
        if budget.over():
            break
        found = has_plan(with_more_waves(problem, more + extra), budget)
        if found:
            price = (more + extra) / len(problem.waves)
            yield _Priced(price, Repair((WAVES,), "raise", float(more + extra), proven=True))
            return
    yield _Priced(more / len(problem.waves), Repair((WAVES,), "raise", float(more)))


def least_more_waves(problem: PlanningProblem, budget: Budget) -> int | None:
    """Least number of waves to add so that a plan exists; None where that does not help."""
    high = 1
    while has_plan(with_more_waves(problem, high), budget) is not True:
        high *= 2
        if high > MOST_WAVES or budget.over(0.9):
            return None
    low = high // 2
    while high - low > 1 and not budget.over(0.9):
        middle = (low + high) // 2
        if has_plan(with_more_waves(problem, middle), budget) is True:
            high = middle
        else:
            low = middle
    return high


def _one_after_the_other(
    problem: PlanningProblem, rules: Sequence[RuleRef], budget: Budget
) -> tuple[Repair, ...]:
    """Undo one conflict after the other by its cheapest change, until there is a plan."""
    parts: list[tuple[RuleRef, str]] = []
    view, core = problem, list(rules)
    for _ in range(MOST_ROUNDS):
        asked = sorted(_asked_for(restricted(view, core), core, budget), key=lambda x: x.price)
        if not asked:
            return ()
        chosen = asked[0].repair
        parts.append((chosen.rules[0], chosen.change))
        view = repaired(view, Repair(chosen.rules, chosen.change))
        again = find_core(view, budget) if not budget.over(0.95) else None
        if again is None:
            break
        core = again
    found = not budget.over() and has_plan(view, budget) is True
    return (_set_of(parts, None, proven=found),)


def tidy(amount: float) -> float:
    """Round away a solver's last digits: to the whole number where that is what is meant."""
    whole = round(amount)
    if abs(amount - whole) <= NOTICED * max(1.0, abs(amount)):
        return float(whole)
    return float(f"{amount:.9g}")
