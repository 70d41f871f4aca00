"""What is taken of a limit in people's figures: with its unit, and in one size on both sides."""

from __future__ import annotations

from typing import Final

from planner.wording.wording import Wording

__all__ = ["amount_pair"]

MONEY: Final = ("one_off", "run_year")
BINARY: Final = (("PiB", 1024.0**2), ("TiB", 1024.0))
"""Units above GiB, and how many GiB they hold."""


def amount_pair(amount: str, used: float, bound: float | None, words: Wording) -> str:
    """Return ``used / bound`` of an amount: ``18.6 / 23.4 TiB``, ``CNY 33.6 / 48.0 m``.

    Parameters
    ----------
    amount
        Name of the amount in the planning problem, such as ``private.memory_gib``.
    used, bound
        In the amount's own unit (GiB, cores, currency units, counts); ``bound`` None: no limit.
    """
    if amount in MONEY:
        return words.sums(used, bound)
    greatest = max(abs(used), abs(bound or 0.0))
    unit, size = "", 1.0
    if amount.endswith("_gib"):
        unit, size = next((one for one in BINARY if greatest >= 10 * one[1]), ("GiB", 1.0))
    exact = size == 1.0 and all(value == round(value) for value in (used, bound or 0.0))
    form = "{:,.0f}" if exact or greatest / size >= 1000 else "{:,.1f}"
    figures = [form.format(value / size) for value in (used, bound) if value is not None]
    return " / ".join(figures) + (f" {unit}" if unit else "")
