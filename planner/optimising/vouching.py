"""Who vouches for a plan's bounds; kept in the plan as part of its ``solver``.

``"HiGHS; bounds: placement=certificate, waves=solver"``: a *certificate* can be evaluated again by
a function of its own, whoever found it; a *search* of our own went through every case; a *solver*
alone says so, and nothing else confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

__all__ = ["Voucher", "solver_words", "vouched"]

_MARK = "; bounds: "


class Voucher(StrEnum):
    """What a bound rests on."""

    CERTIFICATE = "certificate"
    SEARCH = "search"
    SOLVER = "solver"


def solver_words(name: str, vouchers: Mapping[str, Voucher]) -> str:
    """Return what a plan states as its solver.

    Parameters
    ----------
    name
        Of the solver.
    vouchers
        By ``placement``, ``waves`` and ``joint``, as far as there is a bound of each.
    """
    said = ", ".join(f"{stage}={voucher}" for stage, voucher in vouchers.items())
    return f"{name}{_MARK}{said}" if said else name


def vouched(solver: str) -> tuple[str, dict[str, Voucher]]:
    """Split a plan's ``solver`` into its name and who vouches for what; strange words are none."""
    name, _, said = solver.partition(_MARK)
    found: dict[str, Voucher] = {}
    for part in said.split(", ") if said else ():
        stage, _, word = part.partition("=")
        if word in Voucher:
            found[stage] = Voucher(word)
    return name, found
