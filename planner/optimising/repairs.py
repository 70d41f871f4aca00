"""Ways out of a conflict: the least change of one rule that makes a plan exist, else of several."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.model.plan import Repair, RuleRef
from planner.optimising.program import MANY_COLUMNS, Answer, Program, Verdict
from planner.optimising.whole import UserRule

__all__ = ["find_repairs"]

RUN_SECONDS: Final = 3.0
NOTICED: Final = 1e-6
MOST_TRIED: Final = 24
"""Rules of a conflict that are tried one by one; a longer list helps nobody."""


@dataclass(frozen=True, slots=True)
class _Priced:
    price: float
    repair: Repair


def find_repairs(program: Program, rules: Sequence[int], deadline: float) -> tuple[Repair, ...]:
    """Return single relaxations that make a plan exist, cheapest first.

    A single repair has to break every conflict there is, so it is a rule of the one conflict that
    is known. Where no single one does, the cheapest set of rules found is returned.

    In a large program the linear form answers: its amounts are the least that could do, and are
    not called proven.

    Parameters
    ----------
    program
        The whole model with every rule.
    rules
        Numbers of the rules of one conflict.
    deadline
        Moment of the monotonic clock to end by; at least one question is asked.
    """
    program.keep(range(len(program.model.rules)))
    single: list[_Priced] = []
    for rule in rules[:MOST_TRIED]:
        if time.monotonic() >= deadline:
            break
        repair = _single(program, rule, deadline)
        if repair is not None:
            single.append(repair)
    single.sort(key=lambda item: item.price)
    if single:
        return tuple(item.repair for item in single)
    return _cheapest_set(program, deadline)


def _single(program: Program, number: int, deadline: float) -> _Priced | None:
    rule = program.model.rules[number]
    program.bend((number,))
    large = program.columns > MANY_COLUMNS
    answer = program.run(_seconds(deadline), gap=1e-6, relaxed=large)
    if answer.columns is None:
        return None
    violation = program.violation(number, answer.columns)
    if not rule.measured:
        return _Priced(1.0, Repair((rule.ref,), rule.change, None, proven=not large))
    proven = answer.verdict is Verdict.SOLVED and not large
    amount = _tidy(violation)
    return _Priced(violation / rule.scale, Repair((rule.ref,), rule.change, amount, proven=proven))


def _tidy(amount: float) -> float:
    """Round away a solver's last digits: to the whole number where that is what is meant."""
    whole = round(amount)
    if abs(amount - whole) <= NOTICED * max(1.0, abs(amount)):
        return float(whole)
    return float(f"{amount:.9g}")


def _cheapest_set(program: Program, deadline: float) -> tuple[Repair, ...]:
    rules = program.model.rules
    if time.monotonic() >= deadline:
        return ()
    program.bend(range(len(rules)))
    large = program.columns > MANY_COLUMNS
    answer: Answer = program.run(_seconds(deadline), gap=1e-4, relaxed=large)
    if answer.columns is None:
        return ()
    used = _used(program, rules, answer.columns)
    if not used:
        return ()
    changes = {rule.change for rule, _ in used}
    change = changes.pop() if len(changes) == 1 else "drop"
    amount = _tidy(used[0][1]) if len(used) == 1 and used[0][0].measured else None
    refs: dict[RuleRef, None] = dict.fromkeys(rule.ref for rule, _ in used)
    proven = answer.verdict is Verdict.SOLVED and not large
    return (Repair(tuple(refs), change, amount, proven=proven),)


def _used(program: Program, rules: list[UserRule], columns: Any) -> list[tuple[UserRule, float]]:
    return [
        (rule, program.violation(number, columns))
        for number, rule in enumerate(rules)
        if program.violation(number, columns) > NOTICED * rule.scale
    ]


def _seconds(deadline: float) -> float:
    return min(RUN_SECONDS, max(0.05, deadline - time.monotonic()))
