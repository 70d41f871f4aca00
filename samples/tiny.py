"""The tiny sample as an inventory: eight systems of the sample bank, four waves."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.model.inventory import Inventory
from planner.model.programme import Pilot, Programme
from samples.bank.inventory import bank_inventory
from samples.bank.programme import bank_programme

__all__ = ["tiny_inventory", "tiny_programme"]

CHOSEN: Final = ("CORE", "IAM", "PAYHUB", "MBANK", "PORTAL", "DATALAKE", "REPORTS", "MBANK-SIT")


def tiny_inventory(language: str) -> Inventory:
    """Eight systems, and what they need of each other."""
    bank = bank_inventory(language)
    return replace(
        bank,
        workloads=tuple(w for w in bank.workloads if w.id in CHOSEN),
        dependencies=tuple(
            d for d in bank.dependencies if d.source in CHOSEN and d.needed in CHOSEN
        ),
    )


def tiny_programme(language: str) -> Programme:
    """The bank's programme, cut down to eight systems."""
    return replace(
        bank_programme(language),
        wave_count=5,
        limits=(),
        pilot=Pilot(max_workloads=3, max_risk=60.0),
        ramp=(),
        max_workloads_per_wave=3,
        max_critical_per_wave=2,
    )
