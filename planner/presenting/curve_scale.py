"""Where the values of a curve stand in its drawing: a scale from value to share of the width."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["CurveScale", "scale_for"]

WIDE = 60.0
"""Curves whose values reach over more than so many times their smallest step are shortened."""


@dataclass(frozen=True, slots=True)
class CurveScale:
    """Maps ``low`` to ``high`` onto 0 to 1; ``step`` above 0 shortens it to the right.

    Shortened: ``share ~ log(1 + (x - low) / step)``.
    """

    low: float
    high: float
    step: float = 0.0

    def share(self, x: float) -> float:
        """Share of the width at which ``x`` stands; outside 0 to 1 where it is off the drawing."""
        if self.step <= 0:
            return (x - self.low) / (self.high - self.low)
        above = max(0.0, x - self.low)
        return math.log1p(above / self.step) / math.log1p((self.high - self.low) / self.step)

    def value(self, share: float) -> float:
        """Value that stands at a share of the width."""
        if self.step <= 0:
            return self.low + share * (self.high - self.low)
        whole = math.log1p((self.high - self.low) / self.step)
        return self.low + self.step * math.expm1(share * whole)

    def grain(self, x: float, pixels: float) -> float:
        """A round step (1, 2 or 5 times a power of ten) of about one pixel at ``x``."""
        here = self.share(x)
        width = max(pixels, 1.0)
        fine = abs(self.value(min(1.0, here + 1 / width)) - self.value(max(0.0, here - 1 / width)))
        return round_step(fine / 2.0)


def round_step(size: float) -> float:
    """The nearest of 1, 2, 5 times a power of ten that is not below ``size``."""
    if size <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(size))
    for times in (1.0, 2.0, 5.0, 10.0):
        if times * power >= size * 0.999:
            return times * power
    return 10.0 * power


def scale_for(
    xs: Sequence[float], low: float | None = None, high: float | None = None
) -> CurveScale:
    """Return a scale with a little room at both ends.

    Parameters
    ----------
    xs
        Where the curve's points are.
    low, high
        Bounds of the field, in its unit; None: it has none.
    """
    least, most = min(xs), max(xs)
    steps = [b - a for a, b in zip(sorted(xs), sorted(xs)[1:], strict=False) if b > a]
    span = (most - least) or 1.0
    if steps and span / min(steps) > WIDE:
        first = least if low is None else max(low, min(0.0, least) if least >= 0 else least)
        end = most * 1.5 if high is None else min(high, most * 1.5)
        return CurveScale(first, end, min(steps))
    left, right = least - 0.08 * span, most + 0.08 * span
    if low is not None:
        left = max(left, low)
    if high is not None:
        right = min(right, high)
    return CurveScale(left, right) if right > left else CurveScale(left, left + 1.0)
