"""Scores of the factors, each with its arithmetic.

``score[f] = sum(points[k] * weight[k]) / sum(weight[k])`` over the indicators ``k`` of factor
``f`` (an additive value function: Keeney and Raiffa, Decisions with Multiple Objectives).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.assessing.open_records import NO_CELL, evidence_line
from planner.assessing.values import Facts
from planner.model.assessment import Evidence, FactorScore, ValueSource
from planner.model.fields import Value
from planner.model.rules import FACTORS, Curve, Indicator, RuleSet

__all__ = ["FactorScorer", "compile_curve", "score_of"]


def compile_curve(curve: Curve) -> Callable[[float], float]:
    """Return a quick form of ``curve.at`` that gives the same numbers to the last digit."""
    xs = tuple(x for x, _ in curve.points)
    ys = tuple(y for _, y in curve.points)

    def at(x: float) -> float:
        place = bisect_left(xs, x)
        if place == 0:
            return ys[0]
        if place == len(xs):
            return ys[-1]
        left, low = xs[place - 1], ys[place - 1]
        return low + (ys[place] - low) * (x - left) / (xs[place] - left)

    return at


def score_of(evidence: tuple[Evidence, ...]) -> float:
    """Score that lines of evidence add up to, 0 to 100."""
    total = 0.0
    weights = 0.0
    for line in evidence:
        total += line.points * line.weight
        weights += line.weight
    return total / weights if weights > 0 else 0.0


@dataclass(slots=True)
class _Reader:
    key: str
    field: str
    weight: float
    neutral: float
    read: Callable[[Value], float | None]
    """Points of a value; None where it is not one that the indicator can read."""


class FactorScorer:
    """Scores workloads on every factor but the business case, which needs costs."""

    def __init__(self, rules: RuleSet) -> None:
        numbers = rules.numbers
        self._trust = {
            ValueSource.CELL: numbers.get("trust_cell", 1.0),
            ValueSource.USER: numbers.get("trust_cell", 1.0),
            ValueSource.DERIVED: numbers.get("trust_derived", 0.8),
            ValueSource.ARCHETYPE: numbers.get("trust_archetype", 0.4),
            ValueSource.NEUTRAL: 0.0,
        }
        self._readers: dict[str, tuple[_Reader, ...]] = {
            factor: tuple(
                _reader(one) for one in rules.indicators if one.factor == factor and one.weight > 0
            )
            for factor in FACTORS
            if factor != "business_case"
        }

    def score(
        self, facts: Facts, overrides: Mapping[str, float], points: Mapping[str, float]
    ) -> dict[str, FactorScore]:
        """Return the factor scores of one workload.

        Parameters
        ----------
        facts
            Of the workload.
        overrides
            Decided scores by factor, 0 to 100.
        points
            0 to 100 by an indicator's key, tried in place of what is known.
        """
        return {
            factor: self._factor(factor, readers, facts, overrides.get(factor), points)
            for factor, readers in self._readers.items()
        }

    def _factor(
        self,
        factor: str,
        readers: tuple[_Reader, ...],
        facts: Facts,
        decided: float | None,
        tried: Mapping[str, float],
    ) -> FactorScore:
        lines: list[Evidence] = []
        total = weights = trusted = 0.0
        cells, read, trust = facts.workload.cells, facts.read, self._trust
        assessed = False
        values, edited = facts.workload.values, facts.workload.edited
        for reader in readers:
            value = values.get(reader.field)
            if value is None:
                value, source = read(reader.field)
            else:
                source = ValueSource.USER if reader.field in edited else ValueSource.CELL
            points = None if value is None else reader.read(value)
            if points is None:
                points, source, value = reader.neutral, ValueSource.NEUTRAL, None
            else:
                assessed = True
            if tried:
                points = tried.get(reader.key, points)
            weight = reader.weight
            cell = cells.get(reader.field, NO_CELL)
            lines.append(
                evidence_line(reader.key, reader.field, value, source, points, weight, cell)
            )
            total += points * weight
            weights += weight
            trusted += trust[source] * weight
        if decided is not None:
            return FactorScore(factor, decided, 1.0, tuple(lines), True, "decision")
        score = total / weights if weights > 0 else 0.0
        confidence = trusted / weights if weights > 0 else 0.0
        return FactorScore(factor, score, confidence, tuple(lines), assessed)


def _reader(indicator: Indicator) -> _Reader:
    read = _curve_reader(indicator.curve) if indicator.curve else _choice_reader(indicator.points)
    return _Reader(indicator.key, indicator.field, indicator.weight, indicator.neutral, read)


def _choice_reader(points: Mapping[str, float]) -> Callable[[Value], float | None]:
    """A plain look-up: what is no choice is not in it."""
    look: Callable[[Any], float | None] = dict(points).get
    return look


def _curve_reader(curve: Curve) -> Callable[[Value], float | None]:
    """The curve of numbers, of nothing else, in one call."""
    xs = tuple(x for x, _ in curve.points)
    ys = tuple(y for _, y in curve.points)
    last, end = len(xs), ys[-1]

    def read(value: Value) -> float | None:
        kind = type(value)
        if kind is not float and kind is not int:
            return None
        x: float = value  # type: ignore[assignment]  # looked at above, without a call
        place = bisect_left(xs, x)
        if place == last:
            return end
        if place == 0:
            return ys[0]
        left, low = xs[place - 1], ys[place - 1]
        return low + (ys[place] - low) * (x - left) / (xs[place] - left)

    return read
