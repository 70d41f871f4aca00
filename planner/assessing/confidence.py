"""Confidence in stars: shares of known data, one star a fifth (as Azure Migrate publishes it)."""

from __future__ import annotations

import math

__all__ = ["stars"]


def stars(confidence: float) -> int:
    """Return 1 to 5 stars for a confidence of 0 to 1: up to 20 % one, 40 % two, and so on.

    The words are ``assessing.confidence.<stars>``.
    """
    return min(5, max(1, math.ceil(confidence * 5 - 1e-9)))
