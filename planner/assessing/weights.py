"""Weights of the factors: direct, by swings, by pairwise comparison, and by a group of people."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.errors import BadInputError

__all__ = [
    "RANDOM_INDEX",
    "Comparison",
    "Group",
    "Pairwise",
    "combine",
    "direct_weights",
    "pairwise_weights",
    "swing_weights",
]

RANDOM_INDEX: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Mean consistency index of random matrices of order 1 to 10 (Saaty, 1980)."""
ACCEPTABLE: Final = 0.1
STEPS: Final = 1000
type Comparison = Mapping[tuple[str, str], float]
"""(a, b) to how many times more a matters than b, from 1/9 to 9."""


def direct_weights(points: Mapping[str, float]) -> dict[str, float]:
    """Return points of any scale as weights that add up to 1.

    Raises
    ------
    BadInputError
        Where a point is negative or all are 0.
    """
    total = sum(points.values())
    if total <= 0 or any(value < 0 or not math.isfinite(value) for value in points.values()):
        raise BadInputError(
            "errors.rules.weights_are_not_usable",
            "errors.rules.give_no_negative_weight_and_at_least",
        )
    return {key: value / total for key, value in points.items()}


def swing_weights(swings: Mapping[str, float]) -> dict[str, float]:
    """Return weights from swings: 100 for the factor whose swing from worst to best matters most.

    The others are rated against it, 0 to 100 (von Winterfeldt and Edwards, 1986).

    Raises
    ------
    BadInputError
        Where no swing is 100 or one is outside 0 to 100.
    """
    if not swings or max(swings.values()) != 100 or min(swings.values()) < 0:
        raise BadInputError(
            "errors.rules.swings_are_not_usable", "errors.rules.give_100_to_the_swing_that_matters"
        )
    return direct_weights(swings)


@dataclass(frozen=True, slots=True)
class Pairwise:
    """Weights from pairwise comparison.

    ``consistency_ratio`` up to 0.1 is acceptable (``consistent``). ``revisit`` is the judgement
    that fits the others worst, ``suggested`` what they imply for it; None for fewer than three.
    """

    weights: Mapping[str, float]
    consistency_ratio: float
    consistent: bool
    revisit: tuple[str, str] | None = None
    suggested: float | None = None


def pairwise_weights(keys: Sequence[str], judgements: Comparison) -> Pairwise:
    """Return the principal eigenvector of a reciprocal matrix (Saaty, The AHP, 1980).

    ``CR = (lambda_max - n) / (n - 1) / RI[n]``. A pair that is missing counts as equal.

    Raises
    ------
    BadInputError
        Where a judgement is not positive, names an unknown key, or more than 10 are compared.
    """
    matrix = _matrix(keys, judgements)
    count = len(keys)
    vector = [1.0 / count] * count
    for _ in range(STEPS):
        product = [sum(a * v for a, v in zip(row, vector, strict=True)) for row in matrix]
        total = sum(product)
        after = [value / total for value in product]
        change = max(abs(new - old) for new, old in zip(after, vector, strict=True))
        vector = after
        if change < 1e-15:
            break
    product = [sum(a * v for a, v in zip(row, vector, strict=True)) for row in matrix]
    largest = sum(p / v for p, v in zip(product, vector, strict=True)) / count
    index = max(0.0, (largest - count) / (count - 1)) if count > 1 else 0.0
    random_index = RANDOM_INDEX[count - 1]
    ratio = index / random_index if random_index else 0.0
    weights = dict(zip(keys, vector, strict=True))
    worst = _worst(keys, matrix, vector) if count > 2 else None
    return Pairwise(
        weights,
        ratio,
        ratio <= ACCEPTABLE,
        worst,
        _implied(keys, matrix, worst) if worst else None,
    )


def _matrix(keys: Sequence[str], judgements: Comparison) -> list[list[float]]:
    count = len(keys)
    if not 1 <= count <= len(RANDOM_INDEX):
        raise BadInputError(
            "errors.rules.items_cannot_be_compared_in_pairs",
            "errors.rules.compare_1_to_10",
            count=count,
        )
    place = {key: number for number, key in enumerate(keys)}
    matrix = [[1.0] * count for _ in keys]
    for (one, two), value in judgements.items():
        if one not in place or two not in place or one == two:
            raise BadInputError(
                "errors.rules.and_cannot_be_compared",
                "errors.advice.check_the_names",
                one=one,
                two=two,
            )
        if not math.isfinite(value) or value <= 0:
            raise BadInputError(
                "errors.rules.comparison_of_and_must_be_above_0",
                "errors.rules.use_1_9_to_9",
                one=one,
                two=two,
            )
        matrix[place[one]][place[two]] = value
        matrix[place[two]][place[one]] = 1.0 / value
    return matrix


def _worst(
    keys: Sequence[str], matrix: Sequence[Sequence[float]], vector: Sequence[float]
) -> tuple[str, str] | None:
    """The judgement farthest from the ratio of its weights; None where all agree."""
    worst, most = None, 1e-9
    for row, one in enumerate(keys):
        for column in range(row + 1, len(keys)):
            implied = vector[row] / vector[column]
            error = abs(math.log(matrix[row][column] / implied))
            if error > most:
                most, worst = error, (one, keys[column])
    return worst


def _implied(
    keys: Sequence[str], matrix: Sequence[Sequence[float]], pair: tuple[str, str]
) -> float:
    """What the other judgements say of a pair: geometric mean over every third item."""
    one, two = keys.index(pair[0]), keys.index(pair[1])
    logs = [
        math.log(matrix[one][third] * matrix[third][two])
        for third in range(len(keys))
        if third not in (one, two)
    ]
    return math.exp(sum(logs) / len(logs))


@dataclass(frozen=True, slots=True)
class Group:
    """Several people's judgements as one.

    ``disagreement`` is, per pair, the factor by which people differ from their mean (1: all
    agree; 2: on average twice or half of it); ``argue`` the pair they differ on most.
    """

    together: Pairwise
    each: Mapping[str, Pairwise]
    disagreement: Mapping[tuple[str, str], float]
    argue: tuple[str, str] | None


def combine(keys: Sequence[str], people: Mapping[str, Comparison]) -> Group:
    """Return the group's weights by the geometric mean of each judgement (Aczel and Saaty, 1983).

    Raises
    ------
    BadInputError
        Where nobody has judged, or a judgement cannot be used.
    """
    if not people:
        raise BadInputError(
            "errors.rules.nobody_has_compared_anything_yet",
            "errors.rules.enter_one_person_judgements",
        )
    matrices = {person: _matrix(keys, judged) for person, judged in people.items()}
    means: dict[tuple[str, str], float] = {}
    spread: dict[tuple[str, str], float] = {}
    for row, one in enumerate(keys):
        for column in range(row + 1, len(keys)):
            logs = [math.log(matrix[row][column]) for matrix in matrices.values()]
            mean = sum(logs) / len(logs)
            means[one, keys[column]] = math.exp(mean)
            variance = sum((value - mean) ** 2 for value in logs) / len(logs)
            spread[one, keys[column]] = math.exp(math.sqrt(variance))
    argue = max(spread, key=lambda pair: spread[pair], default=None)
    if argue is not None and spread[argue] < 1 + 1e-9:
        argue = None
    each = {person: pairwise_weights(keys, judged) for person, judged in people.items()}
    return Group(pairwise_weights(keys, means), each, spread, argue)
