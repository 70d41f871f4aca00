"""Thirty systems of the sample bank: as many as twelve people can talk about in two hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.model.inventory import Inventory
from planner.model.programme import Pilot, Programme
from samples.bank.inventory import bank_inventory
from samples.bank.programme import FEN_PER_WAN, bank_programme

__all__ = ["workshop_inventory", "workshop_programme"]

CHOSEN: Final = (
    "MBANK", "PBANK", "CBANK", "PORTAL", "CALLCTR", "CRM", "POINTS", "CORE", "CARDCORE", "ECIF",
    "GL", "PAYHUB", "CNAPS", "QRPAY", "LOANORG", "OLLEND", "WEALTH", "ANTIFRAUD", "AML",
    "DATALAKE", "DATAWARE", "REPORTS", "GATEWAY", "MQBUS", "IAM", "MONITOR", "OA", "HR",
    "CORE-DR", "MBANK-SIT",
)  # fmt: skip
PRIVATE_CORES: Final = 1000.0
BUDGET_WAN: Final = 1_500.0


def workshop_inventory(language: str) -> Inventory:
    """Thirty systems, and what they need of each other."""
    bank = bank_inventory(language)
    return replace(
        bank,
        workloads=tuple(w for w in bank.workloads if w.id in CHOSEN),
        dependencies=tuple(
            d for d in bank.dependencies if d.source in CHOSEN and d.needed in CHOSEN
        ),
    )


def workshop_programme(language: str) -> Programme:
    """The bank's programme for thirty systems: the private cloud and the budget are tight."""
    bank = bank_programme(language)
    return replace(
        bank,
        wave_count=12,
        targets=tuple(
            replace(target, capacity={**target.capacity, "cpu_cores": PRIVATE_CORES})
            if target.kind == "private"
            else target
            for target in bank.targets
        ),
        limits=tuple(
            replace(limit, at_most=BUDGET_WAN * FEN_PER_WAN)
            if limit.measure == "one_off"
            else limit
            for limit in bank.limits
        ),
        pilot=Pilot(max_workloads=3, max_risk=50.0),
        max_workloads_per_wave=6,
        max_critical_per_wave=4,
    )
